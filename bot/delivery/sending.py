"""A message of ours as Telegram takes it: sent, edited, sent anew where it is gone."""

from __future__ import annotations

from typing import Any

from telegram import Message, ReplyParameters
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.delivery.content import MessageContent, film_facts, input_media
from bot.delivery.results.result_files import Film
from bot.domain.jobs import GuestMessage, Job, StatusMessage
from bot.transport.rate_limiter import Pace

# Telegram's own words; each is a part of what it says, in lower case.
_SAME = "not modified"
_LOST = ("message to edit not found", "message can't be edited", "message_id_invalid")
_NO_TEXT = "no text in the message"
_NO_CAPTION = "no caption in the message"


async def edit_or_send(
    bot: ExtBot[Pace], job: Job, content: MessageContent, pace: Pace, *, or_send: bool = True
) -> StatusMessage | None:
    """The job's message with ``content``; a new one where it has none or lost it.

    Raises: TelegramError.
    """
    if job.status is not None:
        try:
            return await edit(bot, job.chat_id, job.status, content, pace)
        except BadRequest as exc:
            if not is_lost(exc):
                raise
    if not or_send:
        return job.status
    return await send(bot, job, content, pace)


async def edit(
    bot: ExtBot[Pace], chat_id: int, status: StatusMessage, content: MessageContent, pace: Pace
) -> StatusMessage:
    """The message with ``content``; without media of its own it keeps the picture it has.

    Raises: TelegramError.
    """
    where = {"chat_id": chat_id, "message_id": status.message_id}
    has_media, file_id = await _edit(bot, where, content, pace, has_media=status.has_media)
    return StatusMessage(message_id=status.message_id, has_media=has_media, file_id=file_id)


async def edit_guest(
    bot: ExtBot[Pace], guest: GuestMessage, content: MessageContent, pace: Pace
) -> GuestMessage:
    """As :func:`edit`; media go there by Telegram's name of them alone. Raises: TelegramError."""
    where = {"inline_message_id": guest.inline_id}
    has_media, _ = await _edit(bot, where, content, pace, has_media=guest.has_media)
    return GuestMessage(inline_id=guest.inline_id, has_media=has_media)


async def _edit(
    bot: ExtBot[Pace],
    where: dict[str, Any],
    content: MessageContent,
    pace: Pace,
    *,
    has_media: bool,
) -> tuple[bool, str | None]:
    """Returns: whether it shows media now, and Telegram's name of those that it was given."""
    has_media = has_media or content.media is not None
    how: dict[str, Any] = {**where, "reply_markup": content.keyboard, "rate_limit_args": pace}
    edited: Message | bool = True
    try:
        if content.media is not None:
            edited = await bot.edit_message_media(input_media(content, content.media), **how)
        elif has_media:
            await bot.edit_message_caption(
                caption=content.words, caption_entities=content.entities, **how
            )
        else:
            await bot.edit_message_text(content.words, **how)
    except BadRequest as exc:
        # The message was given a picture, or sent anew, by one who could not note it.
        if _says(exc, _NO_TEXT if not has_media else _NO_CAPTION):
            return await _edit(bot, where, content, pace, has_media=not has_media)
        if not _says(exc, _SAME):
            raise
    return has_media, _file_id(edited)


def is_lost(exc: TelegramError) -> bool:
    """Whether the message is gone, or can be changed no more."""
    return isinstance(exc, BadRequest) and _says(exc, *_LOST)


def _file_id(shown: Message | bool) -> str | None:
    """Telegram's name of the picture or film that a message shows."""
    if isinstance(shown, bool):
        return None
    if shown.photo:
        return shown.photo[-1].file_id
    film = shown.video or shown.animation
    return film.file_id if film else None


async def send(bot: ExtBot[Pace], job: Job, content: MessageContent, pace: Pace) -> StatusMessage:
    """A new message with ``content``, where the job belongs. Raises: TelegramError."""
    how: dict[str, Any] = {
        "reply_markup": content.keyboard,
        "rate_limit_args": pace,
        **place_of(job),
    }
    sent: Message
    if content.media is None:
        sent = await bot.send_message(job.chat_id, content.words, **how)
    elif isinstance(content.media, Film) and content.media.is_round and not content.has_spoiler:
        # It has no words, and no veil: where there is one it goes as a film.
        film = content.media
        size: dict[str, Any] = {"length": film.width, "duration": film.duration_s}
        sent = await bot.send_video_note(job.chat_id, film.mp4, filename=film.name, **size, **how)
    else:
        how |= {
            "caption": content.words,
            "caption_entities": content.entities,
            "has_spoiler": content.has_spoiler or None,
        }
        if isinstance(content.media, Film):
            film = content.media
            sent = await bot.send_video(job.chat_id, film.mp4, **film_facts(film), **how)
        else:
            sent = await bot.send_photo(job.chat_id, content.media, **how)
    return StatusMessage(
        message_id=sent.message_id,
        has_media=content.media is not None,
        file_id=_file_id(sent),
    )


def place_of(job: Job) -> dict[str, Any]:
    """Where in its chat a job's message belongs: in its topic, below what it answers."""
    reply = None
    if job.reply_to is not None:
        reply = ReplyParameters(job.reply_to, allow_sending_without_reply=True)
    return {"message_thread_id": job.thread_id, "reply_parameters": reply}


def _says(exc: TelegramError, *parts: str) -> bool:
    words = str(exc).lower()
    return any(part in words for part in parts)
