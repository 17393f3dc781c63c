"""/queue and /cancel, and the Cancel button of an open job."""

from __future__ import annotations

import logging

from telegram.error import TelegramError

from bot.chat.context import Turn
from bot.chat.ownership import own_job
from bot.domain.jobs import Job, JobState
from bot.menus.menu_messages import put_away_waiting
from bot.storage.drafts import DraftKind
from bot.storage.jobs import job_lists, jobs

logger = logging.getLogger(__name__)


async def queue(turn: Turn) -> None:
    """Where this person's pictures stand, and how many wait in all."""
    db = turn.services.db
    own = await job_lists.open_jobs_of(db, chat_id=turn.chat.id, user_id=turn.person_id)
    waiting = await job_lists.how_many_wait(db)
    if not own:
        await turn.say(turn.text("queue.none", waiting=waiting))
        return
    places = ", ".join([await _place(turn, job) for job in own])
    await turn.say(turn.text("queue.yours", places=places, waiting=waiting))


async def cancel_all(turn: Turn) -> None:
    """Stop everything that this person waits for in this chat."""
    own = await job_lists.open_jobs_of(
        turn.services.db, chat_id=turn.chat.id, user_id=turn.person_id
    )
    count = 0
    for job in own:
        count += await _cancel(turn, job)
    for kind in (DraftKind.STYLE, DraftKind.DREAM, DraftKind.FILM):
        count += await put_away_waiting(turn, kind)
    await turn.say(turn.text("cancel.done", count=count) if count else turn.text("cancel.none"))


async def cancel(turn: Turn) -> None:
    """The Cancel button."""
    job = await own_job(turn)
    if job is None:
        return
    if not await _cancel(turn, job):
        await turn.answer(turn.text("answer.too_late"), alert=True)
    await _remove_orphan(turn, job)


async def _remove_orphan(turn: Turn, job: Job) -> None:
    """The answer to its sending was lost, so that another message is the job's, or none."""
    pressed, known = turn.query.message, job.status
    if pressed is None or (known is not None and known.message_id == pressed.message_id):
        return
    try:
        await turn.bot.delete_message(turn.chat.id, pressed.message_id)
    except TelegramError as exc:
        logger.info("cannot remove an orphan", extra={**turn.log_facts(), "why": exc})


async def _cancel(turn: Turn, job: Job) -> bool:
    """False when it had ended, or its picture arrives at this moment."""
    db, now = turn.services.db, turn.services.clock()
    cancelled = await jobs.cancel(db, job.id, user_id=job.user_id, now=now)
    if cancelled is None:
        return False
    await turn.answer(turn.text("answer.cancelled"))
    await turn.services.notifier.tell_closed(cancelled)
    return True


async def _place(turn: Turn, job: Job) -> str:
    place = await job_lists.place(turn.services.db, job.id)
    if place is not None:
        return turn.text("queue.place", place=place)
    percent = 99 if job.state is JobState.RENDERED else min(99, round(job.progress * 100))
    return turn.text("queue.running", percent=percent)
