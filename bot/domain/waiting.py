"""How long a job waits: the work before it, shared among the workers that may take it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.pools import Pool

# In this share of a render its own pace takes the place of what was expected of it.
_TRUSTED_FROM = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class InWork:
    """A job that a worker has in hand: its pool, and how long it still takes, in s."""

    pool: str
    left_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What comes before a job that waits.

    Attributes:
        place: 1 for the one that is rendered next.
        pool: its own.
        own_s: how long it takes itself; 0: nobody knows.
        waiting_s: by pool: what the jobs before it in line take together. Instant ones go before
            all others.
    """

    place: int
    pool: str
    own_s: float
    waiting_s: Mapping[str, float] = field(default_factory=dict)
    in_work: Sequence[InWork] = ()


class Hold(StrEnum):
    """What a job waits for besides those before it.

    PAUSED: an operator lets nothing be taken. UNSERVED: no worker takes its pool. BEHIND: a short
    job, by a render that leaves no room beside it.
    """

    PAUSED = "paused"
    UNSERVED = "unserved"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What there is to tell of a job that waits.

    Attributes:
        place: 1 for the one that is rendered next.
        ready_s: when it will have been made, in s from now; None: nobody knows.
    """

    place: int
    ready_s: float | None = None
    hold: Hold | None = None


Servers = Sequence[Collection[str]]  # the pools that each living worker serves


def ready_in_s(ahead: Ahead, servers: Servers) -> float | None:
    """When the job will have been made, in s from now; None: nobody knows how long it takes."""
    if ahead.own_s <= 0:
        return None
    return starts_in_s(ahead, servers) + ahead.own_s


def starts_in_s(ahead: Ahead, servers: Servers) -> float:
    """When a worker takes the job, in s from now.

    The work ahead goes to whichever worker is free first. A pool that others serve too leaves them
    their share of its work.
    """
    if not any(ahead.pool in pools for pools in servers):
        servers = [*servers, tuple(Pool)]
    ours = [pools for pools in servers if ahead.pool in pools]
    shares: dict[str, float] = {pool: _share(pool, ahead.pool, servers) for pool in Pool}
    waiting_s = sum(seconds * shares.get(pool, 0.0) for pool, seconds in ahead.waiting_s.items())
    in_hand = sorted(
        (job for job in ahead.in_work if shares.get(job.pool)),
        key=lambda job: job.left_s,
        reverse=True,
    )
    # More than there are workers: one died, or workers of other pools have them.
    waiting_s += sum(job.left_s * shares[job.pool] for job in in_hand[len(ours) :])
    free_at = [job.left_s for job in in_hand[: len(ours)]]
    return _first_free_s(
        waiting_s,
        [0.0] * (len(ours) - len(free_at)) + free_at[::-1],
        job_s=waiting_s / max(1, ahead.place - 1),
    )


def _share(pool: Pool, own: str, servers: Servers) -> float:
    """The part of a pool's work that falls to the workers of pool ``own``."""
    serving = [pools for pools in servers if pool in pools]
    return sum(own in pools for pools in serving) / len(serving) if serving else 0.0


def _first_free_s(work_s: float, free_at: Sequence[float], *, job_s: float) -> float:
    """When the first worker is free that has nothing left of ``work_s`` to do.

    Were work a liquid, all would be free at once, at its level. It comes in jobs, so workers end
    out of step, as they do now, by no more than a job: the first is free before the level.

    Args:
        free_at: when each worker is free, the first first.
        job_s: how long a job of this work takes.
    """
    so_far_s, count = 0.0, 0
    while count < len(free_at) and free_at[count] * count - so_far_s <= work_s:
        so_far_s += free_at[count]
        count += 1
    level_s = (work_s + so_far_s) / count
    return level_s - min(so_far_s / count - free_at[0], job_s)


def left_s(fraction: float, *, elapsed_s: float, expected_s: float) -> float | None:
    """How long a render still takes, of which ``fraction`` is done; None: nobody knows.

    At first by what was expected of it (0: unknown), later by its own pace.
    """
    own_pace_s = elapsed_s / fraction * (1 - fraction) if fraction > 0 else 0.0
    trust = min(1.0, fraction / _TRUSTED_FROM)
    if expected_s <= 0:
        return own_pace_s if trust == 1.0 else None
    return trust * own_pace_s + (1 - trust) * expected_s * (1 - fraction)
