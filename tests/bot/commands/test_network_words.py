"""Networks that no dream climbs: named, and meant nearly, where they are of use."""

from __future__ import annotations

import re

import pytest

from bot.commands.parser import parse_words
from bot.domain.orders import Art
from engine.errors import UnknownNameError


@pytest.mark.parametrize(
    ("art", "rest", "network"),
    [
        (Art.COLORIZE, "siggraph17", "siggraph17"),
        (Art.COLORIZE, "network=ddcolor_tiny warm", "ddcolor_tiny"),
        (Art.STICKER, "deeplabv3_resnet50", "deeplabv3_resnet50"),
    ],
)
def test_a_network_that_helps_is_named_as_any_other(art: Art, rest: str, network: str) -> None:
    assert parse_words(art, rest).options["network"] == network


@pytest.mark.parametrize(
    ("art", "rest", "near"),
    [
        (Art.COLORIZE, "network=sigraph17", "Did you mean siggraph17?"),
        (Art.COLORIZE, "sigraph17", "Did you mean siggraph17?"),
        (Art.STICKER, "network=deeplab_resnet50", "Did you mean deeplabv3_resnet50"),
        (Art.STICKER, "network=qqqq", "There are: deeplabv3_resnet50, "),
        (Art.DREAM, "network=raft_smal", "There are: "),
    ],
)
def test_of_networks_that_help_those_come_close_that_are_of_use(
    art: Art, rest: str, near: str
) -> None:
    with pytest.raises(UnknownNameError, match=re.escape(near)):
        parse_words(art, rest)
