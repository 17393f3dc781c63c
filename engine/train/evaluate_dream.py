"""How well a taught network stands in for its teacher, on photos that it never saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from engine.backbones import Backbone
from engine.catalogue import NetworkInfo
from engine.dream import dream
from engine.images import resize_picture, to_image
from engine.options import DreamOptions, WhatOptions, output_size
from engine.pictures import Picture
from engine.studio import Studio
from engine.what import what

SIZE_PX = 384
RISE_LAYERS = ("inception_3b", "inception_4b", "inception_4c", "inception_4d", "inception_5a")


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamFigure:
    """Of one layer and one photo.

    Attributes:
        correlation: the median over channels of the correlation with the teacher's features.
        rise: the teacher's L2 rise under the network's dream, over that under its own.
    """

    layer: str
    photo: str
    correlation: float
    rise: float


def evaluate_dream(
    name: str, teacher: str, photos: Sequence[tuple[str, Picture]], *, studio: Studio
) -> Iterator[DreamFigure]:
    """Each layer on each photo at SIZE_PX, 4 octaves of 10 steps, seed 0.

    Args:
        name, teacher: networks at hand whose layers have the same names and channels.
    Raises: UnknownNameError; WeightsError; OptionError: they are no such pair.
    """
    networks = [studio.store.find(one, art="dream") for one in (name, teacher)]
    for layer in RISE_LAYERS:
        small, large = (_network(studio, found, layer) for found in networks)
        for photo, picture in photos:
            image = _seen(picture)
            with torch.no_grad():
                features = [network(image)[layer] for network in (small, large)]
            before = large_norm(large, layer, image)
            rises = [
                large_norm(large, layer, to_image(_dream(one, layer, picture, studio))) - before
                for one in (name, teacher)
            ]
            yield DreamFigure(
                layer=layer,
                photo=photo,
                correlation=median_correlation(*features),
                rise=rises[0] / rises[1],
            )


def what_both_see(
    name: str, teacher: str, photos: Sequence[tuple[str, Picture]], *, studio: Studio
) -> dict[str, tuple[str, str]]:
    """Photo -> the network's likeliest class and the teacher's, each with its probability."""

    def first(network: str, picture: Picture) -> str:
        label = what(picture, WhatOptions(network=network), studio=studio).labels[0]
        return f"{label.name} {label.share:.2f}"

    return {photo: (first(name, one), first(teacher, one)) for photo, one in photos}


def median_correlation(one: Tensor, other: Tensor) -> float:
    """Pearson's correlation over positions, the median of the channels that are not silent."""
    a, b = (x[0].flatten(1) - x[0].flatten(1).mean(dim=1, keepdim=True) for x in (one, other))
    lengths = a.norm(dim=1) * b.norm(dim=1)
    speaks = lengths > 1e-6 * lengths.max()
    return float(((a * b).sum(dim=1)[speaks] / lengths[speaks]).median())


def large_norm(network: Backbone, layer: str, image: Tensor) -> float:
    """The L2 norm of the layer's features."""
    with torch.no_grad():
        return float(network(image)[layer].norm())


def _network(studio: Studio, found: tuple[NetworkInfo, Path], layer: str) -> Backbone:
    return studio.backbone(*found, layers=[layer], exact=True)


def _seen(picture: Picture) -> Tensor:
    width, height = output_size(picture.width, picture.height, SIZE_PX)
    return to_image(resize_picture(picture.image, width=width, height=height))


def _dream(name: str, layer: str, picture: Picture, studio: Studio) -> Image.Image:
    options = DreamOptions(network=name, layer=layer, size_px=SIZE_PX, seed=0)
    return dream(picture, options, studio=studio).picture
