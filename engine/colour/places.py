"""Places of pictures in few numbers, that are near where networks see alike things in grey."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

LIGHT_SHARE = 2.0  # of L beside keys of unit length: what Welsh 2002 goes by alone
KEY_LENGTH = 128
_AROUND = 13  # places: a tenth of a picture's side
_FITTED_ON = 1000  # places; more change the axes little
_SMALLEST = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyes:
    """How features become few numbers.

    Attributes:
        mean, scale: (C) of each feature; the scale also gives all layers the same say.
        axes: (C, K), orthonormal: where places differ most.
    """

    mean: Tensor
    scale: Tensor
    axes: Tensor

    def numbers(self, features: Tensor) -> Tensor:
        """(1, C, h, w) -> (h * w, K)."""
        return ((features[0].flatten(1).T - self.mean) * self.scale) @ self.axes

    def keys(self, features: Tensor, light: Tensor) -> Tensor:
        """(1, C, h, w) and (1, 1, H, W) -> (h * w, K + 1), as :func:`keys_of`."""
        return keys_of(self.numbers(features), light_of(light, features))

    def sights(self, features: Tensor, light: Tensor) -> Tensor:
        """What is seen at each place, around it and in the whole picture, its L and its height.

        (1, C, h, w) and (1, 1, H, W) -> (h * w, 3 K + 4).
        """
        height, width = features.shape[-2], features.shape[-1]
        here = self.numbers(features)
        grid = here.T.reshape(1, -1, height, width)
        around = functional.avg_pool2d(
            grid, _AROUND, stride=1, padding=_AROUND // 2, count_include_pad=False
        )
        own = light_of(light, features)
        y = torch.linspace(-1, 1, height).view(-1, 1).expand(height, width).reshape(-1, 1)
        parts = [here, around[0].flatten(1).T, here.mean(0, keepdim=True).expand_as(here)]
        return torch.cat([*parts, own, own.square(), 0.3 * y, 0.3 * y * own], dim=1)


def keys_of(numbers: Tensor, own_light: Tensor) -> Tensor:
    """(n, K) and (n, 1) -> (n, K + 1): of unit length, and L."""
    return torch.cat([functional.normalize(numbers, dim=1), own_light * LIGHT_SHARE], dim=1)


def light_of(light: Tensor, features: Tensor) -> Tensor:
    """(1, 1, H, W) -> (h * w, 1): L of each place of ``features`` (1, C, h, w)."""
    grid = (features.shape[-2], features.shape[-1])
    return functional.adaptive_avg_pool2d(light, grid).flatten()[:, None]


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
