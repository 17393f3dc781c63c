"""What a dream is asked for comes to: nothing that was said is passed over in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import skimage.data
from PIL import Image

from engine.catalogue.find import split_layers
from engine.dream.choices import choose_dream
from engine.dream.deepdream import dream
from engine.errors import OptionError
from engine.media.pictures import Picture
from engine.options.bounds import MAX_STRENGTH
from engine.options.dream import DreamOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore

PHOTO = Picture(image=Image.fromarray(skimage.data.coffee()).resize((96, 64)))


@pytest.mark.parametrize(
    "wishes",
    [
        {"classes": ("cat",), "random_classes": True},
        {"classes": ("cat",), "channels": (3,)},
        {"classes": ("cat",), "position": (0.5, 0.5)},
        {"random_classes": True, "strongest": 2},
        {"channels": (3,), "strongest": 2},
        {"objective": "enhance", "channels": (3,)},
        {"objective": "invert", "classes": ("cat",)},
    ],
    ids=str,
)
def test_wishes_that_exclude_each_other_are_refused(wishes: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match=r"leave out|or "):
        DreamOptions(**wishes)


@pytest.mark.parametrize(
    ("option", "value", "rule"),
    [
        ("channels", (512,), "inception_4c has channels 0 to 511"),
        ("strongest", 513, "inception_4c has 512 channels"),
        ("weakest", 600, "inception_4c has 512 channels"),
    ],
)
def test_channels_that_a_layer_lacks_are_refused(
    option: str, value: object, rule: str, tmp_path: Path
) -> None:
    options = DreamOptions(network="embedded", layer="4c", **{option: value})  # type: ignore[arg-type]  # by name
    with pytest.raises(OptionError, match=rule):
        choose_dream(PHOTO, options, store=WeightStore(tmp_path, hub=tmp_path))


def test_a_classifiers_channels_are_checked_too(shared: Path, tmp_path: Path) -> None:
    store = WeightStore(tmp_path, hub=tmp_path)
    store.import_files([shared / "weights" / "googlenet_bvlc_tvnorm_fp16.safetensors"])
    with pytest.raises(OptionError, match="classifier has channels 0 to 999"):
        choose_dream(PHOTO, DreamOptions(layer="classifier", channels=(1000,)), store=store)
    studio = Studio(store=store, device="cpu")
    with pytest.raises(OptionError, match="no guide picture"):
        dream(PHOTO, DreamOptions(classes=("cat",)), guide=PHOTO, studio=studio)


def test_a_caption_can_hold_every_channel_and_layer_that_may_be_named() -> None:
    with pytest.raises(OptionError, match="at most 32"):
        DreamOptions(channels=tuple(range(33)))
    with pytest.raises(OptionError, match="at most 6 layers"):
        split_layers("+".join(["conv2"] * 7))


def test_a_reconstruction_follows_no_guide(tmp_path: Path) -> None:
    studio = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    with pytest.raises(OptionError, match="no guide picture"):
        dream(PHOTO, DreamOptions(objective="enhance"), guide=PHOTO, studio=studio)


def test_a_preset_never_makes_a_strength_that_is_too_large(tmp_path: Path) -> None:
    options = DreamOptions(network="embedded", preset="creatures", strength=9.0)
    choice = choose_dream(PHOTO, options, store=WeightStore(tmp_path, hub=tmp_path))
    assert choice.options.strength == MAX_STRENGTH


def test_a_depth_wins_over_the_presets_layer_and_a_layer_over_both(tmp_path: Path) -> None:
    store = WeightStore(tmp_path, hub=tmp_path)
    options = DreamOptions(network="embedded", preset="strokes", depth=8)
    assert choose_dream(PHOTO, options, store=store).options.layer == "inception_5b"
    options = DreamOptions(network="embedded", preset="strokes", depth=8, layer="3b")
    assert choose_dream(PHOTO, options, store=store).options.layer == "inception_3b"
