"""Paint the pictures in docs/gallery: ``python -m benchmarks.gallery house``.

``house``: one photo in every house style, each beside the style's own picture.
"""

import argparse
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from skimage import data

from engine.machine import prepare_for_torch

prepare_for_torch()

from engine.catalogue import HOUSE_STYLES  # noqa: E402  # torch is to be loaded after the line above
from engine.house.shelf import house_style_path  # noqa: E402
from engine.options import StyleOptions  # noqa: E402
from engine.pictures import Picture, decode_picture  # noqa: E402
from engine.render import Studio, StyleSource  # noqa: E402
from engine.weights import WeightStore  # noqa: E402

GALLERY = Path(__file__).parents[1] / "docs" / "gallery"
TILE_PX = 232
GAP_PX = 10
LABEL_PX = 30
PAPER = (250, 248, 243)
INK = (38, 36, 34)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gallery", choices=["house"])
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--network", help="default: the best at hand")
    parser.add_argument("--size", type=int, default=400)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("-o", "--out", type=Path, default=GALLERY / "house.jpg")
    args = parser.parse_args(arguments)
    studio = Studio(store=WeightStore(args.data_dir))
    photo = Picture(image=Image.fromarray(data.coffee()), name="coffee")
    options = StyleOptions(network=args.network, size_px=args.size, steps=args.steps)
    sheet = house_sheet(studio, photo, options)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(args.out, quality=58, optimize=True, progressive=True)
    return 0


def house_sheet(studio: Studio, photo: Picture, options: StyleOptions) -> Image.Image:
    """Return two columns of pairs: the house picture, and the photo painted like it."""
    wide_px = round(TILE_PX * photo.width / photo.height)
    pair_px = TILE_PX + wide_px + 2 * GAP_PX
    rows = (len(HOUSE_STYLES) + 1) // 2
    size = (2 * (pair_px + GAP_PX), rows * (TILE_PX + LABEL_PX) + GAP_PX)
    sheet = Image.new("RGB", size, PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=18)
    for index, style in enumerate(HOUSE_STYLES.values()):
        path = house_style_path(style.name)
        source = StyleSource(
            name=style.name, picture=decode_picture(path.read_bytes(), name=style.name)
        )
        artwork = studio.style(photo, [source], options)
        left = GAP_PX + (index % 2) * (pair_px + GAP_PX)
        top = GAP_PX + (index // 2) * (TILE_PX + LABEL_PX)
        for picture, place, width in (
            (source.picture.image, left, TILE_PX),
            (artwork.image.convert("RGB"), left + TILE_PX + 2, wide_px),
        ):
            small = picture.resize((width, TILE_PX), Image.Resampling.LANCZOS)
            sheet.paste(small, (place, top))
        caption = f"{style.title} ({artwork.network}, {artwork.steps} steps)"
        pen.text((left, top + TILE_PX + 4), caption, INK, font)
    return sheet


if __name__ == "__main__":
    sys.exit(main())
