"""Paint the picture of the dream menu: ``python -m benchmarks.preset_menu``.

One photo dreamt in every preset by the embedded network, each with its title, as people see them
when they choose. Run it again whenever a preset changes; the same presets give the same picture.
"""

import argparse
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from skimage import data

from engine.machine import prepare_for_torch

prepare_for_torch()

from benchmarks.gallery import INK, paper, save_small  # torch loads after the line above
from engine.catalogue.house_styles import presets_mark, presets_path
from engine.catalogue.presets import PRESETS
from engine.dream.deepdream import dream
from engine.media.pictures import Picture
from engine.options.dream import DreamOptions
from engine.studio.studio import Studio

ACROSS = 3
TILE_PX = 300
# Dreamt larger than shown: what is a hand's breadth in a person's own picture stays one here.
DREAM_PX = 400
GAP_PX = 14
LABEL_PX = 50
FONT_PX = 33
SEED = 1


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photo", default="chelsea", help="a picture of skimage.data")
    parser.add_argument("-o", "--out", type=Path, default=presets_path())
    args = parser.parse_args(arguments)
    sheet = menu_sheet(Studio(), middle_square(Image.fromarray(getattr(data, args.photo)())))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_small(sheet, args.out, comment=presets_mark())
    return 0


def middle_square(photo: Image.Image) -> Picture:
    """The largest square in the photo's middle."""
    side = min(photo.size)
    left, top = (photo.width - side) // 2, (photo.height - side) // 2
    return Picture(image=photo.crop((left, top, left + side, top + side)))


def menu_sheet(studio: Studio, photo: Picture) -> Image.Image:
    """Return the contact sheet, three across, each dream with its title below."""
    rows = -(-len(PRESETS) // ACROSS)
    size = (
        ACROSS * (TILE_PX + GAP_PX) + GAP_PX,
        rows * (TILE_PX + LABEL_PX) + GAP_PX,
    )
    sheet = paper(*size)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=FONT_PX)
    for index, preset in enumerate(PRESETS.values()):
        options = DreamOptions(network="embedded", preset=preset.name, size_px=DREAM_PX, seed=SEED)
        dreamt = dream(photo, options, studio=studio).picture
        left = GAP_PX + index % ACROSS * (TILE_PX + GAP_PX)
        top = GAP_PX + index // ACROSS * (TILE_PX + LABEL_PX)
        sheet.paste(dreamt.resize((TILE_PX, TILE_PX), Image.Resampling.LANCZOS), (left, top))
        middle = (left + TILE_PX // 2, top + TILE_PX + LABEL_PX // 2 - 3)
        pen.text(middle, preset.title, INK, font, anchor="mm")
    return sheet


if __name__ == "__main__":
    sys.exit(main())
