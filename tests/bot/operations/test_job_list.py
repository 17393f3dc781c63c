"""`oneiro jobs` and `oneiro job`: a job's life, and no word of its person's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import NoSuchJobError, NotReadableError
from bot.operations.job_list import run_job, run_jobs
from bot.settings import Settings
from bot.storage import costs, payments
from bot.storage.database import Database
from bot.storage.jobs import jobs
from tests.bot.storage.examples import NOW, OUTCOME, add, after, new_job, start
from tests.places import ROOT

ALL: dict[str, Any] = {"state": None, "user_id": None, "limit": 20}


@pytest.fixture
def settings(migrated: Path, tmp_path: Path) -> Settings:
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    return Settings(_env_file=None, data_dir=tmp_path)


@pytest.fixture
async def db(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.sql_url)
    yield database
    await database.close()


async def test_a_job_tells_its_whole_life_and_no_private_word(
    settings: Settings, db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = await payments.record_charge(
        db,
        charge_id="c1",
        offer_id=None,
        user_id=1,
        stars=75,
        job=new_job("pc1", charge_id="c1", tier="hd"),
        now=NOW,
        score=NOW,
    )
    assert receipt.job is not None
    job = await start(db, receipt.job, at=4)
    await jobs.mark_begun(db, job.id, now=after(5))
    await costs.note_render(db, job, device="cpu", seconds=2.5, now=after(8))
    await jobs.mark_rendered(db, job.id, attempt=job.attempt, outcome=OUTCOME)
    facts = {"option": "layer", "value": "my secret words"}
    await jobs.fail(db, job.id, attempt=None, error_code="OptionError", facts=facts, now=after(9))

    await run_job(settings, job.id, as_json=True)
    printed = capsys.readouterr().out
    found = json.loads(printed)

    expected = {
        "art": "dream",
        "tier": "hd",
        "state": "failed",
        "error": "OptionError",
        "waited_s": 5.0,
        "render_s": 2.5,
        "tries": 1,
        "asked_at": "2026-03-01T12:00:00+00:00",
        "begun_at": "2026-03-01T12:00:05+00:00",
        "finished_at": "2026-03-01T12:00:09+00:00",
    }
    assert expected.items() <= found.items()
    assert (found["charge"]["charge_id"], found["charge"]["state"]) == ("c1", "refund_due")
    assert (found["outcome"]["width"], found["outcome"]["device"]) == (600, "cpu")
    for private in ("secret", "AgAC-photo", "inception_3b", "embedded"):
        assert private not in printed
    await run_job(settings, job.id, as_json=False)
    words = capsys.readouterr().out
    assert f"{job.id}  2026-03-01 12:00:00  dream in hd for 1: failed (OptionError)" in words
    assert "stars 75, state refund_due" in words


async def test_the_newest_stand_first_and_can_be_chosen(
    settings: Settings, db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    first = await add(db, "u1", user_id=1)
    second = await add(db, "u2", at=1, user_id=2)
    third = await start(db, await add(db, "u3", at=2, user_id=2), at=2)

    async def listed(**choice: Any) -> list[str]:
        await run_jobs(settings, **(ALL | choice), as_json=True)
        return [job["id"] for job in json.loads(capsys.readouterr().out)]

    assert await listed() == [third.id, second.id, first.id]
    assert await listed(limit=2) == [third.id, second.id]
    assert await listed(user_id=2) == [third.id, second.id]
    assert await listed(state="running") == [third.id]
    assert await listed(user_id=1, state="running") == []
    await run_jobs(settings, **ALL, as_json=False)
    assert [line[:12] for line in capsys.readouterr().out.splitlines()] == [
        third.id,
        second.id,
        first.id,
    ]


async def test_no_job_at_all_is_said(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await run_jobs(settings, **ALL, as_json=False)
    assert "no such jobs" in capsys.readouterr().out
    with pytest.raises(NoSuchJobError):
        await run_job(settings, "nobody", as_json=False)


async def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    nowhere = Settings(_env_file=None, data_dir=tmp_path / "none")
    with pytest.raises(NotReadableError, match="no database"):
        await run_jobs(nowhere, **ALL, as_json=False)
    assert not nowhere.data_dir.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["job", "k3f9ab"], "There is no job k3f9ab."),
        (["jobs", "--state", "lost"], "invalid choice: 'lost'"),
        (["jobs", "--limit", "many"], "invalid int value: 'many'"),
        (["jobs", "--limit", "0"], "--limit"),
    ],
)
def test_wrong_words_are_one_line_and_exit_2(
    words: list[str], said: str, settings: Settings
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *words, "--data-dir", str(settings.data_dir)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
