"""How well a taught network stands in for its teacher, on photos that it never saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from engine.catalogue.find import NetworkInfo
from engine.dream.deepdream import dream
from engine.errors import OptionError
from engine.interpret.what import what
from engine.media.pictures import Picture
from engine.networks.backbone import Backbone
from engine.ops.images import resize_picture, to_image
from engine.ops.sizes import output_size
from engine.options.dream import DreamOptions
from engine.options.interpret import WhatOptions
from engine.studio.studio import Studio
from engine.texts.phrase import Phrase
from engine.train.distill.dream import TEACHERS, check_teacher

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

    def __str__(self) -> str:
        share = f"{self.rise:.0%} of the teacher's rise"
        return f"{self.layer:<13} {self.photo:<9} correlation {self.correlation:.2f}, {share}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFigure:
    """The likeliest class of a photo, with its probability: the network's and the teacher's."""

    photo: str
    seen: str
    by_teacher: str

    def __str__(self) -> str:
        return f"{self.photo}: {self.seen}; the teacher: {self.by_teacher}"


def evaluate_dream(
    name: str, teacher: str, photos: Sequence[tuple[str, Picture]], *, studio: Studio
) -> Iterator[DreamFigure | SeenFigure]:
    """Each layer on each photo at SIZE_PX, 4 octaves of 10 steps, seed 0; then what both see.

    Args:
        name, teacher: networks at hand whose layers have the same names and channels.
    Raises: UnknownNameError; WeightsError; OptionError: they are no such pair.
    """
    networks = [studio.store.find(network, art="classify") for network in (name, teacher)]
    check_teacher(networks[1][0])
    if networks[0][0].built_as not in TEACHERS:
        rule = Phrase("rules.not_distilled")
        raise OptionError(option="network", value=name, rule=rule)
    for layer in RISE_LAYERS:
        small, large = (_backbone(studio, *network, layer) for network in networks)
        for photo, picture in photos:
            image = _seen(picture)
            with torch.no_grad():
                features = [network(image)[layer] for network in (small, large)]
            before = norm(large, layer, image)
            rises = [
                norm(large, layer, to_image(_dream(dreamer, layer, picture, studio))) - before
                for dreamer in (name, teacher)
            ]
            yield DreamFigure(
                layer=layer,
                photo=photo,
                correlation=median_correlation(*features),
                rise=rises[0] / rises[1],
            )
    for photo, picture in photos:
        ours, theirs = (_likeliest(network, picture, studio) for network in (name, teacher))
        yield SeenFigure(photo=photo, seen=ours, by_teacher=theirs)


def _likeliest(network: str, picture: Picture, studio: Studio) -> str:
    label = what(picture, WhatOptions(network=network), studio=studio).labels[0]
    return f"{label.name} {label.share:.2f}"


def median_correlation(ours: Tensor, theirs: Tensor) -> float:
    """Pearson's correlation over positions, the median of the channels that are not silent."""
    a, b = (x[0].flatten(1) - x[0].flatten(1).mean(dim=1, keepdim=True) for x in (ours, theirs))
    lengths = a.norm(dim=1) * b.norm(dim=1)
    speaks = lengths > 1e-6 * lengths.max()
    return float(((a * b).sum(dim=1)[speaks] / lengths[speaks]).median())


def norm(network: Backbone, layer: str, image: Tensor) -> float:
    """The L2 norm of the layer's features."""
    with torch.no_grad():
        return float(network(image)[layer].norm())


def _backbone(studio: Studio, info: NetworkInfo, path: Path, layer: str) -> Backbone:
    return studio.backbone(info, path, layers=[layer], exact=True)


def _seen(picture: Picture) -> Tensor:
    width, height = output_size(picture.width, picture.height, SIZE_PX)
    return to_image(resize_picture(picture.image, width=width, height=height))


def _dream(name: str, layer: str, picture: Picture, studio: Studio) -> Image.Image:
    options = DreamOptions(network=name, layer=layer, size_px=SIZE_PX, seed=0)
    return dream(picture, options, studio=studio).picture
