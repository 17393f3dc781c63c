"""Make docs/gallery/colour.jpg: ``python -m benchmarks.pictures.colours``.

Eight photos that the memory never saw, by themselves: grey, ours, the truth; then halves coloured
from their other halves, a photo by words and one by points.
"""

import argparse
from collections.abc import Sequence
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

BY_THEMSELVES = ("astronaut", "chelsea", "coffee", "rocket", "bridge", "city", "hopper", "lake")
HALVES = ("coffee", "astronaut")
TILE_PX = (160, 120)
RENDERED_PX = 320
WORDS = ("cup=#2050b0",)
POINTS = (
    "0.25x0.72=#d66032",
    "0.45x0.25=#e2aa8c",
    "0.44x0.08=#8c643c",
    "0.08x0.1=#3c3c78",
    "0.62x0.2=#96969a",
)
TITLES = ("grey", "ours", "truth")
PHOTOS = Path(__file__).parents[2] / "tests" / "engine" / "colour" / "photos"
MOST_BYTES = 125_000

Row = tuple[Image.Image, Image.Image, Image.Image]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=GALLERY / "colour.jpg")
    args = parser.parse_args(arguments)
    studio = Studio(store=WeightStore(args.data_dir / "weights"))
    rows = [of_itself(photo(name), studio) for name in BY_THEMSELVES]
    rows += [half(photo(name), studio) for name in HALVES]
    rows += [
        of_itself(photo("coffee"), studio, WORDS),
        of_itself(photo("astronaut"), studio, POINTS),
    ]
    titles = ["", "a half, from the other", "a half, from the other", "  ".join(WORDS), "points"]
    sheet = sheet_of(rows, [titles[max(0, n - len(BY_THEMSELVES) + 1)] for n in range(len(rows))])
    for quality in range(88, 30, -4):
        sheet.save(args.out, quality=quality, optimize=True, progressive=True)
        if args.out.stat().st_size <= MOST_BYTES:
            break
    return 0


def photo(name: str) -> Image.Image:
    file = PHOTOS / f"{name}.webp"
    picture = Image.open(file) if file.exists() else Image.fromarray(getattr(data, name)())
    picture = picture.convert("RGB")
    picture.thumbnail((RENDERED_PX, RENDERED_PX))
    return picture


def of_itself(truth: Image.Image, studio: Studio, hints: Sequence[str] = ()) -> Row:
    """What was given (with its points), ours, the truth."""
    grey = truth.convert("L").convert("RGB")
    made = colorize(Picture(image=grey), ColorizeOptions(hints=tuple(hints)), studio=studio)
    _, taps = read_hints(hints)
    given, radius = grey.copy(), grey.width // 40
    for tap in taps:
        x, y = round(tap.x * grey.width), round(tap.y * grey.height)
        given.paste("white", (x - radius - 2, y - radius - 2, x + radius + 2, y + radius + 2))
        given.paste(tap.colour, (x - radius, y - radius, x + radius, y + radius))
    return given, made.image, truth


def half(whole: Image.Image, studio: Studio) -> Row:
    """The given half in colour beside the grey one; ours beside it; the truth."""
    middle = whole.width // 2
    given = whole.crop((0, 0, middle, whole.height))
    grey = whole.crop((middle, 0, *whole.size)).convert("L").convert("RGB")
    made = colorize(Picture(image=grey), reference=Picture(image=given), studio=studio)
    asked, answered = whole.copy(), whole.copy()
    asked.paste(grey, (middle, 0))
    answered.paste(made.image, (middle, 0))
    return asked, answered, whole


def sheet_of(rows: Sequence[Row], titles: Sequence[str]) -> Image.Image:
    """Two columns of rows."""
    width, height = TILE_PX
    across, down = len(TITLES) * width + 2 * GAP_PX, height + LABEL_PX
    sheet = paper(2 * across + 3 * GAP_PX, LABEL_PX + -(-len(rows) // 2) * (down + GAP_PX))
    for column in range(2):
        for number, title in enumerate(TITLES):
            left = GAP_PX + column * (across + GAP_PX) + number * (width + GAP_PX)
            write(sheet, title, (left, 2))
    for number, (row, title) in enumerate(zip(rows, titles, strict=True)):
        left = GAP_PX + number % 2 * (across + GAP_PX)
        top = LABEL_PX + number // 2 * (down + GAP_PX)
        for tile, picture in enumerate(row):
            sheet.paste(fitted(picture), (left + tile * (width + GAP_PX), top))
        write(sheet, title, (left, top + height + 2))
    return sheet


def fitted(picture: Image.Image) -> Image.Image:
    """Cut to a tile's shape, from the upper middle."""
    width, height = TILE_PX
    share = max(width / picture.width, height / picture.height)
    small = picture.resize((round(picture.width * share), round(picture.height * share)))
    left, top = (small.width - width) // 2, (small.height - height) // 4
    return small.crop((left, top, left + width, top + height))


if __name__ == "__main__":
    raise SystemExit(main())
