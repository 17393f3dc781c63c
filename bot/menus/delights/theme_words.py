"""What a day's theme is called."""

from __future__ import annotations

from bot.domain.delights.themes import Theme
from bot.texts.catalogue import text


def theme_title(theme: Theme, language: str) -> str:
    """``Creatures · castle``"""
    word = text(f"themes.{theme.word.replace(' ', '_')}", language)
    return f"{text(f'dreams.{theme.preset}', language)} · {word}"
