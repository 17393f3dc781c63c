"""Keys of places: what networks see there, in few numbers that are near where things are alike."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

LIGHT_SHARE = 2.0  # of L beside keys of unit length: what Welsh 2002 goes by alone
KEY_LENGTH = 128
_FITTED_ON = 1000  # places; more change the axes little
_SMALLEST = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyes:
    """How features become keys.

    Attributes:
        mean, scale: (C) of each feature; the scale also gives all layers the same say.
        axes: (C, K), orthonormal: where places differ most.
    """

    mean: Tensor
    scale: Tensor
    axes: Tensor

    def keys(self, features: Tensor, light: Tensor) -> Tensor:
        """(1, C, h, w) and (1, 1, H, W) -> (h * w, K + 1): keys of unit length, and L."""
        rows = (features[0].flatten(1).T - self.mean) * self.scale
        seen = functional.normalize(rows @ self.axes, dim=1)
        grid = (features.shape[-2], features.shape[-1])
        own = functional.adaptive_avg_pool2d(light, grid)
        return torch.cat([seen, own.flatten()[:, None] * LIGHT_SHARE], dim=1)


def fit_eyes(features: list[Tensor], sizes: tuple[int, ...], *, length: int = KEY_LENGTH) -> Eyes:
    """Eyes for telling the places of these pictures apart.

    Args:
        features: (1, C, h, w) of each picture.
        sizes: channels of each layer, in order; C in all.
    """
    generator = torch.Generator().manual_seed(0)
    rows = torch.cat([picture[0].flatten(1).T for picture in features])
    drawn = torch.randperm(len(rows), generator=generator)[:_FITTED_ON]
    mean = rows.mean(0)
    spread = rows.std(0).clamp_min(_SMALLEST)
    share = torch.cat([torch.full((size,), (len(sizes) * size) ** -0.5) for size in sizes])
    scale = share.to(rows) / spread
    chosen = (rows[drawn] - mean) * scale
    # Of unlike rows, n by n is less than C by C.
    _, vectors = torch.linalg.eigh(chosen @ chosen.T)
    axes = chosen.T @ vectors.flip(1)[:, :length]
    return Eyes(mean=mean, scale=scale, axes=functional.normalize(axes, dim=0))
