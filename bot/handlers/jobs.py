"""/queue and /cancel, and the Cancel button of an open job."""

from __future__ import annotations

import logging

from telegram.error import TelegramError

from bot.chat.context import ChatContext
from bot.chat.ownership import own_job
from bot.domain.jobs import Job, JobState
from bot.menus.menu_messages import put_away_waiting
from bot.storage.drafts import DraftKind
from bot.storage.jobs import job_queries, jobs

logger = logging.getLogger(__name__)


async def queue(context: ChatContext) -> None:
    """Where this person's pictures stand, and how many wait in all."""
    db = context.services.db
    own = await job_queries.open_jobs_of(db, chat_id=context.chat.id, user_id=context.person_id)
    waiting = await job_queries.how_many_wait(db)
    if not own:
        await context.say(context.text("queue.none", waiting=waiting))
        return
    places = ", ".join([await _place(context, job) for job in own])
    await context.say(context.text("queue.yours", places=places, waiting=waiting))


async def cancel_all(context: ChatContext) -> None:
    """Stop everything that this person waits for in this chat."""
    own = await job_queries.open_jobs_of(
        context.services.db, chat_id=context.chat.id, user_id=context.person_id
    )
    count = 0
    for job in own:
        count += await _cancel(context, job)
    for kind in (DraftKind.STYLE, DraftKind.DREAM, DraftKind.FILM):
        count += await put_away_waiting(context, kind)
    await context.say(
        context.text("cancel.done", count=count) if count else context.text("cancel.none")
    )


async def cancel(context: ChatContext) -> None:
    """The Cancel button."""
    job = await own_job(context)
    if job is None:
        return
    if not await _cancel(context, job):
        await context.answer(context.text("answer.too_late"), alert=True)
    await _remove_orphan(context, job)


async def _remove_orphan(context: ChatContext, job: Job) -> None:
    """The answer to its sending was lost, so that another message is the job's, or none."""
    pressed, status = context.query.message, job.status
    if pressed is None or (status is not None and status.message_id == pressed.message_id):
        return
    try:
        await context.bot.delete_message(context.chat.id, pressed.message_id)
    except TelegramError as exc:
        logger.info("cannot remove an orphan", extra={**context.log_facts(), "why": exc})


async def _cancel(context: ChatContext, job: Job) -> bool:
    """False when it had ended, or its picture arrives at this moment."""
    db, now = context.services.db, context.services.clock()
    cancelled = await jobs.cancel(db, job.id, user_id=job.user_id, now=now)
    if cancelled is None:
        return False
    await context.answer(context.text("answer.cancelled"))
    await context.services.notifier.tell_closed(cancelled)
    return True


async def _place(context: ChatContext, job: Job) -> str:
    place = await job_queries.place(context.services.db, job.id)
    if place is not None:
        return context.text("queue.place", place=place)
    percent = 99 if job.state is JobState.RENDERED else min(99, round(job.progress * 100))
    return context.text("queue.running", percent=percent)
