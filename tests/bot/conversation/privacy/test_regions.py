"""Opening region by region: a closed door, a list to wait on, and what passes all the same."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.error import NetworkError

from bot.delivery.outboxes.region_news import RegionNews
from bot.domain.jobs import JobState
from bot.local_telegram.server import LocalTelegram
from bot.storage.operators import region_waits
from tests.bot.conftest import TestRedis
from tests.bot.conversation.credits.shop import answer, assert_right
from tests.bot.conversation.money.test_money_found import reconciler_of
from tests.bot.conversation.money.test_pay import charges, invoiced
from tests.bot.conversation.talk import Talk, from_bot, labels, talking
from tests.bot.painters import SlowPainter
from tests.bot.storage.postgres import on_each_database
from tests.pictures import photo_bytes

pytestmark = on_each_database
CLOSED = "I am not open in your part of the world yet"
OPENED = "I am open to you now"
Opening = Callable[..., AbstractAsyncContextManager[Talk]]


@pytest.fixture
def opening(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    migrated: Path,
    tmp_path: Path,
    database: dict[str, str],
) -> Opening:
    """The chat process with these settings, on the same data each time."""
    data_dir = tmp_path / "data"
    shutil.copytree(migrated, data_dir)

    @asynccontextmanager
    async def opened(**changes: Any) -> AsyncIterator[Talk]:
        async with talking(telegram, redis_server, data_dir, **database, **changes) as talk:
            yield talk

    return opened


def news_of(talk: Talk, **changes: Any) -> RegionNews:
    settings = talk.settings.model_copy(update=changes)
    return RegionNews(
        db=talk.services.db, bot=talk.chat.app.bot, settings=settings, clock=talk.services.clock
    )


async def waiting(talk: Talk) -> dict[str, int]:
    return await region_waits.by_language(talk.services.db)


async def told(talk: Talk) -> int:
    messages = await talk.person.messages()
    return sum(OPENED in (each["text"] or "") for each in from_bot(messages))


async def test_founding_38_regions_open_one_by_one(opening: Opening) -> None:
    """A closed person is told so and waits; opening is one setting; each is told once."""
    async with opening(regions_open=frozenset({"ru", "2"})) as talk:
        closed = await answer(talk, "/start")
        assert CLOSED in closed["text"]
        await talk.person.send(photos=[photo_bytes()])
        await talk.person.wait_for(lambda messages: len(from_bot(messages)) == 2)
        for _ in range(2):
            said = await talk.person.press(closed, "Tell me when it opens")
            assert said is not None
            assert "write to you once" in said
        assert await waiting(talk) == {"en": 1}
        # On the list by its id.
        assert "Send me a photo" in (await answer(talk, "/start", person=talk.other))["text"]
        await news_of(talk).look()
        assert await told(talk) == 0
        assert await talk.jobs() == []
    async with (
        opening(regions_open=frozenset({"ru", "en"})) as talk,
        talk.worker(SlowPainter().open),
    ):
        for _ in range(2):
            await reconciler_of(talk).look()
        assert await told(talk) == 1
        assert await waiting(talk) == {}
        await talk.person.send("/dream seed=7", photos=[photo_bytes()])
        await talk.result()


async def test_unset_it_is_open_and_of_some_language_nobody_knows(opening: Opening) -> None:
    async with opening(region_default="closed") as talk:
        assert "Hello" in (await answer(talk, "/start"))["text"]
        nobody = dict(talk.seen[-1].to_dict())
        nobody["message"] = nobody["message"] | {"message_id": 999}
        nobody["message"]["from"].pop("language_code")
        await talk.chat.process(Update.de_json(nobody, talk.chat.app.bot))
        closed = await talk.says(CLOSED)
        assert labels(closed) == ["Tell me when it opens"]


async def test_operators_pass_and_see_who_waits(opening: Opening) -> None:
    closed = {"regions_closed": frozenset({"en", "ru"}), "operators": frozenset({1})}
    async with opening(**closed) as talk:
        assert "Hello" in (await answer(talk, "/start"))["text"]
        assert "Nobody waits" in (await answer(talk, "/admin regions"))["text"]
        now = talk.services.clock()
        for user_id, language in ((5, "ru"), (6, "ru"), (7, "fr"), (8, "")):
            at = now + timedelta(seconds=user_id)
            await region_waits.add(talk.services.db, user_id, language=language, now=at)
        said = (await answer(talk, "/admin regions"))["text"].splitlines()
        assert said[0] == "ru: 2 people wait"
        assert set(said[1:]) == {
            "?: 1 person is told these minutes",
            "fr: 1 person is told these minutes",
        }
        assert CLOSED in (await answer(talk, "/start", person=talk.other))["text"]


async def test_in_a_group_only_what_is_meant_for_us_is_answered(opening: Opening) -> None:
    async with opening(regions_closed=frozenset({"en"})) as talk:
        await talk.in_group.send("Good morning")
        await talk.in_group.send(photos=[photo_bytes()])
        await talk.in_group.send("/dream", photos=[photo_bytes(90)])
        said = await talk.says(CLOSED, person=talk.in_group)
        assert not said["buttons"]
        await talk.settled()
        assert len(from_bot(await talk.in_group.messages())) == 1
        assert await talk.jobs() == []
    async with opening(regions_closed=frozenset({"en"}), regions_open=frozenset({"-1001"})) as talk:
        await talk.in_group.send("/dream seed=3", photos=[photo_bytes()])
        await talk.job()
        assert CLOSED in (await answer(talk, "/start"))["text"]


async def test_an_album_is_answered_once(opening: Opening) -> None:
    async with opening(regions_closed=frozenset({"en"})) as talk:
        await talk.person.send(photos=[photo_bytes(shade) for shade in (0, 30, 60)])
        await talk.says(CLOSED)
        await talk.settled()
        said = [m for m in from_bot(await talk.person.messages()) if CLOSED in (m["text"] or "")]
        assert len(said) == 1


async def test_what_was_paid_and_what_is_theirs_passes(opening: Opening) -> None:
    async with opening() as talk, talk.worker(SlowPainter().open):
        invoice = await invoiced(talk)
    async with opening(regions_closed=frozenset({"en"})) as talk, talk.worker(SlowPainter().open):
        assert (await talk.person.pay(invoice))["ok"]
        await talk.job(count=2, state=JobState.DONE)
        bought = await talk.person.wait_for_message(lambda m: "Not what I wanted" in labels(m))
        await talk.person.press(bought, "Full size")
        await talk.person.wait_for_message(lambda m: m["document"])
        said = await talk.person.press(bought, "Again")
        assert said is not None
        assert CLOSED in said
        await talk.person.press(bought, "Not what I wanted")
        why = await talk.says("what was wrong with it")
        await talk.person.press(why, "It looks poor")
        await talk.says("Thank you for telling me")
        await reconciler_of(talk).look()
        assert await charges(talk) == [(25, "refunded")]
        for command, words in (
            ("/balance", "no credits"),
            ("/privacy", "I keep your Telegram id"),
            ("/delete_me", "Shall I delete"),
            ("/paysupport", "paid back by itself"),
        ):
            assert words in (await answer(talk, command))["text"]
        assert len(await talk.jobs()) == 2
        await assert_right(talk)


async def test_whoever_cannot_be_told_holds_up_nobody(opening: Opening) -> None:
    async with opening(regions_closed=frozenset({"en"})) as talk:
        closed = await answer(talk, "/start")
        await talk.person.press(closed, "Tell me when it opens")
        await region_waits.add(talk.services.db, 2, language="en", now=talk.services.clock())
        await talk.other.block()
        is_open = {"regions_closed": frozenset()}
        # Telegram is in trouble: nobody is told, and nobody is lost.
        await talk.person.order_fault("500", method="sendMessage", times=1)
        with pytest.raises(NetworkError):
            await news_of(talk, **is_open).look()
        assert await waiting(talk) == {"en": 2}
        for _ in range(2):
            await news_of(talk, **is_open).look()
        assert await told(talk) == 1
        assert await waiting(talk) == {}


async def test_a_late_press_finds_it_open(opening: Opening) -> None:
    async with opening(regions_closed=frozenset({"en"})) as talk:
        closed = await answer(talk, "/start")
    async with opening() as talk:
        said = await talk.person.press(closed, "Tell me when it opens")
        assert said is not None
        assert "It is open by now" in said
        assert await waiting(talk) == {}
