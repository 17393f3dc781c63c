"""/gift 50, the link that it makes, and the button that takes it back."""

from __future__ import annotations

import logging

from telegram.error import TelegramError

from bot.chat.context import ChatContext
from bot.chat.links import gift_id, gift_link, linked_gift, speaks_for_themselves
from bot.chat.offers import count_said
from bot.menus.money.credit_keyboards import gift_keyboard
from bot.storage import people
from bot.storage.credits import gifts
from bot.storage.credits.gifts import Gift, Opened
from bot.texts.catalogue import known_language, text
from engine.texts.phrase import Fact

logger = logging.getLogger(__name__)


async def gift(context: ChatContext) -> None:
    """Put credits aside, and send what is to be forwarded.

    Raises: NotEnoughError: there are fewer.
    """
    credits = count_said(context.command.rest.strip())
    if not credits:
        await context.say(context.text("gift.usage"))
        return
    if not await speaks_for_themselves(context):
        return
    made = await gifts.create(
        context.services.db,
        gift_id(context),
        giver_id=context.user.id,
        credits=credits,
        now=context.services.clock(),
    )
    if made is None:
        await context.say(context.text("gift.not_open"))
        return
    facts: dict[str, Fact] = {"credits": made.credits, "until": made.expires_at.date()}
    await context.say(
        context.text("gift.made", **facts), keyboard=gift_keyboard(made.id, context.language)
    )
    link = gift_link(context, made.id)
    await context.say(context.text("gift.message", **facts, link=link))


async def open_link(context: ChatContext) -> bool:
    """Whether a gift's link was opened: whoever is the first but its giver has it."""
    linked = linked_gift(context)
    if linked is None or not context.is_private:
        return False
    db, now = context.services.db, context.services.clock()
    opened, found = await gifts.open_link(db, linked, user_id=context.user.id, now=now)
    credits = found.credits if found is not None else 0
    await context.say(context.text(f"gift.opened.{opened}", credits=credits))
    if opened is Opened.RECEIVED and found is not None:
        await people.remember(db, context.user.id, language=context.own_language, now=now)
        await _thank(context, found)
    return True


async def take_back(context: ChatContext) -> None:
    """The button under a gift, for its giver alone, while nobody has opened it."""
    db, now = context.services.db, context.services.clock()
    gift_id = context.press.subject
    taken = await gifts.take_back(db, gift_id, user_id=context.user.id, now=now)
    if taken is None:
        await context.answer(context.text("gift.not_open"), alert=True)
        return
    await context.answer()
    await context.say(context.text("gift.taken_back", credits=taken.credits))


async def _thank(context: ChatContext, given: Gift) -> None:
    """Tell the giver, where they can be told; the gift is received either way."""
    language = known_language(await people.language_of(context.services.db, given.giver_id))
    try:
        await context.bot.send_message(
            given.giver_id, text("gift.was_opened", language, credits=given.credits)
        )
    except TelegramError as exc:
        logger.info("cannot tell a giver", extra={**context.log_facts(), "why": exc})
