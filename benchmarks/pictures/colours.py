"""Make docs/gallery/colour.jpg: ``python -m benchmarks.pictures.colours``.

The right halves of photos coloured from their left ones, and two photos coloured by a word and by
points: what was given, the grey photo, ours, the truth.
"""

import argparse
from pathlib import Path

from PIL import Image
from skimage import data

from engine.machine import prepare_for_torch

prepare_for_torch()

from benchmarks.gallery import GALLERY, GAP_PX, LABEL_PX, paper, write
from engine.colour.choices import read_hints
from engine.colour.colorize import colorize
from engine.media.pictures import Picture
from engine.options.colour import ColorizeOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore

HALVES = ("chelsea", "coffee", "astronaut", "rocket")
TILE_PX = (180, 240)
HINTED = ("cup=#2050b0", "coffee=#6a4a2a")
TAPS = (
    "0.3x0.8=#d66032",
    "0.62x0.9=#d66032",
    "0.45x0.25=#e2aa8c",
    "0.47x0.1=#8c643c",
    "0.75x0.15=#7896be",
)
TITLES = ("given", "grey", "ours", "truth")
MOST_BYTES = 150_000


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=GALLERY / "colour.jpg")
    args = parser.parse_args(arguments)
    studio = Studio(store=WeightStore(args.data_dir / "weights"))
    rows = [half(name, studio) for name in HALVES]
    rows += [whole("coffee", studio, hints=HINTED), whole("astronaut", studio, hints=TAPS)]
    sheet = sheet_of(rows)
    for quality in range(88, 30, -4):
        sheet.save(args.out, quality=quality, optimize=True, progressive=True)
        if args.out.stat().st_size <= MOST_BYTES:
            break
    return 0


def half(name: str, studio: Studio) -> list[Image.Image]:
    """Left half, grey right half, ours, the truth."""
    photo = Image.fromarray(getattr(data, name)())
    photo = photo.resize((TILE_PX[0] * 2, TILE_PX[1] * 2 * photo.height // photo.width))
    given = photo.crop((0, 0, TILE_PX[0], photo.height))
    truth = photo.crop((TILE_PX[0], 0, TILE_PX[0] * 2, photo.height))
    grey = truth.convert("L").convert("RGB")
    made = colorize(Picture(image=grey), reference=Picture(image=given), studio=studio)
    return [given, grey, made.picture, truth]


def whole(name: str, studio: Studio, *, hints: tuple[str, ...]) -> list[Image.Image]:
    """The words, or the grey photo with its points; grey, ours, the truth."""
    truth = Image.fromarray(getattr(data, name)())
    truth.thumbnail((TILE_PX[0] * 2, TILE_PX[1] * 2))
    grey = truth.convert("L").convert("RGB")
    made = colorize(Picture(image=grey), ColorizeOptions(hints=hints), studio=studio)
    _, taps = read_hints(hints)
    given = grey.copy() if taps else paper(*grey.size)
    for tap in taps:
        x, y = round(tap.x * grey.width), round(tap.y * grey.height)
        given.paste(tap.colour, (x - 6, y - 6, x + 6, y + 6))
    if not taps:
        write(given, "  ".join(hints), (10, grey.height // 2))
    return [given, grey, made.picture, truth]


def sheet_of(rows: list[list[Image.Image]]) -> Image.Image:
    heights = [TILE_PX[0] * row[1].height // row[1].width for row in rows]
    sheet = paper(
        len(TITLES) * (TILE_PX[0] + GAP_PX) + GAP_PX,
        LABEL_PX + sum(height + GAP_PX for height in heights),
    )
    for column, title in enumerate(TITLES):
        write(sheet, title, (GAP_PX + column * (TILE_PX[0] + GAP_PX), 2))
    top = LABEL_PX
    for row, height in zip(rows, heights, strict=True):
        for column, picture in enumerate(row):
            place = (GAP_PX + column * (TILE_PX[0] + GAP_PX), top)
            sheet.paste(picture.resize((TILE_PX[0], height)), place)
        top += height + GAP_PX
    return sheet


if __name__ == "__main__":
    raise SystemExit(main())
