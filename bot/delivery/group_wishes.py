"""What a group's settings change in how a job is told and shown there."""

from __future__ import annotations

import dataclasses
import logging

from telegram.constants import ReactionEmoji
from telegram.error import ChatMigrated, TelegramError
from telegram.ext import ExtBot

from bot.delivery.content import MessageContent
from bot.domain.jobs import Job
from bot.storage.database import Database
from bot.storage.groups.group_settings import settings_of
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

SEEN, DONE, FAILED = ReactionEmoji.EYES, ReactionEmoji.OK_HAND_SIGN, ReactionEmoji.CRYING_FACE
# It is no message: whoever waits for a picture waits for no reaction.
_PACE = Pace(patience_s=3.0)


async def veiled(db: Database, chat_id: int, content: MessageContent) -> MessageContent:
    """``content`` with its picture or film as this chat wants to see those."""
    if content.media is None or not (await settings_of(db, chat_id)).has_spoiler:
        return content
    return dataclasses.replace(content, has_spoiler=True)


async def told_quietly(bot: ExtBot[Pace], db: Database, job: Job, reaction: str | None) -> bool:
    """Put ``reaction`` under what asked for a job without a message, in a quiet group; None takes
    it away.

    Returns: False: say it in words, for reactions are not wanted, or not allowed, there.
    """
    if job.status is not None or job.reply_to is None:
        return False
    if not (await settings_of(db, job.chat_id)).is_quiet:
        return False
    try:
        await bot.set_message_reaction(job.chat_id, job.reply_to, reaction, rate_limit_args=_PACE)
    except ChatMigrated:
        raise
    except TelegramError as exc:
        logger.info("cannot react", extra={"job_id": job.id, "why": exc})
        return False
    return True
