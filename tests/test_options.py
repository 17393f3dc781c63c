"""An option is declared once: flag, word, docs, bounds and errors follow from its declaration."""

from __future__ import annotations

import argparse
import dataclasses
import math
import subprocess
import sys
from typing import Any

import pytest

from bot.commands.grammar import VOCABULARIES
from bot.commands.parser import parse_words
from bot.domain.orders import Art
from engine.cli.commands import add_commands
from engine.errors import OptionError
from engine.options.arts import OPTIONS_OF
from engine.options.option import Kind, Option, options_of
from engine.options.style import StyleOptions
from engine.options.tables import PAGES, with_tables
from engine.terminal.console import Parser
from tests.places import ROOT

EVERY = [(art, option) for art, options in OPTIONS_OF.items() for option in options_of(options)]
every_option = pytest.mark.parametrize(
    ("art", "option"), EVERY, ids=[f"{art}-{option.name}" for art, option in EVERY]
)
# Said in their own way: what to draw is the first word, a film is dreamt or painted.
OTHERWISE_ASKED = {("draw", "classes"), ("video", "effect")}
AT_TERMINAL = [(art, option) for art, option in EVERY if (art, option.name) not in OTHERWISE_ASKED]
BOUNDED = [(art, option) for art, option in EVERY if option.range]
WHOLE = (Kind.WHOLE, Kind.CHANNELS)
NUMBERS = (Kind.WHOLE, Kind.NUMBER, Kind.PERCENT)


def subparser(art: str) -> argparse.ArgumentParser:
    parser = Parser(prog="oneiro")
    add_commands(parser.add_subparsers())
    (commands,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    made: Parser = commands.choices[art]
    made._fill, fill = None, made._fill
    assert fill is not None
    fill(made)
    return made


@every_option
def test_every_option_is_told_of_in_full(art: str, option: Option) -> None:
    assert option.help
    assert not option.help.endswith(".")
    assert option.usual or option.default not in (None, ())
    assert option.bounds or option.kind not in (*NUMBERS, Kind.CHOICE, Kind.CHANNELS)


@pytest.mark.parametrize(
    ("art", "option"), AT_TERMINAL, ids=[f"{art}-{option.name}" for art, option in AT_TERMINAL]
)
def test_every_option_has_its_flag_and_its_bounds_in_the_help(art: str, option: Option) -> None:
    actions = {flag: action for action in subparser(art)._actions for flag in action.option_strings}
    assert {actions[flag].dest for flag in option.flags} == {option.name}
    shown = actions[option.flags[0]].help or ""
    assert option.help in shown
    assert option.bounds in shown


@every_option
def test_every_option_has_its_word_in_the_chat(art: str, option: Option) -> None:
    vocabulary = VOCABULARIES[Art(art)]
    for name in (option.word, option.name, *option.aliases):
        assert vocabulary.option(name) == option


@pytest.mark.parametrize("art", OPTIONS_OF)
def test_no_two_options_of_an_art_are_called_the_same(art: Any) -> None:
    names = [
        name
        for option in options_of(OPTIONS_OF[art])
        for name in {option.word, option.name, *option.aliases}
    ]
    assert len(names) == len(set(names))


def _values(option: Option, number: float) -> Any:
    value = int(number) if option.kind in WHOLE else number
    return {Kind.CHANNELS: (value,), Kind.PLACE: (value, value)}.get(option.kind, value)


@pytest.mark.parametrize(
    ("art", "option"), BOUNDED, ids=[f"{art}-{option.name}" for art, option in BOUNDED]
)
def test_the_bounds_are_allowed_and_beyond_them_nothing_is(art: Any, option: Option) -> None:
    assert option.low is not None
    assert option.high is not None
    options = OPTIONS_OF[art]
    for bound in (option.low, option.high):
        options(**{option.name: _values(option, bound)})
    beyond = [option.low - 1, option.high + 1]
    if option.kind not in WHOLE:
        beyond += [math.nan, math.inf]
    for number in beyond:
        with pytest.raises(OptionError) as refused:
            options(**{option.name: _values(option, number)})
        assert refused.value.facts["option"] == option.word
        assert str(refused.value.facts["rule"]) == f"it goes from {option.range}"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"steps": 1.5}, "steps=1.5 does not work: it must be a whole number."),
        ({"steps": True}, "steps=yes does not work: it must be a whole number."),
        ({"strength": "2"}, "strength=2 does not work: it must be a number."),
        ({"random_classes": 1}, "random=1 does not work: it is yes or no."),
        ({"layer": 3}, "layer=3 does not work: it is of another kind."),
        ({"objective": "l3"}, "it is one of l2, mean, enhance, invert."),
        ({"classes": ("a", "b", "c", "d")}, "classes=a, b, c, d does not work: at most 3 at once."),
        ({"channels": (1, -2)}, "channels=-2 does not work: it goes from 0 to 100000."),
        ({"sise": 3}, "sise=3 does not work: there is no such option."),
    ],
)
def test_a_value_of_another_kind_is_refused_in_plain_words(
    values: dict[str, Any], told: str
) -> None:
    with pytest.raises(OptionError) as refused:
        OPTIONS_OF["dream"].from_json(values)
    assert told in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("art", OPTIONS_OF)
def test_options_read_back_from_json(art: Any) -> None:
    options = OPTIONS_OF[art]()
    assert type(options).from_json(options.to_json()) == options
    assert dataclasses.replace(options) == options


def test_a_stored_zoom_of_when_it_had_a_guide_is_still_read() -> None:
    zoom = OPTIONS_OF["zoom"]
    assert zoom.from_json({"guide_mode": "match", "frames": 12}) == zoom(frames=12)


@pytest.mark.parametrize("page", PAGES)
def test_the_tables_of_the_docs_are_those_of_the_options(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert with_tables(text) == text, "python -m engine.options.tables writes them anew"


def test_every_art_with_options_of_its_own_has_a_table() -> None:
    pages = "".join((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    for art in set(OPTIONS_OF) - {"what"}:  # its one option is the network
        assert f"<!-- options: {art}" in pages


def test_the_help_of_all_loads_no_options() -> None:
    code = (
        "import sys\nfrom bot.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(*(name for name in ('pydantic', 'PIL', 'numpy') if name in sys.modules))"
    )
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].strip() == ""


def test_a_words_value_is_checked_by_the_options() -> None:
    with pytest.raises(
        OptionError, match="scale=401 does not work: it goes from 25 to 400 percent"
    ):
        parse_words(Art.STYLE, "ink scale=401%")


def test_a_painting_from_before_there_were_neighbours_is_what_it_was() -> None:
    before = {"size_px": 512, "seed": 3}
    assert StyleOptions.of_result(before).loss == "wasserstein"
    assert StyleOptions.of_result({**before, "loss": "painter"}).loss == "painter"
    assert StyleOptions.of_result({**before, "recipe": "gatys"}).loss is None
    assert StyleOptions.of_result({**before, "instant": True}).loss is None
    assert StyleOptions.from_json(before).loss is None
