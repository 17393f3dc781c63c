"""Sentences as Fluent tells them: plurals, numbers, days, names in their forms, and no crash."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from engine.texts.catalogue import sentences_of
from engine.texts.phrase import Phrase, tell
from engine.texts.sentences import MISSING, Sentences

ENGLISH = Sentences(
    "en",
    [
        """
### A catalogue.
# A comment = no sentence.
count = { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    }
seed = seed={ $seed }
grouped = { NUMBER($seed) } px
time = { $time } s
day = on { $day }
sure-thing = It is { $what }.
lines =
    One, #two,

      three.
style-mosaic = Mosaic
painted = In { $style }.
"""
    ],
)
RUSSIAN = Sentences(
    "ru",
    [
        """
-bot = Онейро
count = { $steps ->
        [one] { $steps } шаг
        [few] { $steps } шага
        [many] { $steps } шагов
       *[other] { $steps } шага
    } у { -bot }
sure-thing = Это { $what
lines = Одна { $line }
time = { -nobody } { $time }
seed = seed={ $seed }
grouped = { NUMBER($seed) } пкс
day = { $day }
style-mosaic = Мозаика
    .genitive = мозаики
painted = В стиле { FORM($style, "genitive") }, { FORM($style, "dative") }.
"""
    ],
    otherwise=ENGLISH,
)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (0, "0 шагов"),
        (1, "1 шаг"),
        (2, "2 шага"),
        (5, "5 шагов"),
        (11, "11 шагов"),
        (21, "21 шаг"),
        (1.5, "1,5 шага"),
        (2.0, "2 шага"),
        ("∞", "∞ шага"),
    ],
)
def test_a_number_chooses_its_plural(steps: int | float | str, words: str) -> None:
    assert RUSSIAN.tell("count", {"steps": steps}) == f"{words} у Онейро"


def test_numbers_are_grouped_only_where_a_sentence_asks_for_it() -> None:
    assert ENGLISH.tell("seed", {"seed": 123456}) == "seed=123456"
    assert ENGLISH.tell("grouped", {"seed": 123456}) == "123,456 px"
    assert RUSSIAN.tell("grouped", {"seed": 123456}) == "123\N{NO-BREAK SPACE}456 пкс"
    assert ENGLISH.tell("seed", {"seed": 2**70}) == f"seed={2**70}"
    assert ENGLISH.tell("time", {"time": 2.5}) == "2.5 s"


def test_a_day_is_told_as_its_language_writes_it() -> None:
    day = {"day": date(2026, 3, 5)}
    assert ENGLISH.tell("day", day) == "on Mar 5, 2026"
    assert RUSSIAN.tell("day", day) == "5 мар. 2026\N{NARROW NO-BREAK SPACE}г."


def test_a_name_is_told_in_the_form_that_a_sentence_asks_for() -> None:
    painted = Phrase("painted", style=Phrase("style.mosaic"))
    assert tell(painted, RUSSIAN) == "В стиле мозаики, Мозаика."
    assert tell(painted, ENGLISH) == "In Mosaic."
    assert tell(Phrase("painted", style="fire"), RUSSIAN) == "В стиле fire, fire."


def test_lines_stand_as_they_are_written() -> None:
    assert ENGLISH.tell("lines", {}) == "One, #two,\n\n  three."


def test_no_mark_stands_around_a_fact() -> None:
    assert ENGLISH.tell("sure.thing", {"what": "seed=3"}) == "It is seed=3."
    assert ENGLISH.tell("sure.thing", {"what": "{ $x }"}) == "It is { $x }."


def test_what_is_missing_or_broken_is_told_in_english() -> None:
    assert RUSSIAN.tell("sure.thing", {"what": "so"}) == "It is so."
    assert RUSSIAN.tell("time", {"time": 3}) == "3 s"
    assert RUSSIAN.keys == ENGLISH.keys
    broken = Sentences("ru", ["\ufeff= }{\n\n[x]\ncount", "count"], otherwise=ENGLISH)
    assert broken.tell("count", {"steps": 1}) == "1 step"


def test_what_no_language_has_shows_as_it_can() -> None:
    assert ENGLISH.tell("no.such", {}) == "no.such"
    assert ENGLISH.tell("count", {}) == f"{MISSING} steps"
    assert RUSSIAN.tell("lines", {}) == f"Одна {MISSING}"
    assert Sentences("en", ["a = {"]).tell("a", {}) == "a"
    assert Sentences("en", ["a = { -b } { C($d) }"]).tell("a", {}) == "{-b} C()"


def test_a_long_fact_is_told_whole() -> None:
    assert ENGLISH.tell("sure.thing", {"what": "x" * 5000}) == f"It is {'x' * 5000}."


def test_a_package_or_a_language_without_sentences_has_none() -> None:
    assert sentences_of(("tests",)).keys == frozenset()
    english = sentences_of(("engine.texts",))
    assert sentences_of(("engine.texts",), "tlh").keys == english.keys
    assert (
        sentences_of(("engine.texts",), "tlh").tell("errors.RenderStoppedError", {}) == "Stopped."
    )


def test_fluent_is_loaded_only_to_tell_something() -> None:
    told = (
        "import sys, engine.errors, bot.texts.catalogue as c; 'say.failed' in c.sentences('en');"
        "assert not {'fluent', 'babel'} & set(sys.modules);"
        "str(engine.errors.ArtError()); assert 'fluent' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
