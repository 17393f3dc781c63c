"""``oneiro telegram set-profile``: the bot's name and descriptions, in every language we speak."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import telegram
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.errors import SettingsError, not_set
from bot.settings import Settings
from bot.texts.catalogue import languages, text
from engine.terminal.console import say
from engine.texts.phrase import Fact, Phrase

_DIFFERS = 1  # the exit code where something was left as it is

Read = Callable[[Bot, str | None], Awaitable[str]]
Write = Callable[[Bot, str, str | None], Awaitable[bool]]


async def _name(bot: Bot, code: str | None) -> str:
    return (await bot.get_my_name(language_code=code)).name


async def _description(bot: Bot, code: str | None) -> str:
    return (await bot.get_my_description(language_code=code)).description


async def _short_description(bot: Bot, code: str | None) -> str:
    return (await bot.get_my_short_description(language_code=code)).short_description


PARTS: Mapping[str, tuple[Read, Write]] = {
    "name": (_name, lambda bot, words, code: bot.set_my_name(words, language_code=code)),
    "description": (
        _description,
        lambda bot, words, code: bot.set_my_description(words, language_code=code),
    ),
    "short_description": (
        _short_description,
        lambda bot, words, code: bot.set_my_short_description(words, language_code=code),
    ),
}


async def run_set_profile(settings: Settings, *, replaces: bool) -> int:
    """Set what is empty, and show what stands there otherwise.

    Args:
        replaces: what an operator said to @BotFather too.
    Returns: the exit code; 1: something else stands there, and was left.
    Raises: SettingsError: there is no token, it is wrong, or Telegram does not answer.
    """
    if settings.bot_token is None:
        raise not_set("ONEIRO_BOT_TOKEN", Phrase("remedies.get_token"))
    # Not the service's own client, which would wait patiently for a server that is away.
    token, url = settings.bot_token.get_secret_value(), f"{settings.telegram_url}/bot"
    try:
        async with telegram.Bot(token, base_url=url) as bot:
            left = [await _set(bot, part, code, replaces) for code in languages() for part in PARTS]
    except TelegramError as exc:
        # PTB's own words about a wrong token hold the token.
        is_unknown = isinstance(exc, InvalidToken)
        why = Phrase("problems.unknown_token") if is_unknown else exc.message
        raise SettingsError(
            exc.__class__.__name__,
            name="ONEIRO_BOT_TOKEN",
            problem=why,
            remedy=Phrase("remedies.check_token"),
        ) from None
    if any(left):
        say(text("profile.kept"))
    return _DIFFERS if any(left) else 0


async def _set(bot: Bot, part: str, language: str, replaces: bool) -> bool:
    """Whether it was left as it stands, which is otherwise than ours."""
    read, write = PARTS[part]
    code = None if language == "en" else language
    stands, ours = await read(bot, code), text(f"profile.{part}", language)
    facts: dict[str, Fact] = {"what": Phrase(f"profile_part.{part}"), "language": language}
    if stands == ours:
        say(text("profile.same", **facts))
        return False
    if stands and not replaces:
        say(text("profile.differs", **facts, stands=stands, ours=ours))
        return True
    await write(bot, ours, code)
    say(text("profile.set", **facts, ours=ours))
    return False
