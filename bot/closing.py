"""Tell a person that a job has ended without a picture. Safe to repeat."""

from __future__ import annotations

import logging

from telegram.error import BadRequest, TelegramError

from bot.jobs import Job, JobState
from bot.notify import Notifier
from bot.storage import jobs, payments
from bot.storage.database import Database

logger = logging.getLogger(__name__)


async def tell_closed(db: Database, notifier: Notifier, job: Job) -> bool:
    """Say that ``job`` failed or was cancelled; False when Telegram is away: try again later."""
    charge = await payments.get_charge(db, job.charge_id) if job.charge_id else None
    stars = charge.stars if charge else None
    try:
        if job.state is JobState.CANCELLED:
            await notifier.show_cancelled(job, stars=stars)
        else:
            await notifier.show_failure(job, stars=stars)
    except BadRequest as exc:
        # Asking again would change nothing, and the job has ended either way.
        logger.error("cannot tell", extra={"job_id": job.id, "why": exc})
    except TelegramError as exc:
        logger.warning("cannot tell yet", extra={"job_id": job.id, "why": exc})
        return False
    await jobs.mark_told(db, job.id)
    return True
