"""Every sentence a person reads in the chat, by key and language.

Ours and the engine's, which speaks of errors; the chat says another thing in ``chat_errors``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources

from engine import texts as engine_texts
from engine.texts.catalogue import ENGLISH, read_sentences
from engine.texts.phrase import Fact, Phrase, tell


def text(key: str, language: str = ENGLISH, /, **facts: Fact) -> str:
    """The sentence of ``key`` in ``language`` (else English), with ``facts`` filled in.

    Raises: KeyError: there is no such sentence; a test walks all keys the code uses.
    """
    if key not in sentences(ENGLISH):
        raise KeyError(key)
    return fact_text(Phrase(key, **facts), language)


def fact_text(fact: Fact, language: str = ENGLISH, /) -> str:
    """What somebody else put into a phrase, in ``language`` (else English)."""
    return tell(fact, sentences(language).get)


def error_text(code: str, language: str = ENGLISH, /, **facts: Fact) -> str:
    """What to tell a person about an error of this ``code`` (the name of its class)."""
    keys = (f"chat_errors.{code}", f"errors.{code}", "errors.ArtError")
    return text(next(key for key in keys if key in sentences(ENGLISH)), language, **facts)


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages we have sentences for."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name[:-5] for f in files if f.name.endswith(".toml")))


def known_language(code: str | None) -> str:
    """The nearest language we speak to Telegram's ``language_code`` (``fr-CA`` is ``fr``)."""
    short = (code or ENGLISH).split("-")[0].lower()
    return short if short in languages() else ENGLISH


@functools.cache
def sentences(language: str) -> Mapping[str, str]:
    """By dotted key; in English where the language lacks one."""
    merged: dict[str, str] = {}
    for spoken in (ENGLISH, language):
        for package in (engine_texts.__name__, __package__):
            merged |= read_sentences(package, spoken)
    return merged
