"""The sentences of one language, and their telling by Fluent (https://projectfluent.org).

Finding a sentence takes no Fluent, and each is parsed when it is first told: a process that tells
ten of a thousand pays for ten. A sentence that is broken breaks no other.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fluent.syntax.ast import EntryType

logger = logging.getLogger(__name__)

MISSING = "?"
# Where a message or a term begins; all else goes on, or is a comment.
_ENTRY = re.compile(r"^(-?[A-Za-z][\w-]*) *=", re.MULTILINE)
# Fluent refuses texts of more than 2500 characters; a longer one is put in behind its back.
_MOST_CHARS = 2000
_LONG = "\ue000"
_COMMENT = re.compile(r"^#.*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sentence ready to be told: Fluent's patterns, and the facts that they ask for."""

    value: Any
    forms: Mapping[str, Any]
    variables: frozenset[str]


class Sentences:
    """By dotted key; ``pay.refused.gone`` stands in the source as ``pay-refused-gone``."""

    def __init__(
        self, language: str, sources: Sequence[str], *, otherwise: Sentences | None = None
    ) -> None:
        """
        Args:
            sources: Fluent resources; of one key in several the last one counts.
            otherwise: tells what is missing or broken here.
        """
        self.language = language
        self._otherwise = otherwise
        self._sources: dict[str, str] = {}
        for source in sources:
            self._sources |= _split(source)
        self._entries: dict[str, _Entry | None] = {}
        self._bundle: Any = None
        # All that this language has itself, and all that can be told, be it in another one.
        self.own_keys = frozenset(_key(name) for name in self._sources if name[0] != "-")
        self.keys: frozenset[str] = self.own_keys.union(() if otherwise is None else otherwise.keys)

    def __contains__(self, key: object) -> bool:
        return key in self.keys

    def source(self, key: str) -> str:
        """How the sentence stands in its file, from its name on. Raises: KeyError."""
        return self._sources[_name(key)]

    def variables(self, key: str) -> frozenset[str]:
        """The facts that a sentence asks for. Raises: KeyError: there is none, or it is broken."""
        entry = self._entry(key)
        if entry is None:
            raise KeyError(key)
        return entry.variables

    def tell(self, key: str, facts: Mapping[str, str | int | float | date]) -> str:
        """The sentence with its facts filled in; never raises.

        A fact that is missing shows as '?', a sentence that no language has as its key.
        """
        return self._tell(key, facts, form=None) or key

    def forms(self, key: str, facts: Mapping[str, str | int | float | date]) -> Mapping[str, str]:
        """What a name is besides itself: its cases, its gender; by the names of its attributes."""
        entry = self._entry(key)
        if entry is None:
            return {}
        told = {form: self._tell(key, facts, form=form) for form in entry.forms}
        return {form: words for form, words in told.items() if words is not None}

    def _tell(
        self, key: str, facts: Mapping[str, str | int | float | date], *, form: str | None
    ) -> str | None:
        words, errors = self._format(key, facts, form=form)
        if words is not None and not errors:
            return words
        if errors:
            logger.error("a sentence is broken", extra={"key": key, "why": repr(errors[0])})
        if self._otherwise is None:
            return words
        instead = self._otherwise._tell(key, facts, form=form)
        return words if instead is None else instead

    def _format(
        self, key: str, facts: Mapping[str, str | int | float | date], *, form: str | None
    ) -> tuple[str | None, Sequence[Exception]]:
        """The words, or None if they are not here; and what Fluent finds wrong with them."""
        entry = self._entry(key)
        pattern = entry and (entry.value if form is None else entry.forms.get(form))
        if entry is None or pattern is None:
            return None, ()
        from engine.texts.fluent_facts import as_fluent

        filled = dict.fromkeys(entry.variables, MISSING) | dict(facts)
        long = {
            f"{_LONG}{name}{_LONG}": fact
            for name, fact in filled.items()
            if isinstance(fact, str) and len(fact) > _MOST_CHARS
        }
        arguments = {name: as_fluent(fact) for name, fact in filled.items()}
        arguments |= {mark.strip(_LONG): mark for mark in long}
        words, errors = self._bundle.format_pattern(pattern, arguments)
        told = str(words)
        for mark, fact in long.items():
            told = told.replace(mark, str(fact))
        return told, errors

    def _entry(self, key: str) -> _Entry | None:
        name = _name(key)
        if name not in self._entries:
            self._entries[name] = self._parse(name)
        return self._entries[name]

    def _parse(self, name: str) -> _Entry | None:
        source = self._sources.get(name)
        if source is None or name.startswith("-"):
            return None
        from fluent.syntax.ast import Message

        if self._bundle is None:
            self._bundle = self._new_bundle()
        parsed = _parsed(source)
        if not isinstance(parsed, Message):
            logger.error("a sentence is broken", extra={"key": name, "why": source})
            return None
        return self._compile(name, parsed)

    def _compile(self, name: str, message: EntryType) -> _Entry:
        from fluent.syntax.ast import Resource
        from fluent.syntax.visitor import Visitor

        variables: set[str] = set()

        class Collect(Visitor):
            def visit_VariableReference(self, node: Any) -> None:  # noqa: N802  # the visitor's
                variables.add(node.id.name)

        Collect().visit(message)
        self._bundle.add_resource(Resource([message]))
        compiled = self._bundle.get_message(name)
        return _Entry(compiled.value, compiled.attributes, frozenset(variables))

    def _new_bundle(self) -> Any:
        """With the terms of this language, which sentences are made of."""
        from fluent.runtime import FluentBundle
        from fluent.syntax.ast import Resource

        from engine.texts.fluent_facts import FUNCTIONS

        # Isolating marks would come along with a command that is copied.
        bundle = FluentBundle([self.language, "en"], FUNCTIONS, use_isolating=False)
        terms = [source for name, source in self._sources.items() if name.startswith("-")]
        bundle.add_resource(Resource([_parsed(source) for source in terms]))
        return bundle


def _key(name: str) -> str:
    return name.replace("-", ".")


def _name(key: str) -> str:
    return key.replace(".", "-")


def _split(source: str) -> dict[str, str]:
    """Each entry's own lines, by its name."""
    lines = _COMMENT.sub("", source.replace("\r\n", "\n"))
    begins = list(_ENTRY.finditer(lines))
    ends = [each.start() for each in begins[1:]] + [len(lines)]
    return {each[1]: lines[each.start() : end] for each, end in zip(begins, ends, strict=False)}


def _parsed(source: str) -> EntryType:
    from fluent.syntax import FluentParser

    return FluentParser(with_spans=False).parse_entry(source)
