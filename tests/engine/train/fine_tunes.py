"""Small trainings for tests: eight pictures of two kinds, and the command that learns them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from tests.engine.commands import oneiro

SIDE_PX = 64
TINY = ("--base", "embedded", "--size", "48", "--steps", "30", "--device", "cpu")


def own_pictures(folder: Path, *, count: int = 4) -> Path:
    """Subfolders ``rings`` and ``stripes`` with so many pictures each."""
    rng = np.random.default_rng(4)
    for kind in ("rings", "stripes"):
        (folder / kind).mkdir(parents=True)
        for number in range(count):
            picture = Image.new("RGB", (SIDE_PX, SIDE_PX), tuple(rng.integers(0, 90, 3).tolist()))
            pen = ImageDraw.Draw(picture)
            ink = tuple(rng.integers(150, 256, 3).tolist())
            for place in range(0, SIDE_PX, 10):
                if kind == "rings":
                    pen.ellipse((place / 2, place / 2, 64 - place / 2, 64 - place / 2), None, ink)
                else:
                    pen.line((0, place + number, 64, place), ink, 3)
            picture.save(folder / kind / f"{number}.png")
    return folder


def train_dream(
    folder: Path, *words: str | Path, data_dir: Path, name: str = "mine", tiny: bool = True
) -> int:
    """``oneiro train dream``: a later word wins over those of TINY."""
    usual = TINY if tiny else ()
    return oneiro("train", "dream", folder, "--name", name, *usual, *words, data_dir=data_dir)
