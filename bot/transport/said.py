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
    words = _words(message)
    command = split_command(words)
    if command is not None:
        return command
    if message.chat.type == message.chat.PRIVATE:
        return plain_command(words)
    bot, replied = message.get_bot(), message.reply_to_message
    to_us = _without_our_name(message)
    answered = replied.from_user if replied is not None else None
    if to_us == words and (answered is None or answered.id != bot.id):
        return None
    command = plain_command(to_us)
    return command if command is not None and _is_understood(command) else None


def is_named(message: Message) -> bool:
    """Whether it has our name."""
    return _without_our_name(message) != _words(message)


def guest_command(message: Message) -> Command | None:
    """What somebody asks for where we are not: by our name, or in answer to us.

    Our name alone asks for a dream. Without it every word has to be understood.
    """
    to_us = _without_our_name(message)
    if to_us == _words(message):
        command = split_command(to_us) or plain_command(to_us)
        return command if command is not None and _is_understood(command) else None
    if not to_us.strip():
        return Command(name=Art.DREAM.value, bot_username=None, rest="")
    return split_command(to_us) or plain_command(to_us)


def _words(message: Message) -> str:
    return message.text or message.caption or ""


def _without_our_name(message: Message) -> str:
    name = re.escape(message.get_bot().username)
    return re.sub(rf"@{name}\b", " ", _words(message), flags=re.I)


@lru_cache(maxsize=256)  # every handler asks of the same message
def _is_understood(command: Command) -> bool:
    if command.name not in _ARTS:
        return True
    try:
        parse_words(Art(command.name), command.rest)
    except BadInputError:
        return False
    return True
