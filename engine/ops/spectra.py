"""Gradients and images by frequency; pure functions."""

from __future__ import annotations

import torch
from torch import Tensor

# Of photos, in logits of decorrelated colours, an orthonormal transform: the magnitude at one cycle
# in LAW_PX pixels, and the power by which it falls with frequency. Fitted to squares of
# scikit-image's astronaut, chelsea, coffee and rocket under a Hann window, from 2 cycles to 150.
LAW_PX = 320
MAGNITUDES = (232.0, 126.0, 44.0)
POWERS = (1.4, 1.2, 1.0)


def frequencies(height: int, width: int, *, like: Tensor) -> Tensor:
    """(H, W // 2 + 1), of ``rfft2``: cycles over the longer side; the constant counts as one."""
    rows = torch.fft.fftfreq(height, device=like.device, dtype=like.dtype)
    columns = torch.fft.rfftfreq(width, device=like.device, dtype=like.dtype)
    cycles = torch.hypot(rows[:, None], columns[None]) * max(height, width)
    return cycles.clamp_min(1.0)


def by_frequency(gradient: Tensor, *, power: float) -> Tensor:
    """The gradient with each frequency f divided by f ** power: broad shapes come first."""
    height, width = gradient.shape[-2:]
    scale = frequencies(height, width, like=gradient).pow(-power)
    shaped: Tensor = torch.fft.irfft2(torch.fft.rfft2(gradient) * scale, s=(height, width))
    return shaped


def natural_magnitudes(side_px: int) -> Tensor:
    """(1, 3, H, H // 2 + 1): how strong each frequency of a square photo is, about; no constant."""
    like = torch.empty(0)
    cycles = frequencies(side_px, side_px, like=like) * (LAW_PX / side_px)
    laws = [size * cycles.pow(-power) for size, power in zip(MAGNITUDES, POWERS, strict=True)]
    magnitudes = torch.stack(laws)[None]
    magnitudes[..., 0, 0] = 0
    return magnitudes
