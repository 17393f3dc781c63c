"""docs/STYLING.md, as far as it tells of the chat: its words and commands mean what it says."""

from __future__ import annotations

import re

import pytest

from bot.commands.command import split_command
from bot.commands.grammar import VOCABULARIES
from bot.commands.parser import parse_words
from bot.domain.orders import Art
from tests.places import ROOT

PAGE = (ROOT / "docs" / "STYLING.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"`(/\w+ .+?)`", PAGE)
ROW = re.compile(r"^\| `(\w+)` \| `(\w+)[=`]", re.MULTILINE)
BEFORE_FILMS, _, AFTER = PAGE.partition("## Films")
FILMED, _, CUT_OUT = AFTER.partition("## Stickers")


@pytest.mark.parametrize(
    ("art", "option", "said"),
    [
        *((Art.STYLE, *row) for row in ROW.findall(BEFORE_FILMS)),
        *((Art.VIDEO, *row) for row in ROW.findall(FILMED)),
        *((Art.STICKER, *row) for row in ROW.findall(CUT_OUT)),
    ],
)
def test_a_word_of_the_page_sets_its_option(art: Art, option: str, said: str) -> None:
    declared = VOCABULARIES[art].option(said)
    assert declared is not None
    assert declared.name == option


@pytest.mark.parametrize("command", COMMANDS)
def test_the_pages_commands_are_understood(command: str) -> None:
    found = split_command(command)
    assert found is not None
    assert parse_words(Art(found.name), found.rest)


def test_the_page_has_commands() -> None:
    assert {command.split()[0] for command in COMMANDS} == {"/style", "/texture", "/video"}
