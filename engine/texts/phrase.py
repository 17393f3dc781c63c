"""A sentence that is not told yet, so that it can be told in any language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from engine.texts.catalogue import read_sentences

Fact: TypeAlias = "str | int | float | Phrase"
# The sentence of a key in some language; None: there is none.
Sentence = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, init=False)
class Phrase:
    """A sentence, or a part of one, by its key in ``texts/*.toml`` and the facts that fill it.

    A fact may be a phrase itself. Pickles; goes to JSON and back by :func:`facts_to_json`.
    """

    key: str
    facts: Mapping[str, Fact]

    def __init__(self, key: str, /, **facts: Fact) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "facts", facts)

    def __str__(self) -> str:
        """In English, as far as the engine's own sentences go."""
        return tell(self.key, self.facts, read_sentences(__package__).get)


def tell(key: str, facts: Mapping[str, object], sentence: Sentence) -> str:
    """The sentence of ``key`` with its facts; a key that ``sentence`` lacks shows itself."""
    told = {
        name: tell(fact.key, fact.facts, sentence) if isinstance(fact, Phrase) else fact
        for name, fact in facts.items()
    }
    return (sentence(key) or key).format_map(_Facts(told))


class _Facts(dict[str, object]):
    """A missing fact shows as '?': telling a person something never raises."""

    def __missing__(self, key: str) -> str:
        return "?"


def either(names: Sequence[str]) -> Fact:
    """The names, of which one is meant: ``a or b or c``."""
    first, *others = names
    words: Fact = first
    for name in others:
        words = Phrase("words.or", first=words, last=name)
    return words


def facts_to_json(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Facts as JSON has them: a phrase is an object of its key and facts."""
    return {
        name: {"key": fact.key, "facts": facts_to_json(fact.facts)}
        if isinstance(fact, Phrase)
        else fact
        for name, fact in facts.items()
    }


def facts_from_json(stored: Mapping[str, Any]) -> dict[str, Fact]:
    """The inverse of :func:`facts_to_json`."""
    return {
        name: Phrase(fact["key"], **facts_from_json(fact["facts"]))
        if isinstance(fact, dict)
        else fact
        for name, fact in stored.items()
    }
