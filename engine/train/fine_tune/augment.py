"""What training does to pictures at random, so that the same one is never seen twice alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from engine.ops.blur import blur

MOST_DEGREES = 20.0
MOST_BLUR_PX = 2.0  # standard deviation
LEVELS = (0.01, 0.99)  # of a picture's values: what becomes black and white

Augmentation = Callable[[Tensor, torch.Generator], Tensor]


def augmented(
    images: Tensor, *, size_px: int, how: Sequence[str], generator: torch.Generator
) -> Tensor:
    """Random crops of pictures, each changed by chance.

    Args:
        images: (n, 3, side, side) uint8.
        how: of AUGMENTATIONS.
    Returns: (n, 3, size, size) float32 in [0, 1].
    """
    return torch.cat([_one(image[None], size_px, how, generator) for image in images])


def centred(images: Tensor, *, size_px: int) -> Tensor:
    """(n, 3, size, size) float32 in [0, 1]: the middle of each picture."""
    start = (images.shape[-1] - size_px) // 2
    return images[..., start : start + size_px, start : start + size_px].float() / 255


def _one(image: Tensor, size_px: int, how: Sequence[str], generator: torch.Generator) -> Tensor:
    image = image.float() / 255
    for name, change in _AUGMENTATIONS.items():
        if name in how:
            image = change(image, generator)
    room = image.shape[-1] - size_px + 1
    top, left = torch.randint(room, (2,), generator=generator).tolist()
    return image[..., top : top + size_px, left : left + size_px]


def _mirror(image: Tensor, generator: torch.Generator) -> Tensor:
    return image.flip(-1) if _chance(generator) < 0.5 else image


def _rotate(image: Tensor, generator: torch.Generator) -> Tensor:
    """By up to MOST_DEGREES either way; what comes in at the corners is mirrored."""
    angle = math.radians(MOST_DEGREES) * (2 * _chance(generator) - 1)
    turn = [[math.cos(angle), -math.sin(angle), 0.0], [math.sin(angle), math.cos(angle), 0.0]]
    size = list(image.shape)
    grid = functional.affine_grid(torch.tensor([turn]), size, align_corners=False)
    turned: Tensor = functional.grid_sample(
        image, grid, padding_mode="reflection", align_corners=False
    )
    return turned


def _normalise(image: Tensor, generator: torch.Generator) -> Tensor:
    """Half of the time, each channel's darkest and lightest become black and white."""
    if _chance(generator) < 0.5:
        return image
    low, high = image.flatten(2).quantile(torch.tensor(LEVELS), dim=2)[..., None, None]
    stretched: Tensor = (image - low) / (high - low).clamp(min=1e-3)
    return stretched.clamp(0, 1)


def _blur(image: Tensor, generator: torch.Generator) -> Tensor:
    """By a Gaussian of up to MOST_BLUR_PX."""
    return blur(image, sigma_px=MOST_BLUR_PX * _chance(generator))


def _chance(generator: torch.Generator) -> float:
    return float(torch.rand((), generator=generator))


# In this order; their names are dream_recipe.AUGMENTATIONS.
_AUGMENTATIONS: Mapping[str, Augmentation] = {
    "rotate": _rotate,
    "normalise": _normalise,
    "blur": _blur,
    "mirror": _mirror,
}
