"""What the house paints: each pair once a round, so many a day, and nobody's twice at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.domain.community.paintings import HOUSE_ID, Credit, free_licence, places_open
from bot.domain.community.works import Work
from bot.storage.community import opinions, paintings, works
from bot.storage.community.paintings import Painting, PaintingCost
from bot.storage.database import Database
from tests.bot.storage.community.shown import new_work
from tests.bot.storage.examples import NOW, add

PAIRS = [(picture, look) for picture in ("a", "b") for look in ("style:dots", "dream:eyes")]
LATE = NOW.replace(hour=23, minute=59)


async def begin(
    db: Database, *, per_day: int = 100, after_s: float = 0, draw: int = 0
) -> Painting | None:
    return await paintings.begin(
        db,
        PAIRS,
        per_day=per_day,
        now=LATE + timedelta(seconds=after_s),
        lease_s=20,
        draw=lambda below: draw % below,
    )


async def show(db: Database, painting: Painting) -> Work | None:
    licence = free_licence("CC BY 4.0")
    assert licence is not None
    credit = Credit(title="T", author="A", licence=licence, source="here")
    new = new_work(painting.id, user_id=HOUSE_ID, credit=credit)
    await works.begin(db, new.token, now=NOW)
    return await paintings.show(db, new, now=NOW)


async def painted(db: Database, **how: int) -> Painting:
    painting = await begin(db, **how)
    assert painting is not None
    assert await show(db, painting)
    return painting


async def test_no_pair_comes_twice_until_all_are_through(db: Database) -> None:
    rounds = [{(p.picture, p.look) for p in [await painted(db) for _ in PAIRS]} for _ in range(2)]
    assert rounds == [set(PAIRS), set(PAIRS)]


async def test_a_round_is_over_once_its_last_is_shown(db: Database, rival: Database) -> None:
    for _ in PAIRS[1:]:
        await painted(db)
    last = await begin(db)
    assert last is not None
    assert await begin(rival) is None
    await paintings.put_down(db, last.id)
    again = await begin(rival)
    assert again is not None
    assert (again.picture, again.look) == (last.picture, last.look)


async def test_two_workers_never_paint_the_same_picture(db: Database, rival: Database) -> None:
    one, other = await begin(db), await begin(rival)
    assert one is not None
    assert other is not None
    assert {one.picture, other.picture} == {"a", "b"}
    assert await begin(db) is None


async def test_of_many_at_once_no_two_have_the_same(db: Database, rival: Database) -> None:
    begun = await asyncio.gather(*(begin(each, draw=n) for n in range(4) for each in (db, rival)))
    pictures = [painting.picture for painting in begun if painting]
    assert 1 <= len(pictures) == len(set(pictures)) <= 2


async def test_so_many_a_day_of_all_workers_together(db: Database, rival: Database) -> None:
    for each in (db, rival, db):
        await painted(each, per_day=3)
    assert await begin(rival, per_day=3) is None
    assert not await paintings.may_begin(db, per_day=3, now=LATE)
    assert await paintings.may_begin(db, per_day=3, now=LATE + timedelta(days=1))
    assert await begin(rival, per_day=3, after_s=86400) is not None


def test_the_places_of_a_day_open_one_after_another() -> None:
    day = NOW.replace(hour=0)
    opened = [places_open(day + timedelta(hours=hour), per_day=4) for hour in (0, 5, 6, 12, 23)]
    assert opened == [1, 1, 2, 3, 4]


async def test_what_is_put_down_does_not_count(db: Database) -> None:
    for _ in range(3):
        begun = await begin(db, per_day=1)
        assert begun is not None
        await paintings.put_down(db, begun.id)
    assert await begin(db, per_day=1) is not None


async def test_nothing_begins_while_somebody_waits(db: Database) -> None:
    await add(db)
    assert not await paintings.may_begin(db, per_day=9, now=LATE)
    assert await begin(db) is None


async def test_what_a_dead_worker_leaves_is_taken_by_another_and_shown_once(
    db: Database, rival: Database
) -> None:
    dead = await begin(db, per_day=1)
    assert dead is not None
    assert await begin(rival, per_day=1, after_s=19) is None
    later = await begin(rival, per_day=1, after_s=21)
    assert later is not None
    # It was not quite dead.
    assert not await paintings.renew(db, dead.id, now=LATE, lease_s=20)
    assert await show(db, dead) is None
    assert len(await works.leftovers(db, now=NOW, count=9)) == 1
    assert await show(rival, later)
    assert len(await works.newest(db, before=None, count=9)) == 1


async def test_who_lives_keeps_it(db: Database, rival: Database) -> None:
    begun = await begin(db, per_day=1)
    assert begun is not None
    assert await paintings.renew(db, begun.id, now=LATE + timedelta(seconds=15), lease_s=20)
    assert await begin(rival, per_day=1, after_s=21) is None


async def test_a_work_of_the_house_is_liked_and_taken_out_like_any(db: Database) -> None:
    begun = await begin(db)
    assert begun is not None
    work = await show(db, begun)
    assert work is not None
    assert work.is_ours
    assert await works.get(db, work.id) == work
    assert await opinions.like(db, work.id, user_id=2, now=NOW)
    assert not await works.take_back(db, work.id, user_id=2)
    assert await works.remove(db, work.id)
    assert await works.leftovers(db, now=NOW, count=9) == [work.token]


async def test_its_seconds_are_booked_by_day_and_device(db: Database) -> None:
    for seconds, is_shown in ((1.5, False), (2.0, True)):
        await paintings.note_cost(db, device="cpu", seconds=seconds, is_shown=is_shown, now=NOW)
    await paintings.note_cost(
        db, device="cpu", seconds=9.0, is_shown=True, now=NOW + timedelta(days=1)
    )
    assert await paintings.cost_today(db, now=NOW) == [
        PaintingCost(device="cpu", seconds=3.5, shown=1)
    ]
