"""/queue and /cancel, and the Cancel button of an open job."""

from __future__ import annotations

import logging

from telegram.error import TelegramError

from bot.chat.context import ChatContext
from bot.chat.ownership import own_job
from bot.delivery.words.waiting_words import percent_of, place_in_list, time_words
from bot.domain.jobs import Job, JobState
from bot.menus.menu_messages import put_away_waiting
from bot.queue.outlooks import outlook
from bot.storage.drafts import DraftKind
from bot.storage.jobs import job_queries, jobs, line_ahead
from bot.storage.operators import switches

logger = logging.getLogger(__name__)


async def queue(context: ChatContext) -> None:
    """Where this person's pictures stand, when they are ready, and how many wait in all."""
    db = context.services.db
    own = await job_queries.open_jobs_of(db, chat_id=context.chat.id, user_id=context.person_id)
    waiting = await job_queries.how_many_wait(db)
    if not own:
        await context.say_alone(context.text("queue.none", waiting=waiting))
        return
    is_paused = await switches.is_on(db, switches.PAUSED)
    places = ", ".join([await _place(context, job, is_paused=is_paused) for job in own])
    await context.say_alone(context.text("queue.yours", places=places, waiting=waiting))


async def cancel_all(context: ChatContext) -> None:
    """Stop everything that this person waits for in this chat."""
    own = await job_queries.open_jobs_of(
        context.services.db, chat_id=context.chat.id, user_id=context.person_id
    )
    count = 0
    for job in own:
        count += await _cancel(context, job)
    count += await put_away_waiting(context, DraftKind.STYLE, DraftKind.DREAM, DraftKind.FILM)
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


async def _place(context: ChatContext, job: Job, *, is_paused: bool) -> str:
    ahead = await line_ahead.ahead(context.services.db, job.id)
    if ahead is None:
        return _progress(context, job)
    workers = await context.services.queue.estimates.workers()
    return place_in_list(outlook(ahead, workers, is_paused=is_paused), context.language)


def _progress(context: ChatContext, job: Job) -> str:
    is_made = job.state is JobState.RENDERED
    percent = percent_of(1 if is_made else job.progress)
    left_s = job.expected_s * (1 - job.progress)
    if is_made or left_s <= 0:
        return context.text("queue.running", percent=percent)
    time = time_words(left_s, context.language)
    return context.text("queue.running_for", percent=percent, time=time)
