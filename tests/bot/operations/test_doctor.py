"""The doctor really tries each part, and says what to do about what is broken."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.local_telegram.server import LocalTelegram
from bot.operations.doctor import CHECKS, run_doctor
from bot.settings import Settings
from bot.storage import updates
from bot.storage.database import Database, upgrade
from bot.storage.tables.jobs import JobRow
from bot.texts.catalogue import sentences, text
from tests.bot.buckets import KEYS, s3_server
from tests.bot.community.free_folder import lay
from tests.bot.storage.examples import NOW, add


async def examine(
    capsys: pytest.CaptureFixture[str], **settings: Any
) -> tuple[int, dict[str, dict[str, Any]]]:
    code = await run_doctor(Settings(_env_file=None, **settings), as_json=True)
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    return code, {finding["check"]: finding for finding in json.loads(out)}


async def test_a_healthy_machine_passes_every_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, findings = await examine(capsys, data_dir=tmp_path)
    assert code == 0
    assert list(findings) == list(CHECKS)
    assert all(set(f) == {"check", "ok", "detail", "remedy"} for f in findings.values())
    assert "fetch googlenet" in findings["networks"]["remedy"]
    assert "64 px by embedded" in findings["dream"]["detail"]


@pytest.mark.parametrize(
    ("check", "settings"),
    [
        ("redis", {"redis_url": "unix:///nowhere/redis.sock"}),
        ("database", {"database_url": "postgresql://u:p@127.0.0.1:1/n"}),
        ("telegram", {"bot_token": "1:x", "telegram_url": "http://127.0.0.1:1"}),
    ],
)
async def test_what_is_broken_is_told_with_its_remedy(
    check: str,
    settings: dict[str, Any],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only = {name: CHECKS[name] for name in ("data", check)}
    monkeypatch.setattr("bot.operations.doctor.CHECKS", only)
    code, findings = await examine(capsys, data_dir=tmp_path, **settings)
    assert code == 1
    assert findings["data"]["ok"]
    assert not findings[check]["ok"]
    assert findings[check]["remedy"] == text(f"doctor.remedies.{check}")


async def test_what_is_off_at_botfather_is_advice(
    telegram: LocalTelegram,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    telegram.backend.guests.switch({"supports_guest_queries": False})
    monkeypatch.setattr("bot.operations.doctor.CHECKS", {"telegram": CHECKS["telegram"]})
    address = {"bot_token": telegram.backend.token, "telegram_url": telegram.api_url}
    code, findings = await examine(capsys, data_dir=tmp_path, **address)
    assert code == 0
    assert findings["telegram"]["remedy"] == text("doctor.guests_off")


async def test_a_folder_that_is_a_file_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    code, findings = await examine(capsys, data_dir=tmp_path / "file")
    assert code == 1
    assert not findings["data"]["ok"]
    assert not findings["database"]["ok"]


@pytest.fixture
def only_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.operations.doctor.CHECKS", {"results": CHECKS["results"]})


@pytest.mark.usefixtures("only_results")
async def test_results_are_kept_and_found_and_nothing_of_the_try_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, findings = await examine(capsys, data_dir=tmp_path)
    assert (code, str(tmp_path / "results") in findings["results"]["detail"]) == (0, True)
    assert list((tmp_path / "results").iterdir()) == []


@pytest.mark.usefixtures("only_results")
async def test_a_folder_that_takes_no_results_fails_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "results").touch()
    code, findings = await examine(capsys, data_dir=tmp_path)
    assert code == 1
    assert "results cannot be kept there (FileExistsError" in findings["results"]["detail"]
    assert findings["results"]["remedy"] == text("doctor.remedies.results")


@pytest.mark.usefixtures("only_results")
async def test_a_bucket_is_tried_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with s3_server("gallery") as bucket:
        for name, value in bucket.environment.items():
            monkeypatch.setenv(name, value)
        for url, is_ok in ((bucket.url, True), ("s3://nobodys/results", False)):
            code, findings = await examine(capsys, data_dir=tmp_path, results_url=url)
            assert (code == 0, findings["results"]["ok"]) == (is_ok, is_ok)
            assert url in findings["results"]["detail"]
            assert KEYS["AWS_SECRET_ACCESS_KEY"] not in str(findings)


async def test_the_doctor_counts_what_was_set_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two jobs, one of them paid, and an update that no version of ours could take."""
    await _set_things_aside(Settings(_env_file=None, data_dir=tmp_path).sql_url)
    monkeypatch.setattr("bot.operations.doctor.CHECKS", {"database": CHECKS["database"]})
    code, findings = await examine(capsys, data_dir=tmp_path)
    assert code == 0
    found = findings["database"]
    assert "2 jobs set aside that it cannot read, 1 of them paid" in found["detail"]
    assert "updates set aside: 1" in found["detail"]
    assert "an update was set aside" in found["remedy"]


async def _set_things_aside(sql_url: str) -> None:
    await asyncio.to_thread(upgrade, sql_url)
    db = Database(sql_url)
    await add(db, "u1", charge_id="c1")
    await add(db, "u2")
    async with db.write() as session:
        await session.execute(update(JobRow).values(is_set_aside=True))
    await updates.save(db, {7: {"update_id": 7}}, now=NOW)
    await updates.set_aside(db, 7)
    await db.close()


def test_every_check_has_a_remedy() -> None:
    remedies = {key for key in sentences("en").keys if key.startswith("doctor.remedies.")}
    assert remedies == {f"doctor.remedies.{check}" for check in CHECKS}


async def test_free_pictures_are_opened_and_what_is_amiss_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.doctor.CHECKS", {"feed": CHECKS["feed"]})
    code, findings = await examine(capsys, data_dir=tmp_path)
    assert code == 0
    assert "no ONEIRO_FEED_FOLDER" in findings["feed"]["detail"]
    free = tmp_path / "free"
    lay(free, "bare.png", note="")
    lay(free, "text.png", b"this is text")
    code, findings = await examine(capsys, data_dir=tmp_path, feed_folder=free)
    assert code == 1
    assert "each with its licence beside it" in findings["feed"]["remedy"]
    lay(free, "good.png")
    code, findings = await examine(capsys, data_dir=tmp_path, feed_folder=free)
    assert code == 0
    first, *left_out = findings["feed"]["detail"].splitlines()
    assert first == f"{free.resolve()}: 1 picture to paint for the feed"
    assert [words.strip().split(". ")[0] for words in left_out] == [
        "left out: bare.png",
        "left out: text.png",
    ]
    code, findings = await examine(capsys, data_dir=tmp_path, feed_folder=tmp_path / "nowhere")
    assert code == 1
