"""Messages to everybody against the local Telegram: refusals, trouble, and the limiter's room."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.delivery.outboxes.broadcasting import Broadcasting
from bot.storage import people
from bot.storage.operators import broadcasts
from bot.storage.operators.broadcasts import Broadcast
from bot.transport.rate_limiter import RequestDroppedError
from tests.bot.scene import Scene
from tests.person import Person

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WORDS = "We are back."


async def begin(scene: Scene) -> Broadcasting:
    """Persons 1 and 2 are to read it."""
    for user_id in (1, 2):
        await people.remember(scene.db, user_id, language="en", now=NOW)
    async with scene.db.write() as session:
        await broadcasts.begin_within(
            session, request_key="u1", operator_id=1, words=WORDS, now=NOW
        )
    return Broadcasting(db=scene.db, bot=scene.bot, clock=lambda: NOW)


async def end_of(scene: Scene) -> Broadcast:
    last = await broadcasts.last(scene.db)
    assert last is not None
    return last


async def read_by(scene: Scene, chat_id: int) -> int:
    """How often it stands in a person's chat."""
    async with Person.at(scene.telegram.site_url, chat_id=chat_id) as person:
        return [m["text"] for m in await person.messages()].count(WORDS)


async def test_who_has_blocked_us_is_counted_and_holds_up_nobody(scene: Scene) -> None:
    broadcasting = await begin(scene)
    await scene.person.block()
    await broadcasting.look()
    assert await end_of(scene) == Broadcast(id=1, words=WORDS, sent=1, failed=1, is_finished=True)
    assert await read_by(scene, 2) == 1


@pytest.mark.parametrize(
    "error",
    [RetryAfter(5), NetworkError("Bad Gateway"), RequestDroppedError("others come first")],
    ids=["429", "502", "no room"],
)
async def test_whom_nothing_reached_reads_it_later(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, error: TelegramError
) -> None:
    broadcasting = await begin(scene)
    errors, send = [error], scene.bot.send_message

    async def troubled(*args: object, **kwargs: object) -> object:
        if errors:
            raise errors.pop()
        return await send(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(type(scene.bot), "send_message", lambda _, *a, **k: troubled(*a, **k))
    if not isinstance(error, RequestDroppedError):
        with pytest.raises(type(error)):
            await broadcasting.look()
    await broadcasting.look()
    assert (await end_of(scene)).sent == 2
    assert [await read_by(scene, chat_id) for chat_id in (1, 2)] == [1, 1]


async def test_what_may_have_arrived_is_not_sent_again(scene: Scene) -> None:
    broadcasting = await begin(scene)
    await scene.person.order_fault("drop", method="sendMessage", times=1)
    await broadcasting.look()
    end = await end_of(scene)
    assert (end.sent, end.failed, end.is_finished) == (1, 1, True)
    # This Telegram drops before it sends; nobody here can know, so nobody tries again.
    assert [await read_by(scene, chat_id) for chat_id in (1, 2)] == [0, 1]
