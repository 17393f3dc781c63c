"""What of a layer's features makes a style: its statistics, how far they are off, which way back.

The trick of tiles: each loss here is a function L of sums S over positions p of what the features
F_p there come to, so that its gradient at a position is (dL/dS) (dS/dF_p). The first factor is
small and one for the whole image, the second needs that position's features alone. Every kind
therefore measures S, which adds up over the tiles; judges it once, for L and the slope dL/dS; and
then pulls each position by itself. Autograd would have to keep every tile's graph until L is
known; written by hand, the gradient needs none beyond the network's, one tile at a time.

Each loss is a share of its target, so that one set of weights suits every network, layer and size.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from engine.ops.matrix_roots import square_root, transport

# A target this small is that of a flat picture; dividing by less would only amplify rounding.
SMALLEST_POWER = 1e-8
SMALLEST_WEIGHT = 1e-6  # of a region: one that is nowhere has no style
HISTOGRAM_BINS = 256
HISTOGRAM_POWERS = (-8.0, 14.0)  # of two: from faint features to Oxford's largest

# Sums over positions: their weight, then what the kind needs.
Sums = tuple[Tensor, ...]


class StyleTerm(ABC):
    """One layer's style. Features are (1, C, h, w), weights (1, 1, h, w) or None for ones."""

    @abstractmethod
    def __init__(self, target: Sums) -> None:
        """``target``: what the style's picture measures."""

    @staticmethod
    @abstractmethod
    def measure(features: Tensor, weights: Tensor | None) -> Sums:
        """What is to be added up over the image. float32, or float64 for float64 features."""

    @abstractmethod
    def judge(self, sums: Sums) -> tuple[Tensor, tuple[Tensor, ...]]:
        """(the loss, what ``pull`` needs to know) for sums over the whole image."""

    @abstractmethod
    def pull(self, features: Tensor, weights: Tensor | None, slope: tuple[Tensor, ...]) -> Tensor:
        """The loss's gradient at these features."""


class _MomentTerm(StyleTerm):
    """A loss of the mean and the second moment.

    With dL/dm and dL/dM its gradient at a position of weight w is w/W (2 dL/dM F + dL/dm), where
    W is the weight of all: linear in the features, so that tiles need no more than the two.
    """

    @staticmethod
    def measure(features: Tensor, weights: Tensor | None) -> Sums:
        rows = _rows(features)
        if weights is None:
            return _count(rows), _sum(rows), _precise_product(rows.mT, rows)
        shares = weights.to(rows.dtype).reshape(-1, 1)
        weighed = rows * shares
        return _sum(shares).sum(), _sum(weighed), _precise_product(weighed.mT, rows)

    def judge(self, sums: Sums) -> tuple[Tensor, tuple[Tensor, ...]]:
        weight = sums[0].clamp_min(SMALLEST_WEIGHT)
        loss, by_mean, by_moment = self._slope(*_normalised(sums[:3]))
        return loss, (2 * by_moment / weight, by_mean / weight)

    def pull(self, features: Tensor, weights: Tensor | None, slope: tuple[Tensor, ...]) -> Tensor:
        matrix, vector = (part.to(features.dtype) for part in slope)
        rows = _rows(features)
        # Like the features in memory: the network's backward pass would copy it otherwise.
        if features.is_contiguous():
            pulled = torch.addmm(vector[:, None], matrix, rows.T)
        else:
            pulled = torch.addmm(vector, rows, matrix).T
        pulled = pulled.view(features.shape)
        return pulled if weights is None else pulled * weights.to(pulled.dtype)

    @abstractmethod
    def _slope(self, mean: Tensor, moment: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(loss, its gradient by the mean (C,), by the second moment (C, C), symmetric)."""


class Gram(_MomentTerm):
    """Products of every two channels: the second moment. Source: Gatys et al. 2015, equation 4."""

    def __init__(self, target: Sums) -> None:
        _, self._moment = _normalised(target[:3])
        self._power = _power(self._moment)

    def _slope(self, mean: Tensor, moment: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        off = moment - self._moment
        loss = off.square().mean() / self._power
        return loss, torch.zeros_like(mean), off * (2 / off.numel() / self._power)


class Covariance(_MomentTerm):
    """The mean, and the covariance, each half.

    A Gram matrix is mostly the products of the means, and a fine weave in flat areas brings them
    near at little cost; the covariance it does not.
    """

    def __init__(self, target: Sums) -> None:
        self._mean, moment = _normalised(target)
        self._covariance = moment - self._mean.outer(self._mean)
        self._powers = _power(self._mean), _power(self._covariance)

    def _slope(self, mean: Tensor, moment: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        of_mean, of_covariance = self._powers
        shift = mean - self._mean
        off = moment - mean.outer(mean) - self._covariance
        loss = (shift.square().mean() / of_mean + off.square().mean() / of_covariance) / 2
        by_moment = off / (off.numel() * of_covariance)
        by_mean = shift / (shift.numel() * of_mean) - 2 * (by_moment @ mean)
        return loss, by_mean, by_moment


class Wasserstein(_MomentTerm):
    """The squared Wasserstein-2 distance between Gaussians of the same mean and covariance.

    Source: crowsonkb/style-transfer-pytorch. Differs: a share of the target's own size; one
    decomposition for value and gradient (matrix_roots.transport).
    """

    def __init__(self, target: Sums) -> None:
        self._mean, moment = _normalised(target)
        covariance = moment - self._mean.outer(self._mean)
        self._root = square_root(covariance)
        self._trace = covariance.trace()
        self._power = (self._mean.square().sum() + self._trace).clamp_min(SMALLEST_POWER)

    def _slope(self, mean: Tensor, moment: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        covariance = moment - mean.outer(mean)
        trace, carry = transport(covariance, self._root)
        shift = mean - self._mean
        loss = shift.square().sum() + covariance.trace() + self._trace - 2 * trace
        by_moment = (torch.eye(len(mean)).to(carry) - carry) / self._power
        by_mean = 2 * shift / self._power - 2 * (by_moment @ mean)
        return loss.clamp_min(0) / self._power, by_mean, by_moment


class Mean(StyleTerm):
    """Each channel's mean alone. Source: the Lasagne art recipe's variant; fast-neural-style."""

    def __init__(self, target: Sums) -> None:
        (self._mean,) = _normalised(target)
        self._power = self._mean.square().mean().clamp_min(SMALLEST_POWER)

    @staticmethod
    def measure(features: Tensor, weights: Tensor | None) -> Sums:
        rows = _rows(features)
        if weights is None:
            return _count(rows), _sum(rows)
        shares = weights.to(rows.dtype).reshape(-1, 1)
        return _sum(shares).sum(), _sum(rows * shares)

    def judge(self, sums: Sums) -> tuple[Tensor, tuple[Tensor, ...]]:
        weight = sums[0].clamp_min(SMALLEST_WEIGHT)
        shift = _normalised(sums)[0] - self._mean
        slope = 2 * shift / (shift.numel() * self._power * weight)
        return shift.square().mean() / self._power, (slope,)

    def pull(self, features: Tensor, weights: Tensor | None, slope: tuple[Tensor, ...]) -> Tensor:
        pulled = slope[0].to(features.dtype).view(1, -1, 1, 1).expand_as(features)
        return pulled if weights is None else pulled * weights.to(pulled.dtype)


class MeanAndDeviation(StyleTerm):
    """Each channel's mean and standard deviation, each half. Source: Huang and Belongie 2017."""

    def __init__(self, target: Sums) -> None:
        self._mean, squares = _normalised(target)
        self._deviation = _deviation(self._mean, squares)
        self._powers = _power(self._mean), _power(self._deviation)

    @staticmethod
    def measure(features: Tensor, weights: Tensor | None) -> Sums:
        rows = _rows(features)
        squares = rows.to(_precise(rows)).square()
        if weights is None:
            return _count(rows), _sum(rows), _sum(squares)
        shares = weights.to(squares.dtype).reshape(-1, 1)
        return _sum(shares).sum(), _sum(rows * shares), _sum(squares * shares)

    def judge(self, sums: Sums) -> tuple[Tensor, tuple[Tensor, ...]]:
        weight = sums[0].clamp_min(SMALLEST_WEIGHT)
        mean, squares = _normalised(sums)
        deviation = _deviation(mean, squares)
        of_mean, of_deviation = self._powers
        shift, spread = mean - self._mean, deviation - self._deviation
        loss = (shift.square().mean() / of_mean + spread.square().mean() / of_deviation) / 2
        by_deviation = spread / (spread.numel() * of_deviation * deviation * weight)
        by_mean = shift / (shift.numel() * of_mean * weight)
        return loss, (by_deviation, by_mean - by_deviation * mean)

    def pull(self, features: Tensor, weights: Tensor | None, slope: tuple[Tensor, ...]) -> Tensor:
        gain, shift = (part.to(features.dtype).view(1, -1, 1, 1) for part in slope)
        pulled = features * gain + shift
        return pulled if weights is None else pulled * weights.to(pulled.dtype)


class Histogram(Gram):
    """Each channel's whole distribution, and the Gram matrix, each half.

    Source: Risser et al. 2017. Differs: bins, with straight lines between their edges, instead
    of a sort, which tiles could not share. Negative features count as nothing.
    """

    def __init__(self, target: Sums) -> None:
        super().__init__(target)
        self._wanted = _cumulative(target[-1])
        self._spread = _power(self._moment.diagonal().sqrt())

    @staticmethod
    def measure(features: Tensor, weights: Tensor | None) -> Sums:
        values = features[0].flatten(1).to(_precise(features)).contiguous()
        bins = torch.bucketize(values, _edges(values)[1:-1], right=True)
        shares = torch.ones_like(values) if weights is None else weights.to(values).reshape(1, -1)
        counts = values.new_zeros(len(values), HISTOGRAM_BINS)
        counts.scatter_add_(1, bins, shares.expand_as(values))
        return (*Gram.measure(features, weights), counts)

    def judge(self, sums: Sums) -> tuple[Tensor, tuple[Tensor, ...]]:
        of_gram, slope = super().judge(sums)
        counts, weight = sums[-1], sums[0].clamp_min(SMALLEST_WEIGHT)
        own = _cumulative(counts)
        edges = _edges(counts)
        middles = ((edges[1:] + edges[:-1]) / 2).expand_as(counts).contiguous()
        off = (middles - self._remapped(middles, own)).square() * counts
        of_histogram = off.sum() / (len(counts) * weight * self._spread)
        return (of_gram + of_histogram) / 2, (*slope, own, weight)

    def pull(self, features: Tensor, weights: Tensor | None, slope: tuple[Tensor, ...]) -> Tensor:
        *of_gram, own, weight = slope
        values = features[0].flatten(1).to(own.dtype).contiguous()
        off = (values - self._remapped(values, own)) / (len(values) * weight * self._spread)
        pulled = off.view(features.shape).to(features.dtype)
        if weights is not None:
            pulled = pulled * weights.to(pulled.dtype)
        return pulled + super().pull(features, weights, tuple(of_gram)) / 2

    def _remapped(self, values: Tensor, own: Tensor) -> Tensor:
        """Each (C, n) value's place in their ``own`` distribution, read off the wanted one."""
        edges = _edges(values)
        share = _interpolated(values, edges.expand(len(values), -1).contiguous(), own)
        return _interpolated(share, self._wanted, edges.expand(len(values), -1))


STYLE_TERMS: Mapping[str, type[StyleTerm]] = {
    "gram": Gram,
    "covariance": Covariance,
    "wasserstein": Wasserstein,
    "mean": Mean,
    "moments": MeanAndDeviation,
    "histogram": Histogram,
}


def blend(styles: Sequence[tuple[Sums, float]]) -> Sums:
    """Several styles' sums as those of one, weights scaled to sum 1."""
    total = sum(weight for _, weight in styles)
    parts = [
        tuple(part * (weight / total / sums[0].clamp_min(SMALLEST_WEIGHT)) for part in sums)
        for sums, weight in styles
    ]
    return tuple(torch.stack(same).sum(0) for same in zip(*parts, strict=True))


def add(parts: Sequence[Sums]) -> Sums:
    """The sums of an image from those of its tiles."""
    return tuple(torch.stack(same).sum(0) for same in zip(*parts, strict=True))


def _rows(features: Tensor) -> Tensor:
    """(positions, C), without a copy in either memory format."""
    if features.is_contiguous():
        return features[0].flatten(1).T
    return features.permute(0, 2, 3, 1).flatten(0, 2)


def _normalised(sums: Sums) -> tuple[Tensor, ...]:
    """The averages over positions, without the weight."""
    return tuple(part / sums[0].clamp_min(SMALLEST_WEIGHT) for part in sums[1:])


def _precise(features: Tensor) -> torch.dtype:
    return torch.promote_types(features.dtype, torch.float32)


def _count(rows: Tensor) -> Tensor:
    return rows.new_tensor(float(len(rows)), dtype=_precise(rows))


def _sum(rows: Tensor) -> Tensor:
    return rows.sum(0, dtype=_precise(rows))


def _precise_product(left: Tensor, right: Tensor) -> Tensor:
    # bfloat16 operands are added up in float32 by the hardware.
    return (left @ right).to(_precise(left))


def _power(target: Tensor) -> Tensor:
    return target.square().mean().clamp_min(SMALLEST_POWER)


def _deviation(mean: Tensor, squares: Tensor) -> Tensor:
    # The floor keeps the gradient of the root finite where a channel is silent.
    return (squares - mean.square()).clamp_min(SMALLEST_POWER).sqrt()


def _edges(like: Tensor) -> Tensor:
    """Bins fine to coarse, the same for every layer of every network: 0, then powers of two."""
    powers = torch.linspace(*HISTOGRAM_POWERS, HISTOGRAM_BINS, dtype=like.dtype, device=like.device)
    return torch.cat((powers.new_zeros(1), powers.exp2()))


def _cumulative(counts: Tensor) -> Tensor:
    """(C, bins) counts -> the share below each edge, (C, bins + 1), always rising."""
    # Rising a little in empty bins too: what is read off a flat line would be arbitrary.
    shares = counts / counts.sum(1, keepdim=True).clamp_min(SMALLEST_WEIGHT) + 1e-9
    below = torch.cat((shares.new_zeros(len(shares), 1), shares.cumsum(1)), dim=1)
    return below / below[:, -1:]


def _interpolated(values: Tensor, knots: Tensor, heights: Tensor) -> Tensor:
    """Piecewise linear, row by row: (C, n) values, (C, k) rising knots and heights."""
    right = torch.searchsorted(knots, values, right=True).clamp_(1, knots.shape[1] - 1)
    left = right - 1
    x0, x1 = knots.gather(1, left), knots.gather(1, right)
    y0, y1 = heights.gather(1, left), heights.gather(1, right)
    part = ((values - x0) / (x1 - x0).clamp_min(1e-12)).clamp(0, 1)
    return y0 + part * (y1 - y0)
