"""What a saved style may be called, and how its link is read."""

from __future__ import annotations

import pytest

from bot.domain.community.saved_styles import (
    MAX_NAME_CHARS,
    STYLE_ID_CHARS,
    NameFault,
    name_of,
    read_start,
    start_words,
)

FAMILY = "👨\u200d👩\u200d👧"
WALES = "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


@pytest.mark.parametrize(
    "name",
    [
        "Night garden",
        "🌊🔥",
        FAMILY,
        WALES,
        "<b>&lt;b</b>",
        "\u05dc\u05d9\u05dc\u05d4",
        "\u0634\u0628\u200c\u0647\u0627",
        "{$name}",
        "1️⃣",
        "\U0001fae9",
        "x" * MAX_NAME_CHARS,
    ],
)
def test_a_name_stays_as_it_was_said(name: str) -> None:
    assert name_of(name) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("  two\n\tlines ", "two lines"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("nul\0l", "nul l"),
        ("\ud800half", "half"),
        ("e\u0301", "é"),
    ],
)
def test_what_cannot_be_seen_or_turns_other_words_is_left_out(words: str, name: str) -> None:
    assert name_of(words) == name


@pytest.mark.parametrize("words", ["", " \n ", "\u200d", "\u3164", "\u202e\u200f", "\u0301"])
def test_a_name_of_nothing_is_none(words: str) -> None:
    assert name_of(words) is NameFault.EMPTY


def test_a_name_has_an_end() -> None:
    assert name_of("x" * (MAX_NAME_CHARS + 1)) is NameFault.TOO_LONG
    assert name_of("x" * 4096) is NameFault.TOO_LONG
    assert name_of(" " * 4000 + "x") == "x"


def test_a_link_is_short_and_read_again_and_no_other_is() -> None:
    style_id = "a1" * (STYLE_ID_CHARS // 2)
    assert len(start_words(style_id)) <= 64
    assert read_start(start_words(style_id)) == style_id
    for words in (
        "style_",
        "style_a1",
        f"style_{style_id}x",
        f"Style_{style_id}",
        f"work_{style_id}",
    ):
        assert read_start(words) is None
