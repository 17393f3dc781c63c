"""How near automatic colours come to the truth, beside the best colour that is the same everywhere.

``python -m benchmarks.colours_judged [PHOTO ...]``

Four photos of scikit-image's and six others, which the memory never saw: those of
tests/engine/colour/photos unless others are named. Mean distances of chroma, OKLab x 100.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image

from engine.machine import prepare_for_torch

prepare_for_torch()

from benchmarks.reference.colour import Lab
from benchmarks.timing import say
from engine.colour.colorize import colorize
from engine.colour.oklab import to_oklab
from engine.media.pictures import Picture
from engine.ops.images import to_image
from engine.studio.studio import Studio

OF_SKIMAGE = ("astronaut", "chelsea", "coffee", "rocket")
PHOTOS = Path(__file__).parents[1] / "tests" / "engine" / "colour" / "photos"
SIDE_PX = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One photo.

    Attributes:
        off, constant_off: mean distance of ours, and of the best constant colour, to its chroma.
        light_off: the largest difference of L to the grey photo's.
        most: the largest chroma of ours.
        blotched: the share of places that are vivid (chroma above .2) where the truth is pale
            (below .08).
    """

    name: str
    off: float
    constant_off: float
    light_off: float
    most: float
    blotched: float


def judged(truths: Sequence[tuple[str, Image.Image]], *, studio: Studio) -> list[Judged]:
    """Each photo, coloured anew from its grey."""
    wanted = [lab_of(truth)[..., 1:] for _, truth in truths]
    constant = best_constant(np.concatenate([each[::4, ::4].reshape(-1, 2) for each in wanted]))
    found = []
    for (name, truth), chroma in zip(truths, wanted, strict=True):
        grey = truth.convert("L").convert("RGB")
        ours = lab_of(colorize(Picture(image=grey), studio=studio).picture)
        strength = np.linalg.norm(ours[..., 1:], axis=-1)
        is_pale = np.linalg.norm(chroma, axis=-1) < 0.08
        found.append(
            Judged(
                name=name,
                off=float(np.linalg.norm(ours[..., 1:] - chroma, axis=-1).mean()),
                constant_off=float(np.linalg.norm(constant - chroma, axis=-1).mean()),
                light_off=float(np.abs(ours - lab_of(grey))[..., 0].max()),
                most=float(strength.max()),
                blotched=float(((strength > 0.2) & is_pale).mean()),
            )
        )
    return found


def share_off(photos: Sequence[Judged]) -> float:
    """Our distances, of the constant colour's."""
    return sum(photo.off for photo in photos) / sum(photo.constant_off for photo in photos)


def best_constant(chromas: Lab) -> Lab:
    """The colour (2) of the least mean distance to all (n, 2), by Weiszfeld's steps."""
    found: Lab = np.median(chromas, axis=0)
    for _ in range(50):
        near = 1 / np.maximum(np.linalg.norm(chromas - found, axis=1), 1e-4)
        found = (chromas * near[:, None]).sum(axis=0) / near.sum()
    return found


def lab_of(picture: Image.Image) -> Lab:
    """(h, w, 3) in float64."""
    return to_oklab(to_image(picture))[0].permute(1, 2, 0).double().numpy()


def truths_of(others: Sequence[Path]) -> list[tuple[str, Image.Image]]:
    """Those of scikit-image's, then the others, by name, at SIDE_PX."""
    photos = [(name, Image.fromarray(getattr(skimage.data, name)())) for name in OF_SKIMAGE]
    photos += [(path.stem, Image.open(path).convert("RGB")) for path in others]
    for _, photo in photos:
        photo.thumbnail((SIDE_PX, SIDE_PX))
    return photos


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How near automatic colours come to the truth.")
    parser.add_argument("photos", type=Path, nargs="*", metavar="PHOTO")
    args = parser.parse_args(arguments)
    others = args.photos or sorted(PHOTOS.glob("*.webp"))
    found = judged(truths_of(others), studio=Studio(device="cpu"))
    for photo in found:
        distances = f"ours {photo.off * 100:5.1f}  constant {photo.constant_off * 100:5.1f}"
        say(f"{photo.name[:24]:24} {distances}")
    most = max(photo.most for photo in found)
    say(f"ours {1 - share_off(found):.1%} less; largest chroma {most:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
