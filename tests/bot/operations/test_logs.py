"""Each line of a turn or a job says which one; JSON lines are one object each, without secrets."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.cli_common import settings_of
from bot.local_telegram.server import LocalTelegram
from bot.logs import JsonFormatter, LineFormatter, log_fields
from bot.settings import Settings
from tests.bot.conversation.talk import talking
from tests.bot.operations.log_lines import reading_logs
from tests.bot.painters import SlowPainter
from tests.bot.redises import TestRedis
from tests.bot.scene import Scene

TOKEN = "123456789:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi"
SECRET = 'with "quotes" and \\'


def record(**values: Any) -> logging.LogRecord:
    usual = {"msg": "hello", "name": "bot.x", "levelname": "INFO", "created": 0.0}
    return logging.makeLogRecord(usual | values)


def as_json(record: logging.LogRecord, *secrets: str) -> dict[str, Any]:
    line = JsonFormatter(secrets).format(record)
    assert "\n" not in line
    values: dict[str, Any] = json.loads(line)
    return values


def test_a_json_line_tells_time_level_logger_message_and_fields() -> None:
    values = as_json(record(job_id="abc", seconds=1.5, why=ValueError("no\nmore")))
    assert values.pop("time").startswith(("1970-01-01T", "1969-12-31T"))
    assert values == {
        "level": "INFO",
        "logger": "bot.x",
        "message": "hello",
        "job_id": "abc",
        "seconds": 1.5,
        "why": "no\nmore",
    }


def test_no_field_passes_for_the_level_or_the_message() -> None:
    values = as_json(record(level="CRITICAL", logger="root"))
    assert (values["level"], values["logger"]) == ("INFO", "bot.x")


@pytest.mark.parametrize("secret", [SECRET, "my-webhook-secret", "пароль"])
def test_json_strikes_a_secret_out_of_a_field_an_exception_and_a_url(secret: str) -> None:
    try:
        raise ValueError(f"cannot reach {secret}")
    except ValueError as exc:
        info = (type(exc), exc, exc.__traceback__)
    line = JsonFormatter([secret]).format(
        record(
            msg=f"https://api.telegram.org/bot{TOKEN}/getMe {secret}",
            header=secret,
            headers={"X": secret},
            url="postgresql://oneiro:swordfish@db/oneiro",
            exc_info=info,
        )
    )
    values = json.loads(line)
    assert "ValueError: cannot reach ***" in values["exception"]
    for hidden in (TOKEN, "swordfish", secret, json.dumps(secret)[1:-1], repr(secret)[1:-1]):
        assert hidden not in line
        assert hidden not in str(values.values())


async def test_fields_go_with_what_a_task_starts_and_end_with_the_block() -> None:
    formatter = LineFormatter()

    async def line() -> str:
        return formatter.format(record())

    with log_fields(update_id=7):
        with log_fields(job_id="abc"):
            inner = await asyncio.create_task(line())
            own = formatter.format(record(job_id="another"))
        outer = await line()
    assert inner.endswith("hello update_id=7 job_id=abc")
    assert own.endswith("hello update_id=7 job_id=another")
    assert outer.endswith("hello update_id=7")
    assert (await line()).endswith("hello")


async def test_whatever_a_worker_logs_of_a_job_says_which(scene: Scene) -> None:
    with reading_logs() as lines:
        await scene.person.order_fault("500", method="getFile", times=1)
        async with scene.worker(SlowPainter()):
            await scene.send_photo()
            job = await scene.job()
            await scene.results()
    trouble = [line for line in lines if line["message"] == "Telegram is in trouble"]
    assert [line["job_id"] for line in trouble] == [job.id]


async def test_whatever_is_logged_of_an_update_says_which(
    telegram: LocalTelegram, redis_server: TestRedis, migrated: Path, tmp_path: Path
) -> None:
    shutil.copytree(migrated, tmp_path / "data")
    async with talking(telegram, redis_server, tmp_path / "data") as talk:
        with reading_logs() as lines:
            await talk.person.order_fault("500", method="sendMessage", times=1)
            await talk.person.send("/start")
            await talk.says("I turn photos into art")
    trouble = [line for line in lines if line["message"] == "Telegram is in trouble"]
    assert [line["update_id"] for line in trouble] == [talk.seen[0].update_id]


def test_every_secret_of_the_settings_is_struck_out_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = {
        name: f"0123456789-{name}"
        for name, field in Settings.model_fields.items()
        if "SecretStr" in str(field.annotation)
    }
    secret["bot_token"] = TOKEN
    secret["database_url"] = "postgresql://oneiro:hidden@db/oneiro"
    secret["redis_url"] = "redis://:hidden@db"
    for name, value in secret.items():
        monkeypatch.setenv(f"ONEIRO_{name.upper()}", value)
    struck: list[str] = []
    monkeypatch.setattr("bot.logs.set_up_logging", lambda *_, secrets, **__: struck.extend(secrets))
    settings_of(argparse.Namespace(data_dir=tmp_path))
    assert len(secret) > 4
    assert {*secret.values()} <= {*struck}
