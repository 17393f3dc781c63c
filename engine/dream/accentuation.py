"""Feature accentuation: a named thing appears once in a photo, whole, and the rest stays.

Source: Hamblin et al. 2024, Feature accentuation; serre-lab/Horama. Differs, for a CPU's seconds:
one view a step, of the canvas as it is, at a place chosen beforehand, from coarse to fine; the
gradient is shaped by 1 / f^p within the view and followed with momentum in the logits of
decorrelated colours, not in the photo's spectrum, where a step anywhere is a step everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

import torch
from torch import Generator, Tensor

from engine.dream.ascent import PhotoAt
from engine.dream.gradients import Gradients
from engine.dream.objectives import Objective
from engine.dream.octaves import Octave
from engine.dream.placing import Place
from engine.errors import NotFiniteError
from engine.ops.blur import blur
from engine.ops.decorrelated import colour_logits, coloured
from engine.ops.images import resize_image
from engine.ops.penalties import mean_size
from engine.ops.spectra import by_frequency
from engine.ops.transforms import draw_jitter, octave_generator
from engine.options.bounds import DEFAULT_SIZE_PX
from engine.options.dream import AscentOptions
from engine.studio.progress import PREVIEW_PX, OnStep, Step

VIEW_PX = 200  # as much as a step looks at, at most: about what the networks were trained on
LEAST_VIEW_PX = 64  # of what is smaller all is seen
VIEW_SHARE = 0.9  # of the shorter side: so large a thing becomes at most
DECAY_POWER = 1.7  # Horama has 1.5
MOMENTUM = 0.9
NOISE = 0.03  # on every view, a deviation: what is seen must not hang on single pixels
# Of logits for a step size of [0, 1], by eye: a mid-grey pixel moves by a quarter of its logit's.
RATE = 42.0
OPACITY_SIDE_PX = 40  # the opacity is a map no finer than this along its longest side
OPACITY_BLUR_PX = 1.0  # there
OPAQUE = 0.9  # the share of its places below which the opacity is less than 1
FAINTEST = 0.15  # of a full opacity: less is none
_SMALLEST = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Canvas:
    """One octave's state; a step changes the last three in place.

    Attributes:
        photo: (1, 3, H, W) in [0, 1].
        seed, logits, momentum: alike; of decorrelated colours, the photo's and those that move.
        opacity: (1, 1, H, W), the sizes of all gradients so far, summed up.
    """

    photo: Tensor
    seed: Tensor
    logits: Tensor
    momentum: Tensor
    opacity: Tensor

    def small(self) -> _Canvas:
        """About as large as a preview: a large one would take longer to look at than to move."""
        every = max(1, max(self.photo.shape[-2:]) // PREVIEW_PX)
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        return _Canvas(**{name: part[..., ::every, ::every] for name, part in parts.items()})


class Accentuation:
    """Moves a photo towards one thing after another, each at its place."""

    def __init__(
        self,
        gradients: Gradients,
        objectives: Sequence[Objective],
        places: Sequence[Place],
        options: AscentOptions,
    ) -> None:
        """``objectives``: a thing's each, as a view of it is to be seen; ``places``: theirs."""
        self._gradients = gradients
        self._objectives = objectives
        self._places = places
        self._options = options
        self._rate = options.step_size * options.strength * RATE

    def climb(
        self, photo_at: PhotoAt, octaves: Sequence[Octave], *, on_step: OnStep | None = None
    ) -> Tensor:
        """Climb the octaves; from one to the next only what was dreamt is enlarged.

        Arguments and errors as Ascent.climb's.
        Returns: (1, 3, H, W) in [0, 1]: the photo, and over it the dream as far as it took hold.
        """
        total, done = sum(octave.steps for octave in octaves), 0
        canvas: _Canvas | None = None
        for octave in octaves:
            canvas = _begun(photo_at(octave.width, octave.height), canvas)
            generator = octave_generator(self._options.seed, octave.index)
            # Of a larger picture the small octaves are the same.
            share = min(1.0, max(octave.width, octave.height) / DEFAULT_SIZE_PX)
            jitter_px = round(self._options.jitter_px * share)
            for _ in range(octave.steps):
                reading = self._step(canvas, done % len(self._places), jitter_px, generator)
                done += 1
                if on_step is not None:
                    image, fraction = _blended(canvas.small()), done / total
                    on_step(Step(index=done, fraction=fraction, image=image, objective=reading))
        if canvas is None:
            raise LookupError("an accentuation without octaves")
        return _blended(canvas)

    def _step(self, canvas: _Canvas, thing: int, jitter_px: int, generator: Generator) -> float:
        """Move the canvas one step on. Returns: the thing's reading before.

        Raises: NotFiniteError, OutOfMemoryError.
        """
        side_px = view_side(*canvas.photo.shape[-2:])
        shift = draw_jitter(jitter_px, generator)
        place = self._places[thing].window(canvas.photo, side_px=side_px, shift=shift)
        with torch.enable_grad():
            logits = canvas.logits[(..., *place)].clone().requires_grad_()
            view = coloured(logits)
        noise = NOISE * torch.randn(view.shape, generator=generator).to(view)
        objective = self._objectives[thing]
        gradient, values = self._gradients.of(view.detach() + noise, objective)
        reading = objective.reading(values)
        if not (math.isfinite(reading) and bool(mean_size(gradient).isfinite())):
            raise NotFiniteError(f"layers {', '.join(objective.layers)}")
        taper = _taper(view)
        size = gradient.abs().sum(dim=1, keepdim=True)
        canvas.opacity[(..., *place)] += _to_unit_mean(size) * taper
        (pull,) = torch.autograd.grad(view, logits, gradient)
        pull = _to_unit_mean(by_frequency(pull, power=DECAY_POWER)) * taper
        canvas.momentum.mul_(MOMENTUM)
        canvas.momentum[(..., *place)] += (1 - MOMENTUM) * pull
        canvas.logits.add_(canvas.momentum, alpha=self._rate)
        return reading


def view_side(width: int, height: int) -> int:
    """The side of a step's view of a canvas of this size, in px."""
    shorter = min(width, height)
    return min(VIEW_PX, shorter, max(LEAST_VIEW_PX, round(VIEW_SHARE * shorter)))


def _begun(photo: Tensor, before: _Canvas | None) -> _Canvas:
    """The canvas of an octave: the photo, and what the octave before dreamt into it."""
    height, width = photo.shape[-2:]
    seed = colour_logits(photo)
    if before is None:
        opacity = photo.new_zeros((1, 1, height, width))
        return _Canvas(
            photo=photo,
            seed=seed,
            logits=seed.clone(),
            momentum=torch.zeros_like(seed),
            opacity=opacity,
        )

    def enlarged(part: Tensor) -> Tensor:
        return resize_image(part, width=width, height=height)

    return _Canvas(
        photo=photo,
        seed=seed,
        logits=seed + enlarged(before.logits - before.seed),
        momentum=enlarged(before.momentum),
        opacity=enlarged(before.opacity),
    )


def _blended(canvas: _Canvas) -> Tensor:
    """The photo, and over it the dream where it took hold."""
    dreamt = coloured(canvas.logits).detach()
    return torch.lerp(canvas.photo, dreamt, opacity_of(canvas.opacity))


def opacity_of(sizes: Tensor) -> Tensor:
    """(1, 1, H, W) from 0 to 1: how far the dream covers the photo, of summed up gradient sizes."""
    height, width = sizes.shape[-2:]
    share = min(1.0, OPACITY_SIDE_PX / max(height, width))
    small = resize_image(
        sizes, width=max(1, round(share * width)), height=max(1, round(share * height))
    ).pow(1.5)
    small = blur(small, sigma_px=OPACITY_BLUR_PX)
    full = small.quantile(OPAQUE).clamp_min(_SMALLEST)
    opacity = ((small / full - FAINTEST) / (1 - FAINTEST)).clamp(0, 1)
    return resize_image(opacity, width=width, height=height)


def _taper(view: Tensor) -> Tensor:
    """(h, w): 1 in the middle, 0 at the border, so that no view leaves an edge."""
    rows, columns = (
        torch.hann_window(side, periodic=False, device=view.device).sqrt()
        for side in view.shape[-2:]
    )
    return rows[:, None] * columns


def _to_unit_mean(gradient: Tensor) -> Tensor:
    return gradient / mean_size(gradient).clamp_min(_SMALLEST)
