"""How far a piece of art is, and how it looks so far."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image
from torch import Tensor

from engine.ops.images import resize_image, to_picture
from engine.ops.sizes import fitted

PREVIEW_PX = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One finished step of a loop that makes an image.

    Attributes:
        index: from 1.
        fraction: of the work that is done with it, in [0, 1]; late steps may be larger.
        image: (1, 3, H, W) RGB in [0, 1], as it stands.
        objective: what is climbed or descended, read just before the step; NaN where nothing is.
    """

    index: int
    fraction: float
    image: Tensor
    objective: float = math.nan


OnStep = Callable[[Step], None]  # may raise to stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a render is. ``preview`` makes a picture of at most PREVIEW_PX when called."""

    fraction: float
    preview: Callable[[], Image.Image]


OnProgress = Callable[[Progress], None]


def watch(
    on_progress: OnProgress | None, *, shown: Callable[[Tensor], Tensor] = lambda image: image
) -> OnStep | None:
    """The loops' ``on_step`` that tells ``on_progress``; a preview costs nothing until asked.

    ``shown``: what a person sees of an image on its way.
    """
    if on_progress is None:
        return None

    def on_step(step: Step) -> None:
        preview = lambda: preview_of(shown(step.image))  # noqa: E731  # no name to remember
        on_progress(Progress(fraction=step.fraction, preview=preview))

    return on_step


def preview_of(image: Tensor) -> Image.Image:
    """The image as it stands, at most PREVIEW_PX on its longest side."""
    height, width = image.shape[-2:]
    small_w, small_h = fitted(width, height, min(max(width, height), PREVIEW_PX))
    return to_picture(resize_image(image.detach(), width=small_w, height=small_h))
