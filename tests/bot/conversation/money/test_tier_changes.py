"""What one person may have, and how fast; the file of tiers may change meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.jobs import JobState
from bot.local_telegram.server import LocalTelegram
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import Talk, talking
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes

TIERS = """
[free]
title = "Free"
size_px = 600
steps = [1, 200]
waiting = 1
looks = 0
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "tiers.toml"
    file.write_text(TIERS)
    return file


@pytest.fixture
async def talk(
    telegram: LocalTelegram, redis_server: TestRedis, migrated: Path, tmp_path: Path, file: Path
) -> AsyncIterator[Talk]:
    data_dir = tmp_path / "data"
    shutil.copytree(migrated, data_dir)
    async with talking(telegram, redis_server, data_dir, tiers=file) as running:
        yield running


def change(file: Path, line: str, new: str) -> None:
    file.write_text(TIERS.replace(line, new))


async def test_what_a_person_may_changes_without_a_restart(talk: Talk, file: Path) -> None:
    await talk.person.send("/dream seed=1", photos=[photo_bytes()])
    await talk.job()
    await talk.person.send("/dream seed=2")
    said = await talk.says("1 of your pictures waits already")
    assert "press Cancel under one" in said["text"]
    assert len(await talk.jobs()) == 1
    change(file, "waiting = 1", "waiting = 2")
    await talk.person.send("/dream seed=3")
    assert (await talk.job(count=2)).order.options.seed == 3


async def test_who_sends_too_fast_is_told_and_the_next_person_is_served(
    telegram: LocalTelegram, redis_server: TestRedis, migrated: Path, tmp_path: Path
) -> None:
    data_dir = tmp_path / "other"
    shutil.copytree(migrated, data_dir)
    changes = {"person_updates_per_minute": 2}
    async with talking(telegram, redis_server, data_dir, **changes) as talk:
        for _ in range(4):
            await talk.person.send("/terms")
        await talk.says("You are faster than I am")
        await talk.other.send("/help")
        await talk.says("Send a photo", person=talk.other)


async def test_one_that_is_cancelled_makes_room(talk: Talk) -> None:
    await talk.person.send("/dream seed=1", photos=[photo_bytes()])
    await talk.job()
    await talk.person.send("/cancel")
    await talk.says("Cancelled: 1.")
    await talk.person.send("/dream seed=2")
    await talk.job(count=2)


async def test_a_worker_follows_a_change_too(talk: Talk, file: Path) -> None:
    async with talk.worker(SlowPainter().open):
        for count, looks in enumerate((0, 1), start=1):
            change(file, "looks = 0", f"looks = {looks}")
            await talk.person.send("/style ink seed=7", photos=[photo_bytes(count)])
            job = await talk.job(count=count, state=JobState.DONE)
            assert job.outcome is not None
            assert job.outcome.looks == looks
