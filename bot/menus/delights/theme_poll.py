"""/admin poll CHAT: what tomorrow's theme is to be, asked in a chat."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, time, timedelta

from telegram import InputMediaPhoto, Message
from telegram.error import BadRequest, TelegramError

from bot.chat.context import ChatContext
from bot.domain.delights import themes
from bot.menus.delights.theme_words import theme_title
from bot.storage.delights import theme_polls
from bot.transport.rate_limiter import Pace
from engine.catalogue.house_styles import presets_path

logger = logging.getLogger(__name__)

# Asked twice, it would stand there twice.
_ONCE = Pace(may_repeat=False)


async def send_theme_poll(context: ChatContext, chat_id: int) -> None:
    """One poll a day; it closes when that day begins, in UTC. Says what came of it."""
    services = context.services
    now = services.clock()
    day = now.date() + timedelta(days=1)
    closes_at = datetime.combine(day, time(), UTC)
    if not await theme_polls.begin(services.db, day, chat_id=chat_id, closes_at=closes_at, now=now):
        await context.say(context.text("today.poll_there"))
        return
    options = [theme_title(theme, context.language) for theme in themes.candidates(day)]
    try:
        message = await _send(context, chat_id, options)
    except TelegramError as exc:
        logger.info("no poll", extra={**context.log_facts(), "why": exc})
        await theme_polls.give_up(services.db, day)
        await context.say(context.text("today.poll_refused", why=str(exc)))
        return
    await theme_polls.note_sent(services.db, day, message_id=message.message_id)
    await context.say(context.text("today.poll_sent"))


async def _send(context: ChatContext, chat_id: int, options: list[str]) -> Message:
    """With a picture of every kind of dream, where Telegram takes pictures in polls."""
    question = context.text("today.poll_question")
    kinds = presets_path().read_bytes()
    try:
        return await context.bot.send_poll(
            chat_id, question, options, media=InputMediaPhoto(kinds), rate_limit_args=_ONCE
        )
    except BadRequest as exc:
        logger.info("a poll without a picture", extra={"why": exc})
        return await context.bot.send_poll(chat_id, question, options, rate_limit_args=_ONCE)
