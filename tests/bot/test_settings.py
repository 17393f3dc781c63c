"""Settings come from the environment, are refused when misspelt, and never show a secret."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.logs import LineFormatter
from bot.settings import Settings, load_settings
from tests.places import ROOT

TOKEN = "123456789:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ONEIRO_{name.upper()}", raising=False)


def test_a_misspelt_name_is_refused_with_the_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEIRO_BOT_TOKN", TOKEN)
    with pytest.raises(SettingsError, match="Did you mean ONEIRO_BOT_TOKEN") as caught:
        load_settings()
    assert TOKEN not in str(caught.value)


def test_a_misspelt_name_in_the_env_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ONEIRO_PRT=1\n")
    with pytest.raises(SettingsError, match="ONEIRO_PRT"):
        load_settings()


def test_a_wrong_value_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEIRO_PORT", "hunter2")
    with pytest.raises(SettingsError, match="ONEIRO_PORT") as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)


def test_payment_keys_are_several_long_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEIRO_PAYMENT_KEYS", "the new key of this bot, the one before that,")
    assert load_settings().signing_keys == ("the new key of this bot", "the one before that")
    monkeypatch.setenv("ONEIRO_PAYMENT_KEYS", "the new key of this bot,hunter2")
    with pytest.raises(SettingsError, match=r"ONEIRO_PAYMENT_KEYS.* 16 characters") as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)


def test_a_webhook_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEIRO_WEBHOOK_URL", "https://example.org/hook")
    with pytest.raises(SettingsError, match="ONEIRO_WEBHOOK_SECRET"):
        load_settings()


def test_every_setting_stands_in_the_example_with_its_default() -> None:
    example = (ROOT / ".env.example").read_text()
    names = set(re.findall(r"^ONEIRO_(\w+)=", example, re.MULTILINE))
    assert names == {name.upper() for name in Settings.model_fields}
    for name, value in re.findall(r"^ONEIRO_(\w+)=(.+)$", example, re.MULTILINE):
        default = Settings.model_fields[name.lower()].default
        assert type(default)(value) == default, name


def test_an_override_wins_and_none_does_not_count(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path, port=None)
    assert settings.data_dir == tmp_path
    assert settings.port == Settings.model_fields["port"].default


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgres_goes_through_the_async_driver(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONEIRO_DATABASE_URL", f"{scheme}://u:p@h/n")
    assert load_settings().sql_url == "postgresql+asyncpg://u:p@h/n"


def test_logs_strike_out_tokens_passwords_and_known_secrets() -> None:
    formatter = LineFormatter(["my-webhook-secret"])
    record = logging.makeLogRecord(
        {
            "msg": f"https://api.telegram.org/bot{TOKEN}/getMe",
            "url": "postgresql://oneiro:swordfish@db/oneiro",
            "header": "my-webhook-secret",
            "job_id": "abc",
        }
    )
    line = formatter.format(record)
    assert "job_id=abc" in line
    for secret in (TOKEN, "swordfish", "my-webhook-secret"):
        assert secret not in line


@pytest.mark.parametrize("below", ["", "sub"])
def test_a_data_folder_that_is_a_file_is_refused_by_every_process(
    tmp_path: Path, below: str
) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(SettingsError, match="is a file"):
        load_settings(data_dir=file / below)
