"""/admin, for those alone whose ids stand in ONEIRO_OPERATORS; others are told of no such thing."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.menus.broadcast_keyboard import broadcast_keyboard
from bot.operations.admin_words import Deed, read_admin
from bot.operations.deeds import (
    begin_broadcast,
    do,
    last_broadcast,
    propose_broadcast,
)
from bot.operations.desk import Desk


async def admin(context: ChatContext) -> None:
    """Look or act, and tell; a message to everybody is asked about first."""
    asked = read_admin(context.command.rest)
    if asked is None:
        await context.say(context.text("admin.usage"))
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
