"""DeepDream: amplify what a layer sees. Source: google/deepdream, dream.ipynb."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from engine.backbones import Backbone
from engine.errors import NotFiniteError
from engine.images import resize_image
from engine.octaves import Octave, draw_jitter, octave_generator, roll


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One finished step. ``objective``: the layer's L2 norm just before it."""

    index: int
    total: int
    octave: int
    image: Tensor
    objective: float

    @property
    def fraction(self) -> float:
        return self.index / self.total


OnStep = Callable[[Step], None]


def dream(
    photo_at: Callable[[int, int], Tensor],
    backbone: Backbone,
    *,
    layer: str,
    octaves: Sequence[Octave],
    step_size: float,
    jitter_px: int,
    seed: int,
    on_step: OnStep | None = None,
) -> Tensor:
    """Climb the octaves; from one to the next only the dreamt detail is enlarged.

    Args:
        photo_at: the photo at (width, height); resized from the original each time, so that
            it is as sharp as it can be in every octave.
        step_size: mean change per pixel and step, as a share of the [0, 1] range.
        on_step: may raise to stop.
    Returns: (1, 3, H, W) in [0, 1], at the last octave's size.
    Raises: NotFiniteError.
    """
    climb = _Climb(backbone, layer=layer, step_size=step_size, jitter_px=jitter_px)
    total = sum(octave.steps for octave in octaves)
    done = 0
    detail: Tensor | None = None
    for octave in octaves:
        base = photo_at(octave.width, octave.height)
        image = base
        if detail is not None:
            detail = resize_image(detail, width=octave.width, height=octave.height)
            image = (base + detail).clamp(0, 1)
        generator = octave_generator(seed, octave.index)
        for _ in range(octave.steps):
            image, objective = climb.step(image, generator)
            done += 1
            if on_step is not None:
                on_step(
                    Step(
                        index=done,
                        total=total,
                        octave=octave.index,
                        image=image,
                        objective=objective,
                    )
                )
        detail = image - base
    return image


class _Climb:
    """Steps with a guard: the first one that breaks the image halves the step size for good."""

    def __init__(self, backbone: Backbone, *, layer: str, step_size: float, jitter_px: int) -> None:
        self._backbone = backbone
        self._layer = layer
        self._step_size = step_size
        self._jitter_px = jitter_px
        self._was_halved = False

    def step(self, image: Tensor, generator: Generator) -> tuple[Tensor, float]:
        """(the image one step on, the objective before). Raises: NotFiniteError."""
        shift = draw_jitter(self._jitter_px, generator)
        while True:
            moved, objective = ascend(
                image, self._backbone, layer=self._layer, step_size=self._step_size, shift=shift
            )
            if math.isfinite(objective):
                return moved, objective
            if self._was_halved:
                raise NotFiniteError(f"layer {self._layer}")
            # ``image`` is the last good one: ascend leaves it unchanged.
            self._was_halved = True
            self._step_size /= 2


def ascend(
    image: Tensor, backbone: Backbone, *, layer: str, step_size: float, shift: tuple[int, int]
) -> tuple[Tensor, float]:
    """Move ``image`` one step towards a larger L2 norm of ``layer``.

    Args:
        image: (1, 3, H, W) float32 RGB in [0, 1]; left unchanged.
        step_size: mean change per pixel, as a share of the [0, 1] range.
        shift: (rows, columns) to roll by before, undone after.
    Returns: the moved image, and the norm before; the norm is NaN where either is not finite.
    Source: google/deepdream, dream.ipynb, make_step. Differs: [0, 1] RGB, not mean-subtracted
        BGR in 0..255.
    """
    rolled = roll(image, shift).requires_grad_()
    features = backbone(rolled)[layer]
    # The gradient of half the sum of squares: each activation pulls by its own size.
    (gradient,) = torch.autograd.grad(features, rolled, grad_outputs=features.detach())
    with torch.no_grad():
        size = gradient.abs().mean()
        # A flat gradient (a black photo, a dead layer) moves nothing instead of dividing by 0.
        moved = rolled + gradient * (step_size / size.clamp_min(1e-30))
        norm = torch.linalg.vector_norm(features.float())
        objective = float(torch.where(torch.isfinite(size), norm, torch.nan))
        return roll(moved.clamp_(0, 1), (-shift[0], -shift[1])), objective


@torch.no_grad()
def objective_of(image: Tensor, backbone: Backbone, *, layer: str) -> float:
    """The L2 norm of ``layer`` on an image, in float32."""
    return float(torch.linalg.vector_norm(backbone(image)[layer].float()))
