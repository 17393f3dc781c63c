"""To whom we are open: lists of languages and chats, and whoever has no language."""

from __future__ import annotations

import pytest

from bot.domain.people.regions import Default, Regions


def regions(open_: str = "", closed: str = "", default: Default | None = None) -> Regions:
    return Regions(open=frozenset(open_.split()), closed=frozenset(closed.split()), default=default)


@pytest.mark.parametrize("language", ["en", "ru", "pt-br", "", None])
def test_unset_it_is_open_to_everybody(language: str | None) -> None:
    assert regions().is_open(language, 1, -1001)


@pytest.mark.parametrize(
    ("language", "is_open"),
    [("ru", True), ("RU", True), ("ru-RU", True), ("ru_RU", True), ("r", False), ("en", False)],
)
def test_what_an_allow_list_does_not_name_is_closed(language: str, is_open: bool) -> None:
    assert regions("ru").is_open(language, 1) is is_open


def test_what_a_deny_list_does_not_name_is_open() -> None:
    assert not regions(closed="fr").is_open("fr-CA", 1)
    assert regions(closed="fr").is_open("en", 1)


def test_the_longer_code_counts_before_the_shorter() -> None:
    assert regions("pt-br", "pt").is_open("pt-BR", 1)
    assert not regions("pt-br", "pt").is_open("pt", 1)
    assert not regions("pt", "pt-br").is_open("pt-br", 1)


def test_a_chat_counts_before_a_language_and_closed_before_open() -> None:
    assert regions("-1001", "en").is_open("en", 5, -1001)
    assert not regions("en", "5").is_open("en", 5, -1001)
    assert not regions("-1001", "5").is_open("en", 5, -1001)
    assert not regions("en", "en").is_open("en", 5)
    assert not regions("5").is_open("en", 6)


@pytest.mark.parametrize("language", ["", None])
@pytest.mark.parametrize(
    ("door", "is_open"),
    [
        (regions("ru"), False),
        (regions("ru", default="open"), True),
        (regions(closed="ru"), True),
        (regions(closed="ru", default="closed"), False),
        (regions(default="closed"), False),
    ],
)
def test_whoever_has_no_language_goes_by_the_default(
    door: Regions, is_open: bool, language: str | None
) -> None:
    assert door.is_open(language, 1) is is_open
    # The default says nothing of those who have one.
    assert door.is_open("ru", 1) is ("ru" not in door.closed)
