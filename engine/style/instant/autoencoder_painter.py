"""Painting in the manner of any picture: a network of autoencoders, coarse to fine."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar, cast

import torch
from torch import Tensor

from engine.ops.images import to_image
from engine.ops.sizes import usual_side
from engine.style.instant.autoencoders import Autoencoder, build
from engine.style.instant.feature_transforms import Gaussian, Transform
from engine.style.instant.passes import (
    Pass,
    Region,
    measure_patches,
    measure_style,
    paint_pass,
    plan_passes,
    run_passes,
)
from engine.style.instant.patches import PatchBank
from engine.style.instant.subject import Blend, Subject
from engine.weights.instant_networks import InstantNetwork
from engine.weights.load import loading_instant, read_weights

T = TypeVar("T")

# Below this strength the photo itself shows through: features that hardly move would only blur it.
FADE_BELOW = 0.5


class AutoencoderPainter:
    """Moves a photo's features onto those of its styles, level by level."""

    def __init__(self, network: InstantNetwork, subject: Subject) -> None:
        self._network = network
        self._subject = subject
        self._options = subject.options
        # A file that was replaced is another network.
        self._version = (str(network.path), network.path.stat().st_mtime_ns)

    @property
    def opacity(self) -> float:
        """Strength moves features less; only where it is small the photo shows through too."""
        return self._options.strength / FADE_BELOW

    def paint(self, width: int, height: int) -> Tensor:
        """As :class:`engine.style.instant.painting.Painter` has it."""
        passes = plan_passes(
            width=width,
            height=height,
            levels=self._network.levels,
            strength=self._options.strength,
        )
        return run_passes(passes, self._subject.content, self._paint_pass)

    def _paint_pass(self, image: Tensor, level_pass: Pass) -> Tensor:
        network = self._autoencoder(level_pass.level)
        return paint_pass(
            image,
            self._regions(level_pass, network),
            network=network,
            transform=cast(Transform, self._network.transform),
            share=level_pass.share,
            tile_px=self._subject.tile_px,
        )

    def _autoencoder(self, level: int) -> Autoencoder:
        studio, path = self._subject.studio, self._network.path

        def make() -> Autoencoder:
            with loading_instant(self._network):
                weights = read_weights(path)
                return build(weights, level, pool=self._network.pool, device=studio.device)

        return studio.cached(("autoencoder", self._version, level), make)

    def _regions(self, level_pass: Pass, network: Autoencoder) -> list[Region]:
        """What paints where, in this pass; the weights sum to 1 everywhere."""
        subject = self._subject
        numbers = range(len(subject.styles))
        styles = [self._style(number, level_pass, network) for number in numbers]
        patches: list[Tensor] = []
        if self._network.seeks_neighbours and level_pass.lays_strokes:
            patches = [self._patches(number, level_pass, network) for number in numbers]

        def of(blend: Blend, weights: Tensor | None = None) -> Region:
            bank = [(patches[number], share) for number, share in blend] if patches else []
            return Region(
                styles=[(styles[number], share) for number, share in blend],
                weights=weights,
                patches=PatchBank.of(bank) if bank else None,
            )

        weights = subject.weights(level_pass.width, level_pass.height)
        if weights is None:
            return [of(blend) for blend in subject.blends()]
        regions = [of(blend, part) for blend, part in zip(subject.blends(), weights, strict=True)]
        rest = 1 - torch.stack(weights).sum(dim=0)
        return [*regions, Region(styles=[], weights=rest)]

    def _style(self, number: int, level_pass: Pass, network: Autoencoder) -> Gaussian:
        """A style's statistics, at the size at which its strokes suit the pass."""
        measure = partial(measure_style, network=network, tile_px=self._subject.tile_px)
        return self._measured("style", number, level_pass, measure)

    def _patches(self, number: int, level_pass: Pass, network: Autoencoder) -> Tensor:
        """A sample of its patches, at the same size."""
        measure = partial(measure_patches, network=network)
        return self._measured("patches", number, level_pass, measure)

    def _measured(
        self, what: str, number: int, level_pass: Pass, measure: Callable[[Tensor], T]
    ) -> T:
        """``what`` is measured of a style's picture, or was before."""
        subject, scale = self._subject, self._options.scale
        style = subject.styles[number]
        longest = usual_side(level_pass.width, level_pass.height)
        # Enlarged only for wider strokes.
        share = min(max(1.0, scale), longest * scale / usual_side(*style.image.size))

        def make() -> T:
            image = to_image(style.at(share), device=subject.studio.device)
            return measure(subject.colours.style(image, number))

        if self._options.colours != "style":
            return make()  # it depends on the photo
        key = (what, self._version, style.digest, share, level_pass.level)
        return subject.studio.cached(key, make)
