"""Which command a message is, with a slash or in plain words that are meant for us."""

from __future__ import annotations

import re
from functools import lru_cache

from telegram import Message

from bot.commands.command import Command, plain_command, split_command
from bot.commands.parser import parse_words
from bot.domain.orders import Art
from engine.errors import BadInputError

_ARTS = frozenset(art.value for art in Art)


def command_of(message: Message) -> Command | None:
    """The command of a text or caption.

    Plain words are one in a private chat. In a group they are one in answer to us or with our
    name, and only if we understand every word: there it may be talk of what we made.
    """
    words = message.text or message.caption or ""
    command = split_command(words)
    if command is not None:
        return command
    if message.chat.type == message.chat.PRIVATE:
        return plain_command(words)
    bot, replied = message.get_bot(), message.reply_to_message
    to_us = re.sub(rf"@{re.escape(bot.username)}\b", " ", words, flags=re.I)
    answered = replied.from_user if replied is not None else None
    if to_us == words and (answered is None or answered.id != bot.id):
        return None
    command = plain_command(to_us)
    return command if command is not None and _is_understood(command) else None


@lru_cache(maxsize=256)  # every handler asks of the same message
def _is_understood(command: Command) -> bool:
    if command.name not in _ARTS:
        return True
    try:
        parse_words(Art(command.name), command.rest)
    except BadInputError:
        return False
    return True
