"""A message to everybody goes to each person once, whoever sends it and however often it stops."""

from __future__ import annotations

import asyncio

from bot.storage import bans, people
from bot.storage.bans import Ban
from bot.storage.database import Database
from bot.storage.operators import broadcasts
from tests.bot.storage.examples import NOW, after


async def begin(db: Database, *, among: list[int]) -> int:
    """A broadcast's id; the people are there before it."""
    for user_id in among:
        await people.remember(db, user_id, language="en", now=NOW)
    for _ in range(2):
        async with db.write() as session:
            await broadcasts.begin_within(
                session, request_key="u1", operator_id=1, words="Hello", now=NOW
            )
    (only,) = await broadcasts.unfinished(db)
    return only.id


async def taken(db: Database, broadcast_id: int) -> list[int]:
    """All that are left, in their order."""
    found = []
    while (user_id := await broadcasts.take_next(db, broadcast_id, now=after(9))) is not None:
        found.append(user_id)
    return found


async def test_everybody_has_one_turn_and_then_it_is_finished(db: Database) -> None:
    broadcast = await begin(db, among=[7, 3, 5])
    assert await taken(db, broadcast) == [3, 5, 7]
    assert await broadcasts.unfinished(db) == []
    assert await broadcasts.take_next(db, broadcast, now=after(10)) is None


async def test_chats_and_those_who_are_shut_out_have_none(db: Database) -> None:
    broadcast = await begin(db, among=[-1001, 3, 5])
    shut_out = Ban(user_id=3, reason="", operator_id=1, created_at=NOW)
    async with db.write() as session:
        await bans.ban_within(session, shut_out)
    assert await broadcasts.how_many_people(db) == 1
    assert await taken(db, broadcast) == [5]


async def test_two_processes_never_take_one_person_twice(db: Database, rival: Database) -> None:
    broadcast = await begin(db, among=list(range(1, 31)))
    both = await asyncio.gather(taken(db, broadcast), taken(rival, broadcast))
    assert sorted(both[0] + both[1]) == list(range(1, 31))


async def test_whom_nothing_reached_is_next_again(db: Database) -> None:
    broadcast = await begin(db, among=[3, 5])
    assert await broadcasts.take_next(db, broadcast, now=NOW) == 3
    await broadcasts.give_back(db, broadcast, 3)
    assert await taken(db, broadcast) == [3, 5]


async def test_one_given_back_late_gives_nobody_a_second_turn(db: Database) -> None:
    broadcast = await begin(db, among=[3, 5])
    assert await broadcasts.take_next(db, broadcast, now=NOW) == 3
    assert await broadcasts.take_next(db, broadcast, now=NOW) == 5
    await broadcasts.give_back(db, broadcast, 3)
    assert await taken(db, broadcast) == []


async def test_who_has_it_and_who_could_not_be_reached_are_counted(db: Database) -> None:
    broadcast = await begin(db, among=[3])
    for is_sent in (True, True, False):
        await broadcasts.count(db, broadcast, is_sent=is_sent)
    last = await broadcasts.last(db)
    assert last is not None
    assert (last.sent, last.failed, last.is_finished) == (2, 1, False)
