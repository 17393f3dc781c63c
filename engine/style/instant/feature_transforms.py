"""How features take on a style's statistics: AdaIN, whitening and colouring, optimal transport.

Each is an affine map of the features, so that strength, several styles and regions are sums of
maps, and an image is painted tile by tile once its statistics are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import torch
from torch import Tensor

from engine.ops.matrix_roots import square_root, transport

ADAIN_EPS = 1e-5  # Huang and Belongie 2017, on the variance
# A channel that varies by less, as a share of its mean, is flat but for rounding.
FLAT = 1e-4
# Features whose deviation is a smaller share of their mean are a flat photo's, and vary only by
# what the padding leaves at its border: that is not stretched.
FAINT = 0.03
# What varies by less, as a share of the mean variance, is noise: a grey photo has no colours that
# could be spread to those of a style.
NOISE = 1e-5
STRIP_POSITIONS = 1 << 16
# Eigenvalues below this share of the mean one are rounding.
ROUNDING = 1e-12

Transform = Literal["adain", "wct", "transport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaussian:
    """What features' statistics amount to, in float64 on the CPU.

    Attributes:
        mean: (C).
        covariance: (C, C), of the population.
        root: of the covariance; only a style needs it.
    """

    mean: Tensor
    covariance: Tensor
    root: Tensor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affine:
    """``matrix`` @ features + ``shift``, in float64: (C, C) and (C)."""

    matrix: Tensor
    shift: Tensor

    def __call__(self, features: Tensor) -> Tensor:
        """(1, C, H, W) -> the same shape."""
        matrix, shift = self.matrix.to(features)[..., None, None], self.shift.to(features)
        return torch.nn.functional.conv2d(features, matrix, shift)


def gaussian_of(pieces: Iterable[tuple[Tensor, Tensor | None]]) -> Gaussian:
    """The statistics of features that come in pieces.

    Args:
        pieces: (1, C, h, w) features, each with (1, 1, h, w) weights, or None where all count
            alike.
    """
    count, total, moment = 0.0, torch.zeros(0), torch.zeros(0)
    for rows, weight in _strips(pieces):
        counted = rows if weight is None else rows * weight
        count += rows.shape[1] if weight is None else float(weight.sum())
        total = counted.sum(dim=1) + (total if len(total) else 0)
        moment = counted @ rows.T + (moment if len(moment) else 0)
    mean = total / max(count, 1e-12)
    covariance = moment / max(count, 1e-12) - mean.outer(mean)
    return Gaussian(mean=mean, covariance=covariance)


def _strips(
    pieces: Iterable[tuple[Tensor, Tensor | None]],
) -> Iterator[tuple[Tensor, Tensor | None]]:
    """So few positions at a time that their float64 is small beside the features."""
    for features, weights in pieces:
        height = max(1, STRIP_POSITIONS // features.shape[-1])
        strips = torch.split(features, height, dim=2)
        parts = [None] * len(strips) if weights is None else torch.split(weights, height, dim=2)
        for strip, part in zip(strips, parts, strict=True):
            yield _rows(strip), None if part is None else _rows(part)


def _rows(maps: Tensor) -> Tensor:
    """(1, C, H, W) -> (C, H * W) in float64; some accelerators have none."""
    return maps[0].flatten(1).to("cpu").to(torch.float64)


def style_of(features: Tensor) -> Gaussian:
    """A style's statistics with their root, from (1, C, H, W) features.

    A picture with fewer positions than channels is decomposed by its positions: N^3 instead of
    C^3, and no directions are made up from rounding.
    """
    measured = gaussian_of([(features, None)])
    rows = _rows(features)
    if rows.shape[1] >= len(rows):
        return with_root(measured)
    return replace(measured, root=low_rank_root(rows - measured.mean[:, None]))


def with_root(measured: Gaussian) -> Gaussian:
    """The same, ready to be a style's."""
    return replace(measured, root=square_root(measured.covariance))


def low_rank_root(centred: Tensor) -> Tensor:
    """The root of X X' / N for (C, N) rows X, by the eigenvalues of X' X."""
    values, vectors = torch.linalg.eigh(centred.T @ centred / centred.shape[1])
    values = values.clamp_min(0)
    kept = values > ROUNDING * values.mean()
    if not bool(kept.any()):
        return centred.new_zeros(len(centred), len(centred))
    # X v / sqrt(N l) is the eigenvector of X X' / N that belongs to v.
    ours = centred @ vectors[:, kept] / (values[kept] * centred.shape[1]).sqrt()
    root: Tensor = (ours * values[kept].sqrt()) @ ours.T
    return root


class _Matrix(Protocol):
    def __call__(self, content: Gaussian, style: Gaussian) -> Tensor: ...


def _adain(content: Gaussian, style: Gaussian) -> Tensor:
    """Huang and Belongie 2017: each channel's mean and deviation.

    Differs: a channel's rounding is not stretched to a style's contrast.
    """
    floor = ADAIN_EPS + (FLAT * content.mean).square()
    variance = content.covariance.diagonal().clamp_min(0) + floor
    gain = (style.covariance.diagonal().clamp_min(0) / variance).sqrt()
    return torch.diag(gain)


def _wct(content: Gaussian, style: Gaussian) -> Tensor:
    """Li et al. 2017: whitened by the content's covariance, coloured by the style's."""
    values, vectors = torch.linalg.eigh(_steadied(content))
    matrix: Tensor = _root(style) @ (vectors * values.clamp_min(1e-30).rsqrt()) @ vectors.T
    return matrix


def _transport(content: Gaussian, style: Gaussian) -> Tensor:
    """Lu et al. 2019, A closed-form solution to universal style transfer: WCT's statistics, with
    features moved as little as possible, so that more of the content stays."""
    return transport(_steadied(content), _root(style))[1]


def _root(style: Gaussian) -> Tensor:
    return square_root(style.covariance) if style.root is None else style.root


def _steadied(content: Gaussian) -> Tensor:
    """The covariance, with a little variance in every direction: noise is not stretched."""
    covariance = content.covariance
    variance, power = covariance.diagonal().mean(), content.mean.square().mean()
    noise = NOISE * variance + FLAT**2 * power + (FAINT**2 * power - variance).clamp_min(0)
    floor = noise.clamp_min(1e-12) * torch.eye(len(covariance), dtype=covariance.dtype)
    return covariance + floor


_MATRICES: Mapping[Transform, _Matrix] = {"adain": _adain, "wct": _wct, "transport": _transport}


def carry(content: Gaussian, style: Gaussian, *, by: Transform = "transport") -> Affine:
    """The map that gives features of ``content``'s statistics those of ``style``."""
    matrix = _MATRICES[by](content, style)
    return Affine(matrix=matrix, shift=style.mean - matrix @ content.mean)


def mix(maps: Sequence[Affine], shares: Sequence[float]) -> Affine:
    """The weighted sum of several maps; what ``shares`` lack to 1 is left as it is."""
    rest = 1 - sum(shares)
    size = len(maps[0].shift)
    matrix = rest * torch.eye(size, dtype=torch.float64)
    shift = torch.zeros(size, dtype=torch.float64)
    for affine, share in zip(maps, shares, strict=True):
        matrix = matrix + share * affine.matrix
        shift = shift + share * affine.shift
    return Affine(matrix=matrix, shift=shift)
