"""The one loop of every dream: climb the octaves, one guarded step after another.

Source: google/deepdream, dream.ipynb.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torch import Generator, Tensor

from engine.dream.gradients import Gradients
from engine.dream.objectives import Objective
from engine.dream.octaves import Octave
from engine.dream.parametrisations import (
    FourierImage,
    Parametrisation,
    PhaseImage,
    PixelImage,
)
from engine.errors import NotFiniteError
from engine.ops.blur import normalise_bands, smooth
from engine.ops.images import resize_image
from engine.ops.penalties import mean_size, p_norm_gradient, restrain, tv_gradient
from engine.ops.transforms import (
    draw_jitter,
    octave_generator,
    random_transform,
    roll,
    unwarp,
    warp,
)
from engine.options.dream import AscentOptions
from engine.studio.progress import OnStep, Step

# (width, height) -> what is dreamt of, at that size.
PhotoAt = Callable[[int, int], Tensor]


class Ascent:
    """Steps on one image after another, with a guard against NaN.

    The first step whose gradient is broken is tried again at half the size, and so are all that
    follow; ``image`` stays the last good one meanwhile.
    """

    def __init__(self, gradients: Gradients, objective: Objective, options: AscentOptions) -> None:
        self._gradients = gradients
        self._objective = objective
        self._options = options
        self._step_size = options.step_size * options.strength
        self._was_halved = False
        self._canvas: Parametrisation | None = None

    def climb(
        self, photo_at: PhotoAt, octaves: Sequence[Octave], *, on_step: OnStep | None = None
    ) -> Tensor:
        """Climb the octaves; from one to the next only the dreamt detail is enlarged.

        Args:
            photo_at: made anew of the original for each octave, so that it is as sharp there as
                it can be.
            on_step: may raise to stop.
        Returns: (1, 3, H, W) in [0, 1], at the last octave's size.
        Raises: NotFiniteError, OutOfMemoryError.
        """
        total = sum(octave.steps for octave in octaves)
        done = 0
        detail: Tensor | None = None
        for octave in octaves:
            photo = photo_at(octave.width, octave.height)
            self.begin(photo if detail is None else _with_detail(photo, detail), photo=photo)
            # What is not needed any more is not to lie about for a whole octave of a large picture.
            detail = None
            base = photo if octave is not octaves[-1] else None
            del photo
            generator = octave_generator(self._options.seed, octave.index)
            for _ in range(octave.steps):
                objective = self.step(generator)
                done += 1
                if on_step is not None:
                    fraction = done / total
                    on_step(
                        Step(index=done, fraction=fraction, image=self.image, objective=objective)
                    )
            if base is not None:
                detail = self.image - base
        return self.image

    @property
    def image(self) -> Tensor:
        """(1, 3, H, W) RGB in [0, 1]; a step makes another and leaves this."""
        return self._begun.image

    def begin(self, image: Tensor, *, photo: Tensor | None = None) -> None:
        """Go on with this image: an octave, or a frame, begins.

        ``photo``: what the image is a dream of; None: itself.
        """
        if self._options.made_by == "phase":
            self._canvas = PhaseImage(image, image if photo is None else photo)
        else:
            kind = FourierImage if self._options.parametrisation == "fourier" else PixelImage
            self._canvas = kind(image)
        if self._objective.needs_stats:
            self._objective.begin(self._gradients.stats(image))

    def step(self, generator: Generator) -> float:
        """Move ``image`` one step on. Returns: the objective's reading before.

        Raises: NotFiniteError, OutOfMemoryError.
        """
        canvas = self._begun
        self._objective.next_step(generator)
        view = View.draw(self._options, generator)
        while True:
            gradient, values = self._gradients.of(view.of(canvas.image), self._objective)
            reading = self._objective.reading(values)
            if math.isfinite(reading) and bool(mean_size(gradient).isfinite()):
                break
            if self._was_halved:
                raise NotFiniteError(f"layers {', '.join(self._objective.layers)}")
            self._was_halved = True
            self._step_size /= 2
        gradient = view.back(gradient)
        canvas.step(self._shaped(gradient, canvas.image), size=self._step_size)
        return reading

    @property
    def _begun(self) -> Parametrisation:
        if self._canvas is None:
            raise LookupError("an ascent that has not begun")
        return self._canvas

    def _shaped(self, gradient: Tensor, image: Tensor) -> Tensor:
        """The gradient as the options want it, less the natural-image prior's."""
        options = self._options
        gradient = normalise_bands(gradient, levels=options.laplacian_levels)
        gradient = smooth(gradient, sigma_px=options.smoothing_px)
        if options.tv_share:
            gradient = restrain(gradient, tv_gradient(image), share=options.tv_share)
        if options.p_norm_weight:
            gradient = restrain(gradient, p_norm_gradient(image), share=options.p_norm_weight)
        return gradient


def _with_detail(photo: Tensor, detail: Tensor) -> Tensor:
    height, width = photo.shape[-2:]
    return (photo + resize_image(detail, width=width, height=height)).clamp_(0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How one step looks at the image: shifted by (rows, columns), scaled and turned."""

    shift: tuple[int, int]
    transform: Tensor | None

    @classmethod
    def draw(cls, options: AscentOptions, generator: Generator) -> View:
        """As the options allow; the same draws for the same options."""
        transform = None
        if options.random_scale or options.random_rotation_deg:
            transform = random_transform(
                generator,
                scale_share=options.random_scale,
                rotation_deg=options.random_rotation_deg,
            )
        return cls(shift=draw_jitter(options.jitter_px, generator), transform=transform)

    def of(self, image: Tensor) -> Tensor:
        """What is seen of the image."""
        rolled = roll(image, self.shift)
        return rolled if self.transform is None else warp(rolled, self.transform)

    def back(self, gradient: Tensor) -> Tensor:
        """A gradient at what is seen, brought back to the image."""
        if self.transform is not None:
            gradient = unwarp(gradient, self.transform)
        return roll(gradient, (-self.shift[0], -self.shift[1]))
