"""A painting as one pass makes it, shown until its steps have come as far."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from bot.worker.renderer import FirstLook, Glimpse, OnProgress
from engine.errors import ArtError
from engine.media.pictures import Picture
from engine.ops.sizes import asked_size
from engine.options.style import StyleOptions
from engine.studio.progress import PREVIEW_PX
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.choices import without_steps
from engine.style.instant.one_pass import instant

logger = logging.getLogger(__name__)

# The small scales come first: enlarged, they look worse than a picture made in one pass.
_UNTIL = 0.25


def with_glance(
    on_progress: OnProgress,
    photo: Picture,
    styles: Sequence[StyleSource],
    options: StyleOptions,
    *,
    mask: Picture | None,
    studio: Studio,
) -> OnProgress:
    """``on_progress`` that is shown the instant look until the painting has come as far."""
    glance = _glance(photo, styles, options, mask=mask, studio=studio)
    if glance is None:
        return on_progress

    def tell(step: Glimpse) -> None:
        preview = step.preview if step.fraction >= _UNTIL else lambda: glance
        on_progress(_Glimpse(fraction=step.fraction, preview=preview))

    on_progress(FirstLook(preview=lambda: glance))
    return tell


def _glance(
    photo: Picture,
    styles: Sequence[StyleSource],
    options: StyleOptions,
    *,
    mask: Picture | None,
    studio: Studio,
) -> Image.Image | None:
    """In a preview's size; None where no network here can."""
    size_px = asked_size(photo.width, photo.height, options.size_px)
    quick = dataclasses.replace(without_steps(options), size_px=min(size_px, PREVIEW_PX))
    try:
        made = instant(photo, styles, quick, mask=mask, studio=studio)
    except (ArtError, RuntimeError, ValueError, LookupError, OSError) as exc:
        # The painting does not need it.
        logger.info("no instant look", extra={"why": repr(exc)})
        return None
    return made.picture.convert("RGB")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Glimpse:
    fraction: float
    preview: Callable[[], Image.Image] | None
