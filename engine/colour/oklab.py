"""OKLab, and the way back into sRGB that gives up chroma and never light.

Images are (1, 3, H, W): RGB in [0, 1], or L in [0, 1] with a and b.
Source: Ottosson 2020, A perceptual color space for image processing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from engine.media.colour_state import TO_CONES, TO_LAB
from engine.ops.images import to_image

# (first row, L of these rows) -> their a and b.
ChromaOfRows = Callable[[int, Tensor], Tensor]

# A little less than is promised (1/255): float32 and other libraries' constants differ a little.
MOST_LIGHT_OFF = 0.9 / 255
_GAMUT_SLACK = 1e-4
_HALVINGS = 10
_STRIP_PIXELS = 1 << 20


def to_oklab(image: Tensor) -> Tensor:
    """RGB -> L, a, b."""
    cones = _mixed(TO_CONES, to_linear(image))
    return _mixed(TO_LAB, cones.sign() * cones.abs() ** (1 / 3))


def to_rgb(lab: Tensor) -> Tensor:
    """L, a, b -> RGB, beyond [0, 1] where sRGB has no such colour."""
    to_roots = torch.linalg.inv(torch.tensor(TO_LAB, dtype=torch.float64))
    from_cones = torch.linalg.inv(torch.tensor(TO_CONES, dtype=torch.float64))
    return to_srgb(_mixed(from_cones.tolist(), _mixed(to_roots.tolist(), lab) ** 3))


def to_linear(rgb: Tensor) -> Tensor:
    """sRGB -> light, of any shape."""
    return torch.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def to_srgb(linear: Tensor) -> Tensor:
    """Light -> sRGB, of any shape."""
    root = 1.055 * linear.clamp_min(0.0031308) ** (1 / 2.4) - 0.055
    return torch.where(linear <= 0.0031308, linear * 12.92, root)


def within_gamut(lab: Tensor) -> Tensor:
    """L and hue as they are, and as much of the chroma as sRGB can show with them."""
    too_vivid = _is_outside(to_rgb(lab))[0, 0]
    if not too_vivid.any():
        return lab
    light, chroma = lab[:, :1, too_vivid][:, :, None], lab[:, 1:, too_vivid][:, :, None]
    least, most = torch.zeros_like(light), torch.ones_like(light)
    for _ in range(_HALVINGS):
        middle = (least + most) / 2
        is_outside = _is_outside(to_rgb(torch.cat([light, chroma * middle], dim=1)))
        least = torch.where(is_outside, least, middle)
        most = torch.where(is_outside, middle, most)
    result = lab.clone()
    result[:, 1:, too_vivid] = (chroma * least)[:, :, 0]
    return result


def with_chroma(photo: Image.Image, chroma_of: ChromaOfRows) -> Image.Image:
    """The photo's L under other colours, rounded so that L stays within MOST_LIGHT_OFF.

    Args:
        photo: RGB.
        chroma_of: (first row, L of some rows (1, 1, h, W)) -> their a and b (1, 2, h, W).
    """
    pixels = np.array(photo.convert("RGB"))
    result = np.empty_like(pixels)
    rows = max(1, _STRIP_PIXELS // photo.width)
    for top in range(0, photo.height, rows):
        strip = pixels[top : top + rows]
        light = to_oklab(to_image(Image.fromarray(strip)))[:, :1]
        lab = within_gamut(torch.cat([light, chroma_of(top, light)], dim=1))
        result[top : top + rows] = _rounded(lab, torch.from_numpy(strip)).numpy()
    return Image.fromarray(result)


def _rounded(lab: Tensor, own: Tensor) -> Tensor:
    """(1, 3, h, W) -> (h, W, 3) bytes. ``own``: the photo's, whose L is right in any case.

    In the dark a step of one byte is several of L: there the rounding is chosen by its L, with
    less chroma where no rounding will do.
    """
    target = lab[0].flatten(1).T.contiguous()
    rounded = _bytes_of(target).round().clamp(0, 255)
    left = (_light_of(rounded) - target[:, 0]).abs() > MOST_LIGHT_OFF
    places = left.nonzero().squeeze(1)
    rounded[places] = own.reshape(-1, 3).float()[places]
    corners = torch.tensor([[i >> 2 & 1, i >> 1 & 1, i & 1] for i in range(8)], dtype=lab.dtype)
    share = 1.0
    while len(places) and share > 0.1:
        wanted = target[places] * target.new_tensor([1, share, share])
        tries = (_bytes_of(wanted).floor()[:, None] + corners).clamp(0, 255)
        off = (_light_of(tries) - wanted[:, :1]).abs()
        far = (tries - _bytes_of(wanted)[:, None]).square().sum(-1)
        best = torch.where(off <= MOST_LIGHT_OFF, far, torch.inf).min(dim=1)
        found = best.values.isfinite()
        rounded[places[found]] = tries[found, best.indices[found]]
        places, share = places[~found], share * 0.6
    return rounded.to(torch.uint8).reshape(own.shape)


def _bytes_of(lab: Tensor) -> Tensor:
    """(n, 3) -> (n, 3) from 0 to 255, not rounded."""
    return to_rgb(lab.T[None, :, None])[0, :, 0].T * 255


def _light_of(values: Tensor) -> Tensor:
    """(..., 3) from 0 to 255 -> (...) of L."""
    flat = values.reshape(-1, 3).T[None, :, None] / 255
    return to_oklab(flat)[0, 0, 0].reshape(values.shape[:-1])


def _is_outside(rgb: Tensor) -> Tensor:
    is_outside = (rgb < -_GAMUT_SLACK) | (rgb > 1 + _GAMUT_SLACK)
    return is_outside.any(dim=1, keepdim=True)


def _mixed(rows: Sequence[Sequence[float]], image: Tensor) -> Tensor:
    matrix = torch.tensor(rows, dtype=image.dtype, device=image.device)
    return torch.einsum("ij,njhw->nihw", matrix, image)
