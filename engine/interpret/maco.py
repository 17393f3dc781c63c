"""MACO: a thing drawn from noise whose phases move, under the magnitudes that photos have.

Nothing can be drawn that is finer, flatter or more glaring than a photo, so no blurs are needed.
Source: Fel et al. 2023, Unlocking feature visualization for deeper networks with magnitude
constrained optimization; serre-lab/Horama. Differs: magnitudes by a law that is fitted to free
photos, one view a step, Adam at a falling rate; the log-probability counts more and more beside the
logit; several things stand side by side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional

from engine.errors import NotFiniteError
from engine.ops.decorrelated import coloured
from engine.ops.spectra import natural_magnitudes
from engine.ops.transforms import octave_generator
from engine.studio.progress import OnStep, Step

USUAL_STEPS = 200  # for a thing
FURTHER_THING = 0.6  # its steps, as a share of a single thing's: it has but a part to itself
CANVAS_PX = {1: 320, 2: 480, 3: 600}  # the side, for so many things
VIEWS_PX = (192, 256)  # a step sees it so large: what holds for one size alone is no thing
LEAST_VIEW = 0.85  # of what a thing has to itself, a step sees so much and up to all of it
RATE, LAST_RATE = 0.3, 0.03  # Adam's, in radians
# Of the log-probability beside the logit, at the first step and the last. Its gradient falls with
# the other classes' probability: at one weight the climb leaves one cat in five another cat.
LOG_WEIGHT, LAST_LOG_WEIGHT = 3.0, 30.0
NOISE = 0.05  # on every view, a deviation
_UNIT = 0.01  # of a gradient's mean size: far above Adam's epsilon


def usual_steps(classes: int) -> int:
    """For so many things."""
    return round(USUAL_STEPS * (1 + FURTHER_THING * (classes - 1)))


class GradientOf(Protocol):
    """Gives (where the view becomes more of a group of classes, the group's logit)."""

    def __call__(
        self, view: Tensor, group: Sequence[int], *, log_weight: float
    ) -> tuple[Tensor, float]: ...


class PhasePainter:
    """Moves the phases of a canvas towards classes, one view and one class at a time."""

    def __init__(
        self, gradient_of: GradientOf, groups: Sequence[Sequence[int]], *, seed: int
    ) -> None:
        self._gradient_of = gradient_of
        self._groups = groups
        self._generator = octave_generator(seed, 0)
        side_px = CANVAS_PX[len(groups)]
        self.magnitudes = natural_magnitudes(side_px)
        noise = torch.randn((1, 3, side_px, side_px), generator=self._generator)
        # Of a real image, so that the magnitudes that an inverse transform keeps are all.
        self._phases = torch.fft.rfft2(noise).angle()

    def to(self, device: torch.device) -> PhasePainter:
        """Itself, on the device."""
        self.magnitudes, self._phases = self.magnitudes.to(device), self._phases.to(device)
        return self

    @property
    def spectrum(self) -> Tensor:
        """(1, 3, H, H // 2 + 1), complex, of decorrelated colours' logits."""
        return torch.polar(self.magnitudes, self._phases)

    @property
    def image(self) -> Tensor:
        """(1, 3, H, H) RGB in [0, 1], as it stands."""
        side_px = self.magnitudes.shape[-2]
        return coloured(torch.fft.irfft2(self.spectrum, s=(side_px, side_px), norm="ortho"))

    def paint(self, steps: int, *, part: float, on_step: OnStep | None = None) -> Tensor:
        """The image after so many steps.

        Args:
            part: a thing's share of the side.
            on_step: may raise to stop.
        Raises: NotFiniteError.
        """
        self._phases.requires_grad_()
        adam = torch.optim.Adam([self._phases], maximize=True)
        for index in range(steps):
            adam.param_groups[0]["lr"] = RATE + (LAST_RATE - RATE) * index / steps
            adam.zero_grad()
            log_weight = LOG_WEIGHT * (LAST_LOG_WEIGHT / LOG_WEIGHT) ** (index / steps)
            logit = self._look(index % len(self._groups), part, log_weight)
            adam.step()
            if on_step is not None:
                fraction = (index + 1) / steps
                on_step(
                    Step(
                        index=index + 1,
                        fraction=fraction,
                        image=self.image.detach(),
                        objective=logit,
                    )
                )
        return self.image.detach()

    def _look(self, thing: int, part: float, log_weight: float) -> float:
        """Put the gradient of one view at the phases. Returns: the group's logit there."""
        with torch.enable_grad():
            image = self.image
            rows, columns = self._place(image, thing, part)
            side_px = int(torch.randint(*VIEWS_PX, (1,), generator=self._generator))
            view = functional.interpolate(
                image[..., rows, columns],
                size=(side_px, side_px),
                mode="bilinear",
                antialias=True,
            )
        noise = NOISE * torch.randn(view.shape, generator=self._generator).to(view)
        gradient, logit = self._gradient_of(
            view.detach() + noise, self._groups[thing], log_weight=log_weight
        )
        mean = gradient.abs().mean()
        if not (math.isfinite(logit) and bool(mean.isfinite())):
            raise NotFiniteError("drawing")
        view.backward(gradient * (_UNIT / mean.clamp_min(1e-30)))  # type: ignore[no-untyped-call]  # torch's is untyped
        return logit

    def _place(self, image: Tensor, thing: int, part: float) -> tuple[slice, slice]:
        """(rows, columns) of a view: some of what the thing has to itself, anywhere there."""
        side_px = image.shape[-1]
        room_px = round(side_px * part)
        share, down, right = torch.rand(3, generator=self._generator).tolist()
        view_px = round(room_px * (LEAST_VIEW + (1 - LEAST_VIEW) * share))
        left = (side_px - room_px) * thing / max(1, len(self._groups) - 1)
        top = round(down * (side_px - view_px))
        left_px = round(left + right * (room_px - view_px))
        return slice(top, top + view_px), slice(left_px, left_px + view_px)
