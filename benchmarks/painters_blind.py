"""The painter beside a plain NNST, for someone who does not know which is which.

``python -m benchmarks.painters_judged --weights vgg19.safetensors --losses painter --out OURS``
``python -m benchmarks.painters_blind --ours OURS --out FOLDER --key key.json [--seed 0]``

Both see photo and style at 384 px through the embedded network, and take 200 steps. FOLDER gets
``01_a.png`` and ``01_b.png`` and a sheet ``01.png`` of photo, style, A and B for each pair of the
gallery; the key says whose A and B are. A pair whose sheet is there is not painted again.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
from collections.abc import Sequence
from pathlib import Path

from engine.machine import prepare_for_torch

prepare_for_torch()

import torch  # after the line above
from PIL import Image

from benchmarks.gallery import (
    GAP_PX,
    LABEL_PX,
    PAINTED_PAIRS,
    PAINTER_OPTIONS,
    house_source,
    paper,
    photo_called,
    write,
)
from benchmarks.our_style import picture_at
from benchmarks.painters import embedded_layers
from benchmarks.reference import neighbours as plain
from benchmarks.timing import say
from engine.ops.images import to_picture

SIDE_PX = PAINTER_OPTIONS.size_px or 384
SMALLEST_PX = SIDE_PX // 2 ** (plain.SCALES - 1)
STYLE_PX = 256
MAKERS = ("painter", "plain NNST")


def main(arguments: Sequence[str] | None = None) -> int:
    """Paint the plain ones, and lay them beside ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", type=Path, required=True, help="what painters_judged kept")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--key", type=Path, required=True, help="the file that says whose A and B are"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the sides")
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    sides = random.Random(args.seed)
    key = {number: list(MAKERS) for number in range(1, len(PAINTED_PAIRS) + 1)}
    for both in key.values():
        sides.shuffle(both)
    args.key.write_text(json.dumps(key, indent=2) + "\n", encoding="utf-8")
    layers = embedded_layers()
    for number, (photo, name) in enumerate(PAINTED_PAIRS, start=1):
        if (args.out / f"{number:02}.png").exists():
            continue
        ours = Image.open(args.ours / f"{photo}-{name}-painter.png")
        shown = photo_called(photo).image, house_source(name).picture.image.convert("RGB")
        photo_at, style_at = (functools.partial(picture_at, picture) for picture in shown)
        torch.manual_seed(0)
        steps = PAINTER_OPTIONS.steps
        painted = plain.paint(photo_at, style_at, layers, steps=steps, smallest_px=SMALLEST_PX)
        made = dict(zip(MAKERS, (ours, to_picture(painted).resize(ours.size)), strict=True))
        pictures = [made[maker] for maker in key[number]]
        for side, picture in zip("ab", pictures, strict=True):
            picture.save(args.out / f"{number:02}_{side}.png")
        sheet([*shown, *pictures]).save(args.out / f"{number:02}.png")
        say(f"{number:02} of {len(PAINTED_PAIRS)}")
    return 0


def sheet(pictures: Sequence[Image.Image]) -> Image.Image:
    """Photo, style, A and B in a row; A and B as they are, the photo as large."""
    photo, style, left, right = pictures
    row = [photo.resize(left.size, Image.Resampling.LANCZOS), style.copy(), left, right]
    row[1].thumbnail((STYLE_PX, STYLE_PX))
    width = sum(picture.width + GAP_PX for picture in row) + GAP_PX
    made = paper(width, max(picture.height for picture in row) + LABEL_PX + GAP_PX)
    x = GAP_PX
    for picture, words in zip(row, ("", "", "A", "B"), strict=True):
        made.paste(picture, (x, GAP_PX))
        write(made, words, (x, GAP_PX + left.height + 4))
        x += picture.width + GAP_PX
    return made


if __name__ == "__main__":
    raise SystemExit(main())
