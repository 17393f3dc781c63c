"""ImageNet's everyday things in Russian, French and Italian, by hand. No torch."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from engine.catalogue.words.spelling import fold, without_accents

_TABLE_PATH = Path(__file__).with_name("translations.toml")
_ENDINGS_PATH = Path(__file__).with_name("endings.toml")
_VOWELS = frozenset("aeiouhàèéêîôœ")
_LEAST_LETTERS = 4  # of a word that is known without its accents: not "the" for "thé"

Endings = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A word as the table has it, and the English words that mean the same."""

    said: str
    english: tuple[str, ...]


def translated(word: str) -> Translated | None:
    """Of a folded word in any form: ``птиц``, ``oiseaux``, ``uccelli``."""
    return _by_form().get(word)


def translated_words() -> tuple[str, ...]:
    """All that the table has."""
    return tuple(_words())


def rows() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(English words, folded words of other languages that mean them)."""
    table = tomllib.loads(_TABLE_PATH.read_text(encoding="utf-8"))
    for english, languages in table.items():
        words = ", ".join(filter(None, languages))
        yield tuple(english.split(", ")), tuple(fold(word) for word in words.split(", "))


@cache
def _words() -> Mapping[str, Translated]:
    return {
        word: Translated(said=word, english=english) for english, words in rows() for word in words
    }


@cache
def _by_form() -> Mapping[str, Translated]:
    """Words as they stand in the table come before what rules make of others."""
    forms = dict(_words())
    for word, meant in _words().items():
        for form in forms_of(word):
            forms.setdefault(form, meant)
    return forms


@cache
def _endings() -> Mapping[str, Endings]:
    """Language -> what an ending becomes."""
    return tomllib.loads(_ENDINGS_PATH.read_text(encoding="utf-8"))


def forms_of(word: str) -> Iterator[str]:
    """What rules make of a folded word, in the language that its letters are of."""
    endings = _endings()
    if unicodedata.name(word[0]).startswith("CYRILLIC"):
        yield from _inflected(word, endings["russian"])
        return
    french, italian = (_inflected(word, endings[name]) for name in ("french", "italian"))
    for form in (word, *french, *italian):
        plain = without_accents(form)
        for spelt in (form, plain) if len(plain) >= _LEAST_LETTERS else (form,):
            yield spelt
            if spelt[0] in _VOWELS:  # l'oiseau, un'anatra, d'oiseaux
                yield from ("l" + spelt, "un" + spelt, "d" + spelt)


def _inflected(phrase: str, endings: Endings) -> Iterator[str]:
    """Each word of a phrase as it is or with another ending."""
    for words in product(*([word, *_changed(word, endings)] for word in phrase.split())):
        yield " ".join(words)


def _changed(word: str, endings: Endings) -> list[str]:
    for ending, others in endings:
        if word.endswith(ending):
            return [word.removesuffix(ending) + other for other in others]
    return []
