"""Themes by date."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from bot.commands.parser import parse_words
from bot.domain.delights.themes import CANDIDATES, THEMES, Theme, candidates, of_date
from bot.domain.orders import Art
from engine.catalogue.presets import PRESETS

DAY = date(2026, 11, 30)


def test_a_day_has_one_theme_and_the_next_day_another() -> None:
    days = [DAY + timedelta(days=number) for number in range(len(THEMES))]
    assert [of_date(day) for day in days] == [of_date(day) for day in days]
    assert {of_date(day) for day in days} == set(THEMES)
    pairs = itertools.pairwise(days)
    assert all(of_date(one).preset != of_date(other).preset for one, other in pairs)


def test_candidates_differ_and_begin_with_what_the_calendar_says() -> None:
    for number in range(len(THEMES)):
        day = DAY + timedelta(days=number)
        offered = candidates(day)
        assert offered[0] == of_date(day)
        assert len({theme.preset for theme in offered}) == CANDIDATES


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.words)
def test_every_theme_can_be_dreamt_as_it_is_said(theme: Theme) -> None:
    assert theme.preset in PRESETS
    said = parse_words(Art.DREAM, theme.words).options
    assert said == {"preset": theme.preset, "classes": (theme.word,)}
    assert Theme.from_words(theme.words) == theme


@pytest.mark.parametrize("words", ["", "creatures", " castle", "creatures "])
def test_words_that_are_no_theme(words: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Theme.from_words(words)
