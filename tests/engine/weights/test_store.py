"""Networks are recognised by their tensors, come whole or not at all, and never by themselves."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from engine.catalogue.find import ASSETS, NETWORKS
from engine.catalogue.house_styles import house_style_path
from engine.catalogue.tensor_shapes import BLUEPRINTS, CLASSIFIERS
from engine.dream.choices import choose_dream
from engine.errors import OptionError, UnknownNameError, WeightsError
from engine.media.pictures import decode_picture
from engine.options.dream import DreamOptions
from engine.weights.folders import torch_hub_folder
from engine.weights.recognise import WeightsFileError, available_layers, recognise
from engine.weights.store import EMBEDDED_PATH, WeightStore

SHARED_FILES = {
    "googlenet_bvlc_tvnorm_fp16": "bvlc_googlenet",
    "squeezenet1_1_tvnorm": "squeezenet1_1",
    "vgg19_conv1_1-conv3_4_tvnorm": "vgg19_oxford",
}


@pytest.fixture
def store(tmp_path: Path) -> WeightStore:
    return WeightStore(tmp_path / "weights", hub=tmp_path / "hub")


def tensors_of(name: str) -> dict[str, np.ndarray]:
    """Random weights of a network's names and shapes."""
    rng = np.random.default_rng(0)
    return {
        tensor: rng.uniform(0.01, 0.2, shape).astype(np.float16)
        for tensor, shape in BLUEPRINTS[name].items()
    }


def early_vgg() -> dict[str, np.ndarray]:
    """The first five convolutions of a VGG-19."""
    whole = tensors_of("vgg19_oxford")
    return {name: whole[name] for name in list(whole)[:10]}


def write(path: Path, tensors: Mapping[str, np.ndarray]) -> Path:
    save_file(dict(tensors), path)
    return path


def test_with_nothing_at_hand_the_embedded_networks_make_both_arts(store: WeightStore) -> None:
    for art, name in (("dream", "embedded"), ("style", "embedded_style")):
        for asked in (None, "embedded", "Embedded"):
            info, path = store.find(asked, art=art)
            assert (info.name, path) == (name, ASSETS / str(NETWORKS[name].asset))
    states = {one.name: one.state for one in store.list()}
    ours = {name for name, state in states.items() if state == "embedded"}
    assert ours >= {"embedded", "embedded_style"}
    assert {state for name, state in states.items() if name not in ours} == {"missing"}


@pytest.mark.parametrize("name", ["bvlc_googlenet", "googlenet", "squeezenet1_1"])
def test_a_file_is_recognised_by_its_tensors(store: WeightStore, tmp_path: Path, name: str) -> None:
    source = write(tmp_path / "whatever.safetensors", tensors_of(name))
    assert store.import_files([source]) == (name,)
    info, path = store.find(None, art="dream")
    assert info.name == name
    assert path.read_bytes() == source.read_bytes()
    assert [one.name for one in store.root.iterdir()] == [f"{name}.safetensors"]


@pytest.mark.parametrize("file", SHARED_FILES)
def test_the_shared_files_are_recognised(shared: Path, file: str) -> None:
    assert recognise(shared / "weights" / f"{file}.safetensors") == SHARED_FILES[file]


def test_the_order_is_named_imported_cached_embedded(store: WeightStore, tmp_path: Path) -> None:
    store.hub.mkdir()
    cached = store.hub / "googlenet-1378be20.pth"
    cached.write_bytes(b"anything")
    assert store.find(None, art="dream")[1] == cached
    store.import_files([write(tmp_path / "a.safetensors", tensors_of("googlenet"))])
    assert store.find(None, art="dream")[1] == store.root / "googlenet.safetensors"
    store.import_files([write(tmp_path / "a.safetensors", tensors_of("squeezenet1_1"))])
    assert store.find("squeezenet1_1", art="dream")[0].name == "squeezenet1_1"
    assert store.find("embedded", art="dream")[1] == EMBEDDED_PATH


def test_an_imported_network_comes_before_a_better_cached_one(
    store: WeightStore, tmp_path: Path
) -> None:
    store.hub.mkdir()
    (store.hub / "googlenet-1378be20.pth").write_bytes(b"anything")
    store.import_files([write(tmp_path / "a.safetensors", tensors_of("squeezenet1_1"))])
    assert [one.name for one in store.at_hand("dream")] == [
        "squeezenet1_1",
        "googlenet",
        "embedded",
    ]


def test_a_network_for_styles_leaves_dreams_as_they_are(store: WeightStore, tmp_path: Path) -> None:
    store.import_files([write(tmp_path / "a.safetensors", early_vgg())])
    assert store.find(None, art="style")[0].name == "vgg19_oxford"
    assert store.find(None, art="dream")[0].name == "embedded"


def test_a_named_layer_brings_its_network(store: WeightStore, tmp_path: Path) -> None:
    picture = decode_picture(house_style_path("swirls").read_bytes())
    store.import_files([write(tmp_path / "a.safetensors", early_vgg())])
    for layer, network in (("relu3_1", "vgg19_oxford"), ("inception_3b", "embedded")):
        choice = choose_dream(picture, DreamOptions(layer=layer), store=store)
        assert (choice.info.name, choice.options.layer) == (network, layer)
    with pytest.raises(UnknownNameError, match="inception_4c"):
        choose_dream(picture, DreamOptions(layer="inception_4z"), store=store)


def test_a_vgg_that_ends_early_offers_the_layers_it_has(tmp_path: Path) -> None:
    path = write(tmp_path / "a.safetensors", early_vgg())
    assert recognise(path) == "vgg19_oxford"
    layers = ("relu1_1", "relu1_2", "pool1", "relu2_1", "relu2_2", "pool2", "relu3_1")
    assert available_layers(NETWORKS["vgg19_oxford"], path) == layers


def test_oxfords_vgg_is_told_from_torchvisions_by_the_size_of_its_filters(tmp_path: Path) -> None:
    blueprint = BLUEPRINTS["vgg19"].items()
    tensors = {name: np.full(shape, 0.1, np.float16) for name, shape in blueprint}
    path = write(tmp_path / "a.safetensors", tensors)
    assert recognise(path) == "vgg19"
    tensors["features.0.weight"] *= 90
    assert recognise(write(path, tensors)) == "vgg19_oxford"


def with_classifier(name: str) -> dict[str, np.ndarray]:
    shapes = CLASSIFIERS[name].items()
    return tensors_of(name) | {one: np.full(shape, 0.1, np.float16) for one, shape in shapes}


def test_names_are_known_with_nothing_fetched(store: WeightStore, tmp_path: Path) -> None:
    assert store.find(None, art="classify")[0].name == "embedded"
    source = write(tmp_path / "a.safetensors", tensors_of("squeezenet1_1"))
    store.import_files([source])  # saved without its classifier
    assert store.find(None, art="classify")[0].name == "embedded"
    with pytest.raises(WeightsError, match="without the part that knows names"):
        store.find("squeezenet1_1", art="classify")
    with pytest.raises(OptionError, match="for naming things there are bvlc_googlenet"):
        store.find("vgg19_oxford", art="classify")


def test_the_best_network_that_knows_names_is_taken(store: WeightStore, tmp_path: Path) -> None:
    for name in ("squeezenet1_1", "bvlc_googlenet"):
        store.import_files([write(tmp_path / "a.safetensors", with_classifier(name))])
        assert store.find(None, art="classify")[0].name == name
    path = store.find("bvlc_googlenet", art="classify")[1]
    assert available_layers(NETWORKS["bvlc_googlenet"], path)[-1] == "classifier"


def test_a_classifier_of_other_classes_is_not_used(store: WeightStore, tmp_path: Path) -> None:
    tensors = tensors_of("bvlc_googlenet")
    tensors |= {"fc.weight": np.ones((365, 1024), np.float16), "fc.bias": np.ones(365, np.float16)}
    store.import_files([write(tmp_path / "places.safetensors", tensors)])
    assert store.find(None, art="dream")[0].name == "bvlc_googlenet"
    assert store.find(None, art="classify")[0].name == "embedded"


Spoil = Callable[[dict[str, np.ndarray]], None]


def drop_the_end(tensors: dict[str, np.ndarray]) -> None:
    for name in list(tensors)[-10:]:
        del tensors[name]


def change_a_shape(tensors: dict[str, np.ndarray]) -> None:
    tensors["features.3.squeeze.weight"] = np.ones((16, 63, 1, 1), np.float16)


def put_in_a_nan(tensors: dict[str, np.ndarray]) -> None:
    tensors["features.0.weight"][0, 0, 0, 0] = np.nan


def zero_a_filter(tensors: dict[str, np.ndarray]) -> None:
    tensors["features.12.expand3x3.weight"][:] = 0


def name_them_otherwise(tensors: dict[str, np.ndarray]) -> None:
    for name in list(tensors):
        tensors[f"model.{name}"] = tensors.pop(name)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (drop_the_end, "part of squeezenet1_1"),
        (change_a_shape, "16x63x1x1, not 16x64x1x1"),
        (put_in_a_nan, "not numbers"),
        (zero_a_filter, "all zeros"),
        (name_them_otherwise, "no network that I know"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(
    store: WeightStore, tmp_path: Path, spoil: Spoil, words: str
) -> None:
    tensors = tensors_of("squeezenet1_1")
    spoil(tensors)
    path = write(tmp_path / "a.safetensors", tensors)
    with pytest.raises(WeightsFileError, match=f"{words}.*import it again"):
        store.import_files([path])
    assert not store.root.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        b"\xff" * 64,
        struct.pack("<Q", 20) + b"{not json at all....",
        struct.pack("<Q", 2) + b"[]",
        struct.pack("<Q", 14) + b'{"a": "strange"}',
        b"PK\x03\x04 a pickle in a zip",
    ],
)
def test_what_is_not_safetensors_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.safetensors"
    path.write_bytes(content)
    with pytest.raises(WeightsFileError):
        recognise(path)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.safetensors", tensors_of("squeezenet1_1"))
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(WeightsFileError, match="cut short"):
        recognise(path)


def test_a_table_of_tensors_that_lies_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.safetensors", tensors_of("squeezenet1_1"))
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    header["features.0.weight"]["data_offsets"][1] -= 2
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data[8 + length :] + b"\0" * 99)
    with pytest.raises(WeightsFileError):
        recognise(path)


def test_a_checkpoint_of_nobody_we_know_is_not_opened(store: WeightStore, tmp_path: Path) -> None:
    path = tmp_path / "model.pth"
    path.write_bytes(b"\x80\x04 a pickle")
    with pytest.raises(WeightsFileError, match="torchvision"):
        store.import_files([path])


def test_a_missing_network_says_how_to_get_it(store: WeightStore) -> None:
    with pytest.raises(WeightsError, match="oneiro weights fetch googlenet"):
        store.find("googlenet", art="dream")
    with pytest.raises(WeightsError, match="oneiro weights import FILE"):
        store.find("bvlc_googlenet", art="dream")
    with pytest.raises(UnknownNameError, match="squeezenet1_1"):
        store.find("squeezenet", art="dream")
    with pytest.raises(OptionError, match="vgg19"):
        store.find("googlenet", art="style")


def test_the_hub_folder_follows_torchs_own_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    assert torch_hub_folder() == tmp_path / "hub" / "checkpoints"
    monkeypatch.delenv("TORCH_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert torch_hub_folder() == tmp_path / "torch" / "hub" / "checkpoints"


def test_the_embedded_network_is_whole() -> None:
    card = EMBEDDED_PATH.with_suffix(".md").read_text(encoding="utf-8")
    assert hashlib.sha256(EMBEDDED_PATH.read_bytes()).hexdigest() in card


def test_a_full_disk_leaves_nothing_behind(
    store: WeightStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "a.safetensors", tensors_of("squeezenet1_1"))

    def half_a_copy(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", half_a_copy)
    with pytest.raises(OSError, match="No space"):
        store.import_files([source])
    assert list(store.root.iterdir()) == []
