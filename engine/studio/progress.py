"""How far a piece of art is, and how it looks so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PIL import Image
from torch import Tensor

from engine.ops.images import resize_image, to_picture
from engine.ops.sizes import fitted

PREVIEW_PX = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a render is. ``preview`` makes a picture of at most PREVIEW_PX when called."""

    fraction: float
    preview: Callable[[], Image.Image]


OnProgress = Callable[[Progress], None]


class AnyStep(Protocol):
    """What every loop reports."""

    @property
    def fraction(self) -> float: ...
    @property
    def image(self) -> Tensor: ...


def watch(
    on_progress: OnProgress | None, *, shown: Callable[[Tensor], Tensor] = lambda image: image
) -> Callable[[AnyStep], None] | None:
    """The loops' ``on_step`` that tells ``on_progress``; a preview costs nothing until asked.

    ``shown``: what a person sees of an image on its way.
    """
    if on_progress is None:
        return None

    def on_step(step: AnyStep) -> None:
        preview = lambda: preview_of(shown(step.image))  # noqa: E731  # no name to remember
        on_progress(Progress(fraction=step.fraction, preview=preview))

    return on_step


def preview_of(image: Tensor) -> Image.Image:
    """The image as it stands, at most PREVIEW_PX on its longest side."""
    height, width = image.shape[-2:]
    small_w, small_h = fitted(width, height, min(max(width, height), PREVIEW_PX))
    return to_picture(resize_image(image.detach(), width=small_w, height=small_h))
