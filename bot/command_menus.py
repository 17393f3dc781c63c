"""The menus of commands that Telegram shows."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.routes import COMMANDS, OPERATOR_COMMANDS
from bot.texts.catalogue import languages, text
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)


async def set_commands(bot: ExtBot[Pace], *, operators: Iterable[int]) -> None:
    """Tell Telegram the menu of commands, in every language that we speak, where it has changed.

    An operator's, in their private chat, has theirs as well.
    """
    for spoken in languages():
        code = None if spoken == "en" else spoken
        commands = [BotCommand(name, text(f"commands.{name}", spoken)) for name in COMMANDS]
        await _set_changed(bot, commands, scope=None, code=code)
        commands += [
            BotCommand(name, text(f"operator_menu.{name}", spoken)) for name in OPERATOR_COMMANDS
        ]
        for operator_id in operators:
            try:
                await _set_changed(bot, commands, scope=BotCommandScopeChat(operator_id), code=code)
            except (BadRequest, Forbidden) as exc:
                # One who has never written to us has no chat with us either.
                logger.info("no menu for an operator", extra={"why": exc})


async def _set_changed(
    bot: ExtBot[Pace],
    commands: Sequence[BotCommand],
    *,
    scope: BotCommandScopeChat | None,
    code: str | None,
) -> None:
    """Of what stands there already nothing is set: clients would fetch it anew."""
    if await bot.get_my_commands(scope=scope, language_code=code) != tuple(commands):
        await bot.set_my_commands(commands, scope=scope, language_code=code)
