"""The doctor really tries each part, and says what to do about what is broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.doctor import CHECKS, REMEDIES, run_doctor
from bot.settings import Settings


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
    monkeypatch.setattr("bot.doctor.CHECKS", only)
    code, findings = await examine(capsys, data_dir=tmp_path, **settings)
    assert code == 1
    assert findings["data"]["ok"]
    assert not findings[check]["ok"]
    assert findings[check]["remedy"] == REMEDIES[check]


async def test_a_folder_that_is_a_file_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    code, findings = await examine(capsys, data_dir=tmp_path / "file")
    assert code == 1
    assert not findings["data"]["ok"]
    assert not findings["database"]["ok"]


def test_every_check_has_a_remedy() -> None:
    assert set(REMEDIES) == set(CHECKS)
