"""A running chat process for each test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.handlers.money import pay
from bot.local_telegram.server import LocalTelegram
from tests.bot.conftest import TestRedis
from tests.bot.conversation.prints.shop import SHOP
from tests.bot.conversation.talk import Talk, talking
from tests.bot.painters import SlowPainter


@pytest.fixture(autouse=True)
def _no_pace(no_pace: None) -> None:
    """Nobody waits for a turn to speak: the pace has tests of its own, in ``transport``."""


@pytest.fixture(autouse=True)
def _patient_payers(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as Telegram would wait: a crowded machine is no reason to refuse a payment."""
    monkeypatch.setattr(pay, "CHECKED_WITHIN_S", 9.0)


@pytest.fixture
async def talk(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    migrated: Path,
    tmp_path: Path,
    database: dict[str, str],
) -> AsyncIterator[Talk]:
    data_dir = tmp_path / "data"
    shutil.copytree(migrated, data_dir)
    async with talking(telegram, redis_server, data_dir, **database) as running:
        yield running


@pytest.fixture
def painter() -> SlowPainter:
    """What renders where ``working`` is."""
    return SlowPainter()


@pytest.fixture
async def working(talk: Talk, painter: SlowPainter) -> AsyncIterator[Talk]:
    """With a worker."""
    async with talk.worker(painter.open):
        yield talk


@pytest.fixture
async def shop(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    migrated: Path,
    tmp_path: Path,
    database: dict[str, str],
    painter: SlowPainter,
) -> AsyncIterator[Talk]:
    """Where prints are sold."""
    shutil.copytree(migrated, tmp_path / "data")
    async with (
        talking(telegram, redis_server, tmp_path / "data", **SHOP, **database) as talk,
        talk.worker(painter.open),
    ):
        yield talk
