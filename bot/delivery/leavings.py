"""A job that its person had deleted, with all else, while a worker had it in hand."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.delivery.notifier import Notifier
from bot.delivery.results import result_files
from bot.delivery.results.result_store import ResultStore
from bot.domain.jobs import Job, JobState
from bot.errors import ResultsAwayError
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)


class Leavings:
    """What a worker made of such jobs, put away again."""

    def __init__(
        self, *, db: Database, bot: ExtBot[Pace], notifier: Notifier, results: ResultStore
    ) -> None:
        self._db = db
        self._bot = bot
        self._notifier = notifier
        self._results = results

    async def clear(self, job: Job, *, is_shown: bool = False) -> bool:
        """Delete its files, and its message where the result stands in it by now.

        Returns: False: there is such a job, and nothing is done. Raises: StorageError.
        """
        if await jobs.is_there(self._db, job.id):
            return False
        logger.info("its person has had it deleted", extra={"job_id": job.id})
        # The outbox of erased results comes for them as well.
        with contextlib.suppress(ResultsAwayError):
            await asyncio.to_thread(result_files.drop, self._results, job.id)
        if not is_shown:
            # A last progress may stand in its message.
            closed = dataclasses.replace(job, state=JobState.CANCELLED)
            await self._notifier.tell_closed(closed)
        elif job.status is not None:
            with contextlib.suppress(TelegramError):
                await self._bot.delete_message(job.chat_id, job.status.message_id)
        return True
