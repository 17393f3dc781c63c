"""Works in the chat, one at a time, each in the message of the one before."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.community import choosing
from bot.community.choosing import Place
from bot.community.copies import FILM, WORK, file_name
from bot.community.words import credit_facts, title
from bot.delivery.content import MessageContent, film_facts, input_media
from bot.delivery.group_wishes import veiled
from bot.delivery.results.result_files import Film
from bot.domain.community.works import Work
from bot.menus.community.feed_keyboards import (
    mine_keyboard,
    queue_keyboard,
    work_keyboard,
)
from bot.storage.community import opinions, works
from engine.texts.phrase import Fact

logger = logging.getLogger(__name__)


async def send_next(context: ChatContext, place: Place | None, *, is_gone: bool = False) -> None:
    """The next of the feed, in the message that was pressed, or in a new one.

    ``is_gone``: what that message shows was taken back, or reported.
    """
    db, at = context.services.db, place
    while True:
        shown = await choosing.following(db, at, draw=secrets.randbelow)
        if shown is None:
            await _end(context, "feed.empty" if place is None else "feed.end", is_gone=is_gone)
            return
        at = shown.place
        if await send_work(context, shown.work, at):
            await works.note_seen(db, shown.work.id)
            return


async def send_work(context: ChatContext, work: Work, place: Place) -> bool:
    """This work, likewise. False: its picture is lost."""
    return await _put(context, work, caption_of(context, work), keyboard_of(context, work, place))


def keyboard_of(context: ChatContext, work: Work, place: Place) -> InlineKeyboardMarkup:
    is_own = work.user_id == context.person_id
    page = page_of(context, work)
    return work_keyboard(work, context.language, place=place, is_own=is_own, page=page)


async def send_next_of_mine(context: ChatContext, *, before: int | None) -> None:
    """The next of what this person shows."""
    work = await choosing.mine(context.services.db, user_id=context.person_id, before=before)
    if work is None:
        await _end(context, "feed.mine_empty" if before is None else "feed.mine_end")
        return
    words = caption_of(context, work)
    if work.is_hidden:
        words += f"\n{context.text('feed.mine_hidden')}"
    page = page_of(context, work)
    keyboard = mine_keyboard(work, context.language, page=page)
    if not await _put(context, work, words, keyboard):
        await context.say(words, keyboard=keyboard)


async def send_reported(context: ChatContext) -> None:
    """The next that an operator is to look at."""
    work = await opinions.next_reported(context.services.db)
    if work is None:
        await _end(context, "feed.queue_empty")
        return
    facts: dict[str, Fact] = {
        "title": title(work.recipe, context.language),
        "reports": work.reports,
        "state": context.text("feed.queue_hidden" if work.is_hidden else "feed.queue_shown"),
    }
    if work.is_ours:
        words = context.text("house.queue_item", **facts)
    else:
        words = context.text("feed.queue_item", user_id=work.user_id, **facts)
    keyboard = queue_keyboard(work.id, context.language, is_ours=work.is_ours)
    if not await _put(context, work, words, keyboard):
        await context.say(words, keyboard=keyboard)


def caption_of(context: ChatContext, work: Work) -> str:
    name = title(work.recipe, context.language)
    if work.credit is not None:
        return context.text("house.caption", title=name, **credit_facts(work.credit))
    if work.signature is None:
        return context.text("feed.caption", title=name)
    return context.text("feed.caption_signed", title=name, name=work.signature)


def page_of(context: ChatContext, work: Work) -> str | None:
    """Where it stands on the web; None: there is no such place."""
    url = context.services.settings.web_url
    return None if url is None or work.is_hidden else f"{url}/feed/w/{work.id}"


async def _put(
    context: ChatContext, work: Work, words: str, keyboard: InlineKeyboardMarkup
) -> bool:
    """False: its picture is lost."""
    media = await _media(context, work)
    if media is None:
        logger.warning("the picture of a shown work is gone", extra={"work_id": work.id})
        return False
    content = await veiled(
        context.services.db,
        context.chat.id,
        MessageContent(words=words, keyboard=keyboard, media=media),
    )
    if context.update.callback_query is not None and await _replace(context, content, media):
        return True
    how: dict[str, Any] = {
        "caption": words,
        "has_spoiler": content.has_spoiler or None,
        "reply_markup": keyboard,
        "message_thread_id": context.thread_id,
        "reply_parameters": context.reply(),
    }
    if isinstance(media, Film):
        await context.bot.send_video(context.chat.id, media.mp4, **film_facts(media), **how)
    else:
        await context.bot.send_photo(context.chat.id, media, **how)
    return True


async def _media(context: ChatContext, work: Work) -> bytes | Film | None:
    """What the chat shows of it; None: it is lost."""
    name = file_name(work.token, FILM if work.film else WORK)
    data = await asyncio.to_thread(context.services.feed.read, name)
    if data is None or work.film is None:
        return data
    size = work.film
    return Film(mp4=data, name=f"oneiro-{work.id}.mp4", width=size.width, height=size.height)


async def _replace(context: ChatContext, content: MessageContent, media: bytes | Film) -> bool:
    """Whether the pressed message shows it now."""
    message = context.query.message
    if message is None:
        return False
    try:
        await context.bot.edit_message_media(
            input_media(content, media),
            chat_id=context.chat.id,
            message_id=message.message_id,
            reply_markup=content.keyboard,
        )
    except BadRequest:
        return False
    return True


async def _end(context: ChatContext, key: str, *, is_gone: bool = False) -> None:
    """There is no other. ``is_gone``: what the pressed message shows was taken back."""
    pressed = context.update.callback_query
    if pressed is not None and pressed.message is not None:
        place = (context.chat.id, pressed.message.message_id)
        with contextlib.suppress(BadRequest):  # it has no buttons any more, or is too old to go
            if is_gone:
                await context.bot.delete_message(*place)
            else:
                await context.bot.edit_message_reply_markup(*place, reply_markup=None)
    await context.say(context.text(key))
