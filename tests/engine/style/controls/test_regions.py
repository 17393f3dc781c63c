"""Where each style paints: masks as people draw them, soft edges, the same at every size."""

from __future__ import annotations

import io

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from engine.errors import NoPersonNetworkError, OptionError
from engine.media.pictures import Picture, decode_picture
from engine.ops.blur import blur
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.regions import (
    Regions,
    at_layer,
    drawn_regions,
    find_regions,
    people_regions,
    read_mask,
)
from engine.texts.phrase import Phrase
from engine.weights.store import WeightStore
from tests.pictures import photo


def opened(image: Image.Image, form: str = "PNG", **options: object) -> Picture:
    """As a mask comes in: a file, decoded."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return decode_picture(buffer.getvalue(), name="The mask")


def left_half(mode: str = "L", *, width: int = 80, height: int = 40) -> Image.Image:
    """White on the left."""
    image = Image.new("L", (width, height), 0)
    image.paste(255, (0, 0, width // 2, height))
    return image.convert(mode)


def regions(mask: Picture, *, feather: float = 0.0, is_for_two: bool = True) -> Regions:
    return drawn_regions(mask, width=160, height=80, feather=feather, is_for_two=is_for_two)


def is_left_half(mask: torch.Tensor) -> bool:
    half = mask.shape[3] // 2
    return bool((mask[..., :half] == 1).all() and (mask[..., half:] == 0).all())


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK"])
def test_a_mask_of_any_mode_is_read(mode: str) -> None:
    form = "TIFF" if mode == "CMYK" else "PNG"
    assert is_left_half(read_mask(opened(left_half(mode), form)))


def test_a_mask_of_sixteen_bits_is_read() -> None:
    values = np.asarray(left_half(), dtype=np.uint16) * 257
    assert is_left_half(read_mask(opened(Image.fromarray(values))))


def test_a_jpeg_s_near_black_and_near_white_count_as_such() -> None:
    mask = read_mask(opened(left_half(), "JPEG", quality=60))
    assert is_left_half(mask)


def test_the_opaque_part_of_a_cut_out_is_the_first_region() -> None:
    cut_out = photo("coffee", width=80, height=40)
    cut_out.putalpha(left_half())
    assert is_left_half(read_mask(opened(cut_out)))


@pytest.mark.parametrize("ink", ["white", "black"])
def test_what_is_drawn_on_a_transparent_ground_is_the_first_region(ink: str) -> None:
    drawing = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    ImageDraw.Draw(drawing).rectangle((0, 0, 39, 39), fill=ink)
    assert is_left_half(read_mask(opened(drawing)))


def test_black_and_white_count_on_a_transparent_ground_too() -> None:
    drawing = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
    pen = ImageDraw.Draw(drawing)
    pen.rectangle((0, 0, 39, 39), fill="white")
    pen.rectangle((40, 0, 69, 39), fill="black")
    assert is_left_half(read_mask(opened(drawing)))


def test_a_large_mask_is_read_in_a_size_that_is_enough() -> None:
    mask = read_mask(opened(left_half(width=5000, height=2500)))
    assert max(mask.shape) == 2048
    assert is_left_half(mask)


@pytest.mark.parametrize("feather", [0.0, 0.02, 0.2])
@pytest.mark.parametrize(("width", "height"), [(33, 17), (160, 80), (601, 299)])
def test_the_weights_sum_to_one_at_every_size(width: int, height: int, feather: float) -> None:
    first, second = regions(opened(left_half()), feather=feather).weights(
        width=width, height=height
    )
    assert first.shape == second.shape == (1, 1, height, width)
    assert torch.allclose(first + second, torch.ones_like(first))
    assert 0 <= float(first.min()) <= float(first.max()) <= 1
    assert float(first.mean()) == pytest.approx(0.5, abs=0.02)


def test_the_edge_is_as_wide_as_was_asked_for_at_every_size() -> None:
    """A Gaussian's step goes from 16 % to 84 % within two deviations."""
    soft = regions(opened(left_half(width=800, height=400)), feather=0.1)
    for width in (200, 400, 1000):
        row = soft.weights(width=width, height=width // 2)[0][0, 0, 10]
        edge = int(((row > 0.159) & (row < 0.841)).sum())
        assert edge == pytest.approx(0.1 * width, abs=2)


def test_an_edge_blurred_small_is_as_smooth_as_one_blurred_whole() -> None:
    disc = Image.new("L", (600, 400), 0)
    ImageDraw.Draw(disc).ellipse((150, 60, 420, 330), fill=255)
    mask = read_mask(opened(disc))
    whole = blur(mask, sigma_px=60.0)
    first, _ = Regions(mask=mask, feather=0.2).weights(width=600, height=400)
    assert float((first - whole).abs().max()) < 0.01


def test_without_feather_the_edge_is_sharp() -> None:
    first, _ = regions(opened(left_half())).weights(width=80, height=40)
    assert is_left_half(first)


def test_a_layer_s_map_is_the_mean_over_the_area_of_each_of_its_pixels() -> None:
    first, second = regions(opened(left_half()), feather=0.05).weights(width=160, height=80)
    small = at_layer(first, rows=10, columns=20)
    assert small[0, 0, 3, 9].item() == pytest.approx(first[0, 0, 24:32, 72:80].mean().item())
    both = small + at_layer(second, rows=10, columns=20)
    assert torch.allclose(both, torch.ones_like(both))
    odd = at_layer(first, rows=7, columns=13) + at_layer(second, rows=7, columns=13)
    assert torch.allclose(odd, torch.ones_like(odd))


@pytest.mark.parametrize("size", [(1000, 500), (160, 80), (160, 78), (100, 52)])
def test_a_mask_of_about_the_photo_s_shape_fits(size: tuple[int, int]) -> None:
    width, height = size
    regions(opened(left_half(width=width, height=height)))


@pytest.mark.parametrize("size", [(80, 160), (160, 90), (100, 100)])
def test_a_mask_of_another_shape_is_refused_with_the_right_one(size: tuple[int, int]) -> None:
    width, height = size
    with pytest.raises(OptionError, match=f"mask={width}x{height} px .* 160x80 px would fit"):
        regions(opened(left_half(width=width, height=height)))


def test_an_empty_region_is_said() -> None:
    black = opened(Image.new("L", (80, 40), 2))
    white = opened(Image.new("L", (80, 40), 254))
    with pytest.raises(OptionError, match="all black does not work: white is what is painted"):
        regions(black, is_for_two=False)
    assert regions(black).notes == (Phrase("notes.mask_all_black"),)
    assert regions(white).notes == (Phrase("notes.mask_all_white_of_two"),)
    (note,) = regions(white, is_for_two=False).notes
    assert str(note) == "The mask is all white, so the whole photo was painted."
    assert regions(opened(left_half())).notes == ()


def test_a_small_region_is_none_that_is_empty() -> None:
    dot = Image.new("L", (800, 400), 0)
    dot.paste(255, (10, 10, 16, 16))
    first, _ = regions(opened(dot), is_for_two=False).weights(width=800, height=400)
    assert float(first.sum()) == pytest.approx(36, rel=0.05)


def test_person_and_background_are_each_other_s_rest() -> None:
    people = torch.zeros(1, 1, 40, 80)
    people[..., :30] = 0.9
    person = people_regions(people, region="person", feather=0.02)
    background = people_regions(people, region="background", feather=0.02)
    first, second = person.weights(width=80, height=40)
    assert torch.allclose(first, background.weights(width=80, height=40)[1], atol=1e-6)
    assert float(first[0, 0, 20, 10]) > 0.8 > 0.2 > float(first[0, 0, 20, 70])
    assert float(second[0, 0, 20, 70]) > 0.8


def test_a_picture_without_that_region_is_said() -> None:
    with pytest.raises(OptionError, match="region=person does not work: I see nobody"):
        people_regions(torch.zeros(1, 1, 40, 80), region="person", feather=0.02)
    with pytest.raises(OptionError, match="I see nothing but people"):
        people_regions(torch.ones(1, 1, 40, 80), region="background", feather=0.02)


def test_what_is_asked_for_is_found(tmp_path: object) -> None:
    picture = Picture(image=photo("coffee", width=160, height=80))
    mask = opened(left_half())
    studio = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")

    def find(options: StyleOptions, mask: Picture | None, styles: int = 1) -> Regions | None:
        return find_regions(picture, options, mask=mask, styles=styles, studio=studio)

    assert find(StyleOptions(), None, styles=3) is None
    found = find(StyleOptions(feather=0.0), mask)
    assert found is not None
    assert is_left_half(found.mask)
    with pytest.raises(OptionError, match="region=person does not work: the mask already says"):
        find(StyleOptions(region="person"), mask)
    with pytest.raises(OptionError, match="styles=3 does not work: two regions take one style"):
        find(StyleOptions(), mask, styles=3)
    with pytest.raises(NoPersonNetworkError, match="A mask picture works without it"):
        find(StyleOptions(region="background"), None)
