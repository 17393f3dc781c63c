"""The one loop of every dream: climb the octaves, one guarded step after another.

Source: google/deepdream, dream.ipynb.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from engine.errors import NotFiniteError
from engine.images import resize_image
from engine.objectives import Objective
from engine.octaves import Octave, draw_jitter, octave_generator, roll
from engine.options import AscentOptions
from engine.tiles import Gradients


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One finished step. ``objective``: what the objective read just before it."""

    index: int
    total: int
    octave: int
    image: Tensor
    objective: float

    @property
    def fraction(self) -> float:
        return self.index / self.total


OnStep = Callable[[Step], None]
PhotoAt = Callable[[int, int], Tensor]


def climb(
    photo_at: PhotoAt,
    gradients: Gradients,
    objective: Objective,
    *,
    octaves: Sequence[Octave],
    options: AscentOptions,
    on_step: OnStep | None = None,
) -> Tensor:
    """Climb the octaves; from one to the next only the dreamt detail is enlarged.

    Args:
        photo_at: the photo at (width, height); resized from the original each time, so that
            it is as sharp as it can be in every octave.
        options: of the steps: size, jitter, seed, prior.
        on_step: may raise to stop.
    Returns: (1, 3, H, W) in [0, 1], at the last octave's size.
    Raises: NotFiniteError, OutOfMemoryError.
    """
    ascent = Ascent(gradients, objective, options)
    total = sum(octave.steps for octave in octaves)
    done = 0
    detail: Tensor | None = None
    for octave in octaves:
        base = photo_at(octave.width, octave.height)
        image = base
        if detail is not None:
            detail = resize_image(detail, width=octave.width, height=octave.height)
            image = (base + detail).clamp(0, 1)
        generator = octave_generator(options.seed, octave.index)
        ascent.begin(image)
        for _ in range(octave.steps):
            image, reading = ascent.step(image, generator)
            done += 1
            if on_step is not None:
                on_step(
                    Step(
                        index=done,
                        total=total,
                        octave=octave.index,
                        image=image,
                        objective=reading,
                    )
                )
        detail = image - base
    return image


class Ascent:
    """Steps with a guard: the first one that breaks the image halves the step size for good."""

    def __init__(self, gradients: Gradients, objective: Objective, options: AscentOptions) -> None:
        self._gradients = gradients
        self._objective = objective
        self._options = options
        self._step_size = options.step_size * options.strength
        self._was_halved = False

    def begin(self, image: Tensor) -> None:
        """An octave begins with this image."""
        if self._objective.needs_stats:
            self._objective.begin(self._gradients.stats(image))

    def step(self, image: Tensor, generator: Generator) -> tuple[Tensor, float]:
        """(the image one step on, the objective's reading before). Raises: NotFiniteError."""
        self._objective.next_step(generator)
        shift = draw_jitter(self._options.jitter_px, generator)
        while True:
            moved, reading = self._move(image, shift)
            if math.isfinite(reading):
                return moved, reading
            if self._was_halved:
                raise NotFiniteError(f"layers {', '.join(self._objective.layers)}")
            # ``image`` is the last good one: a step leaves it unchanged.
            self._was_halved = True
            self._step_size /= 2

    def _move(self, image: Tensor, shift: tuple[int, int]) -> tuple[Tensor, float]:
        """make_step of dream.ipynb. Differs: [0, 1] RGB, not mean-subtracted BGR in 0..255.

        Returns: the reading is NaN where it or the gradient is not finite.
        """
        rolled = roll(image, shift)
        gradient, values = self._gradients.of(rolled, self._objective)
        with torch.no_grad():
            size = gradient.abs().mean()
            # A flat gradient (a black photo, a dead layer) moves nothing instead of dividing by 0.
            moved = rolled.add_(gradient.mul_(self._step_size / size.clamp_min(1e-30))).clamp_(0, 1)
            reading = self._objective.reading(values) if bool(size.isfinite()) else math.nan
            return roll(moved, (-shift[0], -shift[1])), reading
