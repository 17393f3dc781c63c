"""Half-clear edges of what was flattened on white to be worked on. No torch."""

from __future__ import annotations

import numpy as np
from PIL import Image

_STRIP_PIXELS = 1_000_000


def without_white(image: Image.Image, alpha: Image.Image) -> Image.Image:
    """RGBA that looks on white as ``image`` does, and has no white at its edges on other colours.

    What was flattened on white holds a share of it wherever it is half clear.
    """
    strips = []
    rows = max(1, _STRIP_PIXELS // image.width)
    for y in range(0, image.height, rows):
        box = (0, y, image.width, min(y + rows, image.height))
        share = np.asarray(alpha.crop(box), dtype=np.float32)[..., None] / 255
        flat = np.asarray(image.crop(box).convert("RGB"), dtype=np.float32)
        own = (flat - 255 * (1 - share)) / np.maximum(share, 1 / 255)
        strips.append(np.clip(np.where(share > 0, own, flat), 0, 255).round().astype(np.uint8))
    whole = Image.fromarray(np.concatenate(strips))
    whole.putalpha(alpha)
    return whole
