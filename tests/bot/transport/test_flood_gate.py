"""Who sends too fast, or is shut out, costs no row and no work; payments always pass."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from sqlalchemy import func, select
from telegram.error import Forbidden

from bot.errors import StorageError
from bot.storage import bans, updates
from bot.storage.bans import Ban, BanList
from bot.storage.database import Database
from bot.storage.tables.conversation import UpdateRow
from bot.transport.client import Client
from bot.transport.flood_gate import FloodGate, Quota
from bot.transport.inbox import Inbox
from tests.bot.transport.inboxes import PERSON, Desk, checkout, message
from tests.bot.transport.inboxes import db as db  # a fixture

PER_MINUTE = 3
OTHER = {**PERSON, "id": 2}
GROUP = {"id": -5, "type": "group"}
MONEY = {
    "successful_payment": {
        "currency": "XTR",
        "total_amount": 25,
        "invoice_payload": "p",
        "telegram_payment_charge_id": "c",
        "provider_payment_charge_id": "",
    }
}


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class FakeBot:
    """What was told, and where."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, str]] = []
        self.is_shut_out = False

    async def send_message(self, chat_id: int, words: str, **_: Any) -> None:
        if self.is_shut_out:
            raise Forbidden("bot was blocked by the user")
        self.told.append((chat_id, words))

    async def answer_callback_query(self, query_id: str, words: str, **_: Any) -> None:
        self.told.append((query_id, words))


class House:
    """An inbox behind its gate."""

    def __init__(self, db: Database) -> None:
        self.db, self.clock, self.bot, self.desk = db, Clock(), FakeBot(), Desk()
        gate = FloodGate(
            BanList(db, clock=self.clock),
            cast(Client, self.bot),
            person_per_minute=PER_MINUTE,
            chat_per_minute=2 * PER_MINUTE,
            clock=self.clock,
        )
        self.inbox = Inbox(db, self.desk, cast(Client, self.bot), gate=gate)

    async def stored(self) -> int:
        async with self.db.read() as session:
            return await session.scalar(select(func.count()).select_from(UpdateRow)) or 0


@pytest.fixture
async def house(db: Database) -> AsyncIterator[House]:
    house = House(db)
    yield house
    await house.inbox.drain(within_s=5)


def press(update_id: int) -> dict[str, Any]:
    query = {"id": f"q{update_id}", "from": PERSON, "chat_instance": "i", "data": "x"}
    return {
        "update_id": update_id,
        "callback_query": {**query, "message": message(update_id)["message"]},
    }


async def shut_out(db: Database, user_id: int) -> bool:
    now = datetime.now(UTC)
    async with db.write() as session:
        ban = Ban(user_id=user_id, reason="spam", operator_id=9, created_at=now)
        return await bans.ban_within(session, ban)


async def let_in(db: Database, user_id: int) -> bool:
    async with db.write() as session:
        return await bans.unban_within(session, user_id)


async def test_what_is_too_much_leaves_no_row_and_is_told_of_once(house: House) -> None:
    await house.inbox.accept([message(n) for n in range(1, 9)])
    await house.desk.has(1, 2, 3)
    await house.inbox.drain(within_s=5)
    assert await house.stored() == PER_MINUTE
    ((chat_id, words),) = house.bot.told
    assert chat_id == 1
    assert words.startswith("You are faster than I am")


async def test_time_makes_room_bit_by_bit_and_a_minute_later_it_is_told_again(
    house: House,
) -> None:
    await house.inbox.accept([message(n) for n in range(1, 6)])
    house.clock.now += 60 / PER_MINUTE
    assert await house.inbox.accept([message(6), message(7)]) == 1
    house.clock.now += 60
    assert await house.inbox.accept([message(n) for n in range(8, 15)]) == PER_MINUTE
    await house.inbox.drain(within_s=5)
    assert len(house.bot.told) == 2


async def test_another_person_is_not_held_up(house: House) -> None:
    theirs = message(50, chat_id=2, **{"from": OTHER})
    assert await house.inbox.accept([*(message(n) for n in range(1, 9)), theirs]) == PER_MINUTE + 1


async def test_money_always_passes(house: House) -> None:
    await house.inbox.accept([message(n) for n in range(1, 9)])
    await shut_out(house.db, 1)
    house.clock.now += bans.BELIEVED_S
    money = [checkout(20), message(21, text="", **MONEY)]
    assert await house.inbox.accept([*money, message(22)]) == 2
    await house.desk.has(20, 21)


async def test_a_press_too_many_is_answered(house: House) -> None:
    await house.inbox.accept([message(n) for n in range(1, 4)])
    assert await house.inbox.accept([press(4)]) == 0
    await house.inbox.drain(within_s=5)
    assert [where for where, _ in house.bot.told] == ["q4"]


async def test_a_group_has_a_limit_of_its_own_and_mere_talk_is_told_nothing(house: House) -> None:
    def talk(update_id: int, words: str) -> dict[str, Any]:
        who = {**PERSON, "id": 1000 + update_id}
        return message(update_id, text=words, chat=GROUP, **{"from": who})

    talked = [talk(n, "lovely weather") for n in range(1, 12)]
    assert await house.inbox.accept(talked) == 2 * PER_MINUTE
    assert await house.inbox.accept([talk(20, "/dream"), talk(21, "/dream")]) == 0
    await house.inbox.drain(within_s=5)
    ((chat_id, words),) = house.bot.told
    assert chat_id == -5
    assert "more going on here" in words


async def test_a_guest_too_fast_is_told_nothing_in_a_chat_that_is_none_of_ours(
    house: House,
) -> None:
    def guest(update_id: int) -> dict[str, Any]:
        said = message(update_id, text="@bot dream")["message"]
        return {"update_id": update_id, "guest_message": {**said, "guest_query_id": "g"}}

    assert await house.inbox.accept([guest(n) for n in range(1, 9)]) == PER_MINUTE
    await house.inbox.drain(within_s=5)
    assert house.bot.told == []


async def test_what_is_typed_inline_takes_nothing_from_what_is_said(house: House) -> None:
    def typed(update_id: int) -> dict[str, Any]:
        query = {"id": f"i{update_id}", "from": PERSON, "query": "mo", "offset": ""}
        return {"update_id": update_id, "inline_query": query}

    assert await house.inbox.accept([typed(n) for n in range(1, 9)]) == PER_MINUTE
    assert await house.inbox.accept([message(20), message(21)]) == 2


async def test_those_shut_out_are_dropped_unread_and_not_answered(house: House) -> None:
    assert await shut_out(house.db, 1)
    assert not await shut_out(house.db, 1)
    assert await house.inbox.accept([message(n) for n in range(1, 9)]) == 0
    await house.inbox.drain(within_s=5)
    assert await house.stored() == 0
    assert house.bot.told == []


async def test_a_ban_and_its_end_count_after_seconds(house: House) -> None:
    assert await house.inbox.accept([message(1)]) == 1
    await shut_out(house.db, 1)
    house.clock.now += bans.BELIEVED_S
    assert await house.inbox.accept([message(2)]) == 0
    assert await let_in(house.db, 1)
    assert not await let_in(house.db, 1)
    house.clock.now += bans.BELIEVED_S
    assert await house.inbox.accept([message(3)]) == 1


async def test_a_chat_can_be_shut_out(house: House) -> None:
    await shut_out(house.db, -5)
    assert await house.inbox.accept([message(1, chat=GROUP), message(2)]) == 1


async def test_what_could_not_be_stored_costs_nothing_when_it_comes_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: Any, **__: Any) -> None:
        raise StorageError

    batch = [message(n) for n in range(1, PER_MINUTE + 1)]
    monkeypatch.setattr(updates, "save", away)
    for _ in range(5):
        with pytest.raises(StorageError):
            await house.inbox.accept(batch)
    monkeypatch.undo()
    assert await house.inbox.accept(batch) == PER_MINUTE


async def test_one_who_cannot_be_told_stops_nobody(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.bot.is_shut_out = True
    await house.inbox.accept([message(n) for n in range(1, 9)])
    await house.inbox.drain(within_s=5)
    assert "an update failed unexpectedly" not in caplog.text


@pytest.mark.parametrize(
    "odd",
    [
        {"message": 5},
        {"message": {"from": [], "chat": "here", "text": 7}},
        {"callback_query": {"id": 5, "message": None, "from": {"language_code": 3}}},
        {},
    ],
)
async def test_whatever_shape_an_update_has_it_is_let_through_or_dropped(
    house: House, odd: dict[str, Any]
) -> None:
    assert await house.inbox.accept([{"update_id": 1, **odd}]) == 1


def test_without_a_limit_everything_passes() -> None:
    quota = Quota(0, clock=Clock())
    assert all(quota.take("a") for _ in range(1000))


def test_a_crowd_that_has_gone_leaves_nothing_behind() -> None:
    clock = Clock()
    quota = Quota(60, clock=clock)
    for key in range(1000):
        quota.take(key)
    clock.now += 61
    quota.take("the last")
    assert len(quota._whole_at) == 1
