"""Whose button it is: only the person who asked may press."""

from __future__ import annotations

import logging

from telegram import Message
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.chat.context import ChatContext
from bot.commands.values import whole_number
from bot.domain.jobs import FINISHED, Job, Outcome
from bot.errors import AlreadyAskedError, OnlyAdministratorsError
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind
from bot.storage.groups import group_settings
from bot.storage.jobs import job_queries, jobs
from bot.texts.catalogue import error_text
from bot.transport.callback_data import Verb

logger = logging.getLogger(__name__)

# These have a message of their own, never the job's.
_UNDER_OFFERS = (
    Verb.STEPS,
    Verb.FREE,
    Verb.BUY,
    Verb.CREDITS,
    Verb.PRINT_TO,
    Verb.PRINT_ON,
    Verb.PROOF,
    Verb.PRINT_BUY,
    Verb.PRINT_FILE,
    Verb.SHOW_IT,
)


async def own_job(context: ChatContext) -> Job | None:
    """The job that the press is about; None when the person was told why not."""
    job = await jobs.get(context.services.db, context.press.subject)
    message_id = job.status.message_id if job is not None and job.status is not None else None
    if context.press.verb in _UNDER_OFFERS:
        message_id = None
    return job if await _is_own(context, job, message_id) else None


async def own_result(context: ChatContext) -> tuple[Job, Outcome] | None:
    """The finished job that the press is about; None when the person was told why not."""
    job = await own_job(context)
    if job is None:
        return None
    if job.outcome is None:
        await context.answer(context.text("answer.not_ready"), alert=True)
        return None
    return job, job.outcome


async def own_snapshot(context: ChatContext) -> tuple[Job, Outcome, int] | None:
    """The same, and which of its snapshots; the finished picture unless one is named."""
    finished = await own_result(context)
    if finished is None:
        return None
    snapshot = context.press.argument or str(FINISHED)
    number = whole_number(snapshot, most_digits=2)
    if number is None or number > finished[1].looks:
        await context.answer(context.text("answer.old"), alert=True)
        return None
    return *finished, number


async def own_draft(context: ChatContext, *kinds: DraftKind) -> Draft | None:
    """The menu that the press is about; None when the person was told why not.

    Pressed twice, a menu that has become a job says that it is in work.

    Args:
        kinds: of the menus that have this button; none: all have it.
    """
    number = whole_number(context.press.subject, most_digits=17)
    draft = None if number is None else await drafts.get(context.services.db, number)
    if (
        draft is not None
        and not draft.is_open
        and draft.user_id in (context.user.id, context.chat.id)
    ):
        if await job_queries.open_job_of(context.services.db, draft_id=draft.id) is not None:
            await context.answer(error_text(AlreadyAskedError.__name__, context.language))
            return None
        draft = None
    if draft is not None and kinds and draft.kind not in kinds:
        draft = None
    return draft if await _is_own(context, draft, draft.message_id if draft else None) else None


async def _is_own(
    context: ChatContext, subject: Job | Draft | None, message_id: int | None
) -> bool:
    """``message_id``: the message that has the buttons of ``subject``, by our own books."""
    if (
        subject is None
        or subject.chat_id != context.chat.id
        or not _stands_there(context, message_id)
    ):
        await context.answer(context.text("answer.old"), alert=True)
        return False
    if subject.user_id == context.user.id:
        return True
    if not await _asked_for_a_chat(context, subject):
        await context.answer(context.text("answer.not_yours"), alert=True)
        return False
    context.speak_for(subject.user_id)
    return True


async def _asked_for_a_chat(context: ChatContext, subject: Job | Draft) -> bool:
    """Whether it was asked for anonymously, and this may be who did: an administrator here."""
    return subject.user_id < 0 and await is_administrator(context)


async def check_may_ask(context: ChatContext) -> None:
    """Whether this person may have pictures made here. Asked once a turn.

    Raises: OnlyAdministratorsError.
    """
    if context.is_private or context.may_ask:
        return
    settings = await group_settings.settings_of(context.services.db, context.chat.id)
    if settings.only_administrators and not (
        context.is_anonymous_administrator or await is_administrator(context)
    ):
        raise OnlyAdministratorsError
    context.may_ask = True


async def is_administrator(context: ChatContext) -> bool:
    """Whether this person runs the group; where it cannot be known, they do not."""
    try:
        member = await context.bot.get_chat_member(context.chat.id, context.user.id)
    except TelegramError as exc:
        logger.info("cannot tell an administrator", extra={**context.log_facts(), "why": exc})
        return False
    return member.status in (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


def _stands_there(context: ChatContext, message_id: int | None) -> bool:
    """Whether the message that was pressed has that button, or had it a moment ago.

    The data is the client's and may be made up; the message around it is Telegram's own. Of an
    old message Telegram tells no buttons, and a late press is about those from before an edit.
    """
    pressed = context.query.message
    if pressed is None:
        return False
    if pressed.message_id == message_id:
        return True
    markup = pressed.reply_markup if isinstance(pressed, Message) else None
    rows = markup.inline_keyboard if markup else ()
    return any(button.callback_data == context.query.data for row in rows for button in row)
