"""A message of ours as Telegram takes it: sent, edited, sent anew where it is gone."""

from __future__ import annotations

import dataclasses
from typing import Any

from telegram import Message, ReplyParameters
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.delivery.content import MessageContent, film_facts, input_media
from bot.delivery.result_files import Film
from bot.domain.jobs import Job, StatusMessage
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
            if not _says(exc, *_LOST):
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
    has_media = status.has_media or content.media is not None
    where: dict[str, Any] = {
        "chat_id": chat_id,
        "message_id": status.message_id,
        "reply_markup": content.keyboard,
        "rate_limit_args": pace,
    }
    try:
        if content.media is not None:
            await bot.edit_message_media(input_media(content, content.media), **where)
        elif has_media:
            await bot.edit_message_caption(
                caption=content.words, caption_entities=content.entities, **where
            )
        else:
            await bot.edit_message_text(content.words, **where)
    except BadRequest as exc:
        # The message was given a picture, or sent anew, by one who could not note it.
        if _says(exc, _NO_TEXT if not has_media else _NO_CAPTION):
            other = dataclasses.replace(status, has_media=not has_media)
            return await edit(bot, chat_id, other, content, pace)
        if not _says(exc, _SAME):
            raise
    return StatusMessage(message_id=status.message_id, has_media=has_media)


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
    return StatusMessage(message_id=sent.message_id, has_media=content.media is not None)


def place_of(job: Job) -> dict[str, Any]:
    """Where in its chat a job's message belongs: in its topic, below what it answers."""
    reply = None
    if job.reply_to is not None:
        reply = ReplyParameters(job.reply_to, allow_sending_without_reply=True)
    return {"message_thread_id": job.thread_id, "reply_parameters": reply}


def _says(exc: TelegramError, *parts: str) -> bool:
    words = str(exc).lower()
    return any(part in words for part in parts)
