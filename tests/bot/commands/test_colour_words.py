"""What is said of colours after /colorize."""

from __future__ import annotations

import re

import pytest

from bot.commands.parser import parse_words
from bot.domain.orders import Art
from engine.errors import BadInputError


def colours(words: str) -> dict[str, object]:
    return dict(parse_words(Art.COLORIZE, words).options)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("car=red Cat: #D66032", {"hints": ("car=red", "cat=#d66032")}),
        ("warm car=red seed=3 recolour", {"hints": ("car=red",), "tone": "warm", "seed": 3}),
        ("car = light blue, dress=dark_green", {"hints": ("car=lightblue", "dress=darkgreen")}),
        ("sky=light blue skin=tan", {"hints": ("sky=lightblue", "skin=tan")}),
        ("машина=red tone=old", {"hints": ("машина=red",), "tone": "old"}),
        ("0.3x0.8=#d66032 hint=.5×.5=blue", {"hints": ("0.3x0.8=#d66032", ".5×.5=blue")}),  # noqa: RUF001
    ],
)
def test_colours_are_said_of_things_and_of_places(words: str, options: dict[str, object]) -> None:
    flag = {"recolour": True} if "recolour" in words else {}
    assert colours(words) == {**options, **flag}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("car=red car=blue", "car has another colour already"),
        ("car=red auto=blue", "has another colour already"),
        ("car=reddish", "name a colour, as red, dark green or #884422"),
        ("небо=синее", "name a colour, as red, dark green or #884422"),
        ("zzyzx=red", "zzyzx"),
        ("tonne=warm", "Did you mean tone"),
        ("5x0.3=red", "from 0x0 at the top left to 1x1"),
        ("blue", "There are: warm, vivid, old"),
    ],
)
def test_what_of_colours_does_not_work(words: str, told: str) -> None:
    with pytest.raises(BadInputError, match=re.escape(told)):
        colours(words)


def test_a_reference_is_named() -> None:
    words = parse_words(Art.COLORIZE, "reference=k3f9 photo=zz9plu")
    assert (words.guide_id, words.photo_id) == ("k3f9", "zz9plu")
