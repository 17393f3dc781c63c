"""How near the gallery's paintings come to their styles, and to their photos.

``python -m benchmarks.painters_judged --weights vgg19.safetensors [--network embedded_style]
[--losses wasserstein painter] [--pairs 1 8] [--out FOLDER]``

The judge is Oxford's VGG-19 with its own max pooling. Gram: the sum over three layers of the
squared difference of Gram matrices over the style's; SSIM: of light and dark; self-similarity: how
far the cosine distances between places (Kolkin et al. 2019) are from the photo's.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from skimage.metrics import structural_similarity
from torch import Tensor
from torch.nn import functional

from benchmarks.gallery import PAINTED_PAIRS, PAINTER_OPTIONS, house_source, photo_called
from benchmarks.reference.style import DEVIATION, MEAN
from benchmarks.timing import say
from engine.ops.images import to_image
from engine.options.style import StyleLoss
from engine.studio.studio import Studio
from engine.style.transfer import style
from engine.weights.load import read_weights
from engine.weights.store import WeightStore

LOSSES: Sequence[StyleLoss] = ("wasserstein", "painter")
GRAM_LAYERS = ("relu1_1", "relu2_1", "relu3_1")
SIMILAR_AT = "relu3_4"
CONVS = (2, 2, 4)
PLACES = 1024
Figures = tuple[float, float, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each pair, and the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="Oxford's VGG-19 to relu3_4")
    parser.add_argument("--network", default="embedded_style", help="who judges while painting")
    parser.add_argument("--losses", nargs="+", default=LOSSES)
    every = range(1, len(PAINTED_PAIRS) + 1)
    parser.add_argument("--pairs", nargs="+", type=int, choices=every, default=every)
    parser.add_argument("--out", type=Path, help="keep the paintings in this folder")
    parser.add_argument("--data-dir", type=Path, default=Path("data"))
    args = parser.parse_args(arguments)
    weights = read_weights(args.weights)
    studio = Studio(store=WeightStore(args.data_dir / "weights"))
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
    rows = []
    for number in args.pairs:
        photo, name = PAINTED_PAIRS[number - 1]
        source = house_source(name)
        figures = []
        for loss in args.losses:
            options = replace(PAINTER_OPTIONS, network=args.network, loss=loss)
            made = style(photo_called(photo), [source], options, studio=studio).picture
            if args.out:
                made.save(args.out / f"{photo}-{name}-{loss}.png")
            figures.append(judged(made, photo_called(photo).image, source.picture.image, weights))
        rows.append(figures)
        say(f"{photo + ', ' + name:30} {_line(args.losses, figures)}")
    means = np.mean(rows, axis=0)
    say(f"{'mean':30} {_line(args.losses, means.tolist())}")
    for loss, (gram, *_) in zip(args.losses[1:], means[1:], strict=True):
        say(f"Gram, {loss} over {args.losses[0]}: {gram / means[0][0]:.2f}")
    return 0


@torch.no_grad()
def judged(
    made: Image.Image, photo: Image.Image, painting: Image.Image, weights: dict[str, Tensor]
) -> Figures:
    """(Gram distance, SSIM, self-similarity distance) of a painting."""
    photo, painting = (
        picture.convert("RGB").resize(made.size, Image.Resampling.LANCZOS)
        for picture in (photo, painting)
    )
    ours, theirs, wanted = (_features(picture, weights) for picture in (made, photo, painting))
    gram = sum(_gram_off(ours[layer], wanted[layer]) for layer in GRAM_LAYERS)
    light = [np.asarray(picture.convert("L")) for picture in (made, photo)]
    ssim = structural_similarity(*light)  # type: ignore[no-untyped-call]  # scikit-image's
    off = (_similarities(ours[SIMILAR_AT]) - _similarities(theirs[SIMILAR_AT])).abs()
    return gram, float(ssim), float(off.sum(0).mean())


def _features(picture: Image.Image, weights: dict[str, Tensor]) -> dict[str, Tensor]:
    x = (to_image(picture.convert("RGB")) - MEAN) / DEVIATION
    maps = {}
    number = 0
    for block, count in enumerate(CONVS, start=1):
        for conv in range(1, count + 1):
            weight, bias = (weights[f"features.{number}.{what}"] for what in ("weight", "bias"))
            x = functional.relu(functional.conv2d(x, weight.float(), bias.float(), padding=1))
            maps[f"relu{block}_{conv}"] = x
            number += 2
        x = functional.max_pool2d(x, 2)
        number += 1
    return maps


def _gram_off(ours: Tensor, wanted: Tensor) -> float:
    own, target = (
        rows @ rows.T / rows.shape[1] for rows in (ours[0].flatten(1), wanted[0].flatten(1))
    )
    return float((own - target).square().sum() / target.square().sum())


def _similarities(maps: Tensor) -> Tensor:
    """Cosine distances between some places of a quarter as many, each column's sum 1."""
    places = functional.avg_pool2d(maps, 2)[0].flatten(1).T
    chosen = torch.randperm(len(places), generator=torch.Generator().manual_seed(0))[:PLACES]
    unit = functional.normalize(places[chosen], dim=1)
    distances = 1 - unit @ unit.T
    return distances / distances.sum(0, keepdim=True).clamp_min(1e-8)


def _line(losses: Sequence[str], figures: Sequence[Figures]) -> str:
    return "  ".join(
        f"{loss}: Gram {gram:.3f} SSIM {ssim:.3f} self {own:.3f}"
        for loss, (gram, ssim, own) in zip(losses, figures, strict=True)
    )


if __name__ == "__main__":
    raise SystemExit(main())
