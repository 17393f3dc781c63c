"""The colour of skin inside of found faces: skins differ in light far more than in hue."""

from __future__ import annotations

import math
from itertools import pairwise

import torch
from PIL import Image
from torch import Tensor

from engine.colour.said import Said
from engine.style.controls.faces import face_weights

HUE = math.radians(55)
# Of L: the lightest and the darkest places have hardly any colour.
CHROMA = ((0.0, 0.0), (0.3, 0.05), (0.65, 0.065), (0.85, 0.045), (1.0, 0.0))
WEIGHT = 0.016  # four times the memory's


def of_skin(light: Tensor, photo: Image.Image) -> Said:
    """What faces have; nothing is said of what lies around them.

    Args:
        light: (1, 1, H, W) of OKLab's L of ``photo``.
    """
    height, width = light.shape[-2:]
    inside = face_weights(photo, width=width, height=height).to(light)
    strength = _between(CHROMA, light)
    hue = light.new_tensor([math.cos(HUE), math.sin(HUE)]).view(1, 2, 1, 1)
    return Said(chroma=strength * hue, weight=WEIGHT * inside**4)


def _between(points: tuple[tuple[float, float], ...], x: Tensor) -> Tensor:
    """Straight lines between (x, y)."""
    result = torch.full_like(x, points[0][1])
    for (left, low), (right, high) in pairwise(points):
        part = ((x - left) / (right - left)).clamp(0, 1)
        result = torch.where(x > left, low + part * (high - low), result)
    return result
