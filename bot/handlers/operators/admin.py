"""/admin, for those alone whose ids stand in ONEIRO_OPERATORS; others are told of no such thing."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.menus.broadcast_keyboard import broadcast_keyboard
from bot.menus.community.feed_keyboards import BAN
from bot.menus.community.feed_messages import send_reported
from bot.menus.delights.theme_poll import send_theme_poll
from bot.operations.admin_words import Deed, read_admin
from bot.operations.deeds import (
    ban_maker,
    begin_broadcast,
    do,
    drop_work,
    keep_work,
    last_broadcast,
    propose_broadcast,
)
from bot.operations.desk import Desk


async def admin(context: ChatContext) -> None:
    """Look or act, and tell; a message to everybody is asked about first."""
    asked = read_admin(context.command.rest)
    if asked is None:
        await context.say(context.text("admin.usage"))
    elif asked.deed is Deed.FEED:
        await send_reported(context)
    elif asked.deed is Deed.POLL:
        await send_theme_poll(context, asked.user_id)
    elif asked.deed is not Deed.BROADCAST:
        await context.say(await do(_desk(context), asked))
    elif not asked.words:
        await context.say(await last_broadcast(_desk(context)))
    else:
        words = await propose_broadcast(_desk(context), asked.words)
        keyboard = broadcast_keyboard(context.request_key, context.language)
        await context.say(words, keyboard=keyboard, reply_to=context.message.message_id)


async def send_to_all(context: ChatContext) -> None:
    """The button under a message that is to go to everybody."""
    is_operator = context.user.id in context.services.settings.operators
    begun = await begin_broadcast(_desk(context), context.press.subject) if is_operator else None
    if begun is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await context.answer()
    await context.say(begun)


async def keep_in_feed(context: ChatContext) -> None:
    """The button under a reported work: nothing is wrong with it."""
    if await _is_operator(context):
        await context.answer(await keep_work(_desk(context), context.press.subject))
        await send_reported(context)


async def drop_from_feed(context: ChatContext) -> None:
    """It goes, and with the other button its maker too."""
    if await _is_operator(context):
        take_out = ban_maker if context.press.argument == BAN else drop_work
        await context.answer(await take_out(_desk(context), context.press.subject), alert=True)
        await send_reported(context)


async def _is_operator(context: ChatContext) -> bool:
    """Others are told of no such thing."""
    is_operator = context.user.id in context.services.settings.operators
    if not is_operator:
        await context.answer(context.text("answer.old"), alert=True)
    return is_operator


def _desk(context: ChatContext) -> Desk:
    services = context.services
    return Desk(
        db=services.db,
        settings=services.settings,
        operator_id=context.user.id,
        request_key=context.request_key,
        language=context.language,
        now=services.clock(),
    )
