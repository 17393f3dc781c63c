"""Whose button it is: only the person who asked may press."""

from __future__ import annotations

import logging

from telegram import Message
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.chat.context import ChatContext
from bot.domain.jobs import FINISHED, Job, Outcome
from bot.errors import AlreadyAskedError
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind
from bot.storage.jobs import job_lists, jobs
from bot.texts.catalogue import error_text
from bot.transport.callback_data import Verb

logger = logging.getLogger(__name__)

# These have a message of their own, never the job's.
_UNDER_OFFERS = (Verb.STEPS, Verb.BUY)


async def own_job(context: ChatContext) -> Job | None:
    """The job that the press is about; None when the person was told why not."""
    job = await jobs.get(context.services.db, context.press.subject)
    known = job.status.message_id if job is not None and job.status is not None else None
    if context.press.verb in _UNDER_OFFERS:
        known = None
    return job if await _is_own(context, job, known) else None


async def own_result(context: ChatContext) -> tuple[Job, Outcome] | None:
    """The finished job that the press is about; None when the person was told why not."""
    job = await own_job(context)
    if job is None:
        return None
    if job.outcome is None:
        await context.answer(context.text("answer.not_ready"), alert=True)
        return None
    return job, job.outcome


async def own_look(context: ChatContext) -> tuple[Job, Outcome, int] | None:
    """The same, and which of its looks; a finished picture unless one is named."""
    found = await own_result(context)
    if found is None:
        return None
    look = context.press.argument or str(FINISHED)
    if not (look.isascii() and look.isdecimal() and len(look) < 3 and int(look) <= found[1].looks):
        await context.answer(context.text("answer.old"), alert=True)
        return None
    return *found, int(look)


async def own_draft(context: ChatContext, *kinds: DraftKind) -> Draft | None:
    """The menu that the press is about; None when the person was told why not.

    Pressed twice, a menu that has become a job says that it is in work.

    Args:
        kinds: of the menus that have this button; none: all have it.
    """
    subject = context.press.subject
    known = subject.isdecimal() and subject.isascii() and len(subject) < 18
    draft = await drafts.get(context.services.db, int(subject)) if known else None
    if (
        draft is not None
        and not draft.is_open
        and draft.user_id in (context.user.id, context.chat.id)
    ):
        if await job_lists.open_job_of(context.services.db, draft_id=draft.id) is not None:
            await context.answer(error_text(AlreadyAskedError.__name__, context.language))
            return None
        draft = None
    if draft is not None and kinds and draft.kind not in kinds:
        draft = None
    return draft if await _is_own(context, draft, draft.message_id if draft else None) else None


async def _is_own(context: ChatContext, found: Job | Draft | None, known: int | None) -> bool:
    """``known``: the message that has the buttons of what was found, by our own books."""
    if found is None or found.chat_id != context.chat.id or not _stands_there(context, known):
        await context.answer(context.text("answer.old"), alert=True)
        return False
    if found.user_id == context.user.id:
        return True
    if not await _asked_for_a_chat(context, found):
        await context.answer(context.text("answer.not_yours"), alert=True)
        return False
    context.speak_for(found.user_id)
    return True


async def _asked_for_a_chat(context: ChatContext, found: Job | Draft) -> bool:
    """Whether it was asked for anonymously, and this may be who did: an administrator here."""
    if found.user_id >= 0:
        return False
    try:
        member = await context.bot.get_chat_member(context.chat.id, context.user.id)
    except TelegramError as exc:
        logger.info("cannot tell an administrator", extra={**context.log_facts(), "why": exc})
        return False
    return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


def _stands_there(context: ChatContext, known: int | None) -> bool:
    """Whether the message that was pressed has that button, or had it a moment ago.

    The data is the client's and may be made up; the message around it is Telegram's own. Of an
    old message Telegram tells no buttons, and a late press is about those from before an edit.
    """
    pressed = context.query.message
    if pressed is None:
        return False
    if pressed.message_id == known:
        return True
    markup = pressed.reply_markup if isinstance(pressed, Message) else None
    buttons = [one for row in markup.inline_keyboard for one in row] if markup else []
    return any(one.callback_data == context.query.data for one in buttons)
