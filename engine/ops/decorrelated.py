"""Images as logits of decorrelated colours, and back; pure functions.

Source: tensorflow/lucid, param/color.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

# Square root of the covariance of ImageNet's colours: brightness, blue-yellow, green-magenta.
_COLOURS = ((0.26, 0.09, 0.02), (0.27, 0.00, -0.05), (0.27, -0.09, 0.03))
_DARKEST = 0.01  # and 1 - _DARKEST: black and white are infinitely far off behind a sigmoid


def colour_logits(image: Tensor) -> Tensor:
    """Logits of decorrelated colours, as large as the image and without its graph.

    What is nearer than 0.01 to black or white counts as so near.
    """
    logits = image.detach().clamp(_DARKEST, 1 - _DARKEST).logit()
    return torch.einsum("ij,njhw->nihw", torch.linalg.inv(_colour_mix(image)), logits)


def coloured(logits: Tensor) -> Tensor:
    """The image of ``colour_logits``, within their graph."""
    return torch.einsum("ij,njhw->nihw", _colour_mix(logits), logits).sigmoid()


def _colour_mix(like: Tensor) -> Tensor:
    """(3, 3): RGB logits of the three decorrelated colours."""
    mix = torch.tensor(_COLOURS, dtype=torch.float64)
    mix /= torch.linalg.vector_norm(mix, dim=0).amax()
    return mix.to(like)
