"""What is raised can be told: every fact is given, no sentence stands in code, each key exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import bot.errors  # its classes are walked below
from engine.errors import ArtError
from engine.texts.catalogue import sentences_of
from engine.texts.sentences import Sentences
from tests.places import ROOT

# Facts that are a part of a sentence: what they say is a phrase, or somebody else's word.
SAYINGS = {"rule", "problem", "remedy", "near", "kind", "otherwise", "what", "limit", "format"}
VARIABLES = {"rule", "problem", "remedy", "near", "otherwise"}
# Sections of which the code puts a key together.
COMPOSED = ("purposes", "changes")


def all_errors(kind: type[ArtError] = ArtError) -> Iterator[type[ArtError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from all_errors(child)


ERRORS = {
    kind.__name__: kind
    for kind in all_errors()
    if kind.__module__ in (ArtError.__module__, bot.errors.__name__)
}


CALLS = {*ERRORS, "near_matches"}


def sentences(package: str) -> Sentences:
    return sentences_of(tuple(dict.fromkeys(("engine.texts", f"{package}.texts"))))


@cache
def trees() -> dict[str, ast.Module]:
    """Every file of ours but those of the local Telegram, which knows none of the errors."""
    files = [file for name in ("engine", "bot") for file in sorted((ROOT / name).rglob("*.py"))]
    return {
        file.relative_to(ROOT).as_posix(): ast.parse(file.read_text("utf-8"))
        for file in files
        if "local_telegram" not in file.parent.parts
    }


def named(*names: str) -> Iterator[tuple[str, str, str, ast.Call]]:
    """(package, place, name, call) of every call of one of these names."""
    for file, tree in trees().items():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in names:
                    yield file.partition("/")[0], f"{file}:{node.lineno}", name, node


def given(call: ast.Call) -> set[str]:
    return {keyword.arg for keyword in call.keywords if keyword.arg is not None}


def is_open_ended(call: ast.Call) -> bool:
    """Whether it passes on the facts of another error."""
    return any(keyword.arg is None for keyword in call.keywords)


def test_every_error_is_given_the_facts_that_its_sentence_tells() -> None:
    wrong = []
    for package, place, name, call in named(*ERRORS):
        told = sentences(package).variables(f"errors.{name}")
        if not is_open_ended(call) and not told <= given(call):
            wrong.append(f"{place}: {sorted(told - given(call))} are told, not given")
    assert wrong == []


def test_every_error_says_which_facts_it_takes() -> None:
    for name, kind in ERRORS.items():
        if kind is ArtError:
            continue
        told = sentences(kind.__module__.partition(".")[0]).variables(f"errors.{name}")
        written = (kind.__doc__ or "").removeprefix("Facts: ").removesuffix(".").split(", ")
        assert told == set(written) - {"none"}, name


def test_every_phrase_has_its_sentence_and_its_facts() -> None:
    wrong = []
    for package, place, _, call in named("Phrase"):
        key = call.args[0]
        if not isinstance(key, ast.Constant):
            continue
        told = sentences(package)
        if key.value not in told:
            wrong.append(f"{place}: there is no {key.value}")
        elif not is_open_ended(call) and told.variables(key.value) != given(call):
            wrong.append(f"{place}: {key.value} is given {sorted(given(call))}")
    assert wrong == []


def test_every_sentence_is_said() -> None:
    """Those of the bot: tests/bot/test_texts.py."""
    constants = {value for tree in trees().values() for value in strings_in(tree)}
    said = constants | {f"errors.{name}" for name in ERRORS}
    for key in sentences("engine").keys:
        section, _, name = key.partition(".")
        is_composed = section in COMPOSED or f"how_to_get.{name}" in constants
        assert key in said or is_composed, key


def test_no_sentence_stands_in_code() -> None:
    written = [
        f"{place}:{value.lineno}"
        for place, tree in trees().items()
        for value in sayings(tree)
        if is_sentence(value)
    ]
    assert written == []


def test_what_is_unknown_is_told_in_every_language() -> None:
    """A network, a layer, a style: their names differ from language to language."""
    written = [
        place
        for _, place, _, call in named("near_matches", "UnknownNameError")
        for value in (*call.args[:1], *(kw.value for kw in call.keywords if kw.arg == "kind"))
        if isinstance(value, ast.Constant | ast.JoinedStr)
    ]
    assert written == []


def strings_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sayings(tree: ast.AST) -> Iterator[ast.expr]:
    """What is given to errors by these names, and what variables of these names hold."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), keywords=keywords) if name in CALLS:
                yield from (keyword.value for keyword in keywords if keyword.arg in SAYINGS)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in VARIABLES:
                yield value
            case ast.AugAssign(target=ast.Name(id=name), value=value) if name in VARIABLES:
                yield value


def is_sentence(value: ast.expr) -> bool:
    """Whether words stand in it: names have no space, and a phrase is a call."""
    match value:
        case ast.Constant(value=str() as text):
            return " " in text.strip()
        case ast.JoinedStr(values=parts):
            return any(re.search("[a-z]", text) for part in parts for text in strings_of(part))
        case ast.IfExp(body=body, orelse=other):
            return is_sentence(body) or is_sentence(other)
        case ast.BinOp(left=left, right=right):
            return is_sentence(left) or is_sentence(right)
    return False


def strings_of(part: ast.expr) -> list[str]:
    return [part.value] if isinstance(part, ast.Constant) and isinstance(part.value, str) else []
