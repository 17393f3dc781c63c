"""PIL pictures <-> image tensors: (1, 3, H, W) float32 RGB in [0, 1]."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional


def to_image(picture: Image.Image, *, device: torch.device | str = "cpu") -> Tensor:
    """A PIL picture as an image tensor."""
    pixels = torch.from_numpy(np.array(picture.convert("RGB"))).to(device)
    return pixels.permute(2, 0, 1)[None].contiguous().float().div_(255)


def to_picture(image: Tensor) -> Image.Image:
    """An image tensor as an 8-bit PIL picture, rounded to the nearest value."""
    pixels = image.detach()[0].clamp(0, 1).mul_(255).round_().to("cpu", torch.uint8)
    return Image.fromarray(pixels.permute(1, 2, 0).contiguous().numpy())


def resize_picture(picture: Image.Image, *, width: int, height: int) -> Image.Image:
    """Anti-aliased when shrinking, bicubic when enlarging."""
    if picture.size == (width, height):
        return picture
    shrinks = width <= picture.width
    kind = Image.Resampling.LANCZOS if shrinks else Image.Resampling.BICUBIC
    # Without the gap a 60-megapixel photo would be filtered whole for each size.
    return picture.resize((width, height), kind, reducing_gap=3.0)


@torch.no_grad()
def resize_image(image: Tensor, *, width: int, height: int, mode: str = "bilinear") -> Tensor:
    """Resize a tensor outside the graph: the gradient of this is not deterministic on CUDA."""
    if image.shape[-2:] == (height, width):
        return image
    antialias = height < image.shape[-2] or width < image.shape[-1]
    size = (height, width)
    return functional.interpolate(
        image, size=size, mode=mode, align_corners=False, antialias=antialias
    )
