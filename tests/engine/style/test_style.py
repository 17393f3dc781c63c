"""The studio's style: repeatable, stoppable, within its budget, sane on poor style pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image

from engine.catalogue.find import NETWORKS
from engine.errors import OptionError, RenderStoppedError
from engine.media.pictures import Picture
from engine.options.style import StyleOptions, TextureOptions
from engine.studio.artwork import Artwork
from engine.studio.progress import Progress
from engine.studio.studio import Studio
from engine.style.choices import style_layers
from engine.style.painting import StyleTransfer
from engine.style.scales import plan_scales
from engine.style.texture import texture
from engine.style.transfer import StyleSource, style
from engine.weights.store import WeightStore

COFFEE = Picture(image=Image.fromarray(skimage.data.coffee()), name="coffee")
CAT = Picture(image=Image.fromarray(skimage.data.chelsea()), name="cat")
QUICK = StyleOptions(network="embedded", size_px=96, steps=12)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def source(image: Image.Image, *, weight: float = 1.0) -> StyleSource:
    return StyleSource(name="own", picture=Picture(image=image), weight=weight)


def pixels(art: Artwork) -> np.ndarray:
    return np.asarray(art.picture, dtype=float)


def checkers(size: tuple[int, int], colours: Sequence[tuple[int, int, int]]) -> Image.Image:
    image = Image.new("RGB", size)
    image.putdata([colours[(x // 4 + y // 4) % 2] for y in range(size[1]) for x in range(size[0])])
    return image


def test_the_artwork_says_how_it_was_made_and_its_options_repeat_it(studio: Studio) -> None:
    art = style(COFFEE, [source(CAT.image)], QUICK, studio=studio)
    assert (art.art, art.network, art.steps, art.steps_cut) == (
        "style",
        "embedded_style",
        12,
        False,
    )
    assert art.picture.size == (96, 64)
    assert art.options.to_json()["network"] == "embedded_style"
    again = style(
        COFFEE, [source(CAT.image)], StyleOptions.from_json(art.options.to_json()), studio=studio
    )
    assert np.array_equal(pixels(art), pixels(again))


def test_another_seed_paints_another_picture(studio: Studio) -> None:
    options = StyleOptions.from_json({**QUICK.to_json(), "seed": 1})
    one = style(COFFEE, [source(CAT.image)], QUICK, studio=studio)
    other = style(COFFEE, [source(CAT.image)], options, studio=studio)
    assert np.abs(pixels(one) - pixels(other)).mean() > 1


def test_losses_fall(studio: Studio) -> None:
    options = StyleOptions(network="embedded", size_px=128, steps=40)
    red_and_blue = checkers((128, 128), [(200, 30, 30), (20, 20, 160)])
    art = style(COFFEE, [source(red_and_blue)], options, studio=studio)
    assert art.facts["loss_after"] < 0.5 * art.facts["loss_before"]
    assert art.facts["style_loss_after"] < 0.5 * art.facts["style_loss_before"]


def test_weights_decide_between_several_styles(studio: Studio) -> None:
    red, blue = (Image.new("RGB", (64, 64), colour) for colour in ((220, 30, 30), (30, 30, 220)))
    art = style(COFFEE, [source(red, weight=9.0), source(blue)], QUICK, studio=studio)
    mean = pixels(art).mean(axis=(0, 1))
    assert mean[0] > mean[2] + 40


@pytest.mark.parametrize(
    "painting",
    [
        Image.new("RGB", (64, 64), "black"),
        Image.new("RGB", (64, 64), "white"),
        Image.new("RGB", (300, 40), (128, 128, 128)),
        Image.new("RGB", (16, 16), (10, 200, 90)),
        CAT.image.convert("L").convert("RGB"),
        CAT.image.resize((320, 16)),
    ],
    ids=["black", "white", "grey", "tiny", "greyscale", "narrow"],
)
def test_poor_style_pictures_still_give_a_picture(studio: Studio, painting: Image.Image) -> None:
    art = style(COFFEE, [source(painting)], QUICK, studio=studio)
    assert np.isfinite(art.facts["loss_after"])
    # The palette arrives, whatever it is.
    wanted = np.asarray(painting, dtype=float).mean(axis=(0, 1))
    assert np.abs(pixels(art).mean(axis=(0, 1)) - wanted).max() < 60


@pytest.mark.parametrize("size", [(16, 16), (320, 16), (16, 320), (33, 47)])
def test_small_and_narrow_photos_are_painted(studio: Studio, size: tuple[int, int]) -> None:
    art = style(
        Picture(image=CAT.image.resize(size)),
        [source(COFFEE.image)],
        StyleOptions(network="embedded", steps=4),
        studio=studio,
    )
    assert art.picture.size == size


def test_one_picture_can_be_photo_and_style(studio: Studio) -> None:
    art = style(COFFEE, [source(COFFEE.image)], QUICK, studio=studio)
    small = np.asarray(COFFEE.image.resize((96, 64)), dtype=float)
    assert np.corrcoef(pixels(art).ravel(), small.ravel())[0, 1] > 0.8


def test_transparency_is_kept(studio: Studio) -> None:
    alpha = Image.new("L", COFFEE.image.size, 100)
    art = style(Picture(image=COFFEE.image, alpha=alpha), [source(CAT.image)], QUICK, studio=studio)
    assert art.picture.mode == "RGBA"
    assert art.picture.getchannel("A").getextrema() == (100, 100)


def test_progress_grows_to_one_with_previews_and_can_stop(studio: Studio) -> None:
    seen: list[Progress] = []
    style(COFFEE, [source(CAT.image)], QUICK, on_progress=seen.append, studio=studio)
    fractions = [one.fraction for one in seen]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1)
    assert max(seen[-1].preview().size) <= 400

    def stop(progress: Progress) -> None:
        raise RenderStoppedError

    with pytest.raises(RenderStoppedError):
        style(COFFEE, [source(CAT.image)], QUICK, on_progress=stop, studio=studio)


def test_a_budget_cuts_steps_and_the_cut_picture_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = WeightStore(tmp_path, hub=tmp_path)
    hurried = Studio(store=store, device="cpu", budget_s=1.0)
    # A machine on which the whole order would take five times the budget.
    pixel_steps = sum(scale.work for scale in plan_scales(width=96, height=64, steps=100))
    monkeypatch.setattr(StyleTransfer, "_step_s_per_pixel", lambda self: 5.0 / pixel_steps)
    options = StyleOptions(network="embedded", size_px=96, steps=100)
    art = style(COFFEE, [source(CAT.image)], options, studio=hurried)
    assert art.steps_cut
    assert 1 <= art.steps < 25
    assert isinstance(art.options, StyleOptions)
    calm = Studio(store=store, device="cpu")
    again = style(COFFEE, [source(CAT.image)], art.options, studio=calm)
    assert np.array_equal(pixels(art), pixels(again))


def test_a_style_without_weight_is_refused() -> None:
    with pytest.raises(OptionError):
        source(CAT.image, weight=0.0)


@pytest.mark.parametrize("is_instant", [False, True])
def test_a_painting_without_a_style_is_refused(studio: Studio, is_instant: bool) -> None:
    with pytest.raises(OptionError, match="name a style"):
        style(COFFEE, [], StyleOptions(size_px=96, instant=is_instant), studio=studio)


def test_a_texture_without_a_style_is_refused(studio: Studio) -> None:
    with pytest.raises(OptionError, match="name a style"):
        texture([], TextureOptions(network="embedded", size_px=64, steps=1), studio=studio)


def test_the_half_is_judged_only_where_it_keeps_two_pixels_of_features() -> None:
    oxford = NETWORKS["vgg19_oxford"]
    available = oxford.layers[: oxford.layers.index("relu3_4") + 1]
    large = style_layers(oxford, available, StyleOptions(), width=512, height=341)
    thin = style_layers(oxford, available, StyleOptions(), width=600, height=15)
    assert (large.levels, large.stride) == (2, 8)
    assert (thin.levels, thin.stride) == (1, 4)
