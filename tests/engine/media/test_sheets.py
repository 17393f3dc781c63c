"""Several pictures in one: each in its place with its number; where one lacks, an empty one."""

from __future__ import annotations

from PIL import Image, ImageChops

from engine.media.sheets import EMPTY, GAP_PX, numbered_sheet

CELL = (120, 80)
COLOURS = ("red", "green", "blue", "yellow")


def pictures() -> list[Image.Image]:
    """Of other sizes than the cell's."""
    return [Image.new("RGB", (60 + index, 40), colour) for index, colour in enumerate(COLOURS)]


def cell_at(sheet: Image.Image, index: int) -> Image.Image:
    left = index % 2 * (CELL[0] + GAP_PX)
    top = index // 2 * (CELL[1] + GAP_PX)
    return sheet.crop((left, top, left + CELL[0], top + CELL[1]))


def test_four_fill_their_cells_in_two_rows() -> None:
    sheet = numbered_sheet(pictures(), cell=CELL)
    assert sheet.size == (2 * CELL[0] + GAP_PX, 2 * CELL[1] + GAP_PX)
    for index, colour in enumerate(COLOURS):
        cell, plain = cell_at(sheet, index), Image.new("RGB", CELL, colour)
        changed = ImageChops.difference(cell, plain).getbbox()
        assert changed is not None
        left, top, right, bottom = changed
        # The number stands in the lower left corner, and hides less than a tenth.
        assert right < CELL[0] / 3
        assert top > CELL[1] / 2
        assert (right - left) * (bottom - top) < CELL[0] * CELL[1] / 10


def test_each_has_a_number_of_its_own() -> None:
    sheet = numbered_sheet([Image.new("RGB", CELL, "red")] * 4, cell=CELL)
    cells = {cell_at(sheet, index).tobytes() for index in range(4)}
    assert len(cells) == 4


def test_the_place_of_one_that_lacks_is_empty() -> None:
    first, _, *others = pictures()
    cell = cell_at(numbered_sheet([first, None, *others], cell=CELL), 1)
    assert cell.getpixel((CELL[0] - 1, 0)) == EMPTY
