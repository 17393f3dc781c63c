"""x4: four beginnings, asked for in a word."""

from __future__ import annotations

import pytest

from bot.commands.parser import parse_words
from bot.domain.orders import Art
from engine.errors import UnknownNameError


@pytest.mark.parametrize("word", ["x4", "X4", "×4", "4x", "4×", "\N{CYRILLIC SMALL LETTER HA}4"])  # noqa: RUF001
@pytest.mark.parametrize(
    ("art", "words"), [(Art.DREAM, "cat"), (Art.STYLE, "ink"), (Art.DRAW, "volcano")]
)
def test_several_beginnings_are_asked_for_in_a_word(art: Art, words: str, word: str) -> None:
    one, several = parse_words(art, words), parse_words(art, f"{words} {word} seed=3")
    assert (one.variations, several.variations) == (1, 4)
    assert {**one.options, "seed": 3} == several.options
    assert one.styles == several.styles


@pytest.mark.parametrize("art", [Art.VIDEO, Art.ZOOM, Art.EXPLAIN, Art.TEXTURE])
def test_what_cannot_be_begun_several_times_says_so(art: Art) -> None:
    with pytest.raises(UnknownNameError):
        parse_words(art, "x4")
