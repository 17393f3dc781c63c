"""The command that a message begins with: ``/dream cat``, ``/сон кот``, or plain «сон кот»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bot.commands.plain_words import MOST_WORDS, SAID_ALONE, command_names, plain

_COMMAND = re.compile(r"/(\w{1,32})(?:@([a-z0-9_]+))?(?!\S)\s*(.*)", re.I | re.S)
_WORD = re.compile(r"[^\s:,;.!?…=]+")
_AFTER_WORD = " \t\n:,;.!?…"
_OPTION = re.compile(r"-{0,2}\w+\s*[=:]\s*\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command at the start of a message: its name, whom it addresses, the words after it."""

    name: str
    bot_username: str | None
    rest: str


def split_command(message: str) -> Command | None:
    """The command that a message or caption begins with, if any; ``/сон`` is ``dream``."""
    match = _COMMAND.match(message.strip())
    if match is None:
        return None
    name, username, rest = match.groups()
    return Command(
        name=command_names().get(plain(name), name.lower()),
        bot_username=username.lower() if username else None,
        rest=rest,
    )


@lru_cache(maxsize=256)  # every handler asks of the same message
def plain_command(message: str) -> Command | None:
    """The command that a message asks for in plain words, if any: "dessine-moi un volcan"."""
    said = message.strip(_AFTER_WORD)
    ends = [match.end() for match in islice(_WORD.finditer(said), MOST_WORDS)]
    for end in reversed(ends):
        name, after = command_names().get(plain(said[:end])), said[end:].lstrip()
        rest = after.lstrip(_AFTER_WORD)
        if name is None or after.startswith("="):
            continue
        if name not in SAID_ALONE or _OPTION.sub("", rest).strip(_AFTER_WORD) == "":
            return Command(name=name, bot_username=None, rest=rest)
    return None
