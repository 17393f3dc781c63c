"""The mood of a colouring: chroma (1, 2, H, W) as it comes, or fuller, paler or warmer."""

from __future__ import annotations

from torch import Tensor

from engine.options.colour import Tone

_GAIN = {"vivid": 1.35, "old": 0.6, "warm": 1.0}
# a and b of OKLab that are added: evening light; yellowed paper.
_TINT = {"warm": (0.006, 0.018), "old": (0.004, 0.028), "vivid": (0.0, 0.0)}


def toned(chroma: Tensor, light: Tensor, tone: Tone | None) -> Tensor:
    """``light``: (1, 1, H, W); black stays black, so that a tint grows with it."""
    if tone is None:
        return chroma
    tint = chroma.new_tensor(_TINT[tone]).view(1, 2, 1, 1)
    return chroma * _GAIN[tone] + tint * light.clamp(0, 1).sqrt()
