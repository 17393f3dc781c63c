"""Dream networks that somebody trained: used by name alone, with the classes that they know."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from engine.catalogue.find import NETWORK_ORDER
from engine.dream.deepdream import dream
from engine.errors import OptionError, UnknownNameError, WeightsError, WeightsFileError
from engine.interpret.choices import choose_draw, choose_explain
from engine.interpret.draw import draw
from engine.interpret.explain import explain
from engine.interpret.what import what
from engine.media.pictures import Picture, decode_picture
from engine.networks.architectures import STAGES
from engine.options.dream import DreamOptions
from engine.options.interpret import DrawOptions, ExplainOptions, WhatOptions
from engine.studio.studio import Studio
from engine.weights.dream_networks import ARCHITECTURES, blueprint, dream_file, dream_networks
from engine.weights.safetensors_file import read_metadata
from engine.weights.store import WeightStore
from tests.pictures import photo_bytes
from tests.trained import CLASSES, trained_file


@pytest.fixture
def store(tmp_path: Path) -> WeightStore:
    return WeightStore(tmp_path / "weights", hub=tmp_path / "hub")


@pytest.fixture
def studio(store: WeightStore) -> Studio:
    return Studio(store=store, device="cpu")


@pytest.fixture
def photo() -> Picture:
    return decode_picture(photo_bytes())


def test_it_is_a_network_of_its_own(store: WeightStore) -> None:
    path = trained_file(store.root)
    info, found = store.find("Painters", art="dream")
    assert (info.name, info.classes, info.dream_layer) == ("painters", CLASSES, "inception_4b")
    assert info.layer_info["classifier"].channels == 3
    assert found == path
    assert store.find("painters", art="classify")[1] == path
    with pytest.raises(OptionError, match="for painting there are"):
        store.find("painters", art="style")


def test_it_is_never_taken_unless_named(store: WeightStore) -> None:
    trained_file(store.root)
    assert store.find(None, art="dream")[0].name == "embedded"
    assert "painters" not in {one.name for one in store.at_hand("dream")}
    assert "painters" not in {one.name for one in store.at_hand("classify")}
    assert {one.name: one.state for one in store.list()}["painters"] == "trained"


def test_a_name_that_comes_near_is_told(store: WeightStore) -> None:
    trained_file(store.root)
    with pytest.raises(UnknownNameError, match="painters"):
        store.find("painter", art="dream")


def test_one_for_the_operator_is_not_told(store: WeightStore) -> None:
    trained_file(store.root, audience="operator")
    trained_file(store.root, name="open")
    with pytest.raises(UnknownNameError, match=r"There are: open, embedded") as told:
        store.info("zzz")
    assert "painters" not in str(told.value)
    with pytest.raises(UnknownNameError) as told:
        store.info("painter")
    assert "painters" not in str(told.value)


def test_it_dreams_of_its_own_layer_and_classes(studio: Studio, photo: Picture) -> None:
    trained_file(studio.store.root)
    plain = DreamOptions(network="painters", size_px=64, octaves=1, steps=1)
    made = dream(photo, plain, studio=studio)
    assert (made.network, made.options.layer) == ("painters", "inception_4b")
    named = DreamOptions(network="painters", classes=("Night skies",), size_px=64, steps=1)
    made = dream(photo, named, studio=studio)
    assert made.options.classes == ("night sky",)
    with pytest.raises(UnknownNameError, match="There are: swirls, night sky, woodcut"):
        dream(photo, DreamOptions(network="painters", classes=("cat",)), studio=studio)


def test_random_classes_are_drawn_among_those_it_knows(studio: Studio, photo: Picture) -> None:
    trained_file(studio.store.root, classes=("one",))
    options = DreamOptions(network="painters", random_classes=True, size_px=64, octaves=1, steps=3)
    assert dream(photo, options, studio=studio).steps == 3


def test_it_names_what_it_sees_by_its_own_names(studio: Studio, photo: Picture) -> None:
    trained_file(studio.store.root)
    seen = what(photo, WhatOptions(network="painters"), studio=studio).labels
    assert {one.name for one in seen} == set(CLASSES)
    assert sum(one.share for one in seen) == pytest.approx(1)
    options = ExplainOptions(network="painters", label="woodcuts", size_px=64)
    assert explain(photo, options, studio=studio).options.label == "woodcut"
    asked = DrawOptions(classes=("swirls",), network="painters", size_px=64, steps=1)
    assert draw(asked, studio=studio).facts["classes"] == ["swirls"]


def test_what_it_does_not_know_is_refused(store: WeightStore) -> None:
    trained_file(store.root)
    with pytest.raises(UnknownNameError, match="swirls"):
        choose_draw(DrawOptions(classes=("cat",), network="painters"), store=store)
    with pytest.raises(UnknownNameError, match="swirls"):
        choose_explain(ExplainOptions(label="cat", network="painters"), store=store)


def test_a_file_that_was_trained_anew_is_loaded_anew(studio: Studio, photo: Picture) -> None:
    trained_file(studio.store.root)
    options = WhatOptions(network="painters")
    what(photo, options, studio=studio)
    trained_file(studio.store.root, classes=("one", "two"))
    assert len(what(photo, options, studio=studio).labels) == 2


def test_every_dream_network_that_we_build_can_be_trained() -> None:
    assert set(ARCHITECTURES) == set(STAGES) & set(NETWORK_ORDER["dream"])


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_classifier_is_as_wide_as_there_are_classes(architecture: str) -> None:
    shapes = blueprint(architecture, classes=7)
    assert 7 in {shape[0] for shape in shapes.values()}
    assert 1000 not in {shape[0] for shape in shapes.values()}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "vgg19"}, "cannot be a network's name"),
        ({"name": "../up"}, "cannot be a network's name"),
        ({"architecture": "resnet50"}, "which I do not know"),
        ({"classes": "[]"}, "names no classes"),
        ({"classes": "{not json"}, "list of classes cannot be read"),
        ({"classes": '["one", "two"]'}, r"fc\.(weight|bias) is 3"),
        ({"layer": "inception_9z"}, "a layer that it lacks"),
    ],
)
def test_a_file_that_says_what_cannot_be_is_refused(
    store: WeightStore, tmp_path: Path, said: dict[str, str], words: str
) -> None:
    path = tmp_path / "painters.safetensors"
    whole = trained_file(tmp_path)
    save_file(load_file(whole), path, metadata=read_metadata(whole) | said)
    with pytest.raises(WeightsFileError, match=words):
        store.import_files([path])
    assert not store.root.exists()


def test_a_file_cut_short_is_refused_and_listed_as_such(store: WeightStore) -> None:
    path = trained_file(store.root)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(WeightsError, match=r"cut short.*Train it again"):
        store.find("painters", art="dream")
    assert {one.name: one.state for one in store.list()}["painters"] == "damaged"
    assert dream_networks(store.root) == ()


def test_values_that_are_no_numbers_are_refused_at_import(
    store: WeightStore, tmp_path: Path
) -> None:
    path = trained_file(tmp_path)
    said, tensors = read_metadata(path), load_file(path)
    tensors["fc.weight"][0] = np.nan
    save_file(tensors, path, metadata=said)
    with pytest.raises(WeightsFileError, match="not numbers"):
        store.import_files([path])


def test_only_a_file_that_says_so_is_for_everyone(tmp_path: Path) -> None:
    for said, meant in (("everyone", "everyone"), ("operator", "operator"), ("", "operator")):
        found = dream_file(trained_file(tmp_path, audience=said))
        assert found is not None
        assert found.info.audience == meant


def test_it_comes_by_import_too(store: WeightStore, tmp_path: Path) -> None:
    file = trained_file(tmp_path).rename(tmp_path / "whatever.safetensors")
    assert store.import_files([file]) == ("painters",)
    assert store.import_files([store.root / "painters.safetensors"]) == ("painters",)
    assert store.find("painters", art="dream")[1].read_bytes() == file.read_bytes()
