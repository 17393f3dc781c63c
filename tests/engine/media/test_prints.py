"""A picture as a printer takes it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.media import prints
from engine.media.prints import PrintSize, encode_print, print_image, proof


def photo(width: int = 60, height: int = 40) -> Image.Image:
    rng = np.random.default_rng(3)
    return Image.fromarray(rng.integers(0, 256, (height, width, 3), np.uint8))


def size(width: int, height: int, *, bleed: int, picture: Image.Image) -> PrintSize:
    return PrintSize(
        width=width, height=height, bleed=bleed, crop=(0, 0, picture.width, picture.height)
    )


def test_bands_are_the_whole_resized_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "BAND_ROWS", 7)
    picture = photo()
    printed = print_image(picture, size(150, 100, bleed=0, picture=picture))
    wide = picture.resize((150, 40), Image.Resampling.LANCZOS)
    whole = wide.resize((150, 100), Image.Resampling.LANCZOS)
    difference = np.asarray(printed).astype(int) - np.asarray(whole)
    assert np.abs(difference).max() <= 1


def test_of_its_own_size_nothing_changes_but_the_mirrored_bleed() -> None:
    picture = photo()
    printed = np.asarray(print_image(picture, size(60, 40, bleed=5, picture=picture)))
    inner = np.asarray(picture)
    assert printed.shape == (50, 70, 3)
    assert (printed[5:45, 5:65] == inner).all()
    assert (printed == np.pad(inner, ((5, 5), (5, 5), (0, 0)), mode="symmetric")).all()


def test_only_the_crop_is_printed() -> None:
    picture = photo()
    picture.paste("black", (0, 0, 20, 40))
    picture.paste("white", (20, 0, 60, 40))
    printed = print_image(picture, PrintSize(width=40, height=40, bleed=2, crop=(20, 0, 60, 40)))
    assert printed.getextrema() == ((255, 255),) * 3


def test_the_file_says_how_large_it_is_and_whose_colours_it_has() -> None:
    with Image.open(io.BytesIO(encode_print(photo(), dpi=300))) as file:
        assert file.format == "PNG"
        assert file.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        profile = ImageCms.ImageCmsProfile(io.BytesIO(file.info["icc_profile"]))
        assert "sRGB" in ImageCms.getProfileDescription(profile)
        assert (np.asarray(file) == np.asarray(photo())).all()


def test_a_proof_shows_where_the_print_ends() -> None:
    picture = Image.new("RGB", (60, 40), (0, 200, 0))
    whole = size(1200, 800, bleed=100, picture=picture)
    shown = proof(picture, whole, safe=60, longest_px=700)
    assert shown.size == (700, 500)
    assert shown.getpixel((350, 250)) == (0, 200, 0)
    assert shown.getpixel((350, 50)) == prints._TRIM
    assert shown.getpixel((350, 50 + 30)) == prints._SAFE
    darkened = shown.getpixel((350, 10))
    assert isinstance(darkened, tuple)
    assert 90 < darkened[1] < 150


@pytest.mark.parametrize("bleed", [0, 1])
def test_a_tiny_proof_has_room_for_its_lines(bleed: int) -> None:
    picture = photo(20, 20)
    shown = proof(picture, size(20, 20, bleed=bleed, picture=picture), safe=30, longest_px=1000)
    assert shown.size == (20 + 2 * bleed,) * 2
