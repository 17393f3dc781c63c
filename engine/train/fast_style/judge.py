"""How near a painting comes to its photo and to its style, and which way is nearer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from engine.style.gradients import Content, Losses, Region, StyleGradients, StyleObjective
from engine.style.losses import SMALLEST_POWER, STYLE_TERMS, StyleTerm, Sums, blend
from engine.style.matching import Matcher
from engine.style.neighbours import BANK_SIZE, Bank, Neighbours
from engine.style.network import StyleNetwork

# Of the squared distance beyond [0, 1], where nothing is painted.
_RANGE_WEIGHT = 10.0
# How much of a cell's look is the painting's own where its neighbour is sought. More than in a
# painting by steps: what a network can learn is to say more clearly what it paints already.
FREEDOM = 0.5


class StyleJudge:
    """A style network, and what the styles' pictures measure in it."""

    def __init__(
        self,
        network: StyleNetwork,
        pictures: Mapping[str, Tensor],
        *,
        content_weight: float,
        style_weights: Sequence[float],
        tv_weight: float,
        neighbours_weight: float = 0.0,
    ) -> None:
        """What counts, and how much: shares of their targets, as in StyleOptions.

        Args:
            pictures: style -> (1, 3, H, W) RGB in [0, 1], at the size of its strokes.
            style_weights: each style's, in their order.
            neighbours_weight: of each place's distance from the one of the style that is most
                like it (engine/style/neighbours.py).
        """
        self.network = network
        self.content_weight = content_weight * network.layers.content_share
        self.tv_weight = tv_weight * network.layers.tv_share
        self.style_weights = torch.tensor(style_weights)
        self.gradients = StyleGradients(network, network.layer_info, tile_px=None)
        kind = network.layers.distribution
        self._kind = STYLE_TERMS[kind]
        self._sums = [self.gradients.measure(picture, kind) for picture in pictures.values()]
        self._regions: dict[tuple[float, ...], Region] = {}
        self._matcher = Matcher(network)
        self.neighbours_weight = neighbours_weight
        sought = pictures.values() if neighbours_weight else ()
        self._banks = [self._bank(picture) for picture in sought]

    @property
    def device(self) -> torch.device:
        return self.network.device

    def gradient(self, painted: Tensor, photo: Tensor, shares: Tensor) -> tuple[Losses, Tensor]:
        """(losses, gradient) at a painting, (1, 3, H, W), which may leave [0, 1].

        ``shares``: (styles) of the mixture.
        """
        seen = painted.clamp(0, 1)
        neighbours = self._neighbours(seen, photo, shares)
        objective = replace(self._objective(photo, shares), neighbours=neighbours)
        losses, gradient = self.gradients.of(seen, objective)
        return losses, gradient + 2 * _RANGE_WEIGHT / painted.numel() * (painted - seen)

    def losses(self, painted: Tensor, photo: Tensor, shares: Tensor) -> Losses:
        """The losses alone."""
        return self.gradients.losses(painted.clamp(0, 1), self._objective(photo, shares))

    def _objective(self, photo: Tensor, shares: Tensor) -> StyleObjective:
        return StyleObjective(
            content=self._content(photo),
            regions=[self._region(shares)],
            content_weight=self.content_weight,
            style_weight=float(shares @ self.style_weights),
            tv_weight=self.tv_weight,
            neighbours_weight=self.neighbours_weight,
        )

    def _bank(self, picture: Tensor) -> Bank:
        places = self._matcher.places(picture, count=BANK_SIZE, seed=0)
        return Bank.of([places], self._matcher.channels)

    def _neighbours(self, painted: Tensor, photo: Tensor, shares: Tensor) -> Neighbours | None:
        """Where each cell of a painting is to look; a mixture of styles has no such places."""
        if not self._banks or shares.count_nonzero() > 1:
            return None
        bank = self._banks[int(shares.argmax())]
        # A crop need not show all that is in the style's picture.
        return self._matcher.neighbours(painted, photo, bank, freedom=FREEDOM, is_even=False)

    @torch.no_grad()
    def _content(self, photo: Tensor) -> Content:
        features = self.network.backbone(photo)
        kept = {layer: features[layer] for layer in self.network.layers.content}
        powers = {
            layer: max(float(values.square().sum()), SMALLEST_POWER)
            for layer, values in kept.items()
        }
        return Content(photo=photo, powers=powers, kept=kept)

    def _region(self, shares: Tensor) -> Region:
        """Everywhere the mixture; those of a single style are kept."""
        key: tuple[float, ...] = tuple(shares.tolist())
        if key not in self._regions:
            mixed = [(sums, share) for sums, share in zip(self._sums, key, strict=True) if share]
            region = Region(terms={layer: self._term(layer, mixed) for layer in self._sums[0]})
            if len(mixed) > 1:
                return region
            self._regions[key] = region
        return self._regions[key]

    def _term(self, layer: str, mixed: Sequence[tuple[Mapping[str, Sums], float]]) -> StyleTerm:
        return self._kind(blend([(sums[layer], share) for sums, share in mixed]))
