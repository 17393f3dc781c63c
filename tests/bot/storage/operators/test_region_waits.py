"""Who waits for an opening is taken once, by language or id, and comes back if nothing went out."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.storage import people
from bot.storage.bans import Ban, ban_within
from bot.storage.database import Database
from bot.storage.operators import region_waits
from tests.bot.storage.examples import NOW, after


async def taken(db: Database, **changes: Any) -> list[int]:
    values: dict[str, Any] = {"languages": ["ru"], "user_ids": [], "besides": [], "limit": 9}
    found = await region_waits.take(db, now=NOW, **(values | changes))
    return [each.user_id for each in found]


async def wait(db: Database, *languages: str) -> None:
    """People 1, 2, … of these languages."""
    for number, language in enumerate(languages, start=1):
        assert await region_waits.add(db, number, language=language, now=after(-number))


async def test_whoever_waits_is_counted_once(db: Database) -> None:
    await wait(db, "ru", "ru", "")
    assert not await region_waits.add(db, 1, language="ru", now=NOW)
    assert await region_waits.by_language(db) == {"ru": 2, "": 1}
    await people.forget_person(db, 1, now=NOW)
    assert await region_waits.by_language(db) == {"ru": 1, "": 1}


async def test_each_is_taken_once_whoever_asks(db: Database, rival: Database) -> None:
    await wait(db, *["ru"] * 6)
    parts = await asyncio.gather(*(taken(each, limit=4) for each in [db, rival] * 3))
    assert sorted(user_id for part in parts for user_id in part) == [1, 2, 3, 4, 5, 6]
    assert await region_waits.by_language(db) == {}


async def test_languages_ids_and_those_left_out(db: Database) -> None:
    await wait(db, "ru", "fr", "ru", "ru", "")
    async with db.write() as session:
        shut_out = Ban(user_id=4, reason="", operator_id=9, created_at=NOW)
        await ban_within(session, shut_out)
    assert sorted(await taken(db, user_ids=[2], besides=[3])) == [1, 2]
    assert await region_waits.by_language(db) == {"ru": 2, "": 1}


async def test_what_did_not_go_out_is_taken_again(db: Database) -> None:
    await wait(db, "ru", "ru")
    assert sorted(await taken(db)) == [1, 2]
    await region_waits.give_back(db, 1)
    await region_waits.done(db, 2)
    assert await taken(db) == [1]
    await region_waits.done(db, 1)
    assert await region_waits.add(db, 1, language="ru", now=NOW)
