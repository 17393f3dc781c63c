"""A language for tests alone, beside those that we speak."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest

from bot.texts import catalogue as ours
from engine.texts import catalogue
from tests.bot.pseudo import pseudo

MADE_UP = "xx"


@contextmanager
def made_up_language(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """``xx`` is English with accents, a third longer and in brackets."""
    read = catalogue._read

    def read_made_up(package: str, language: str) -> str:
        if language != MADE_UP:
            return read(package, language)
        return pseudo(read(package, "en")).replace("[English", "[Made up")

    every = (*ours.languages(), MADE_UP)
    catalogue.sentences_of.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(catalogue, "_read", read_made_up)
        for module in ("texts.catalogue", "menus.language_keyboard", "handlers.chats.language"):
            patch.setattr(import_module(f"bot.{module}"), "languages", lambda: every)
        yield
    catalogue.sentences_of.cache_clear()
