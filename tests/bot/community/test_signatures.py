"""Names in corners: what can be drawn of them, and that it is legible and only there."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, features

from bot.community.copies import copy_of
from bot.community.signatures import sign, signature_of
from tests.pictures import decoded, encoded, photo


@pytest.mark.parametrize(
    ("name", "signed"),
    [
        ("Ada", "Ada"),
        ("  Ada \n\tL. ", "Ada L."),
        ("Марья Ивановна", "Марья Ивановна"),
        ("Łukasz Ñandú", "Łukasz Ñandú"),
        ("ქეთევან", "ქეთევან"),
        ("Ада 😀", "Ада"),
        ("<script>x", "<script>x"),
        ("\u202etxt\x07", "txt"),
        ("a" * 60, "a" * 40),
        ("😀🎉", None),
        ("王小明", None),
        ("- . -", None),
        ("", None),
    ],
)
def test_of_a_name_stands_what_can_be_drawn(name: str, signed: str | None) -> None:
    assert signature_of(name) == signed


@pytest.mark.parametrize("name", ["שלום", "محمد"])
def test_names_from_right_to_left_are_drawn_where_they_can_be_shaped(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.community import signatures

    for has_raqm in (True, False):
        signatures._can_draw.cache_clear()
        monkeypatch.setattr(features, "check", lambda _, has_raqm=has_raqm: has_raqm)
        assert signature_of(name) == (name if has_raqm else None)
    signatures._can_draw.cache_clear()


@pytest.mark.parametrize("shade", [0, 128, 255])
@pytest.mark.parametrize("name", ["Ada", "Ёжик", "W" * 40])
def test_it_is_legible_on_whatever_lies_below_and_in_its_corner(shade: int, name: str) -> None:
    image = Image.new("RGB", (600, 400), (shade,) * 3)
    sign(image, name)
    drawn = np.asarray(image.convert("L"), dtype=int)
    rows, columns = np.nonzero(drawn != shade)
    assert rows.min() > 400 * 0.85
    assert columns.min() > 600 * 0.35
    # Light letters with a dark rim, whatever is below.
    assert drawn.max() >= 250
    assert drawn.min() <= 60


@pytest.mark.parametrize("size", [(16, 16), (16, 320), (4000, 20)])
def test_the_smallest_picture_can_be_signed(size: tuple[int, int]) -> None:
    sign(Image.new("RGB", size), "W" * 40)


def test_a_signed_copy_differs_in_its_corner_alone() -> None:
    data = encoded(photo())
    bare, signed = (
        np.asarray(decoded(copy_of(data, longest_px=1280, signature=name).data), dtype=int)
        for name in (None, "Ada")
    )
    rows, columns = np.nonzero(np.abs(bare - signed).max(axis=2) > 60)
    assert rows.size
    assert rows.min() > bare.shape[0] * 0.85
    assert columns.min() > bare.shape[1] * 0.8
