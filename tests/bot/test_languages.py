"""Every language says everything that English says, in its own plurals, and where it is shown."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.texts.catalogue import languages, sentences, text
from bot.texts.utf16 import utf16_length
from engine.texts.fluent_facts import FUNCTIONS
from engine.texts.sentences import Sentences
from tests.bot.pseudo import pseudo
from tests.places import ROOT

NUMBERS = (0, 1, 2, 5, 11, 21, 1.5)
# As long as they get: a name that somebody chose, and all else.
LONG_NAMES = dict.fromkeys(("what", "names", "title", "name"), "N" * 60)
LONG_FACTS = dict.fromkeys(
    ("count", "place", "jobs", "stars", "credits", "steps", "frames", "seconds", "size", "price"),
    9999,
)
# Of the Bot API, in UTF-16 units; of buttons what a phone shows of one of two, or of one alone.
LIMITS = {
    "answer": 200,
    "commands": 256,
    "operator_menu": 256,
    "styles": 20,
    "dreams": 20,
    "caption": 700,
    "help": 3000,
    "language": 200,
}
LONG_LIMITS = {
    "language.name": 20,
    "language.telegrams": 38,
    "language.each": 38,
    "pay.refused": 255,
    "pay.description": 255,
    "plan.description": 255,
    "print_refused": 255,
    "print_invoice.description": 255,
    "pay.title": 32,
    "pay.label": 32,
    "print_invoice.title": 32,
    "profile.name": 64,
    "profile.description": 512,
    "profile.short_description": 120,
}
ONE_OF_TWO, ALONE = 22, 40
# Buttons that have a row of their own.
ALONE_KEYS = (
    "hd",
    "premium",
    "plan",
    "refund",
    "print_",
    "pay_credits",
    "as_asked",
    "send_to_all",
    "group_",
)
# A number, or whatever a fact is, and a word behind it that may be a noun.
COUNTED = re.compile(r" (people|[a-z]{2,}s)\b")
VERBS = (
    "works",
    "does",
    "has",
    "holds",
    "is",
    "lasts",
    "learned",
    "moves",
    "paints",
    "takes",
    "was",
)
# What is copied or typed is the same in every language.
COPIED = re.compile(r"(?<![\w/.:])/[a-z_]+\b(?! [;,])|--[a-z-]+|\bONEIRO_[A-Z_]+|[a-z_]+=[\w.*+]+")


def keys() -> list[str]:
    return sorted(sentences("en").keys)


def parsed(said: Sentences, key: str) -> ast.Message:
    message = FluentParser(with_spans=False).parse_entry(said.source(key))
    assert isinstance(message, ast.Message), f"{key} is broken"
    return message


def nodes(message: ast.Message, kind: type[Any]) -> list[Any]:
    found = []

    class Collect(Visitor):
        def generic_visit(self, node: Any) -> None:
            if isinstance(node, kind):
                found.append(node)
            super().generic_visit(node)

    Collect().visit(message)
    return found


def categories(language: str) -> set[str]:
    """Those that a count of ours can be of; Italian's millions are none."""
    rule = Locale.parse(language).plural_form
    return {rule(number) for number in (*range(200), 1.5)} | {"other"}


def told(said: Sentences, key: str, number: float) -> str:
    return said.tell(key, dict.fromkeys(said.variables(key), number))


@pytest.mark.parametrize("language", languages())
def test_each_says_the_same_things(language: str) -> None:
    said, english = sentences(language), sentences("en")
    assert said.own_keys == english.own_keys
    for key in keys():
        assert said.variables(key) == english.variables(key), key
        assert set(COPIED.findall(said.source(key))) == set(COPIED.findall(english.source(key)))


@pytest.mark.parametrize("language", languages())
def test_each_is_told_without_a_fault(language: str, caplog: pytest.LogCaptureFixture) -> None:
    said = sentences(language)
    with caplog.at_level(logging.ERROR, "engine.texts"):
        for key in keys():
            assert not nodes(parsed(said, key), ast.MessageReference), "only terms are referred to"
            for number in NUMBERS:
                words = told(said, key, number)
                assert words == words.strip() != "", key
                assert "!" not in words, f"{key} shouts"
    assert caplog.messages == []


@pytest.mark.parametrize("language", languages())
def test_no_file_has_a_line_that_is_nothing(language: str) -> None:
    for package in ("bot", "engine"):
        source = (ROOT / package / "texts" / f"{language}.ftl").read_text("utf-8")
        resource = FluentParser().parse(source)
        junk = [each.content for each in resource.body if isinstance(each, ast.Junk)]
        assert junk == []
        names = [each.id.name for each in resource.body if isinstance(each, ast.Message)]
        assert len(names) == len(set(names)), "a sentence stands there twice"


@pytest.mark.parametrize("language", languages())
def test_each_number_is_told_in_every_plural_of_its_language(language: str) -> None:
    needed = categories(language)
    for key in keys():
        for choice in nodes(parsed(sentences(language), key), ast.SelectExpression):
            names = {v.key.name for v in choice.variants if isinstance(v.key, ast.Identifier)}
            if names & {"zero", "one", "two", "few", "many"}:
                assert names >= needed, key
                default = next(v for v in choice.variants if v.default)
                assert default.key.name == "other", key


def test_plurals_are_those_of_unicode() -> None:
    assert categories("en") == categories("fr") == categories("it") == {"one", "other"}
    assert categories("ru") == {"one", "few", "many", "other"}


def test_no_english_sentence_counts_one_of_several() -> None:
    for key in keys():
        value = parsed(sentences("en"), key).value
        elements = value.elements if value else []
        for fact, words in pairwise(elements):
            is_fact = isinstance(fact, ast.Placeable) and isinstance(
                fact.expression, ast.VariableReference
            )
            if is_fact and isinstance(words, ast.TextElement):
                counted = COUNTED.match(words.value)
                assert counted is None or counted[1] in VERBS, key


def limit_of(key: str) -> int:
    section, _, name = key.partition(".")
    if section == "buttons":
        return ALONE if name.startswith(ALONE_KEYS) else ONE_OF_TWO
    for start, limit in LONG_LIMITS.items():
        if key.startswith(start):
            return limit
    return LIMITS.get(section, 1024)


@pytest.mark.parametrize("language", languages())
def test_sentences_fit_where_they_are_shown(language: str) -> None:
    for key in keys():
        variables = sentences(language).variables(key)
        short_facts = dict.fromkeys(variables, 21)
        is_button = key.startswith("buttons")
        facts = short_facts if is_button else short_facts | LONG_FACTS
        if key.startswith("caption"):
            facts |= LONG_NAMES
        words = text(key, language, **{name: facts[name] for name in variables})
        assert utf16_length(words) <= limit_of(key), key


def all_functions() -> Iterator[tuple[str, str]]:
    for language in languages():
        for key in keys():
            for call in nodes(parsed(sentences(language), key), ast.FunctionReference):
                yield key, call.id.name


def test_only_our_functions_are_called() -> None:
    assert {name for _, name in all_functions()} <= FUNCTIONS.keys()


def test_the_pseudo_language_says_everything_longer() -> None:
    """It is English, so that tests of what is shown know what they look for."""
    english = sentences("en")
    sources = [pseudo(path.read_text("utf-8")) for path in english_files()]
    odd = Sentences("en", sources)
    assert odd.keys == english.keys
    for key in keys():
        assert odd.variables(key) == english.variables(key)
    assert odd.tell("buttons.dream", {}) == "[Ďŕéáḿ··]"
    hello = odd.tell("start.hello", {})
    assert "/help" in hello
    assert len(hello) > 1.2 * len(english.tell("start.hello", {}))


def english_files() -> list[Path]:
    return [ROOT / package / "texts" / "en.ftl" for package in ("engine", "bot")]
