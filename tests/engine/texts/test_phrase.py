"""Sentences inside sentences: told late, in whatever language, from what was stored."""

from __future__ import annotations

import json
import pickle
from datetime import date

import pytest

from engine.errors import MOST_FACT_CHARS, ArtError, OptionError, near_matches
from engine.texts.catalogue import sentences_of
from engine.texts.phrase import Phrase, either, facts_from_json, facts_to_json, tell
from engine.texts.sentences import Sentences

RULE = Phrase("rules.range", low=16, high=8000)
GERMAN = Sentences(
    "de",
    [
        """
errors-OptionError = { $option }={ $value } geht nicht: { $rule }.
rules-range = es geht von { $low } bis { $high }
near-did_you_mean = { $names } vielleicht?
words-or = { $first } oder { $last }
"""
    ],
)


def test_a_rule_is_told_within_its_error() -> None:
    error = OptionError(option="size", value=8, rule=RULE)
    assert str(error) == "size=8 does not work: it goes from 16 to 8000."
    assert str(RULE) == f"{RULE}" == "it goes from 16 to 8000"


def test_an_error_is_told_in_another_language_whole() -> None:
    error = OptionError(option="size", value=8, rule=RULE)
    told = tell(Phrase(f"errors.{error.code}", **error.facts), GERMAN)
    assert told == "size=8 geht nicht: es geht von 16 bis 8000."
    near = near_matches("style", "swirl", ["swirls", "swirly", "twirl"]).facts["near"]
    assert tell(near, GERMAN) == "swirly oder swirls oder twirl vielleicht?"


def test_pickled_or_stored_as_json_it_says_the_same() -> None:
    error = OptionError("for the log", option="size", value=8, rule=RULE)
    again = pickle.loads(pickle.dumps(error))
    assert (again.detail, again.facts) == (error.detail, error.facts)
    assert facts_from_json(json.loads(json.dumps(facts_to_json(error.facts)))) == error.facts
    day = {"until": date(2026, 12, 31)}
    assert facts_from_json(json.loads(json.dumps(facts_to_json(day)))) == day
    stored_by_older_versions = {"option": "size", "value": 8, "rule": "it is odd"}
    assert facts_from_json(stored_by_older_versions) == stored_by_older_versions


def test_what_somebody_typed_is_not_repeated_at_any_length() -> None:
    rule = Phrase("rules.example", example="x" * 9999)
    assert len(str(OptionError(option="seed", value="y", rule=rule))) < MOST_FACT_CHARS + 100


@pytest.mark.parametrize(
    ("names", "words"), [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a or b or c")]
)
def test_one_of_several_names(names: list[str], words: str) -> None:
    assert str(either(names)) == words


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 style"), (0, "0 styles"), (2, "2 styles"), (21, "21 styles")]
)
def test_a_number_is_told_with_what_it_counts(count: int, words: str) -> None:
    assert str(Phrase("rules.at_most_styles", most=count)) == f"at most {words} at once"


def test_telling_of_an_error_never_raises() -> None:
    assert str(Phrase("rules.at_most_styles")) == "at most ? styles at once"
    assert str(Phrase("rules.range", low=1)) == "it goes from 1 to ?"
    assert str(Phrase("rules.of_another_version")) == "rules.of_another_version"

    class SomeNewError(OptionError):
        pass

    assert str(SomeNewError(option="a", value=1, rule="b")) == "a=1 does not work: b."
    assert str(ArtError()) == sentences_of(("engine.texts",)).tell("errors.ArtError", {})
