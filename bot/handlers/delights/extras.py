"""More, under a result, and Back from there."""

from __future__ import annotations

import contextlib

from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.chat.ownership import own_snapshot
from bot.delivery.content import result_buttons
from bot.menus.delights.extras_keyboard import BACK, extras_keyboard


async def extras(context: ChatContext) -> None:
    """What else can be had of it, or its own buttons again."""
    pressed = await own_snapshot(context)
    if pressed is None:
        return
    job, outcome, snapshot = pressed
    await context.answer()
    keyboard = extras_keyboard(job.id, context.language, snapshot=snapshot)
    if BACK in context.press.arguments:
        keyboard = result_buttons(job, outcome, snapshot=snapshot)
    if context.query.message is not None:
        with contextlib.suppress(BadRequest):  # it says so already
            await context.bot.edit_message_reply_markup(
                context.chat.id, context.query.message.message_id, reply_markup=keyboard
            )
