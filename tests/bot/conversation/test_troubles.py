"""When Redis, SQL or Telegram is in trouble, or the person has gone."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3

import pytest

from bot.domain.jobs import JobState
from bot.errors import StorageError
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import Talk, labels, reconciling
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes


async def test_without_redis_the_picture_waits_and_is_made_later(
    talk: Talk, redis_server: TestRedis
) -> None:
    prompt = await talk.prompt()
    await redis_server.kill()
    assert await talk.person.press(prompt, "Dream") == "On it."
    await talk.says("Your picture waits and will be made.")
    assert (await talk.job()).state is JobState.WAITING
    await redis_server.start()
    async with talk.worker(SlowPainter().open), reconciling(talk):
        await talk.result()


async def test_without_sql_the_person_is_told_and_the_update_is_kept(talk: Talk) -> None:
    await talk.prompt()
    press = next(update for update in talk.seen if update.message)
    await asyncio.to_thread(execute, talk, "ALTER TABLE photos RENAME TO hidden")
    with pytest.raises(StorageError):
        await talk.replay(press)
    await talk.says("I cannot remember anything right now.")
    await asyncio.to_thread(execute, talk, "ALTER TABLE hidden RENAME TO photos")
    await talk.replay(press)


def execute(talk: Talk, statement: str) -> None:
    """Meddle with the database behind everybody's back."""
    with contextlib.closing(sqlite3.connect(talk.settings.data_dir / "oneiro.sqlite3")) as file:
        file.execute(statement)


@pytest.mark.parametrize("method", ["sendMessage", "editMessageMedia", "sendPhoto", None])
@pytest.mark.parametrize("kind", ["429", "500", "drop"])
async def test_a_telegram_in_trouble_still_gets_one_result(
    talk: Talk, kind: str, method: str | None
) -> None:
    prompt = await talk.prompt()
    async with talk.worker(SlowPainter().open):
        await talk.person.order_fault(kind, method=method, times=2, retry_after_s=1)
        await talk.person.press(prompt, "Dream")
        result = await talk.result()
        await talk.job(state=JobState.DONE)
    assert "Again" in labels(result)
    pictures = [m for m in await talk.person.messages() if m["from_bot"] and m["photo"]]
    assert len(pictures) == 1


async def test_a_press_on_a_deleted_menu_changes_nothing(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Style")
    menu = await talk.says("Pick a style")
    press = talk.seen[-1]
    await talk.person.press(menu, "Never mind")
    await talk.settled()
    values = press.to_dict()
    values["callback_query"]["data"] = menu["buttons"][0][0]["data"]
    await talk.replay(type(press).de_json(values, talk.chat.app.bot))
    assert await talk.jobs() == []


async def test_a_person_who_blocked_us_stops_nothing(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "More")
    await talk.person.block()
    for update in list(talk.seen):
        await talk.replay(update)
    await talk.person.block(is_blocked=False)
    await talk.prompt(photo_bytes(3))


async def test_a_style_sent_as_a_file_works_too(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Style")
    menu = await talk.says("Pick a style")
    await talk.person.send(documents=[("style.png", photo_bytes(45))])
    status = await talk.says("In the queue: number 1.")
    assert status["message_id"] == menu["message_id"]
    assert labels(status) == ["Cancel"]
