"""The chat process: what it loads, how it starts and ends, what it tells Telegram."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.local_telegram.server import LocalTelegram
from bot.routes import COMMANDS, FOR_EVERYBODY, PRESSES, PRESSES_FOR_EVERYBODY
from tests.bot.conftest import TestRedis
from tests.person import Person
from tests.places import ROOT
from tests.telegrams import plain_bot

HEAVY = ("torch", "torchvision", "alembic", "numpy", "scipy", "tqdm", "safetensors")


def test_the_chat_process_loads_nothing_heavy() -> None:
    program = "import bot.cli, bot.app, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not set(HEAVY) & set(done.stdout.split())


def test_what_is_for_everybody_is_a_command_or_a_press() -> None:
    assert COMMANDS.keys() > FOR_EVERYBODY
    assert PRESSES.keys() > PRESSES_FOR_EVERYBODY


def environment(telegram: LocalTelegram, redis: TestRedis, data_dir: Path) -> dict[str, str]:
    return {
        **os.environ,
        "ONEIRO_BOT_TOKEN": telegram.backend.token,
        "ONEIRO_TELEGRAM_URL": telegram.api_url,
        "ONEIRO_REDIS_URL": redis.url,
        "ONEIRO_DATA_DIR": str(data_dir),
    }


async def test_it_answers_tells_its_commands_and_ends_when_asked(
    telegram: LocalTelegram, redis_server: TestRedis, tmp_path: Path
) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "bot"),
        cwd=ROOT,
        env=environment(telegram, redis_server, tmp_path / "data"),
        stderr=subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(60):
            await telegram.is_open.wait()
        async with Person.at(telegram.site_url) as person:
            await person.send("/start")
            said = await person.wait_for_message(lambda m: m["from_bot"], within_s=60)
            assert "I turn photos into art" in said["text"]
        async with plain_bot(telegram) as bot:
            told = await bot.get_my_commands()
        assert {command.command for command in told} == set(COMMANDS)
        process.terminate()
        _, errors = await asyncio.wait_for(process.communicate(), timeout=15)
        assert process.returncode == 0, errors.decode()
        assert "Traceback" not in errors.decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("command", ["bot", "doctor"])
async def test_a_wrong_token_is_not_shown(
    telegram: LocalTelegram, redis_server: TestRedis, tmp_path: Path, command: str
) -> None:
    token = "1234567:a-token-that-nobody-knows-of-at-all"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", command),
        cwd=ROOT,
        env={**environment(telegram, redis_server, tmp_path), "ONEIRO_BOT_TOKEN": token},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    printed, errors = await asyncio.wait_for(process.communicate(), timeout=120)
    assert process.returncode
    assert b"Telegram does not know" in printed + errors
    assert token.encode() not in printed + errors


async def test_without_a_token_or_a_redis_it_says_which_setting(tmp_path: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ONEIRO_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "--data-dir", str(tmp_path), "bot"),
        cwd=ROOT,
        env=kept,
        stderr=subprocess.PIPE,
    )
    _, errors = await asyncio.wait_for(process.communicate(), timeout=60)
    assert process.returncode == 2
    assert errors.decode().count("\n") == 1
    assert "ONEIRO_" in errors.decode()
