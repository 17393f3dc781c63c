"""Every sentence a person reads in the chat, by key and language."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

FALLBACK_LANGUAGE = "en"


class _Facts(dict[str, object]):
    """A missing fact shows as '?': telling a person something never raises."""

    def __missing__(self, key: str) -> str:
        return "?"


def text(key: str, language: str = FALLBACK_LANGUAGE, **facts: object) -> str:
    """The sentence of ``key`` in ``language`` (else English), with ``facts`` filled in.

    Raises: KeyError: there is no such sentence; a test walks all keys the code uses.
    """
    sentence = sentences(language).get(key)
    if sentence is None:
        sentence = sentences(FALLBACK_LANGUAGE)[key]
    return sentence.format_map(_Facts(facts))


def error_text(code: str, language: str = FALLBACK_LANGUAGE, **facts: object) -> str:
    """What to tell a person about an error of this ``code`` (the name of its class)."""
    key = f"errors.{code}"
    known = sentences(FALLBACK_LANGUAGE)
    return text(key if key in known else "errors.ArtError", language, **facts)


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages we have sentences for."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name[:-5] for f in files if f.name.endswith(".toml")))


def known_language(code: str | None) -> str:
    """The nearest language we speak to Telegram's ``language_code`` (``fr-CA`` is ``fr``)."""
    short = (code or FALLBACK_LANGUAGE).split("-")[0].lower()
    return short if short in languages() else FALLBACK_LANGUAGE


@functools.cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of one language by dotted key; empty for a language we do not speak."""
    if language not in languages():
        return {}
    source = resources.files(__package__) / f"{language}.toml"
    return _flatten(tomllib.loads(source.read_text("utf-8")))


def _flatten(table: dict[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = str(value)
    return flat
