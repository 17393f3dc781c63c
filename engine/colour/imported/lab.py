"""CIELAB, in which published networks see and say colours, from OKLab and back.

Images are (1, C, H, W): OKLab's L in [0, 1] with its a and b; Lab's L from 0 to 100.
Source: CIE 15 for the D65 white, 2 degrees, as OpenCV and scikit-image have it for sRGB.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.colour.oklab import to_linear, to_oklab, to_rgb, to_srgb, within_gamut

_TO_XYZ = (
    (0.412453, 0.357580, 0.180423),
    (0.212671, 0.715160, 0.072169),
    (0.019334, 0.119193, 0.950227),
)
_WHITE = (0.95047, 1.0, 1.08883)
# Below this share of white the cube root becomes a straight line.
_LINEAR_BELOW, _SLOPE, _OFFSET = 0.008856, 7.787, 16 / 116


def lab_of(light: Tensor, chroma: Tensor) -> Tensor:
    """OKLab's L and chroma, as far as sRGB has it -> Lab (1, 3, H, W)."""
    rgb = to_rgb(within_gamut(torch.cat([light.clamp(0, 1), chroma], dim=1)))
    x, y, z = (_root(each) for each in _to_xyz(to_linear(rgb.clamp(0, 1))).unbind(1))
    return torch.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], dim=1)


def chroma_of_lab(lab: Tensor) -> Tensor:
    """Lab (1, 3, H, W) -> OKLab's a and b (1, 2, H, W) of what sRGB shows for it."""
    light, a, b = lab.unbind(1)
    y = (light + 16) / 116
    xyz = torch.stack([_cube(y + a / 500), _cube(y), _cube(y - b / 200)], dim=1)
    return to_oklab(to_srgb(_from_xyz(xyz).clamp(0, 1)))[:, 1:]


def grey_of(light: Tensor) -> Tensor:
    """OKLab's L -> RGB (1, 3, H, W) without colours."""
    none = torch.zeros_like(light).expand(-1, 2, -1, -1)
    return to_rgb(torch.cat([light.clamp(0, 1), none], dim=1)).clamp(0, 1)


def _root(share: Tensor) -> Tensor:
    root = share.clamp_min(_LINEAR_BELOW) ** (1 / 3)
    return torch.where(share > _LINEAR_BELOW, root, _SLOPE * share + _OFFSET)


def _cube(root: Tensor) -> Tensor:
    cube = root**3
    return torch.where(cube > _LINEAR_BELOW, cube, (root - _OFFSET) / _SLOPE)


def _to_xyz(linear: Tensor) -> Tensor:
    """In shares of white."""
    return torch.einsum("ij,njhw->nihw", _matrix(linear), linear)


def _from_xyz(xyz: Tensor) -> Tensor:
    return torch.einsum("ij,njhw->nihw", torch.linalg.inv(_matrix(xyz)), xyz)


def _matrix(like: Tensor) -> Tensor:
    return like.new_tensor(_TO_XYZ) / like.new_tensor(_WHITE)[:, None]
