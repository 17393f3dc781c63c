"""What a dream's objective reads on a picture."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from engine.dream.choices import choose_dream
from engine.dream.deepdream import DreamJob
from engine.media.pictures import Picture
from engine.options.dream import DreamOptions
from engine.studio.progress import Step
from engine.studio.studio import Studio


def reading_of(
    picture: Image.Image,
    options: DreamOptions,
    *,
    studio: Studio,
    guide: Picture | None = None,
) -> float:
    """Of a dream of one layer, made with these options."""
    choice = choose_dream(Picture(image=picture), options, store=studio.store)
    return DreamJob(choice, studio, guide=guide).reading(picture)


def accepted(steps: Sequence[Step]) -> list[Step]:
    """Of a reconstruction's reports, which come after each evaluation, those of a new step."""
    indices = [0, *(step.index for step in steps)]
    return [step for step, before in zip(steps, indices, strict=False) if step.index > before]
