"""A day's theme is ordered by a word of each language that means the same thing."""

from __future__ import annotations

import pytest

from bot.domain.delights.themes import THEMES, Theme
from bot.menus.delights.theme_words import said_word
from bot.texts.catalogue import languages
from engine.catalogue.imagenet_classes import find_classes


@pytest.mark.parametrize("theme", THEMES, ids=str)
def test_it_means_the_same_in_every_language(theme: Theme) -> None:
    meant = find_classes(theme.word)
    said = {language: said_word(theme, language) for language in languages()}
    assert {find_classes(word).indices for word in said.values()} == {meant.indices}
    assert said["ru"] != theme.word


def test_what_means_a_dog_in_one_language_is_said_in_another() -> None:
    assert said_word(Theme("eyes", "butterfly"), "fr") == "butterfly"
    assert said_word(Theme("eyes", "owl"), "fr") == "hibou"
