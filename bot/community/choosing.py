"""What a feed shows next: the new first, with room for what few have seen yet.

Likes order nothing: who has many would get more of them, and nobody else any.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.community.works import Work
from bot.storage.community import works
from bot.storage.database import Database

PAGE = 12
# Of a work's number, as a press or an address has it.
MOST_DIGITS = 15
# Of a page so many places are for older works, the least seen of some drawn at random.
ROOM = 3
DRAWN_PER_PLACE = 4
# Each place stands behind so many new ones.
_EVERY = PAGE // ROOM - 1
# A whole number below the one given.
Draw = Callable[[int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """``before``: the next page is of works older than this one's; None: there are none."""

    works: tuple[Work, ...]
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is who looks through the feed.

    Attributes:
        before: the number of the last new one.
        step: how many were shown.
    """

    before: int
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One work of a feed that is looked through, and the place to go on from."""

    work: Work
    place: Place


async def page(db: Database, *, before: int | None, draw: Draw) -> FeedPage:
    """Works for a page, the newest first, and among them some from long ago."""
    found = await works.newest(db, before=before, count=PAGE + 1)
    if len(found) <= PAGE:
        return FeedPage(works=tuple(found))
    new = found[: PAGE - ROOM]
    last = new[-1].number
    older = await _older(db, last, count=ROOM, draw=draw)
    for place, work in enumerate(older, start=1):
        new.insert(place * _EVERY + place - 1, work)
    return FeedPage(works=tuple(new), before=last)


async def following(db: Database, place: Place | None, *, draw: Draw) -> Shown | None:
    """The next one for somebody who looks at one after another; None: that was the last."""
    step = 1 if place is None else place.step + 1
    if place is not None and step % (_EVERY + 1) == 0:
        older = await _older(db, place.before, count=1, draw=draw)
        if older:
            return Shown(work=older[0], place=Place(before=place.before, step=step))
    found = await works.newest(db, before=place.before if place else None, count=1)
    if not found:
        return None
    return Shown(work=found[0], place=Place(before=found[0].number, step=step))


async def mine(db: Database, *, user_id: int, before: int | None) -> Work | None:
    """The next one of a person's own."""
    found = await works.newest(db, before=before, count=1, user_id=user_id)
    return found[0] if found else None


async def _older(db: Database, below: int, *, count: int, draw: Draw) -> list[Work]:
    """The least seen of some that are drawn from all that are older."""
    if below <= 1:
        return []
    numbers = [1 + draw(below - 1) for _ in range(count * DRAWN_PER_PLACE)]
    return (await works.near(db, numbers))[:count]
