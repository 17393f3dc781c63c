"""What one message of ours shows, as Telegram takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardMarkup, InputMediaPhoto, InputMediaVideo, MessageEntity

from bot.delivery.job_keyboards import (
    beginnings_keyboard,
    open_job_keyboard,
    print_keyboard,
    result_keyboard,
    words_keyboard,
)
from bot.delivery.results.result_files import Film
from bot.delivery.words.captions import as_code, asked_words, reduction_lines
from bot.delivery.words.style_words import flaw_lines
from bot.domain.community.saved_styles import style_to_save
from bot.domain.community.works import can_show, is_picture
from bot.domain.jobs import FINISHED, Job, Outcome
from bot.domain.orders import drawn_seed, option
from bot.domain.prints.source import can_print


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContent:
    """What a job's message shall show.

    Attributes:
        media: a JPEG, a film or the file_id of a photo.
        has_spoiler: it is veiled until it is tapped.
    """

    words: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None
    media: bytes | str | Film | None = None
    has_spoiler: bool = False


def input_media(
    content: MessageContent, media: bytes | str | Film
) -> InputMediaPhoto | InputMediaVideo:
    """The media with the words under it."""
    words: dict[str, Any] = {
        "caption": content.words,
        "caption_entities": content.entities,
        "has_spoiler": content.has_spoiler or None,
    }
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


def result_content(
    job: Job, outcome: Outcome, caption: str, media: bytes | Film | None
) -> MessageContent:
    """A finished job's message; ``media`` is None where the answer is words."""
    if media is None:
        return MessageContent(words=caption, keyboard=words_keyboard(job.id, job.language))
    return MessageContent(
        words=caption,
        # Under a print nothing repeats it.
        entities=() if job.order.printed else as_code(caption),
        keyboard=result_buttons(job, outcome),
        media=media,
    )


def result_buttons(job: Job, outcome: Outcome, *, snapshot: int = FINISHED) -> InlineKeyboardMarkup:
    """The buttons that mean something under this art."""
    options = job.order.options
    if job.order.printed is not None:
        return print_keyboard(job.id, job.language)
    if job.order.variations > 1:
        return beginnings_keyboard(job.id, job.language, numbers=outcome.variations)
    return result_keyboard(
        job.id,
        job.language,
        has_seed=drawn_seed(options) is not None,
        can_vary=job.order.can_vary,
        has_strength=option(options, "strength") is not None,
        can_print=can_print(job.order),
        can_show=can_show(job.order),
        has_extras=is_picture(job.order),
        can_save=style_to_save(job) is not None,
        can_grow=job.charge_id is None and job.order.art.can_grow,
        can_go_back=job.charge_id is not None and not job.is_cached,
        asked=asked_words(job.order, job.language),
        snapshots=outcome.looks,
        snapshot=snapshot,
        has_making=outcome.has_making,
    )


def open_content(job: Job, words: str, picture: bytes | str | None = None) -> MessageContent:
    """What an open job's message says, with what the order lost on its way here."""
    told = (
        *reduction_lines(job.order, job.language),
        *flaw_lines(job.order.styles, job.language),
    )
    words = "\n".join([words, *told])
    return MessageContent(
        words=words, keyboard=open_job_keyboard(job.id, job.language), media=picture
    )
