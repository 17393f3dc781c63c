"""Half-clear edges: what was flattened on white to be worked on shows none of it on black."""

from __future__ import annotations

import numpy as np
from PIL import Image

from engine.media.clear_edges import without_white
from engine.media.pictures import Picture, decode_picture
from engine.studio.artwork import with_alpha
from tests.pictures import encoded


def soft_disc() -> Image.Image:
    """Green, softer and softer towards its edge."""
    image = Image.new("RGBA", (64, 64), (20, 160, 60, 0))
    image.putalpha(Image.radial_gradient("L").resize((64, 64)).point(lambda v: 255 - v))
    return image


def on(colour: str, image: Image.Image) -> np.ndarray:
    ground = Image.new("RGB", image.size, colour)
    ground.paste(image, mask=image.getchannel("A"))
    return np.asarray(ground, dtype=float)


def test_a_soft_edge_has_no_white_fringe_on_black() -> None:
    """An art that changes nothing gives the picture back."""
    picture = decode_picture(encoded(soft_disc()))
    result = with_alpha(picture.image.copy(), picture)
    assert np.abs(on("black", result) - on("black", soft_disc())).max() <= 3


def test_on_white_a_result_looks_as_it_was_made() -> None:
    picture = decode_picture(encoded(soft_disc()))
    result = with_alpha(picture.image.copy(), picture)
    assert np.abs(on("white", result) - np.asarray(picture.image, dtype=float)).max() <= 3


def test_half_clear_grey_on_white_was_black() -> None:
    flat = Image.new("RGB", (16, 16), (127, 127, 127))
    result = without_white(flat, Image.new("L", (16, 16), 128))
    assert result.getpixel((3, 3)) == (0, 0, 0, 128)


def test_a_picture_without_clear_parts_is_left_as_it_is() -> None:
    flat = Image.new("RGB", (16, 16), (127, 127, 127))
    assert with_alpha(flat, Picture(image=flat)) is flat
