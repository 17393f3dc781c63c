"""A sentence that is not told yet, so that it can be told in any language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any, TypeAlias

from engine.texts.catalogue import sentences_of
from engine.texts.sentences import Sentences
from engine.texts.told import Told

Fact: TypeAlias = "str | int | float | date | Phrase"


@dataclass(frozen=True, slots=True, init=False)
class Phrase:
    """A sentence, or a part of one, by its key in ``texts/*.ftl`` and the facts that fill it.

    A fact may be a phrase itself. A number is passed as a number, so that a sentence can choose its
    plural by it. Pickles; goes to JSON and back by :func:`facts_to_json`.
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
        return tell(self, sentences_of((__package__,)))


def tell(fact: Fact, sentences: Sentences) -> str:
    """A fact in words, a phrase with all its own facts; a key that is unknown shows itself."""
    if not isinstance(fact, Phrase):
        return str(fact)
    return sentences.tell(fact.key, _within(fact, sentences))


def _within(phrase: Phrase, sentences: Sentences) -> dict[str, str | int | float | date]:
    """What fills a sentence: a phrase's words, and their other forms where they have some."""
    facts: dict[str, str | int | float | date] = {}
    for name, part in phrase.facts.items():
        if isinstance(part, Phrase):
            inner = _within(part, sentences)
            words = sentences.tell(part.key, inner)
            facts[name] = Told(words, sentences.forms(part.key, inner))
        else:
            facts[name] = part
    return facts


def megabytes(size_bytes: int) -> Phrase:
    return Phrase("amounts.megabytes", megabytes=round(size_bytes / 1e6))


def either(names: Sequence[Fact]) -> Fact:
    """Names of which one is meant: ``a or b or c``."""
    return reduce(lambda first, last: Phrase("words.or", first=first, last=last), names)


def listed(parts: Sequence[Fact]) -> Fact:
    """``a, b, c``"""
    return reduce(lambda first, last: Phrase("words.comma", first=first, last=last), parts)


def facts_to_json(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Facts as JSON has them: a phrase is an object of its key and facts, a day one of its date."""
    return {name: fact_to_json(fact) for name, fact in facts.items()}


def facts_from_json(stored: Mapping[str, Any]) -> dict[str, Fact]:
    """The inverse of :func:`facts_to_json`."""
    return {name: fact_from_json(fact) for name, fact in stored.items()}


def fact_to_json(fact: Fact) -> Any:
    """One fact as JSON has it."""
    if isinstance(fact, Phrase):
        return {"key": fact.key, "facts": facts_to_json(fact.facts)}
    return {"date": fact.isoformat()} if isinstance(fact, date) else fact


def fact_from_json(stored: Any) -> Fact:
    """The inverse of :func:`fact_to_json`."""
    if isinstance(stored, dict):
        if "date" in stored:
            return date.fromisoformat(stored["date"])
        return Phrase(stored["key"], **facts_from_json(stored["facts"]))
    fact: Fact = stored
    return fact
