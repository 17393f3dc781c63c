"""What there is to tell of a job that waits, by what comes before it and by who is at work."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.pools import Pool
from bot.domain.waiting import Ahead, Hold, Outlook, ready_in_s
from bot.queue.workers import WorkerReport

Workers = Sequence[WorkerReport] | None  # the living ones; None: nobody can say who they are


def outlook(ahead: Ahead, workers: Workers, *, is_paused: bool) -> Outlook:
    """Nobody knows when a job is ready that no worker is about to take."""
    hold = Hold.PAUSED if is_paused else _hold(ahead.pool, workers)
    if hold in (Hold.PAUSED, Hold.UNSERVED):
        return Outlook(place=ahead.place, hold=hold)
    ready_s = ready_in_s(ahead, [worker.pools for worker in workers or ()])
    return Outlook(place=ahead.place, ready_s=ready_s, hold=hold)


def _hold(pool: str, workers: Workers) -> Hold | None:
    if workers is None:
        return None
    serving = [worker for worker in workers if pool in worker.pools]
    if not serving:
        return Hold.UNSERVED
    is_behind = pool == Pool.INSTANT and all(worker.is_taken_whole for worker in serving)
    return Hold.BEHIND if is_behind else None
