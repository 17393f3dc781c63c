"""The file of tiers may change while we run."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.domain.money.current_tiers import CurrentTiers
from bot.errors import SettingsError
from tests.bot.domain.test_tiers import FREE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "tiers.toml"
    file.write_text(FREE)
    return file


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.why for record in caplog.records if record.levelno == logging.WARNING]


def test_a_change_counts_at_once(file: Path) -> None:
    tiers = CurrentTiers(file)
    assert tiers.now.free.size_px == 600
    file.write_text(FREE.replace("600", "512"))
    assert tiers.now.free.size_px == 512


def test_a_file_put_in_its_place_counts_at_once(file: Path) -> None:
    tiers = CurrentTiers(file)
    other = file.with_name("other.toml")
    other.write_text(FREE.replace("600", "512"))
    other.replace(file)
    assert tiers.now.free.size_px == 512


@pytest.mark.parametrize("wrong", [FREE + "waiting = 0\n", "[free", ""])
def test_a_bad_file_keeps_the_old_tiers_and_is_told_of_once(
    file: Path, caplog: pytest.LogCaptureFixture, wrong: str
) -> None:
    tiers = CurrentTiers(file)
    file.write_text(wrong)
    for _ in range(3):
        assert tiers.now.free.size_px == 600
    (why,) = warnings(caplog)
    assert "tiers.toml" in why
    file.write_text(FREE.replace("600", "512"))
    assert tiers.now.free.size_px == 512


def test_what_is_wrong_is_told_by_its_place(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    tiers = CurrentTiers(file)
    for key in ("waiting", "seconds_per_day"):
        file.write_text(FREE + f"{key} = -1\n")
        tiers.read()
        assert f"[free] {key}: it must be a whole number" in warnings(caplog)[-1]
        # Read by a signal or at the next use, it is one change.
        assert tiers.now.free.size_px == 600
    assert len(warnings(caplog)) == 2


def test_a_file_that_was_taken_away_keeps_the_old_tiers(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tiers = CurrentTiers(file)
    file.unlink()
    assert tiers.now.free.size_px == 600
    assert "cannot be read" in warnings(caplog)[0]


def test_at_the_start_a_bad_file_is_refused(file: Path) -> None:
    file.write_text("")
    with pytest.raises(SettingsError):
        CurrentTiers(file)
