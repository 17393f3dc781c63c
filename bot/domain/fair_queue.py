"""When a job counts as having come. The line goes by that time, the earliest first, and by nothing
else, so that whoever waits comes nearer with every second.

Virtual time is real time: a job that counts as having come at ``s`` is overtaken by no job that is
ordered later than ``s`` and the largest boost, however many come. As ``s`` is no later than
LONGEST_DELAY after its order, waiting is bounded. Source: start-time fair queuing (Goyal, Vin,
Cheng 1996), a job's start tag being the time at which its person's job before it is expected to
begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# At least so far apart stand the jobs of one person, so that whoever comes in that time goes
# between them even where the line is short.
FAIR_SHARE = timedelta(minutes=2)
# However many one person orders, none of them counts as having come later than this after now.
LONGEST_DELAY = timedelta(hours=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a person's next job stands behind, and what is theirs whatever they order.

    Attributes:
        latest: the score of the last job of this person that waits; None: none does.
        work_s: what the jobs ahead of that one, or of a first one if that is earlier, take
            together, in s of one worker.
        boost_s: how much earlier all that they order counts as having come, at least.
    """

    latest: datetime | None = None
    work_s: float = 0.0
    boost_s: float = 0.0


def score(
    now: datetime, *, boost_s: float, latest: datetime | None = None, wait_s: float = 0.0
) -> datetime:
    """When a job ordered now counts as having come.

    A person's first has come now. Each further one comes when the one before it is expected to be
    begun, as if it had been ordered after that one was served; so it stands behind other
    people's first ones. Once that one is begun, :func:`called` says it anew.

    Args:
        boost_s: how much earlier a job of this tier counts as having come.
        latest: the score of the last job that this person has in line, if any.
        wait_s: how long what stands ahead of ``latest``, or of a first one that comes now if that
            is earlier, is expected to take from now on.
    """
    first = now - timedelta(seconds=boost_s)
    if latest is None:
        return first
    begins = max(latest, first) + timedelta(seconds=wait_s)
    return min(max(latest + FAIR_SHARE, begins), now + LONGEST_DELAY)


def score_of(turn: Turn, *, now: datetime, boost_s: float, hands: int) -> datetime:
    """As :func:`score`, of a job that stands behind ``turn`` where ``hands`` workers serve."""
    boost_s = max(boost_s, turn.boost_s)
    return score(now, boost_s=boost_s, latest=turn.latest, wait_s=turn.work_s / hands)


def called(waiting: Sequence[datetime], *, now: datetime, boost_s: float) -> list[datetime]:
    """The scores of a person's jobs that wait, now that the one before them is begun.

    What was expected has come: the next one has come now, like a first one, and the others stand
    behind it, each at its own score or later.

    Args:
        waiting: their scores, the earliest first.
    """
    first = score(now, boost_s=boost_s)
    return [
        max(before, first + number * FAIR_SHARE) if number else first
        for number, before in enumerate(waiting)
    ]
