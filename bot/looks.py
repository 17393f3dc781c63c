"""What one message of ours shows, as Telegram takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardMarkup, InputMediaPhoto, InputMediaVideo, MessageEntity

from bot.result_files import Film


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a job's message shall show. ``media``: a JPEG or a film."""

    words: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None
    media: bytes | Film | None = None


def input_media(look: Look, media: bytes | Film) -> InputMediaPhoto | InputMediaVideo:
    """The media with the words under it."""
    words: dict[str, Any] = {"caption": look.words, "caption_entities": look.entities}
    if isinstance(media, Film):
        return InputMediaVideo(media.mp4, **film_facts(media), **words)
    return InputMediaPhoto(media, **words)


def film_facts(film: Film) -> dict[str, Any]:
    """What Telegram does not have to find out by itself."""
    return {
        "filename": film.name,
        "width": film.width,
        "height": film.height,
        "duration": film.duration_s,
        "supports_streaming": True,
    }
