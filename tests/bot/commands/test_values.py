"""Values that people type, told of as they typed them."""

from __future__ import annotations

import pytest

from bot.commands.parser import parse_words
from bot.domain.orders import Art
from engine.errors import OptionError


@pytest.mark.parametrize("said", ["900", "24", "-1", "401%", "nan"])
def test_a_size_of_strokes_out_of_range_is_told_in_percent(said: str) -> None:
    with pytest.raises(OptionError) as caught:
        parse_words(Art.STYLE, f"ink scale={said}")
    assert (caught.value.facts["value"], str(caught.value.facts["rule"])) == (
        said.removesuffix("%"),
        "it goes from 25 to 400 percent",
    )


@pytest.mark.parametrize("percent", [25, 400])
def test_the_ends_of_the_percents_are_understood(percent: int) -> None:
    assert parse_words(Art.STYLE, f"ink scale={percent}").options["scale"] == percent / 100
