"""/today, and the poll about tomorrow: sent by an operator, voted about, closed by the clock."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.outboxes.theme_polls import ThemePolls
from bot.domain.delights import themes
from bot.domain.delights.themes import Theme
from bot.domain.jobs import JobState
from bot.local_telegram.server import LocalTelegram
from bot.storage.delights.theme_polls import theme_of
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import Talk, talking
from tests.bot.painters import SlowPainter
from tests.bot.storage.postgres import on_each_database
from tests.person import Message
from tests.pictures import photo_bytes


@pytest.fixture
async def desk(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    migrated: Path,
    tmp_path: Path,
    database: dict[str, str],
) -> AsyncIterator[Talk]:
    """Where person 1 is an operator."""
    shutil.copytree(migrated, tmp_path / "data")
    whole = {**database, "operators": frozenset({1})}
    async with talking(telegram, redis_server, tmp_path / "data", **whole) as running:
        yield running


def options_of(theme: Theme) -> tuple[str, tuple[str, ...]]:
    return theme.preset, (theme.word,)


async def polled(desk: Talk) -> Message:
    await desk.person.send("/admin poll -1001")
    await desk.says("The poll stands there")
    return await desk.in_group.wait_for_message(lambda m: m["poll"])


async def closed(desk: Talk) -> Theme:
    """What tomorrow's theme is once the night has come."""
    tomorrow = desk.services.clock() + timedelta(days=1)
    await ThemePolls(db=desk.services.db, bot=desk.chat.app.bot, clock=lambda: tomorrow).look()
    return await theme_of(desk.services.db, tomorrow.date())


async def test_a_photo_with_today_is_dreamt_in_the_theme(talk: Talk) -> None:
    theme = themes.of_date(talk.services.clock().date())
    async with talk.worker(SlowPainter(steps=1).open):
        await talk.person.send("/today", photos=[photo_bytes()])
        job = await talk.job(state=JobState.DONE)
    assert (job.order.options.preset, job.order.options.classes) == options_of(theme)


async def test_today_is_told_and_made_of_the_next_photo(talk: Talk) -> None:
    theme = themes.of_date(talk.services.clock().date())
    await talk.person.send("/today")
    await talk.says("s theme: ")
    await talk.person.send(photos=[photo_bytes()])
    job = await talk.job()
    assert (job.order.options.preset, job.order.options.classes) == options_of(theme)


@on_each_database
async def test_what_has_most_votes_is_tomorrows_theme(desk: Talk) -> None:
    poll = await polled(desk)
    assert len(poll["poll"]["options"]) == themes.CANDIDATES
    assert poll["poll"]["picture"]
    await desk.in_group.vote(poll, 2)
    await desk.other_in_group.vote(poll, 2)
    day = desk.services.clock().date() + timedelta(days=1)
    assert await theme_of(desk.services.db, day) == themes.of_date(day)
    assert await closed(desk) == themes.candidates(day)[2]
    stopped = await desk.in_group.wait_for_message(lambda m: m["poll"])
    assert stopped["poll"]["is_closed"]
    assert await closed(desk) == themes.candidates(day)[2]


async def test_in_a_group_it_is_told_how_to_ask(talk: Talk) -> None:
    await talk.in_group.send("/today")
    await talk.says("Reply /today to a photo", person=talk.in_group)


async def test_where_nobody_votes_the_calendar_says_it(desk: Talk) -> None:
    await polled(desk)
    day = desk.services.clock().date() + timedelta(days=1)
    assert await closed(desk) == themes.of_date(day)


async def test_a_poll_that_was_deleted_leaves_the_calendar(desk: Talk) -> None:
    poll = await polled(desk)
    await desk.in_group.vote(poll, 1)
    await desk.chat.app.bot.delete_message(-1001, poll["message_id"])
    assert await closed(desk) == themes.of_date(desk.services.clock().date() + timedelta(days=1))


async def test_a_poll_is_closed_later_where_telegram_is_away(desk: Talk) -> None:
    poll = await polled(desk)
    await desk.in_group.vote(poll, 3)
    day = desk.services.clock().date() + timedelta(days=1)
    await desk.person.order_fault("500", method="stopPoll", times=1)
    assert await closed(desk) == themes.of_date(day)
    assert await closed(desk) == themes.candidates(day)[3]


async def test_there_is_one_poll_a_day(desk: Talk) -> None:
    await polled(desk)
    await desk.person.send("/admin poll -1001")
    await desk.says("There is a poll about tomorrow already")


async def test_a_poll_that_cannot_be_sent_is_told_and_can_be_sent_elsewhere(desk: Talk) -> None:
    await desk.person.send("/admin poll 7777")
    await desk.says("could not be sent there: Chat not found")
    await polled(desk)


async def test_where_polls_take_no_pictures_it_goes_without(desk: Talk) -> None:
    why = "Bad Request: MEDIA_INVALID"
    await desk.person.order_fault("400", method="sendPoll", times=1, description=why)
    assert (await polled(desk))["poll"]["picture"] is None


async def test_nobody_else_can_send_a_poll(desk: Talk) -> None:
    await desk.other.send("/admin poll -1001")
    await desk.says("/admin", person=desk.other)
    assert not [m for m in await desk.in_group.messages() if m["poll"]]
