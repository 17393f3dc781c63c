"""Paint the picture of the style menu: ``python -m benchmarks.style_menu``.

One photo in every house style, as the house's own network paints it at once, each with its title,
as people see them when they choose. Run it again whenever that network changes; the same network
gives the same picture.
"""

import argparse
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from skimage import data

from engine.machine import prepare_for_torch

prepare_for_torch()

from benchmarks.gallery import INK, paper, save_small  # torch loads after the line above
from benchmarks.preset_menu import middle_square
from engine.catalogue.house_styles import HOUSE_STYLES, menu_mark, menu_path
from engine.media.pictures import Picture
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.one_pass import instant
from engine.train.fast_style.recipe import HOUSE
from engine.weights.own_styles import named_style

PHOTO = "coffee"
ACROSS = 2
TILE_PX = 300
PAINTED_PX = 400  # larger than shown, as the menu of dreams is
GAP_PX = 14
LABEL_PX = 46
FONT_PX = 30


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photo", default=PHOTO, help="a picture of skimage.data")
    parser.add_argument("-o", "--out", type=Path, default=menu_path())
    args = parser.parse_args(arguments)
    sheet = menu_sheet(Studio(), middle_square(Image.fromarray(getattr(data, args.photo)())))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_small(sheet, args.out, comment=menu_mark())
    return 0


def menu_sheet(studio: Studio, photo: Picture) -> Image.Image:
    """Return the contact sheet, two across, each painting with its title below."""
    rows = -(-len(HOUSE_STYLES) // ACROSS)
    size = (ACROSS * (TILE_PX + GAP_PX) + GAP_PX, rows * (TILE_PX + LABEL_PX) + GAP_PX)
    sheet = paper(*size)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=FONT_PX)
    for index, style in enumerate(HOUSE_STYLES.values()):
        left, top = corner(index)
        sheet.paste(menu_tile(studio, photo, style.name), (left, top))
        middle = (left + TILE_PX // 2, top + TILE_PX + LABEL_PX // 2 - 3)
        pen.text(middle, style.title, INK, font, anchor="mm")
    return sheet


def corner(index: int) -> tuple[int, int]:
    """(left, top) of a tile."""
    top = GAP_PX + index // ACROSS * (TILE_PX + LABEL_PX)
    return GAP_PX + index % ACROSS * (TILE_PX + GAP_PX), top


def menu_tile(studio: Studio, photo: Picture, style: str) -> Image.Image:
    """The photo in one style, as it stands in the sheet."""
    options = StyleOptions(network=HOUSE, instant=True, size_px=PAINTED_PX)
    name, picture = named_style(style, studio.store.root)
    source = StyleSource(name=name, picture=picture)
    painted = instant(photo, [source], options, studio=studio).picture
    return painted.resize((TILE_PX, TILE_PX), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sys.exit(main())
