"""A sentence that is not told yet, so that it can be told in any language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeAlias

from engine.texts.catalogue import read_sentences

Fact: TypeAlias = "str | int | float | Phrase"
# The sentence of a key in some language; None: there is none.
Sentence = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, init=False)
class Phrase:
    """A sentence, or a part of one, by its key in ``texts/*.toml`` and the facts that fill it.

    A fact may be a phrase itself. What a number counts stands behind it, for one and for others:
    ``{steps:step|steps}``. Pickles; goes to JSON and back by :func:`facts_to_json`.
    """

    key: str
    facts: Mapping[str, Fact]

    def __init__(self, key: str, /, **facts: Fact) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "facts", facts)

    def __hash__(self) -> int:
        return hash((self.key, frozenset(self.facts.items())))

    def __str__(self) -> str:
        """In English, as far as the engine's own sentences go."""
        return tell(self, read_sentences(__package__).get)


def tell(fact: Fact, sentence: Sentence) -> str:
    """A fact in words, a phrase with all its own facts; a key that is unknown shows itself."""
    if not isinstance(fact, Phrase):
        return str(fact)
    words = {name: _Words(tell(part, sentence)) for name, part in fact.facts.items()}
    return (sentence(fact.key) or fact.key).format_map(_Facts(words))


class _Words(str):
    """A fact as a sentence has it."""

    __slots__ = ()

    def __format__(self, forms: str) -> str:
        """``forms``: what is counted, as ``step|steps``; empty: nothing is."""
        one, _, others = forms.partition("|")
        return f"{self!s} {one if self == '1' else others}" if forms else str(self)


class _Facts(dict[str, _Words]):
    """A missing fact shows as '?': telling a person something never raises."""

    def __missing__(self, key: str) -> _Words:
        return _Words("?")


def megabytes(size_bytes: int) -> Phrase:
    return Phrase("amounts.megabytes", megabytes=round(size_bytes / 1e6))


def either(names: Sequence[Fact]) -> Fact:
    """Names of which one is meant: ``a or b or c``."""
    return reduce(lambda first, last: Phrase("words.or", first=first, last=last), names)


def listed(parts: Sequence[Fact]) -> Fact:
    """``a, b, c``"""
    return reduce(lambda first, last: Phrase("words.comma", first=first, last=last), parts)


def facts_to_json(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Facts as JSON has them: a phrase is an object of its key and facts."""
    return {name: fact_to_json(fact) for name, fact in facts.items()}


def facts_from_json(stored: Mapping[str, Any]) -> dict[str, Fact]:
    """The inverse of :func:`facts_to_json`."""
    return {name: fact_from_json(fact) for name, fact in stored.items()}


def fact_to_json(fact: Fact) -> Any:
    """One fact as JSON has it."""
    if isinstance(fact, Phrase):
        return {"key": fact.key, "facts": facts_to_json(fact.facts)}
    return fact


def fact_from_json(stored: Any) -> Fact:
    """The inverse of :func:`fact_to_json`."""
    if isinstance(stored, dict):
        return Phrase(stored["key"], **facts_from_json(stored["facts"]))
    fact: Fact = stored
    return fact
