"""What a day's theme is called."""

from __future__ import annotations

from bot.domain.delights.themes import Theme
from bot.texts.catalogue import text
from engine.catalogue.imagenet_classes import find_classes


def theme_title(theme: Theme, language: str) -> str:
    """``Creatures · castle``"""
    return f"{text(f'dreams.{theme.preset}', language)} · {_word(theme, language)}"


def said_word(theme: Theme, language: str) -> str:
    """As an order says it: in this language, where that is no other thing (papillon is a dog)."""
    word = _word(theme, language)
    is_same = find_classes(word).indices == find_classes(theme.word).indices
    return word if is_same else theme.word


def _word(theme: Theme, language: str) -> str:
    return text(f"themes.{theme.word.replace(' ', '_')}", language)
