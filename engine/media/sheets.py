"""Several pictures in one, each with its number. No torch."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

GAP_PX = 8
PAPER = "white"
EMPTY = (222, 222, 222)
# Of the cell's shorter side; a disc that can be read on a phone and hides little.
DISC_SHARE = 0.11
LEAST_DISC_PX = 18
# Drawn so much larger and then made small: Pillow draws circles with steps in their edges.
_FINER = 4


def numbered_sheet(pictures: Sequence[Image.Image | None], *, cell: tuple[int, int]) -> Image.Image:
    """The pictures in a square of rows, numbered from 1 in their lower left corners.

    Args:
        pictures: each is made to fill its cell; None is an empty one.
        cell: (width, height) of each, in px.
    """
    columns = math.ceil(math.sqrt(len(pictures)))
    rows = math.ceil(len(pictures) / columns)
    width, height = (side + GAP_PX for side in cell)
    sheet = Image.new("RGB", (columns * width - GAP_PX, rows * height - GAP_PX), PAPER)
    for index, picture in enumerate(pictures):
        row, column = divmod(index, columns)
        sheet.paste(_numbered(picture, index + 1, cell), (column * width, row * height))
    return sheet


def _numbered(picture: Image.Image | None, number: int, cell: tuple[int, int]) -> Image.Image:
    if picture is None:
        filled = Image.new("RGB", cell, EMPTY)
    else:
        filled = picture.convert("RGB").resize(cell, Image.Resampling.LANCZOS)
    disc = _disc(number, max(LEAST_DISC_PX, round(min(cell) * DISC_SHARE)))
    margin = disc.width // 3
    filled.paste(disc, (margin, cell[1] - margin - disc.height), disc)
    return filled


def _disc(number: int, side_px: int) -> Image.Image:
    """The number on a dark disc that lets a little through, with a thin light edge."""
    side = side_px * _FINER
    disc = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(disc)
    edge = side // 24
    pen.ellipse(
        (0, 0, side - 1, side - 1), fill=(20, 20, 20, 190), outline=(255, 255, 255, 220), width=edge
    )
    font = ImageFont.load_default(size=side * 0.62)
    pen.text((side / 2, side / 2), str(number), fill="white", font=font, anchor="mm")
    return disc.resize((side_px, side_px), Image.Resampling.LANCZOS)
