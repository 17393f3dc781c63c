"""Light and dark apart from colour; images are (1, 3, H, W) in [0, 1], light is (1, 1, H, W)."""

from __future__ import annotations

import torch
from torch import Tensor

# Of red, green and blue (BT.601), as neural-style and Gatys et al. weigh them.
LIGHT_SHARES = (0.299, 0.587, 0.114)
SMALLEST_DEVIATION = 1e-3
MOST_CONTRAST = 4.0  # as far as a dull style's light and dark are drawn apart
STRIP_ROWS = 512


def light(image: Tensor) -> Tensor:
    """How light each place is."""
    shares = image.new_tensor(LIGHT_SHARES).view(1, 3, 1, 1)
    return (image * shares).sum(dim=1, keepdim=True)


def grey(image: Tensor) -> Tensor:
    """Light and dark alone, still in three channels."""
    return light(image).expand(-1, 3, -1, -1).contiguous()


def match_light(image: Tensor, *, own: Tensor, other: Tensor) -> Tensor:
    """``image`` with the mean and deviation of ``other``; ``own``: what it has itself.

    A flat image stays flat.
    """
    spread = own.std(correction=0).clamp_min(SMALLEST_DEVIATION)
    gain = (other.std(correction=0) / spread).clamp_max(MOST_CONTRAST).item()
    return ((image - own.mean().item()) * gain + other.mean().item()).clamp(0, 1)


def keep_colours(painting: Tensor, photo: Tensor) -> Tensor:
    """The photo's chroma under the painting's light and dark, both of one size.

    Where a colour is too vivid for that light it becomes paler. Differs from swapping Y in YUV and
    clipping (neural-style), which loses strokes in saturated places: the light is kept exactly.
    """
    result = torch.empty_like(painting)
    for top in range(0, painting.shape[2], STRIP_ROWS):  # a print's copies would fill the memory
        rows = slice(top, top + STRIP_ROWS)
        result[:, :, rows] = _with_chroma(light(painting[:, :, rows]), photo[:, :, rows])
    return result


def _with_chroma(lightness: Tensor, photo: Tensor) -> Tensor:
    """``lightness`` with as much of the photo's chroma as stays within [0, 1]."""
    lightness = lightness.clamp(0, 1)
    chroma = photo - light(photo)
    reach = torch.where(chroma > 0, 1 - lightness, lightness)
    share = (reach / chroma.abs().clamp_min(1e-6)).amin(dim=1, keepdim=True).clamp_max(1)
    return (lightness + chroma * share).clamp(0, 1)
