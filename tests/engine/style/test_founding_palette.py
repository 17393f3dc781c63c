"""The style's palette, reduced before any network sees it."""

from __future__ import annotations

import pytest
from PIL import Image

from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path
from engine.ops.images import resize_picture, to_image
from engine.style.controls.style_picture import Style


@pytest.mark.parametrize("name", HOUSE_STYLES)
def test_founding_25_a_style_is_reduced_to_eight_colours(name: str) -> None:
    with Image.open(house_style_path(name)) as file:
        picture = resize_picture(file.convert("RGB"), width=160, height=160)
    seen = to_image(Style.of(picture, colours=8).at(1.0))
    assert 2 <= len(seen[0].flatten(1).T.unique(dim=0)) <= 8
    assert float((seen - to_image(picture)).abs().mean()) < 0.12
