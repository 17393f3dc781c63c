"""Who is there for a person in trouble with a payment."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.local_telegram.server import LocalTelegram
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import Talk, talking


@pytest.mark.parametrize("command", ["/support", "/paysupport"])
async def test_support_names_whom_the_settings_name(
    telegram: LocalTelegram,
    redis_server: TestRedis,
    migrated: Path,
    tmp_path: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ONEIRO_SUPPORT_CONTACT", "@ada_helps")
    shutil.copytree(migrated, tmp_path / "data")
    async with talking(telegram, redis_server, tmp_path / "data") as talk:
        await talk.person.send(command)
        await talk.says("write to @ada_helps")


async def test_without_a_name_it_is_whoever_runs_the_bot(talk: Talk) -> None:
    await talk.person.send("/paysupport")
    await talk.says("write to the person who runs this bot")
