"""Checkpoints of networks that colour photos: their tensors are taken, and nothing else."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from engine.catalogue.colour_shapes import COLOUR_BLUEPRINTS
from engine.catalogue.find import HELPERS
from engine.errors import OptionError, WeightsError, WeightsFileError
from engine.weights.load import read_weights
from engine.weights.recognise import recognise
from engine.weights.store import WeightStore
from tests.originals.ddcolor import DDColor
from tests.originals.random_weights import with_random_weights
from tests.originals.siggraph17 import SIGGRAPHGenerator

Tensors = dict[str, Tensor]
SHAPES = COLOUR_BLUEPRINTS["siggraph17"]
ORIGINALS: dict[str, Callable[[], nn.Module]] = {
    "siggraph17": SIGGRAPHGenerator,
    "ddcolor_tiny": DDColor,
}


@pytest.fixture(scope="module", params=list(ORIGINALS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def tensors(name: str) -> Tensors:
    return dict(with_random_weights(ORIGINALS[name]()).state_dict())


@pytest.fixture
def store(tmp_path: Path) -> WeightStore:
    return WeightStore(tmp_path / "weights", hub=tmp_path / "hub")


def saved(path: Path, content: object, *, is_zip: bool = True) -> Path:
    torch.save(content, path, _use_new_zipfile_serialization=is_zip)
    return path


@pytest.mark.parametrize("is_zip", [True, False])
@pytest.mark.parametrize("wrapper", [None, "params", "state_dict"])
def test_its_tensors_become_ours(
    store: WeightStore, name: str, tensors: Tensors, tmp_path: Path, wrapper: str, is_zip: bool
) -> None:
    content: Any = tensors if wrapper is None else {wrapper: tensors, "iter": 3}
    path = saved(tmp_path / "any.pth", content, is_zip=is_zip)
    assert store.import_files([path]) == (name,)
    assert [file.name for file in store.root.iterdir()] == [f"{name}.safetensors"]
    found = load_file(store.root / f"{name}.safetensors")
    assert set(found) == set(COLOUR_BLUEPRINTS[name])
    assert all(torch.equal(values, tensors[key]) for key, values in found.items())
    info, path = store.find(None, art="colour")
    assert (info.name, store.state(info).state) == (name, "imported")
    assert store.look(name).is_usable


def test_names_of_parallel_training_and_half_precision_are_taken(
    store: WeightStore, name: str, tensors: Tensors, tmp_path: Path
) -> None:
    parallel = {f"module.{key}": values.half() for key, values in tensors.items()}
    assert store.import_files([saved(tmp_path / "any.pth", parallel)]) == (name,)
    assert recognise(store.root / f"{name}.safetensors") == name


def test_safetensors_are_recognised(
    store: WeightStore, name: str, tensors: Tensors, tmp_path: Path
) -> None:
    save_file(tensors, tmp_path / "any.safetensors")
    assert store.import_files([tmp_path / "any.safetensors"]) == (name,)
    assert store.look(name).state == "imported"


def test_a_published_checkpoint_is_kept_as_it_is(store: WeightStore, tmp_path: Path) -> None:
    info = HELPERS["siggraph17"]
    assert info.checkpoint is not None
    assert info.url == "https://colorizers.s3.us-east-2.amazonaws.com/siggraph17-df00044c.pth"
    content = with_random_weights(SIGGRAPHGenerator()).state_dict()
    path = saved(tmp_path / "download", content, is_zip=False)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    before = info.checkpoint.sha256_prefix
    object.__setattr__(info.checkpoint, "sha256_prefix", digest[:8])
    try:
        assert store.import_files([path]) == ("siggraph17",)
        state = store.look("siggraph17")
    finally:
        object.__setattr__(info.checkpoint, "sha256_prefix", before)
    assert state.path == store.root / "siggraph17-df00044c.pth"
    assert state.is_usable
    assert read_weights(state.path).keys() == content.keys()


def without_the_end(tensors: Tensors) -> Tensors:
    return dict(list(tensors.items())[:-6])


def with_another_shape(tensors: Tensors) -> Tensors:
    last = list(COLOUR_BLUEPRINTS["siggraph17"])[-2]
    return {**tensors, last: torch.zeros(3, 128, 1, 1)}


def with_a_hole(tensors: Tensors) -> Tensors:
    return {**tensors, "model3.4.weight": torch.zeros(256, 256, 3, 3)}


def with_no_numbers(tensors: Tensors) -> Tensors:
    return {**tensors, "model3.4.bias": torch.full((256,), torch.nan)}


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (without_the_end, "part of siggraph17"),
        (with_another_shape, r"model_out\.0\.weight is 3x128x1x1, not 2x128x1x1"),
        (with_a_hole, "all zeros"),
        (with_no_numbers, "not numbers"),
    ],
)
def test_a_wrong_one_is_refused_in_plain_words(
    store: WeightStore, tmp_path: Path, spoil: Callable[[Tensors], Tensors], words: str
) -> None:
    tensors = spoil({key: torch.ones(shape) for key, shape in SHAPES.items()})
    with pytest.raises(WeightsFileError, match=words):
        store.import_files([saved(tmp_path / "any.pth", tensors)])
    assert not store.root.exists()


class _Harm:
    """A pickle that leaves a folder where it is read."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.mark),))


@pytest.mark.parametrize("kind", ["zip", "older", "pickle"])
def test_a_harmful_one_is_refused_and_not_run(
    store: WeightStore, name: str, tmp_path: Path, kind: str
) -> None:
    """One that names all the right tensors, so that it is opened."""
    mark = tmp_path / "harm"
    content = {key: _Harm(mark) for key in COLOUR_BLUEPRINTS[name]}
    path = tmp_path / "any.pth"
    if kind == "pickle":
        path.write_bytes(pickle.dumps(content))
    else:
        saved(path, content, is_zip=kind == "zip")
    with pytest.raises(WeightsFileError, match="more than tensors"):
        store.import_files([path])
    assert not mark.exists()
    assert not store.root.exists()


def test_one_that_was_cut_short_is_refused(store: WeightStore, tmp_path: Path) -> None:
    path = saved(tmp_path / "any.pth", {key: torch.ones(shape) for key, shape in SHAPES.items()})
    path.write_bytes(path.read_bytes()[: 1 << 21])
    with pytest.raises(WeightsFileError, match="damaged"):
        store.import_files([path])


def test_one_of_another_network_is_not_opened(store: WeightStore, tmp_path: Path) -> None:
    path = saved(tmp_path / "any.pth", {"conv1.weight": torch.ones(3)})
    with pytest.raises(WeightsFileError, match="no checkpoint of torchvision's that I know"):
        store.import_files([path])


def test_it_does_no_other_art_and_others_do_not_colour(store: WeightStore) -> None:
    with pytest.raises(OptionError, match="for dreaming there are"):
        store.find("siggraph17", art="dream")
    with pytest.raises(
        OptionError, match="for colouring photos there are ddcolor_tiny, siggraph17"
    ):
        store.find("vgg19", art="colour")
    with pytest.raises(WeightsError, match="oneiro weights fetch siggraph17"):
        store.find("siggraph17", art="colour")
    with pytest.raises(WeightsError, match=r"Get its file, ddcolor_paper_tiny\.pth, and run"):
        store.find("ddcolor_tiny", art="colour")
    assert store.find(None, art="colour")[0].name == "embedded"
