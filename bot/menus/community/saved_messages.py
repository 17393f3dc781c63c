"""Saved styles in the chat, one at a time, each in the message of the one before."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator, Sequence

from telegram import InlineKeyboardMarkup, InputMediaPhoto, Message
from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.chat.links import style_link
from bot.domain.community.saved_styles import SavedStyle, Sharing, copy_name
from bot.menus.community.saved_keyboards import Neighbours, mine_keyboard, offered_keyboard
from bot.storage.community import saved_styles

logger = logging.getLogger(__name__)


async def send_mine(
    context: ChatContext, style_id: str | None = None, *, said: str = "", is_new: bool = False
) -> None:
    """This one of a person's own, or the first of them.

    Args:
        said: what comes before it.
        is_new: in a message of its own, whatever was pressed.
    """
    styles = await saved_styles.mine(context.services.db, context.person_id)
    if not styles:
        await _end(context, said)
        return
    at = next((i for i, style in enumerate(styles) if style.id == style_id), 0)
    style = styles[at]
    beside = Neighbours()
    if len(styles) > 1:
        beside = Neighbours(before=styles[at - 1].id, after=styles[(at + 1) % len(styles)].id)
    is_own = style.user_id == context.person_id
    keyboard = mine_keyboard(style, context.language, is_own=is_own, beside=beside)
    lines = [said] if said else []
    words = "\n".join([*lines, *_lines(context, styles, at)])
    await _put(context, style, words, keyboard, is_new=is_new)


async def send_offered(context: ChatContext, style: SavedStyle, *, is_kept: bool) -> None:
    """One that somebody's link brought."""
    words = context.text("saved.offered", name=style.shown_name)
    keyboard = offered_keyboard(style, context.language, is_kept=is_kept)
    await _put(context, style, words, keyboard)


def _lines(context: ChatContext, styles: Sequence[SavedStyle], at: int) -> Iterator[str]:
    style = styles[at]
    place = {"place": at + 1, "count": len(styles)}
    yield context.text("saved.caption", name=style.shown_name, **place)
    if style.user_id != context.person_id:
        yield context.text("saved.of_other")
        return
    if style.is_shared:
        yield context.text("saved.link", link=style_link(context, style.id))
    if style.sharing is Sharing.EVERYBODY:
        yield context.text("saved.for_everybody")
    if style.is_shared or style.uses:
        yield context.text("saved.used", uses=style.uses)
    brings = context.services.tiers.now.products.style_uses
    if style.is_shared and brings is not None:
        most = brings.credits * brings.per_day
        yield context.text("saved.brings", credits=brings.credits, most=most)


async def _put(
    context: ChatContext,
    style: SavedStyle,
    words: str,
    keyboard: InlineKeyboardMarkup,
    *,
    is_new: bool = False,
) -> None:
    """In the message that was pressed, or in a new one; without its picture where that is lost."""
    async for media in _media(context, style):
        with contextlib.suppress(BadRequest):  # Telegram does not have that file any more
            sent = None if is_new else await _replace(context, media, words, keyboard)
            if sent is None:
                sent = await context.bot.send_photo(
                    context.chat.id, media, caption=words, reply_markup=keyboard
                )
            if isinstance(sent, Message) and sent.photo and sent.photo[-1].file_id != media:
                await saved_styles.set_file(context.services.db, style.id, sent.photo[-1].file_id)
            return
    logger.warning("the copy of a saved style is gone", extra={"style_id": style.id})
    await context.say(words, keyboard=keyboard)


async def _media(context: ChatContext, style: SavedStyle) -> AsyncIterator[str | bytes]:
    """What Telegram has, and else our copy."""
    if style.file_id is not None:
        yield style.file_id
    data = await asyncio.to_thread(context.services.styles.read, copy_name(style.id))
    if data is not None:
        yield data


async def _replace(
    context: ChatContext, media: str | bytes, words: str, keyboard: InlineKeyboardMarkup
) -> Message | bool | None:
    """None: no message was pressed that could show it."""
    query = context.update.callback_query
    if query is None or query.message is None:
        return None
    try:
        return await context.bot.edit_message_media(
            InputMediaPhoto(media, caption=words),
            chat_id=context.chat.id,
            message_id=query.message.message_id,
            reply_markup=keyboard,
        )
    except BadRequest as exc:
        return True if "not modified" in str(exc).lower() else None


async def _end(context: ChatContext, said: str) -> None:
    """There is none; what was pressed shows none any more."""
    pressed = context.update.callback_query
    if pressed is not None and pressed.message is not None:
        with contextlib.suppress(BadRequest):  # it is too old to go
            await context.bot.delete_message(context.chat.id, pressed.message.message_id)
    await context.say("\n\n".join(filter(None, (said, context.text("saved.none")))))
