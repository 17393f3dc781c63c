"""Live dreams in SQL: one in a chat, each wish in one piece, whoever comes at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.domain.jobs import NewJob
from bot.domain.live import Ending, LiveDream, Wish, piece_options
from bot.domain.orders import Art, Order
from bot.storage import live_dreams, people
from bot.storage.database import Database
from bot.storage.jobs import job_queries
from tests.bot.storage.examples import NOW, PHOTO, after, at_once, in_line

CHAT = -1001


async def begin(db: Database, request_key: str = "u1", **changes: Any) -> LiveDream:
    values: dict[str, Any] = {
        "chat_id": CHAT,
        "user_id": 1,
        "name": "Ada",
        "language": "en",
        "seed": 3,
        "photo": PHOTO,
        "now": NOW,
    }
    return await live_dreams.begin(db, request_key=request_key, **(values | changes))


async def wish(db: Database, live: LiveDream, key: str, *subjects: str, user_id: int = 1) -> bool:
    return await live_dreams.add_wish(
        db,
        live.id,
        request_key=key,
        user_id=user_id,
        name="Ada",
        language="en",
        subjects=subjects,
        message_id=5,
        now=after(10),
    )


def piece(live: LiveDream, wishes: Sequence[Wish], *, user_id: int = 1) -> NewJob:
    order = Order(
        art=Art.ZOOM, options=piece_options(live, wishes), photo=live.photo, live_id=live.id
    )
    return NewJob(
        request_key=f"live:{live.id}:{live.pieces + 1}",
        chat_id=live.chat_id,
        user_id=user_id,
        language="en",
        order=order,
        tier="free",
    )


async def test_a_chat_has_one_at_a_time(db: Database, rival: Database) -> None:
    both = [begin(db, "u1"), begin(rival, "u2", user_id=2)]
    first, second = await asyncio.gather(*both)
    assert first == second
    assert await live_dreams.open_in(db, CHAT) == first
    assert await begin(db, first.request_key) == first
    elsewhere = await begin(db, "u3", chat_id=-1002)
    assert {one.id for one in await live_dreams.running(db)} == {first.id, elsewhere.id}

    assert await live_dreams.end(db, first.id, Ending.QUIET)
    assert not await live_dreams.end(db, first.id, Ending.STOPPED)
    assert await live_dreams.open_in(db, CHAT) is None
    assert [one.ending for one in await live_dreams.untold(db)] == [Ending.QUIET]
    await live_dreams.mark_told(db, first.id)
    assert await live_dreams.untold(db) == []
    # The start that is replayed finds what it began, ended as it is.
    assert (await begin(db, first.request_key)).id == first.id
    assert (await begin(db, "u4")).id != first.id


async def test_a_wish_counts_once_and_keeps_the_dream_going(db: Database) -> None:
    live = await begin(db)
    assert await wish(db, live, "w1", "cat")
    assert await wish(db, live, "w1", "cat")
    assert [one.subjects for one in await live_dreams.wishes(db, live.id)] == [("cat",)]
    assert await live_dreams.is_wish(db, "w1")
    assert not await live_dreams.is_wish(db, "w2")
    seen = await live_dreams.get(db, live.id)
    assert seen is not None
    assert seen.last_wish_at == after(10)
    await live_dreams.end(db, live.id, Ending.STOPPED)
    assert not await wish(db, live, "w2", "dog")
    assert len(await live_dreams.wishes(db, live.id)) == 1


async def test_each_wish_goes_into_one_piece(db: Database, rival: Database) -> None:
    live = await begin(db)
    await wish(db, live, "w1", "cat")
    await wish(db, live, "w2", "castle")
    made = await asyncio.gather(
        *(
            live_dreams.order_piece(database, live, piece, now=NOW, due=at_once)
            for database in (db, rival, db)
        )
    )
    (job,) = [one for one in made if one is not None]
    assert job.order.live_id == live.id
    assert await in_line(db) == [job.id]
    assert {one.job_id for one in await live_dreams.wishes(db, live.id)} == {job.id}
    seen = await live_dreams.get(db, live.id)
    assert seen is not None
    assert (seen.pieces, seen.piece_id) == (1, job.id)
    await live_dreams.drop_wishes(db, job.id)
    assert all(one.is_dropped for one in await live_dreams.wishes(db, live.id))


async def test_nothing_is_ordered_after_the_end(db: Database) -> None:
    live = await begin(db)
    await wish(db, live, "w1", "cat")
    await live_dreams.end(db, live.id, Ending.STOPPED)
    assert await live_dreams.order_piece(db, live, piece, now=NOW, due=at_once) is None
    assert await job_queries.how_many_wait(db) == 0


async def test_live_dreams_are_forgotten_with_their_people_and_in_time(db: Database) -> None:
    live = await begin(db)
    await wish(db, live, "w1", "cat", user_id=2)
    await people.forget_person(db, 2, now=NOW)
    assert await live_dreams.wishes(db, live.id) == ()
    await people.forget_person(db, 1, now=NOW)
    assert await live_dreams.get(db, live.id) is None
    old = await begin(db)
    await people.forget_old(db, before=after(1))
    assert await live_dreams.get(db, old.id) is None
