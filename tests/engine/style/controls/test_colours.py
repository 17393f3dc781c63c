"""Whose colours a painting has, and how many."""

from __future__ import annotations

import math

import pytest
import torch
from PIL import Image

from engine.catalogue.house_styles import house_style_path
from engine.ops.images import to_image
from engine.ops.luminance import MOST_CONTRAST, STRIP_ROWS, keep_colours, light, match_light
from engine.options.style import COLOURS
from engine.style.controls.colours import ColourPlan, few_colours, in_colours, measurable
from engine.style.controls.palette import palette_of
from tests.pictures import photo


def cloud(seed: int, *, spread: float = 0.08, side: int = 96) -> torch.Tensor:
    """Colours that hardly ever leave [0, 1], in float64, of a covariance of their own."""
    generator = torch.Generator().manual_seed(seed)
    mix = torch.rand(3, 3, generator=generator, dtype=torch.float64)
    values = torch.randn(3, side * side, generator=generator, dtype=torch.float64)
    return (mix @ values * spread + 0.5).clamp(0, 1).view(1, 3, side, side)


def plan(mode: str, image: torch.Tensor, *styles: torch.Tensor) -> ColourPlan:
    return ColourPlan(mode, photo=image, styles=[(one, 1.0) for one in styles])


def reduce_palette(picture: Image.Image, colours: int) -> Image.Image:
    return in_colours(picture, few_colours(picture, colours))


def same_palette(one: torch.Tensor, other: torch.Tensor, *others: torch.Tensor) -> bool:
    own, wanted = palette_of([one], [1.0]), palette_of([other, *others], [1.0] * (1 + len(others)))
    return bool(
        torch.allclose(own.mean, wanted.mean, atol=2e-3)
        and torch.allclose(own.covariance, wanted.covariance, atol=2e-3)
    )


def test_style_shows_the_photo_in_the_colours_of_all_styles() -> None:
    image, first, second = cloud(1), cloud(2), cloud(3)
    colours = plan("style", image, first, second)
    assert same_palette(colours.content(image), first, second)
    assert torch.equal(colours.style(second, 1), second)
    assert torch.equal(colours.finish(first, image), first)


@pytest.mark.parametrize("mode", ["match", "keep"])
def test_match_and_keep_show_each_style_in_the_colours_of_the_photo(mode: str) -> None:
    image, first, second = cloud(1), cloud(2), cloud(3)
    colours = plan(mode, image, first, second)
    assert torch.equal(colours.content(image), image)
    assert same_palette(colours.style(first, 0), image)
    assert same_palette(colours.style(second, 1), image)


@pytest.mark.parametrize("mode", COLOURS)
def test_a_picture_is_as_loud_as_itself(mode: str) -> None:
    assert plan(mode, cloud(1), cloud(1)).loudness == pytest.approx(1, rel=0.02)


def test_a_style_is_as_loud_as_its_strokes_are_narrow() -> None:
    broad = torch.ones(1, 1, 4, 4, dtype=torch.float64)
    broad[..., 2:] = -1

    def stripes(image: torch.Tensor) -> torch.Tensor:
        return 0.5 + 0.2 * image.repeat(1, 3, 16, 16)

    narrow = broad.roll(1, -1)[..., ::2]
    assert plan("style", stripes(broad), stripes(narrow)).loudness == pytest.approx(2**0.5, rel=0.1)
    loud = plan("match", stripes(broad), stripes(narrow), stripes(broad)).loudness
    assert 1 < loud < 2**0.5


def test_a_flat_photo_has_a_loudness() -> None:
    flat = torch.full((1, 3, 32, 32), 0.5, dtype=torch.float64)
    assert math.isfinite(plan("style", flat, cloud(1)).loudness)
    assert math.isfinite(plan("style", cloud(1), flat).loudness)


def test_match_leaves_the_painting_as_it_is() -> None:
    image = cloud(1)
    assert torch.equal(plan("match", image, cloud(2)).finish(cloud(3), image), cloud(3))


def test_luma_shows_light_and_dark_alone_and_of_one_mean_and_deviation() -> None:
    image, first, second = cloud(1), cloud(2, spread=0.04), cloud(3)
    colours = plan("luma", image, first, second)
    seen = [colours.content(image), colours.style(first, 0), colours.style(second, 1)]
    for one in seen:
        assert torch.equal(one[:, :1].expand(-1, 3, -1, -1), one)
        assert one.mean().item() == pytest.approx(light(image).mean().item(), abs=1e-3)
        assert one.std().item() == pytest.approx(light(image).std().item(), rel=0.01)


def test_what_was_measured_small_holds_at_any_size() -> None:
    picture = photo("coffee")
    style = Image.open(house_style_path("woodcut")).convert("RGB")
    colours = plan("luma", measurable(picture), measurable(style))
    large = to_image(style.resize((700, 700)))
    shown = colours.style(large, 0)
    assert shown.mean().item() == pytest.approx(light(to_image(picture)).mean().item(), abs=0.03)
    assert max(measurable(picture).shape) == 256


@pytest.mark.parametrize("mode", ["keep", "luma"])
def test_the_photo_s_hues_lie_under_the_painting_s_light(mode: str) -> None:
    image, painting = cloud(1, spread=0.04), cloud(2, spread=0.04)
    result = plan(mode, image, painting).finish(painting, image)
    assert torch.allclose(light(result), light(painting), atol=1e-12)
    assert torch.allclose(result - light(result), image - light(image), atol=1e-12)


def test_no_stroke_is_lost_where_colours_are_vivid() -> None:
    red = torch.tensor([0.9, 0.05, 0.05], dtype=torch.float64).view(1, 3, 1, 1)
    strokes = torch.linspace(0, 1, 256, dtype=torch.float64).expand(1, 3, 2, 256)
    result = keep_colours(strokes, red.expand(1, 3, 2, 256))
    assert torch.allclose(light(result), light(strokes), atol=1e-12)
    assert 0 <= float(result.min()) <= float(result.max()) <= 1
    # Black and white hold no colour; in between it is red, never another hue.
    assert torch.equal(result[0, 1], result[0, 2])
    assert bool((result[0, 0, 0, 1:-1] > result[0, 1, 0, 1:-1]).all())


def test_a_photo_keeps_its_own_colours_whole() -> None:
    image = to_image(photo("astronaut", width=64, height=STRIP_ROWS + 50))
    assert torch.allclose(keep_colours(image, image), image, atol=1e-6)


def test_a_dull_style_is_drawn_apart_only_so_far() -> None:
    dull, strong = cloud(1, spread=0.002), cloud(2)
    shown = match_light(dull, own=dull, other=strong)
    assert shown.std() <= MOST_CONTRAST * dull.std() * 1.001


@pytest.mark.parametrize("mode", COLOURS)
@pytest.mark.parametrize("value", [0.0, 0.4, 1.0])
def test_flat_and_grey_pictures_give_no_nan(mode: str, value: float) -> None:
    flat = torch.full((1, 3, 16, 16), value)
    grey = cloud(4, side=16).float().mean(dim=1, keepdim=True).expand(-1, 3, -1, -1)
    colourful = cloud(5, side=16).float()
    pairs = ((flat, colourful), (colourful, flat), (grey, flat), (flat, grey), (flat, flat))
    for image, style in pairs:
        colours = plan(mode, image, style)
        shown = (colours.content(image), colours.style(style, 0), colours.finish(style, image))
        for one in shown:
            assert torch.isfinite(one).all()
            assert 0 <= float(one.min()) <= float(one.max()) <= 1


@pytest.mark.parametrize("colours", [2, 4, 8, 64])
def test_a_picture_is_reduced_to_so_many_colours(colours: int) -> None:
    picture = photo("coffee", width=300, height=200)
    reduced = reduce_palette(picture, colours)
    assert (reduced.size, reduced.mode) == (picture.size, "RGB")
    assert len(reduced.getcolors()) <= colours
    assert reduce_palette(picture, colours).tobytes() == reduced.tobytes()


def test_more_colours_come_nearer() -> None:
    picture = photo("coffee", width=300, height=200)
    errors = [
        float((to_image(reduce_palette(picture, count)) - to_image(picture)).abs().mean())
        for count in (2, 4, 8, 16)
    ]
    assert errors == sorted(errors, reverse=True)
    assert errors[2] < 0.05


def test_each_pixel_has_the_nearest_colour_undithered() -> None:
    ramp = Image.linear_gradient("L").convert("RGB")
    rows = to_image(reduce_palette(ramp, 2))[0, 0]
    assert torch.equal(rows, rows[:, :1].expand_as(rows))
    assert int((rows[1:, 0] != rows[:-1, 0]).sum()) == 1


def test_a_palette_measured_once_serves_every_size() -> None:
    picture = photo("coffee")
    palette = few_colours(picture, 6)
    seen: set[object] = set()
    for side in (80, 200, 400):
        sized = in_colours(picture.resize((side, side)), palette)
        seen |= {colour for _, colour in sized.getcolors()}
    assert len(seen) <= 6


def test_a_picture_of_few_colours_stays_as_it_is() -> None:
    flag = Image.new("RGB", (60, 30), (200, 30, 40))
    flag.paste((10, 20, 120), (30, 0, 60, 30))
    assert reduce_palette(flag, 8).tobytes() == flag.tobytes()
