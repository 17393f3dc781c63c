"""`oneiro telegram set-profile`: what is empty is set, what stands there is shown and left."""

from __future__ import annotations

import pytest

from bot.errors import SettingsError
from bot.local_telegram.server import LocalTelegram
from bot.operations.profile import run_set_profile
from bot.settings import Settings
from bot.texts.catalogue import text
from tests.telegrams import open_site, plain_bot


def settings_at(telegram: LocalTelegram, token: str | None = None) -> Settings:
    return Settings(
        _env_file=None,
        bot_token=token or telegram.backend.token,
        telegram_url=telegram.api_url,
    )


async def test_what_stands_there_is_left_until_somebody_says_so(
    telegram: LocalTelegram, capsys: pytest.CaptureFixture[str]
) -> None:
    await open_site(telegram)
    settings = settings_at(telegram)
    async with plain_bot(telegram) as bot:
        await bot.set_my_short_description("Mine")
        assert await run_set_profile(settings, replaces=False) == 1
        printed = capsys.readouterr().out
        assert "the short description is “Mine”, which was left" in printed
        assert "--yes" in printed
        assert (await bot.get_my_short_description()).short_description == "Mine"
        assert (await bot.get_my_description()).description == text("profile.description")
        assert await run_set_profile(settings, replaces=True) == 0
        ours = text("profile.short_description")
        assert (await bot.get_my_short_description()).short_description == ours
        capsys.readouterr()
        assert await run_set_profile(settings, replaces=False) == 0
        assert "is now" not in capsys.readouterr().out


async def test_without_a_good_token_it_says_so(telegram: LocalTelegram) -> None:
    with pytest.raises(SettingsError, match="ONEIRO_BOT_TOKEN"):
        await run_set_profile(Settings(_env_file=None), replaces=False)
    with pytest.raises(SettingsError, match="does not know it"):
        await run_set_profile(settings_at(telegram, "1:wrong"), replaces=False)
