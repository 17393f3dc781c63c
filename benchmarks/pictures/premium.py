"""Make bot/assets/premium.jpg, which /premium shows: ``python -m benchmarks.pictures.premium``.

One photo dreamt at the size of each tier, the same part of each beside the other.
"""

import argparse
import sys
from pathlib import Path

from PIL import Image

from engine.machine import prepare_for_torch

prepare_for_torch()

from benchmarks.gallery import GAP_PX, LABEL_PX, paper, photo_called, write
from bot.domain.money.tier_file import load_tiers
from engine.catalogue.find import find_network
from engine.catalogue.presets import preset_options
from engine.dream.deepdream import dream
from engine.options.dream import DreamOptions
from engine.studio.studio import Studio
from engine.weights.store import WeightStore
from tests.places import ROOT

FILE = ROOT / "bot" / "assets" / "premium.jpg"
PHOTO, PRESET, SEED = "chelsea", "creatures", 3
NETWORK = find_network("embedded")
# Of the picture: left, top, right, bottom.
PART = (0.15, 0.1, 0.65, 0.85)
TILE_PX = 420
QUALITY = 85


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args(arguments)
    studio = Studio(store=WeightStore(args.data_dir / "weights"))
    sizes = [tier.size_px for tier in load_tiers().all]
    sheet = paper(len(sizes) * (TILE_PX + GAP_PX) + GAP_PX, TILE_PX + LABEL_PX + 2 * GAP_PX)
    for column, size_px in enumerate(sizes):
        left = GAP_PX + column * (TILE_PX + GAP_PX)
        sheet.paste(dreamt_part(studio, size_px), (left, GAP_PX))
        write(sheet, f"{size_px} px", (left, GAP_PX + TILE_PX))
    sheet.save(args.out, quality=QUALITY, optimize=True, progressive=True)
    return 0


def dreamt_part(studio: Studio, size_px: int) -> Image.Image:
    """The part of the dream at that size, as large as a tile."""
    options = DreamOptions(**preset_options(PRESET, NETWORK), size_px=size_px, seed=SEED)
    picture = dream(photo_called(PHOTO), options, studio=studio).picture
    width, height = picture.size
    box = (PART[0] * width, PART[1] * height, PART[2] * width, PART[3] * height)
    return picture.resize((TILE_PX, TILE_PX), Image.Resampling.LANCZOS, box=box)


if __name__ == "__main__":
    sys.exit(main())
