"""What our networks learn from: a pool of small pictures made of a handful of large ones.

No photo collection is needed: crops, turned, zoomed and shifted in colour, coloured noise, and
what dreams make of both (distill.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

NOISE_SHARE = 0.25  # of the pool; the rest are crops
ZOOMS = (0.45, 1.6)  # of a crop: from twice as near to somewhat farther
COLOUR_SHIFT = 0.25  # standard deviation of the change of a channel's gain, and half of its offset


class PicturePool:
    """Pictures of one size, each replaced by a new one from time to time.

    Attributes:
        images: (count, 3, side, side) float32 RGB in [0, 1].
    """

    def __init__(
        self, pictures: Sequence[Tensor], *, count: int, side_px: int, generator: torch.Generator
    ) -> None:
        """``pictures``: (3, H, W) float32 RGB in [0, 1], of any sizes."""
        self.pictures = list(pictures)
        self.side_px = side_px
        self.generator = generator
        self.images = torch.stack([self._new() for _ in range(count)])

    def draw(self, count: int) -> Tensor:
        """(count) places, each once."""
        return torch.randperm(len(self.images), generator=self.generator)[:count]

    def at(self, places: Tensor) -> Tensor:
        """(n, 3, side, side) copies."""
        return self.images[places]

    def put(self, places: Tensor, images: Tensor) -> None:
        """Put changed pictures back."""
        self.images[places] = images.detach().clamp(0, 1)

    def renew(self, place: int) -> None:
        """Put a new picture in this place."""
        self.images[place] = self._new()

    def state_dict(self) -> dict[str, Tensor]:
        """For a checkpoint; the generator is kept by whoever gave it."""
        return {"images": self.images}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from :meth:`state_dict`."""
        self.images = state["images"]

    def _new(self) -> Tensor:
        if self._uniform(0, 1) < NOISE_SHARE or not self.pictures:
            return coloured_noise(self.side_px, generator=self.generator)
        chosen = int(torch.randint(len(self.pictures), (), generator=self.generator))
        return self._shifted(self._crop(self.pictures[chosen]))

    def _crop(self, picture: Tensor) -> Tensor:
        """A square of the picture, mirrored half of the time, of a random zoom."""
        height, width = picture.shape[-2:]
        side = round(self.side_px * math.exp(self._uniform(*(math.log(zoom) for zoom in ZOOMS))))
        side = max(2, min(side, height, width))
        top = int(self._uniform(0, height - side + 1))
        left = int(self._uniform(0, width - side + 1))
        crop = picture[None, :, top : top + side, left : left + side]
        if self._uniform(0, 1) < 0.5:
            crop = crop.flip(-1)
        size = (self.side_px, self.side_px)
        return functional.interpolate(crop, size, mode="bicubic", antialias=True)[0].clamp(0, 1)

    def _shifted(self, image: Tensor) -> Tensor:
        """The image with each channel a little stronger or weaker."""
        gain = 1 + COLOUR_SHIFT * torch.randn(3, 1, 1, generator=self.generator)
        offset = COLOUR_SHIFT / 2 * torch.randn(3, 1, 1, generator=self.generator)
        return ((image - 0.5) * gain + 0.5 + offset).clamp(0, 1)

    def _uniform(self, low: float, high: float) -> float:
        return low + (high - low) * float(torch.rand((), generator=self.generator))


def coloured_noise(side_px: int, *, generator: torch.Generator) -> Tensor:
    """(3, side, side) noise in [0, 1] whose amplitudes fall as 1/f to a random power.

    Its channels are mixed at random, so that hues go together over a whole picture.
    """
    frequencies = torch.fft.rfftfreq(side_px)[None, :], torch.fft.fftfreq(side_px)[:, None]
    radius = torch.sqrt(frequencies[0] ** 2 + frequencies[1] ** 2).clamp(min=1 / side_px)
    power = 0.7 + 0.8 * float(torch.rand((), generator=generator))
    white = torch.randn(3, side_px, side_px, generator=generator)
    noise = torch.fft.irfft2(torch.fft.rfft2(white) / radius**power, s=(side_px, side_px))
    noise = noise / noise.std().clamp(min=1e-6)
    mixing = torch.eye(3) + 0.5 * torch.randn(3, 3, generator=generator)
    mixed = torch.einsum("ij,jhw->ihw", mixing, noise)
    contrast = 0.08 + 0.2 * float(torch.rand((), generator=generator))
    return (0.5 + contrast * mixed).clamp(0, 1)
