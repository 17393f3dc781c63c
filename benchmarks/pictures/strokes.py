"""Make docs/gallery/strokes.jpg: ``python -m benchmarks.pictures.strokes``; with ``--film``
docs/gallery/strokes.webp.

A column for each hand: four photos, and the middle of the first from near by. It prints what each
took. The film is of a photo's being painted in oil.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import get_args

from PIL import Image, ImageOps

from engine.machine import prepare_for_torch

prepare_for_torch()

from benchmarks.gallery import GALLERY, GAP_PX, LABEL_PX, paper, photo_called, save_small, write
from engine.media.mp4 import read_frames
from engine.options.strokes import Hand, PaintOptions
from engine.strokes import canvas
from engine.strokes.film import FRAMES_PER_S, PAINTED_FRAMES, film
from engine.strokes.fitting import fit

PHOTOS = ("chelsea", "astronaut", "coffee", "rocket")
HANDS: tuple[Hand, ...] = get_args(Hand)
TILE_PX = (240, 160)
SIZE_PX, NEAR_PX = 600, 1800
FILMED, FILM_PX, FILM_EVERY, FILM_QUALITY, HELD_MS = "chelsea", 300, 9, 50, 2000
# Of the picture from near by: where its middle is.
NEAR_AT = (0.42, 0.42)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--film", action="store_true", help="the film instead of the sheet")
    args = parser.parse_args(arguments)
    if args.film:
        save_film(args.out or GALLERY / "strokes.webp")
    else:
        save_small(strokes_sheet(), args.out or GALLERY / "strokes.jpg")
    return 0


def save_film(out: Path) -> None:
    """Every few frames of the film, as an animated WebP: no page plays an mp4 of a repository."""
    strokes = fit(photo_called(FILMED).image, PaintOptions())
    frames = list(read_frames(film(strokes, longest_px=FILM_PX)))[
        FILM_EVERY - 1 : PAINTED_FRAMES : FILM_EVERY
    ]
    pauses_ms = [FILM_EVERY * 1000 // FRAMES_PER_S] * (len(frames) - 1) + [HELD_MS]
    first, *others = frames
    first.save(
        out,
        save_all=True,
        append_images=others,
        duration=pauses_ms,
        loop=0,
        quality=FILM_QUALITY,
        method=6,
    )


def strokes_sheet() -> Image.Image:
    width, height = TILE_PX
    rows = len(PHOTOS) + 1
    sheet = paper(
        len(HANDS) * (width + GAP_PX) + GAP_PX, rows * (height + GAP_PX) + LABEL_PX + GAP_PX
    )
    for column, hand in enumerate(HANDS):
        left = GAP_PX + column * (width + GAP_PX)
        tiles = [tile for name in PHOTOS for tile in _tiles(name, hand)]
        for row, tile in enumerate(tiles):
            sheet.paste(tile, (left, GAP_PX + row * (height + GAP_PX)))
        write(sheet, hand, (left, rows * (height + GAP_PX) + GAP_PX))
    return sheet


def _tiles(name: str, hand: Hand) -> list[Image.Image]:
    """The photo as strokes; of the first one also a part of it."""
    photo = photo_called(name).image
    started = time.process_time()
    strokes = fit(photo, PaintOptions(hand=hand))
    fitted = time.process_time()
    whole = canvas.paint(strokes, longest_px=SIZE_PX)
    painted = time.process_time()
    seconds = f"{fitted - started:.1f} + {painted - fitted:.1f} s of processor time"
    sys.stdout.write(f"{name}, {hand}: {len(strokes)} strokes, {seconds}\n")
    shown = [ImageOps.fit(whole, TILE_PX, Image.Resampling.LANCZOS, centering=(0.5, 0.15))]
    if name == PHOTOS[0]:
        large = canvas.paint(strokes, longest_px=NEAR_PX)
        left = round(large.width * NEAR_AT[0] - TILE_PX[0] / 2)
        upper = round(large.height * NEAR_AT[1] - TILE_PX[1] / 2)
        shown.append(large.crop((left, upper, left + TILE_PX[0], upper + TILE_PX[1])))
    return shown


if __name__ == "__main__":
    sys.exit(main())
