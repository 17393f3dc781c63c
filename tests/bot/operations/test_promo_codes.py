"""`oneiro promo`: codes made, listed and ended, also while the service runs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import PromoCodeError
from bot.operations.money.promo_codes import run_create, run_end, run_list
from bot.settings import Settings
from bot.storage.credits import promo
from bot.storage.database import Database
from tests.places import ROOT


@pytest.fixture
def settings(migrated: Path, tmp_path: Path) -> Settings:
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    return Settings(_env_file=None, data_dir=tmp_path)


async def create(settings: Settings, code: str = "spring", **changes: int | str) -> int:
    facts = {"credits": 10, "uses": 2, "until": "2099-12-31", **changes}
    return await run_create(settings, code, **facts)  # type: ignore[arg-type]


async def test_a_code_counts_to_the_end_of_its_last_day(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await create(settings) == 0
    assert "SPRING is worth 10 credits to each of 2 people" in capsys.readouterr().out
    db = Database(settings.sql_url)
    try:
        last = datetime(2099, 12, 31, 23, 59, tzinfo=UTC)
        assert await promo.redeem(db, "SPRING", user_id=1, now=last) == 10
    finally:
        await db.close()
    assert await run_list(settings, as_json=True) == 0
    (code,) = json.loads(capsys.readouterr().out)
    assert (code["code"], code["used"], code["counts"]) == ("SPRING", 1, True)
    assert await run_end(settings, "Spring") == 0
    assert await run_list(settings, as_json=False) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed == [
        "SPRING is over now. What it gave stays.",
        "SPRING  10 credits, 1 of 2 uses, over",
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "a b"}, "3 to 32 letters"),
        ({"credits": 0}, "--credits: it must be a whole number from 1"),
        ({"uses": -1}, "--uses: it must be a whole number from 1"),
        ({"until": "soon"}, "--until: it must be a day, as 2026-12-31"),
        ({"until": "2001-01-01"}, "--until: that day is over"),
        ({"until": "9999-12-31"}, "--until: it must be a day"),
    ],
)
async def test_what_cannot_be_is_refused(
    settings: Settings, changes: dict[str, int | str], words: str
) -> None:
    with pytest.raises(PromoCodeError, match=words):
        await create(settings, **changes)  # type: ignore[arg-type]


async def test_a_name_is_used_once_and_only_what_counts_is_ended(settings: Settings) -> None:
    await create(settings)
    with pytest.raises(PromoCodeError, match="SPRING: there is or was such a code"):
        await create(settings, "SPRING")
    await run_end(settings, "SPRING")
    with pytest.raises(PromoCodeError, match="no such code that still counts"):
        await run_end(settings, "SPRING")


def test_the_command_says_what_is_wrong_in_one_line(settings: Settings) -> None:
    words = ("promo", "create", "SPRING", "--credits", "5", "--uses", "1", "--until", "soon")
    command = (sys.executable, "-m", "bot.cli", "--data-dir", str(settings.data_dir), *words)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "--until: it must be a day" in done.stderr
