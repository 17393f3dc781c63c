"""An instant style: five-level WCT written plainly, against ours. Ratios of one run.

``python -m benchmarks.instant [--size 512] [--rounds 5]``

Weights are drawn at random: the arithmetic is that of trained ones.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import skimage.data
import torch
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor

from benchmarks.reference import wct as plain_wct
from benchmarks.timing import fastest_s
from engine.catalogue.networks import HOUSE
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image
from engine.ops.sizes import output_size
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.autoencoders import filled_up
from engine.style.instant.johnson import JohnsonNetwork, save_johnson
from engine.style.instant.one_pass import instant
from engine.weights.instant_networks import KIND_KEY
from engine.weights.store import WeightStore
from engine.weights.wct16 import WCT16_PARTS

PHOTO = Image.fromarray(skimage.data.coffee())
PAINTING = Image.fromarray(skimage.data.chelsea())


def random_weights() -> dict[str, Tensor]:
    """Autoencoders of wct16's shapes whose features neither vanish nor explode."""
    generator = torch.Generator().manual_seed(0)
    weights = {}
    for part, shapes in WCT16_PARTS.items():
        for name, shape in shapes.items():
            spread = math.sqrt(2 / math.prod(shape[1:])) if len(shape) > 1 else 0.1
            weights[f"{part}.{name}"] = spread * torch.randn(shape, generator=generator)
    return weights


def runs_of(folder: Path, size_px: int) -> dict[str, Callable[[], object]]:
    """What is measured, by name; files go to ``folder``."""
    weights = random_weights()
    metadata = {KIND_KEY: "autoencoders", "name": "wct16"}
    save_file(weights, folder / "wct16.safetensors", metadata=metadata)
    words = {"title": "", "licence": "", "source": ""}
    johnson = JohnsonNetwork(styles=["painting"])
    save_johnson(johnson, folder / "johnson.safetensors", name="johnson", **words)
    width, height = output_size(*PHOTO.size, size_px)
    photo, painting = (
        filled_up(to_image(resize_picture(picture, width=width, height=height)), stride=16)
        for picture in (PHOTO, PAINTING)
    )

    def new_studio() -> Studio:
        return Studio(store=WeightStore(folder, hub=folder), device="cpu")

    warm = new_studio()

    def ours(network: str, studio: Studio, style: str = "painting") -> None:
        options = StyleOptions(instant=True, network=network, size_px=size_px)
        source = StyleSource(name=style, picture=Picture(image=PAINTING))
        instant(Picture(image=PHOTO), [source], options, studio=studio)

    return {
        "WCT, five levels, plainly": lambda: plain_wct.paint(photo, painting, weights),
        "ours, any style, network and style new": lambda: ours("wct16", new_studio()),
        "ours, any style, measured before": lambda: ours("wct16", warm),
        "ours, Johnson network, 32 wide": lambda: ours("johnson", warm),
        "ours, embedded, any style, measured before": lambda: ours("embedded_style", warm),
        "ours, embedded, with the style's patches": lambda: ours("embedded_strokes", warm),
        "ours, the house styles' network": lambda: ours(HOUSE, warm, "mosaic"),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args(arguments)
    width, height = output_size(*PHOTO.size, args.size)
    with tempfile.TemporaryDirectory() as folder:
        times_s = fastest_s(runs_of(Path(folder), args.size), rounds=args.rounds)
    slowest_s = next(iter(times_s.values()))
    write = sys.stdout.write
    write(f"instant style at {width}x{height}, CPU, {torch.get_num_threads()} threads\n")
    for name, seconds in times_s.items():
        write(f"{name:50} {seconds * 1e3:8.0f} ms {slowest_s / seconds:6.2f}x\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
