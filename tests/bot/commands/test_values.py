"""Values that people type, told of as they typed them."""

from __future__ import annotations

import pytest

from bot.commands.parser import parse_words
from bot.commands.values import PERCENTS
from bot.domain.orders import Art
from engine.errors import OptionError
from engine.options.style import StyleOptions


@pytest.mark.parametrize("said", ["900", "24", "-1", "401%", "nan"])
def test_a_size_of_strokes_out_of_range_is_told_in_percent(said: str) -> None:
    with pytest.raises(OptionError) as caught:
        parse_words(Art.STYLE, f"ink scale={said}")
    assert (caught.value.facts["value"], caught.value.facts["rule"]) == (
        said,
        "it goes from 25 to 400",
    )


@pytest.mark.parametrize("percent", PERCENTS)
def test_the_ends_of_the_percents_are_those_of_the_options(percent: int) -> None:
    assert parse_words(Art.STYLE, f"ink scale={percent}").options["scale"] == percent / 100
    for beyond in (0.99 * PERCENTS[0] / 100, 1.01 * PERCENTS[1] / 100):
        with pytest.raises(OptionError):
            StyleOptions(scale=beyond)
