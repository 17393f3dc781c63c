"""What a dream's objective reads on a picture."""

from __future__ import annotations

from PIL import Image

from engine.choices import choose_dream
from engine.dream import DreamJob
from engine.options import DreamOptions
from engine.pictures import Picture
from engine.studio import Studio


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
