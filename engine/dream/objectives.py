"""What an ascent climbs: terms of one layer each, and their weighted sum.

A term sees features patch by patch and says where they shall go: its gradient, written by hand as
dream.ipynb sets it at the layer. Given a layer's ``Stats`` that depends on nothing outside the
patch, so that a picture may be climbed in tiles (tiles.py).
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from engine.ops.tiles import Patch

# A layer that is silent everywhere: dividing by less would only amplify rounding.
SMALLEST_NORM = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """One layer on the first image of an octave: per channel (C,), over all ``positions``."""

    mean: Tensor
    square_sum: Tensor
    positions: int


class Term(ABC):
    """One layer's share of what is climbed."""

    needs_stats = False

    def __init__(self, layer: str) -> None:
        self.layer = layer

    @abstractmethod
    def pull(self, features: Tensor, patch: Patch) -> tuple[Tensor, Tensor]:
        """(value, a sum over positions; the gradient to follow) for (1, C, h, w) features."""

    @abstractmethod
    def norm(self, stats: Stats) -> float:
        """About the L2 norm of the gradient over the whole layer."""

    def reading(self, value: float) -> float:
        """The value as a person reads it."""
        return value

    def begin(self, stats: Stats) -> None:  # noqa: B027  # most terms have nothing to do
        """An octave begins; called where ``needs_stats``."""

    def next_step(self, generator: Generator) -> None:  # noqa: B027  # as above
        """A step begins."""


class L2(Term):
    """Half the sum of squares: each activation pulls by its own size (dream.ipynb)."""

    def pull(self, features: Tensor, patch: Patch) -> tuple[Tensor, Tensor]:
        return features.float().square().sum(), features

    def norm(self, stats: Stats) -> float:
        return math.sqrt(float(stats.square_sum.sum()))

    def reading(self, value: float) -> float:
        return math.sqrt(max(value, 0.0))


class Mean(Term):
    """The mean activation: every one pulls alike (TensorFlow's DeepDream tutorial)."""

    def pull(self, features: Tensor, patch: Patch) -> tuple[Tensor, Tensor]:
        count = features.shape[1] * patch.rows * patch.columns
        return features.float().sum() / count, torch.full_like(features, 1 / count)

    def norm(self, stats: Stats) -> float:
        return 1 / math.sqrt(stats.mean.numel() * stats.positions)


class Selected(Term):
    """Another term on some channels, or at one place, of its layer alone.

    Args:
        channels: from 0; empty: all.
        strongest, weakest: so many channels by their mean activation on the octave's first image
            (ProGamerGov/neural-dream, channel_mode).
        position: (x, y) in [0, 1].
    """

    def __init__(
        self,
        inner: Term,
        *,
        channels: Sequence[int] = (),
        strongest: int | None = None,
        weakest: int | None = None,
        position: tuple[float, float] | None = None,
    ) -> None:
        super().__init__(inner.layer)
        self._inner = inner
        self._channels = tuple(channels)
        self._strongest = strongest
        self._weakest = weakest
        self._position = position
        self.needs_stats = inner.needs_stats or bool(strongest or weakest)

    def begin(self, stats: Stats) -> None:
        if self._strongest or self._weakest:
            order = stats.mean.argsort(descending=True).tolist()
            weakest = order[len(order) - (self._weakest or 0) :]
            self._channels = (*order[: self._strongest or 0], *weakest)
        if self._inner.needs_stats:
            self._inner.begin(stats)

    def pull(self, features: Tensor, patch: Patch) -> tuple[Tensor, Tensor]:
        mask = self._mask(features, patch)
        value, gradient = self._inner.pull(features * mask, patch)
        return value, gradient * mask

    def norm(self, stats: Stats) -> float:
        if not self._channels:
            return self._inner.norm(stats)
        chosen = list(self._channels)
        part = Stats(
            mean=stats.mean[chosen],
            square_sum=stats.square_sum[chosen],
            positions=stats.positions,
        )
        return self._inner.norm(part)

    def reading(self, value: float) -> float:
        return self._inner.reading(value)

    def _mask(self, features: Tensor, patch: Patch) -> Tensor:
        _, channels, h, w = features.shape
        mask = features.new_ones((1, channels, 1, 1))
        if self._channels:
            mask.zero_()
            mask[:, list(self._channels)] = 1
        if self._position is None:
            return mask
        x, y = self._position
        row = min(int(y * patch.rows), patch.rows - 1) - patch.top
        column = min(int(x * patch.columns), patch.columns - 1) - patch.left
        place = features.new_zeros((1, 1, h, w))
        if 0 <= row < h and 0 <= column < w:
            place[..., row, column] = 1
        return mask * place


class Classes(Term):
    """The logits of some classes, less the mean of all: one group everywhere, or one per band.

    Source: 317070/Dream: the first subject in the upper half of the picture, the second in the
    lower; minus the mean of all logits.
    """

    def __init__(self, layer: str, groups: Sequence[Sequence[int]], *, in_bands: bool) -> None:
        super().__init__(layer)
        self._groups = [list(group) for group in groups]
        self._in_bands = in_bands

    def pull(self, features: Tensor, patch: Patch) -> tuple[Tensor, Tensor]:
        classes = features.shape[1]
        count = patch.rows * patch.columns
        gradient = features.new_full(features.shape, -1 / (classes * count))
        centre = (torch.arange(features.shape[2], device=features.device) + patch.top + 0.5).div(
            patch.rows
        )
        for index, group in enumerate(self._groups):
            band = torch.ones_like(centre)
            if self._in_bands:
                low, high = index / len(self._groups), (index + 1) / len(self._groups)
                band = ((centre >= low) & (centre < high)).to(centre)
            gradient[0, group] += self._shares(features[0, group], band[None, :, None], count)
        return (gradient.float() * features.float()).sum(), gradient

    def _shares(self, logits: Tensor, band: Tensor, count: int) -> Tensor:
        """How strongly each of a group's classes pulls where."""
        return band.to(logits) / (count * len(logits))

    def norm(self, stats: Stats) -> float:
        spread = sum(1 / len(group) for group in self._groups)
        return math.sqrt(spread / stats.positions)


class LikeliestClasses(Classes):
    """As Classes; of a group each place follows the class that it is likest already.

    All of a large group at once are a mush: "food" is neither pretzel nor soup. The likeliest by a
    softmax of the place's own logits, the gradient of their smooth maximum, becomes one thing
    whole, and another one where the photo suggests it.
    """

    def _shares(self, logits: Tensor, band: Tensor, count: int) -> Tensor:
        return logits.float().softmax(dim=0).to(logits) * band.to(logits) / count

    def norm(self, stats: Stats) -> float:
        return math.sqrt(len(self._groups) / stats.positions)


class WholeThing(Term):
    """The score of a group of classes for a view as a whole: is it one of them, and nothing else?

    The group's logit above the mean one, and its log-probability, which ceases to pull once the
    thing is seen: what was added then would be more of the same. Of the group the likeliest leads.
    A view is never in tiles.
    """

    def __init__(self, layer: str, group: Sequence[int]) -> None:
        super().__init__(layer)
        self._group = list(group)

    def pull(self, features: Tensor, patch: Patch) -> tuple[Tensor, Tensor]:
        logits = features.float().mean(dim=(0, 2, 3))
        own = logits[self._group]
        logit = own.logsumexp(dim=0)
        gradient = -logits.softmax(dim=0) - 1 / len(logits)
        gradient[self._group] += 2 * own.softmax(dim=0)
        gradient = (gradient / (patch.rows * patch.columns)).view(1, -1, 1, 1)
        score = 2 * logit - logits.mean() - logits.logsumexp(dim=0)
        return score, gradient.expand_as(features).to(features)

    def norm(self, stats: Stats) -> float:
        return math.sqrt(4 / stats.positions)


class RandomClasses(Classes):
    """Another class each step, drawn at random.

    Attributes:
        drawn: the class of this step.
    """

    def __init__(self, layer: str, *, count: int) -> None:
        super().__init__(layer, [[0]], in_bands=False)
        self._count = count
        self.drawn = 0

    def next_step(self, generator: Generator) -> None:
        self.drawn = int(torch.randint(self._count, (1,), generator=generator))
        self._groups = [[self.drawn]]


class GuideMatch(Term):
    """Each position climbs to the guide's position that it is most alike (dream.ipynb).

    Args:
        guide: (1, C, h, w) features of the guide picture.
    """

    CHUNK = 4096  # positions compared at once: the table has CHUNK x (guide's positions) entries

    def __init__(self, layer: str, guide: Tensor) -> None:
        super().__init__(layer)
        self._guide = guide[0].flatten(1)

    def pull(self, features: Tensor, patch: Patch) -> tuple[Tensor, Tensor]:
        flat = features[0].flatten(1)
        guide = self._guide.to(features.dtype)
        gradient = torch.empty_like(flat)
        value = features.new_zeros((), dtype=torch.float32)
        for start in range(0, flat.shape[1], self.CHUNK):
            part = flat[:, start : start + self.CHUNK]
            best = (part.T @ guide).max(dim=1)
            gradient[:, start : start + self.CHUNK] = guide[:, best.indices]
            value += best.values.float().sum()
        return value / (patch.rows * patch.columns), gradient.view_as(features)

    def norm(self, stats: Stats) -> float:
        return math.sqrt(float(self._guide.float().square().sum(0).mean()) * stats.positions)


class GuideChannels(Term):
    """Channels pull by their share in the guide picture (crowsonkb/deep_dream)."""

    def __init__(self, layer: str, guide: Tensor) -> None:
        super().__init__(layer)
        total = guide.float().sum(dim=(2, 3), keepdim=True)
        self._weights = total / total.abs().sum().clamp_min(SMALLEST_NORM)

    def pull(self, features: Tensor, patch: Patch) -> tuple[Tensor, Tensor]:
        gradient = features * self._weights.to(features.dtype)
        return (gradient.float() * features.float()).sum(), gradient

    def norm(self, stats: Stats) -> float:
        weights = self._weights.flatten()
        return math.sqrt(float((weights.square() * stats.square_sum).sum()))


class Objective:
    """A weighted sum of terms; of several, each is first divided by its own gradient's L2 norm.

    The norms are those at the octave's start. Source: crowsonkb/deep_dream.
    """

    def __init__(self, terms: Sequence[tuple[Term, float]]) -> None:
        self.terms = tuple(term for term, _ in terms)
        self._weights = tuple(weight for _, weight in terms)
        self._scales = [1.0] * len(terms)
        self.layers = tuple(dict.fromkeys(term.layer for term in self.terms))
        self.needs_stats = len(terms) > 1 or any(term.needs_stats for term in self.terms)

    def begin(self, stats: Mapping[str, Stats]) -> None:
        """An octave begins; called where ``needs_stats``."""
        for term in self.terms:
            if term.needs_stats:
                term.begin(stats[term.layer])
        if len(self.terms) > 1:
            norms = [term.norm(stats[term.layer]) for term in self.terms]
            self._scales = [1 / max(norm, SMALLEST_NORM) for norm in norms]

    def next_step(self, generator: Generator) -> None:
        """A step begins."""
        for term in self.terms:
            term.next_step(generator)

    def pull(
        self, features: Mapping[str, Tensor], patches: Mapping[str, Patch]
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Args: features of every one of ``layers``, without a graph.

        Returns: (each term's value, to be added up over patches; layer -> gradient to follow).
        """
        values = []
        gradients: dict[str, Tensor] = {}
        for term, weight, scale in zip(self.terms, self._weights, self._scales, strict=True):
            value, gradient = term.pull(features[term.layer], patches[term.layer])
            values.append(value)
            if len(self.terms) > 1:
                gradient = gradient * (weight * scale)
                if term.layer in gradients:
                    gradient = gradient + gradients[term.layer]
            gradients[term.layer] = gradient
        return torch.stack(values), gradients

    def reading(self, values: Tensor) -> float:
        """One number of the terms' values, added up over patches: the sum of their readings."""
        readings = [
            term.reading(value) for term, value in zip(self.terms, values.tolist(), strict=True)
        ]
        if len(readings) == 1:
            return readings[0]
        return sum(w * s * r for w, s, r in zip(self._weights, self._scales, readings, strict=True))
