"""Colour that spreads until the light changes, and colour from a small picture for a large one.

Chroma is (1, 2, H, W), light (1, 1, H, W). Sources: Levin et al. 2004, Colorization using
optimization; He and Sun 2015, Fast guided filter. Differs from Levin: neighbours' differences are
weighted and squared each by itself (four neighbours), which conjugate gradients solve sooner; and
what is said of a place is as firm as its weight.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

LIGHT_STEP = 0.02  # of L: across more, hardly any colour goes
LEAST_TIE = 1e-4  # some does, so that no place is left without
SMALLEST_SIDE_PX = 24
STEPS_PER_LEVEL = 40
_ENOUGH = 1e-3  # of the first residual
_FLAT = 1e-4  # the variance of L of what counts as even
_WINDOW = 5


def spread(light: Tensor, said: Tensor, weight: Tensor, *, step: float = LIGHT_STEP) -> Tensor:
    """Chroma that is even where the light is, and near what is said where that is sure.

    Args:
        light: (1, any, H, W): whatever changes where chroma may.
        said: (1, any, H, W): what is known of each place.
        weight: (1, 1, H, W), how sure it is; 0: nothing is known. Not all may be 0.
        step: across more of ``light`` hardly anything spreads.
    """
    height, width = light.shape[-2:]
    if min(height, width) < 2 * SMALLEST_SIDE_PX:
        share = (weight * said).sum((2, 3), keepdim=True) / weight.sum().clamp_min(1e-12)
        return _conjugate_gradients(light, said, weight, share.expand_as(said), step)
    half = (-(-height // 2), -(-width // 2))
    # Four places' worth of what is known in one.
    coarse = functional.adaptive_avg_pool2d(weight, half)
    mean = functional.adaptive_avg_pool2d(weight * said, half) / coarse.clamp_min(1e-12)
    start = spread(functional.adaptive_avg_pool2d(light, half), mean, coarse * 4, step=step)
    start = functional.interpolate(
        start, size=(height, width), mode="bilinear", align_corners=False
    )
    return _conjugate_gradients(light, said, weight, start, step)


def _conjugate_gradients(
    light: Tensor, said: Tensor, weight: Tensor, start: Tensor, step: float
) -> Tensor:
    """The minimum of sum ties (c_i - c_j)^2 + sum weight (c_i - said_i)^2, from ``start``."""
    across = _ties(light[..., 1:] - light[..., :-1], step)
    down = _ties(light[..., 1:, :] - light[..., :-1, :], step)
    pad = functional.pad
    diagonal = weight + pad(across, (0, 1)) + pad(across, (1, 0))
    diagonal = diagonal + pad(down, (0, 0, 0, 1)) + pad(down, (0, 0, 1, 0))

    def product(x: Tensor) -> Tensor:
        result = diagonal * x
        result[..., 1:] -= across * x[..., :-1]
        result[..., :-1] -= across * x[..., 1:]
        result[..., 1:, :] -= down * x[..., :-1, :]
        result[..., :-1, :] -= down * x[..., 1:, :]
        return result

    x = start.clone()
    residual = weight * said - product(x)
    towards = residual / diagonal
    direction = towards.clone()
    energy = _dot(residual, towards)
    enough = energy * _ENOUGH**2
    for _ in range(STEPS_PER_LEVEL):
        if bool((energy <= enough).all()):
            break
        moved = product(direction)
        length = energy / _dot(direction, moved).clamp_min(1e-30)
        x += length * direction
        residual -= length * moved
        towards = residual / diagonal
        former, energy = energy, _dot(residual, towards)
        direction = towards + energy / former.clamp_min(1e-30) * direction
    return x


def _ties(difference: Tensor, step: float) -> Tensor:
    apart = difference.square().sum(dim=1, keepdim=True)
    return torch.exp(-apart / (2 * step**2)) + LEAST_TIE


def _dot(one: Tensor, other: Tensor) -> Tensor:
    """Per chroma channel."""
    return (one * other).sum(dim=(2, 3), keepdim=True)


class LargerChroma:
    """The chroma of a large picture, from that of a small one: near edges it follows the light."""

    def __init__(self, light: Tensor, chroma: Tensor, *, width: int, height: int) -> None:
        """``light``, ``chroma``: of the small picture; ``width``, ``height``: of the large one."""
        self.width, self.height = width, height
        mean_light, mean = _box(light), _box(chroma)
        covariance = _box(light * chroma) - mean_light * mean
        slope = covariance / (_box(light * light) - mean_light.square() + _FLAT)
        offset = mean - slope * mean_light
        most, least = _most(chroma), -_most(-chroma)
        # What is no small picture's colour round about is none of the large one's.
        self._maps = torch.cat([_box(slope), _box(offset), least, most], dim=1)

    def rows(self, top: int, light: Tensor) -> Tensor:
        """(1, 2, h, width) of the rows from ``top``, whose light is (1, 1, h, width)."""
        count = light.shape[-2]
        if self._maps.shape[-2:] == (self.height, self.width):
            maps = self._maps[..., top : top + count, :]
        else:
            maps = self._enlarged(top, count, light)
        slope, offset, least, most = maps.chunk(4, dim=1)
        return torch.minimum(torch.maximum(slope * light + offset, least), most)

    def _enlarged(self, top: int, count: int, light: Tensor) -> Tensor:
        y = (torch.arange(top, top + count, dtype=light.dtype) + 0.5) * 2 / self.height - 1
        x = (torch.arange(self.width, dtype=light.dtype) + 0.5) * 2 / self.width - 1
        grid = torch.stack(torch.meshgrid(y, x, indexing="ij")[::-1], dim=-1)[None]
        return functional.grid_sample(
            self._maps, grid.to(light.device), padding_mode="border", align_corners=False
        )


def _most(image: Tensor) -> Tensor:
    return functional.max_pool2d(image, _WINDOW, stride=1, padding=_WINDOW // 2)


def _box(image: Tensor) -> Tensor:
    return functional.avg_pool2d(
        image, _WINDOW, stride=1, padding=_WINDOW // 2, count_include_pad=False
    )
