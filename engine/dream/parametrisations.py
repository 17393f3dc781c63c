"""What an ascent moves: pixels, or the spectrum of decorrelated colours behind them.

All are made of an image, hold one, and take a step along the gradient of an objective there::

    canvas = FourierImage(photo)
    while ...:
        canvas.step(gradient_at(canvas.image), size=1.5 / 255)
"""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Generator, Tensor

from engine.ops.decorrelated import colour_logits, coloured
from engine.ops.penalties import mean_size

_SPECTRUM_GAIN = 0.25
_NOISE_DEVIATION = 0.01
# Lucid's rate of 0.05 for the notebook's step of 1.5 / 255.
_RATE_PER_STEP_SIZE = 0.05 * 255 / 1.5
_SMALLEST_SIZE = 1e-30


class Parametrisation(Protocol):
    """An image and the way it is moved."""

    @property
    def image(self) -> Tensor:
        """(1, 3, H, W) RGB in [0, 1], outside any graph; a step makes another, leaving this."""

    def step(self, gradient: Tensor, *, size: float) -> None:
        """Move along ``gradient``, which is finite and of the objective at ``image``.

        Args:
            gradient: as large as the image; only its direction counts, not its length.
            size: about the mean change per pixel, as a share of the [0, 1] range.
        """


class PixelImage:
    """Pixels that move by the gradient over its mean absolute value, and are clipped.

    Source: google/deepdream, dream.ipynb, make_step.
    """

    def __init__(self, image: Tensor) -> None:
        self._image = image.detach()

    @property
    def image(self) -> Tensor:
        return self._image

    def step(self, gradient: Tensor, *, size: float) -> None:
        self._image = _to_unit_mean(gradient).mul_(size).add_(self._image).clamp_(0, 1)


class FourierImage:
    """sigmoid(colours(frequencies)), moved by Adam: broad shapes and true colours come first.

    Source: tensorflow/lucid, param/spatial.py and color.py. Differs: may begin with a photo; an
        orthonormal transform, of which its factor sqrt(W H) is a part.

    ``spectrum``: what is moved, (1, 3, H, W // 2 + 1, 2), a leaf; reconstruct.py moves it by
    L-BFGS.
    """

    def __init__(self, image: Tensor) -> None:
        """``image``: as it is, but for what is nearer than 0.01 to black or white."""
        height, width = image.shape[-2:]
        self._size = (height, width)
        self._scale = _frequency_scale(height, width, like=image)
        spectrum = torch.fft.rfft2(colour_logits(image), norm="ortho") / self._scale
        self.spectrum = torch.view_as_real(spectrum).contiguous().requires_grad_()
        self._adam = torch.optim.Adam([self.spectrum], maximize=True)
        self._image = self.paint().detach()

    @property
    def image(self) -> Tensor:
        return self._image

    def step(self, gradient: Tensor, *, size: float) -> None:
        """As the protocol has it; ``size`` of 1.5 / 255 is Adam's rate of 0.05."""
        self._adam.param_groups[0]["lr"] = size * _RATE_PER_STEP_SIZE
        self.spectrum.grad = self.pull_back(_to_unit_mean(gradient))
        self._adam.step()
        self._image = self.paint().detach()

    def pull_back(self, gradient: Tensor) -> Tensor:
        """The spectrum's gradient, of an objective whose gradient at the image is ``gradient``."""
        (back,) = torch.autograd.grad(self.paint(), self.spectrum, grad_outputs=gradient)
        return back

    def paint(self) -> Tensor:
        """The image of ``spectrum`` as it stands now, within its graph."""
        spectrum = torch.view_as_complex(self.spectrum) * self._scale
        return coloured(torch.fft.irfft2(spectrum, s=self._size, norm="ortho"))


class PhaseImage:
    """The phases of decorrelated colours' spectrum, moved by Adam; its magnitudes are a photo's.

    Light, palette and grain stay what they are in the photo, shapes do not. After Fel et al. 2023,
    where the magnitudes are those that photos have on the average.
    """

    def __init__(self, image: Tensor, photo: Tensor) -> None:
        """``photo``: as large as the image; both as FourierImage takes them."""
        self._size = (image.shape[-2], image.shape[-1])
        self.magnitudes = torch.fft.rfft2(colour_logits(photo), norm="ortho").abs()
        self._phases = torch.fft.rfft2(colour_logits(image), norm="ortho").angle().requires_grad_()
        self._adam = torch.optim.Adam([self._phases], maximize=True)
        self._image = self._paint().detach()

    @property
    def image(self) -> Tensor:
        return self._image

    def step(self, gradient: Tensor, *, size: float) -> None:
        """As the protocol has it; ``size`` of 1.5 / 255 is a rate of 0.05 radians."""
        self._adam.param_groups[0]["lr"] = size * _RATE_PER_STEP_SIZE
        (pull,) = torch.autograd.grad(self._paint(), self._phases, _to_unit_mean(gradient))
        pull[..., 0, 0] = 0  # the mean colour has no phase, only a sign
        self._phases.grad = pull
        self._adam.step()
        self._image = self._paint().detach()

    def _paint(self) -> Tensor:
        spectrum = torch.polar(self.magnitudes, self._phases)
        return coloured(torch.fft.irfft2(spectrum, s=self._size, norm="ortho"))


def fourier_noise(generator: Generator, *, height: int, width: int) -> Tensor:
    """An image to begin with where there is no photo: faint noise, strong in broad shapes.

    Args:
        generator: on the CPU, as the image is.
    Source: tensorflow/lucid, param/spatial.py: a spectrum of normal deviates, deviation 0.01.
    """
    like = torch.empty(1, 3, height, width)
    shape = (1, 3, height, width // 2 + 1, 2)
    noise = _NOISE_DEVIATION * torch.randn(shape, generator=generator)
    scale = _frequency_scale(height, width, like=like)
    spectrum = torch.view_as_complex(noise) * scale
    return coloured(torch.fft.irfft2(spectrum, s=(height, width), norm="ortho"))


def _frequency_scale(height: int, width: int, *, like: Tensor) -> Tensor:
    """(H, W // 2 + 1): natural images are as strong as 1 / frequency."""
    rows = torch.fft.fftfreq(height, device=like.device, dtype=like.dtype)
    columns = torch.fft.rfftfreq(width, device=like.device, dtype=like.dtype)
    frequency = torch.hypot(rows[:, None], columns[None])
    return frequency.clamp_min(1 / max(height, width)).reciprocal() * _SPECTRUM_GAIN


def _to_unit_mean(gradient: Tensor) -> Tensor:
    """A flat gradient (a black photo, a dead layer) moves nothing instead of dividing by 0."""
    return gradient / mean_size(gradient).clamp_min(_SMALLEST_SIZE)
