"""Paint the house styles: pictures that our own code makes, offered as styles by name.

``python -m engine.house.paint FOLDER`` writes the files that engine.catalogue.house_styles finds.
"""

import argparse
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from engine.catalogue.house_styles import HOUSE_STYLES, find_style
from engine.house.cubist import paint_cubist
from engine.house.dots import paint_dots
from engine.house.glass import paint_glass
from engine.house.ink import paint_ink
from engine.house.marble import paint_marble
from engine.house.mosaic import paint_mosaic
from engine.house.swirls import paint_swirls
from engine.house.woodcut import paint_woodcut

Painter = Callable[[np.random.Generator, int], Image.Image]
PAINTERS: dict[str, Painter] = {
    "swirls": paint_swirls,
    "mosaic": paint_mosaic,
    "glass": paint_glass,
    "woodcut": paint_woodcut,
    "marble": paint_marble,
    "dots": paint_dots,
    "ink": paint_ink,
    "cubist": paint_cubist,
}
OVERSAMPLING = 2
SHIPPED_QUALITY = 78


def paint_house_style(name: str, *, size_px: int = 512) -> Image.Image:
    """Return the house style ``name`` as a square RGB picture; the same one each time.

    Raises: UnknownNameError: there is no such house style.
    """
    style = find_style(name)
    rng = np.random.default_rng(zlib.crc32(style.name.encode()))
    large = PAINTERS[style.name](rng, size_px * OVERSAMPLING)
    return large.resize((size_px, size_px), Image.Resampling.LANCZOS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write each style's picture into a folder."""
    parser = argparse.ArgumentParser(description="Paint the house styles into FOLDER.")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    for name in HOUSE_STYLES:
        paint_house_style(name).save(folder / f"{name}.webp", quality=SHIPPED_QUALITY, method=6)
    return 0


if __name__ == "__main__":
    sys.exit(main())
