"""arq's worker as it is used here: it serves the lines of several pools, holds short leases on what
it has in hand, and lets the runner say when there is room.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from typing import Any

from arq.connections import ArqRedis
from arq.constants import in_progress_key_prefix
from arq.utils import timestamp_ms
from arq.worker import Retry, Worker, func
from redis.exceptions import RedisError

from bot.domain.pools import Pool
from bot.errors import QueueError, StorageError
from bot.logs import log_fields
from bot.queue.connection import OLD_QUEUE, dump, load
from bot.queue.line import FUNCTION_NAME, Queueable, move, queue_of
from bot.queue.workers import TELL_EVERY_S, WorkerReport, say_goodbye, tell_alive
from bot.worker.job_runner import JobRunner

CallNext = Callable[[str], Awaitable[Sequence[Queueable]]]
logger = logging.getLogger(__name__)

REDIS_TROUBLE = (RedisError, OSError, QueueError)
POLL_S = 0.05
# Some polls of the others: whoever has nothing to do takes a job before one that is about to end.
IDLE_FIRST_S = 5 * POLL_S
# A killed worker's job is taken up by another after this long.
QUEUE_LEASE_S = 3.0
# A render stops at its next step, a delivery under way comes to its end.
STOP_S = 4.0
_LAST_WORD_S = 0.5
# SQL counts the tries, and the runner has its own deadline and says when it has room: arq's
# limits must never act.
_NO_LIMIT = 10**9
# So many of each line are looked at: jobs in other workers' hands stand there too, at its front.
_FRONT = 200
# arq's worker knows one queue; here the task of each job has its own.
_queue: ContextVar[str] = ContextVar("queue")


class LeasedWorker(Worker):
    """Serves the pools that ``report`` names, and tells again and again that it does.

    Args:
        call_next: has the next job of its person come, of a job whose turn it is; returns those
            that stand elsewhere now.
    """

    def __init__(
        self, pool: ArqRedis, runner: JobRunner, report: WorkerReport, *, call_next: CallNext
    ) -> None:
        async def render(ctx: dict[str, Any], job_id: str) -> None:
            await self._let_next_come(job_id)
            with log_fields(job_id=job_id):
                is_over = await runner.run(job_id)
            if not is_over:
                raise Retry  # given back: it keeps its place in line

        super().__init__(
            functions=[func(render, name=FUNCTION_NAME, keep_result=0, max_tries=_NO_LIMIT)],
            redis_pool=pool,
            queue_name=OLD_QUEUE,
            max_jobs=_NO_LIMIT,
            queue_read_limit=1,  # start_jobs reads the lines itself
            job_timeout=_NO_LIMIT,
            keep_result=0,
            poll_delay=POLL_S,
            handle_signals=False,
            job_serializer=dump,
            job_deserializer=load,
        )
        self.in_progress_timeout_s = QUEUE_LEASE_S
        self._runner = runner
        self._report = report
        self._call_next = call_next
        self._seen_at: dict[bytes, float] = {}
        self._pool_of = {queue_of(pool): Pool(pool) for pool in report.pools}
        if Pool.GPU in report.pools:
            # What a chat process of the version before puts in line, while it is replaced.
            self._pool_of[OLD_QUEUE] = Pool.GPU

    @property
    def queue_name(self) -> str:
        """The line of the job that this task is about: arq reads it where it ends a job, too."""
        return _queue.get()

    @queue_name.setter
    def queue_name(self, name: str) -> None:
        _queue.set(name)

    async def start_jobs(self, job_ids: list[bytes]) -> None:
        """Take the first job whose turn it is, and no more, once there is room for it.

        ``job_ids`` are the first of one line alone.
        """
        # Picked but not begun, or at its end: the runner does not count these.
        is_between = any(
            not task.done() and job_id not in self.job_tasks for job_id, task in self.tasks.items()
        )
        if is_between:
            return
        turns = self._left_by_the_idle(await self._turns())
        if not turns or await self._runner.pause.is_on():
            return
        for queue, job_id in turns:
            self.queue_name = queue
            await super().start_jobs([job_id])
            if job_id.decode() in self.tasks:
                return

    async def _turns(self) -> list[tuple[str, bytes]]:
        """The lines and ids of jobs that nobody has in hand: instant ones first, then by score."""
        open_lines = [q for q, pool in self._pool_of.items() if self._runner.has_room_for(pool)]
        if not open_lines:
            return []
        now = timestamp_ms()
        async with self.pool.pipeline(transaction=False) as pipe:
            for queue in open_lines:
                pipe.zrangebyscore(queue, "-inf", now, start=0, num=_FRONT, withscores=True)
            fronts = await pipe.execute()
        turns = sorted(
            (self._pool_of[queue] is not Pool.INSTANT, score, job_id, queue)
            for queue, front in zip(open_lines, fronts, strict=True)
            for job_id, score in front
        )
        keys = [in_progress_key_prefix + job_id.decode() for _, _, job_id, _ in turns]
        leases = await self.pool.mget(keys) if keys else []
        return [
            (queue, job_id)
            for (_, _, job_id, queue), lease in zip(turns, leases, strict=True)
            if lease is None and job_id.decode() not in self.tasks
        ]

    def _left_by_the_idle(self, turns: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
        """A busy worker leaves what has only just come to those that have nothing to do."""
        now = time.monotonic()
        self._seen_at = {job_id: self._seen_at.get(job_id, now) for _, job_id in turns}
        if not self._runner.is_busy:
            return turns
        return [turn for turn in turns if now - self._seen_at[turn[1]] >= IDLE_FIRST_S]

    async def serve(self, stop: asyncio.Event) -> None:
        """Work until ``stop`` or until Redis fails; then what is in hand has come to its end."""
        working = asyncio.create_task(self.async_run())
        renewing = asyncio.create_task(self._renew_leases())
        telling = asyncio.create_task(self._tell_alive())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
            self.allow_pick_jobs = False
            await self._finish_jobs(stopping)
        finally:
            tasks = (working, renewing, telling, stopping)
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        if stop.is_set():
            with contextlib.suppress(*REDIS_TROUBLE):
                async with asyncio.timeout(_LAST_WORD_S):
                    await say_goodbye(self.pool, self._report.name)
        if not working.cancelled():
            working.result()

    async def _finish_jobs(self, stopping: asyncio.Task[bool]) -> None:
        """Let the jobs in hand end: Redis may be away, the render is not. A stop hurries them."""
        tasks = list(self.tasks.values())
        if not tasks:
            return
        all_ended = asyncio.create_task(asyncio.wait(tasks))
        await asyncio.wait((all_ended, stopping), return_when=asyncio.FIRST_COMPLETED)
        _, late = await asyncio.wait(tasks, timeout=STOP_S)
        for task in late:
            task.cancel()
        # Cancelled, arq still tells Redis, which may be away: it is not waited for long.
        await asyncio.wait(tasks, timeout=_LAST_WORD_S)
        all_ended.cancel()
        for task in tasks:
            if task.done() and not task.cancelled() and task.exception() is not None:
                logger.warning("Redis was not told", extra={"why": repr(task.exception())})

    async def _renew_leases(self) -> None:
        while True:
            await asyncio.sleep(QUEUE_LEASE_S / 3)
            for job_id in list(self.job_tasks):
                with contextlib.suppress(*REDIS_TROUBLE):
                    await self.pool.pexpire(
                        in_progress_key_prefix + job_id, int(QUEUE_LEASE_S * 1000)
                    )

    async def _let_next_come(self, job_id: str) -> None:
        """Let the next job of this one's person come, whatever becomes of this one."""
        try:
            moved = await self._call_next(job_id)
            if moved:
                await move(self.pool, moved)
        except (*REDIS_TROUBLE, StorageError) as exc:
            # It comes by what was expected, then.
            logger.warning("nobody is called", extra={"job_id": job_id, "why": repr(exc)})

    async def _tell_alive(self) -> None:
        while True:
            now = dataclasses.replace(
                self._report,
                job_ids=tuple(sorted(self.job_tasks)),
                is_taken_whole=self._runner.desk.is_taken_whole,
            )
            with contextlib.suppress(*REDIS_TROUBLE):
                await tell_alive(self.pool, now)
            await asyncio.sleep(TELL_EVERY_S)
