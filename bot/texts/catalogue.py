"""Every sentence a person reads in the chat, by key and language.

Ours and the engine's, which speaks of errors; the chat says another thing in ``chat_errors``.
"""

from __future__ import annotations

import functools
from importlib import resources

from engine import texts as engine_texts
from engine.texts.catalogue import ENDING, ENGLISH, sentences_of
from engine.texts.phrase import Fact, Phrase, tell
from engine.texts.sentences import Sentences


def text(key: str, language: str = ENGLISH, /, **facts: Fact) -> str:
    """The sentence of ``key`` in ``language`` (else English), with ``facts`` filled in.

    Raises: KeyError: there is no such sentence; a test walks all keys the code uses.
    """
    if key not in sentences(ENGLISH):
        raise KeyError(key)
    return fact_text(Phrase(key, **facts), language)


def fact_text(fact: Fact, language: str = ENGLISH, /) -> str:
    """What somebody else put into a phrase, in ``language`` (else English)."""
    return tell(fact, sentences(language))


def error_text(code: str, language: str = ENGLISH, /, **facts: Fact) -> str:
    """What to tell a person about an error of this ``code`` (the name of its class)."""
    keys = (f"chat_errors.{code}", f"errors.{code}", "errors.ArtError")
    return text(next(key for key in keys if key in sentences(ENGLISH)), language, **facts)


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages we have sentences for."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(ENDING) for f in files if f.name.endswith(ENDING)))


def known_language(code: str | None) -> str:
    """The nearest language we speak to Telegram's ``language_code`` (``fr-CA`` is ``fr``)."""
    short = (code or ENGLISH).split("-")[0].lower()
    return short if short in languages() else ENGLISH


def sentences(language: str) -> Sentences:
    """What is said in ``language``; in English where it lacks a sentence."""
    return sentences_of((engine_texts.__name__, __package__), language)
