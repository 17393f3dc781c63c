"""Painting in the manner of any picture: a network of autoencoders, coarse to fine."""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor

from engine.ops.images import to_image
from engine.ops.sizes import usual_side
from engine.style.instant.autoencoders import Autoencoder, build
from engine.style.instant.feature_transforms import Gaussian, Transform
from engine.style.instant.passes import (
    Pass,
    Region,
    measure_style,
    paint_pass,
    plan_passes,
    run_passes,
)
from engine.style.instant.subject import Blend, Subject
from engine.weights.instant_networks import InstantNetwork
from engine.weights.load import loading_instant, read_weights

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
        styles = [self._style(number, level_pass, network) for number in range(len(subject.styles))]

        def of(blend: Blend) -> list[tuple[Gaussian, float]]:
            return [(styles[number], share) for number, share in blend]

        weights = subject.weights(level_pass.width, level_pass.height)
        if weights is None:
            return [Region(styles=of(blend)) for blend in subject.blends()]
        regions = [
            Region(styles=of(blend), weights=part)
            for blend, part in zip(subject.blends(), weights, strict=True)
        ]
        rest = 1 - torch.stack(weights).sum(dim=0)
        return [*regions, Region(styles=[], weights=rest)]

    def _style(self, number: int, level_pass: Pass, network: Autoencoder) -> Gaussian:
        """A style's statistics, at the size at which its strokes suit the pass."""
        subject, scale = self._subject, self._options.scale
        style = subject.styles[number]
        longest = usual_side(level_pass.width, level_pass.height)
        # Enlarged only for wider strokes.
        share = min(max(1.0, scale), longest * scale / usual_side(*style.image.size))

        def make() -> Gaussian:
            image = to_image(style.at(share), device=subject.studio.device)
            seen = subject.colours.style(image, number)
            return measure_style(seen, network=network, tile_px=subject.tile_px)

        if self._options.colours != "style":
            return make()  # it depends on the photo
        key = ("style", self._version, style.digest, share, level_pass.level)
        return subject.studio.cached(key, make)
