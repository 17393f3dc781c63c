"""WordNet's nouns lead to the classes that are kinds of them, or that they are kinds of."""

from __future__ import annotations

import gzip
import subprocess
import sys

import pytest

from engine.catalogue.imagenet_classes import find_classes, known_classes, label
from engine.catalogue.words.wordnet_table import (
    TABLE_PATH,
    read_numbers,
    wordnet_classes,
    wordnet_words,
    write_numbers,
)
from engine.errors import UnknownNameError
from tests.places import ROOT


def names(word: str) -> set[str]:
    return {label(index) for index in find_classes(word).indices}


def test_tens_of_thousands_of_words_fit_in_a_small_table() -> None:
    assert len(wordnet_words()) > 20_000
    assert TABLE_PATH.stat().st_size < 1_000_000


def test_every_word_of_the_table_leads_to_classes() -> None:
    for word in wordnet_words():
        numbers = wordnet_classes(word)
        assert numbers, word
        assert 0 <= min(numbers) <= max(numbers) < 1000, word
        assert len(set(numbers)) == len(numbers), word


def test_a_word_of_the_table_is_found_again_by_its_name() -> None:
    for word in wordnet_words()[::7]:
        meant = find_classes(word)
        assert find_classes(meant.name) == meant


@pytest.mark.parametrize(
    ("word", "some"),
    [
        ("furniture", {"bookcase", "throne", "studio couch", "dining table"}),
        ("vehicle", {"airliner", "ambulance", "schooner", "bobsled", "tractor"}),
        ("food", {"pizza", "ice cream", "French loaf"}),
        ("fruit", {"banana", "lemon", "strawberry"}),
        ("bird", {"ostrich", "great grey owl"}),
        ("tools", {"hammer", "screwdriver"}),
        ("buildings", {"church", "library", "barn"}),
        ("clothes", {"sock", "kimono", "sombrero"}),
        ("weapon", {"rifle", "cannon", "bow"}),
        ("animal", {"tench", "zebra", "ladybug", "toucan"}),
        ("stringed instruments", {"violin", "banjo", "harp"}),
        ("wheeled_vehicle", {"tricycle", "minivan"}),
    ],
)
def test_a_kind_is_all_the_classes_of_that_kind(word: str, some: set[str]) -> None:
    assert some <= names(word)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("poodle", {"toy poodle", "miniature poodle", "standard poodle"}),
        ("cathedrals", {"church"}),
        ("Notre-Dame", None),
        ("Vesuvius", {"volcano"}),
        ("Mt. Etna", {"volcano"}),
        ("cocker", {"cocker spaniel"}),
        ("grand piano", {"grand piano"}),
        ("snare drum", {"drum"}),
        ("batsman", {"ballplayer"}),
        ("stegosaurus", {"triceratops"}),  # the nearest that a network knows
        ("barn-owl", {"great grey owl"}),
        ("raven", {"jay", "magpie"}),
    ],
)
def test_a_narrower_word_leads_to_its_nearest_class(word: str, found: set[str] | None) -> None:
    group = known_classes(word)
    assert (group and {label(index) for index in group.indices}) == found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("crane", {"crane bird", "crane"}),  # both are classes by that very name
        ("mouse", {"mouse"}),  # the network knows the computer's alone
        ("turkey", {"peacock", "quail", "partridge"}),  # the bird's kin; no country has a look
        ("table", {"dining table", "pool table"}),  # not of figures
        ("bank", {"lakeside", "cliff", "piggy bank"}),
        ("seal", {"sea lion"}),
        ("python", {"rock python"}),
        ("jaguar", {"jaguar"}),
    ],
)
def test_of_several_meanings_the_commonest_thing_counts(word: str, found: set[str]) -> None:
    assert found <= names(word)


@pytest.mark.parametrize("word", ["bat", "love", "Paris", "justice", "Einstein", "object", "sun"])
def test_what_looks_like_no_class_means_none(word: str) -> None:
    assert known_classes(word) is None


@pytest.mark.parametrize(
    ("typed", "near"),
    [("poodel", "poodle"), ("furnitur", "furniture"), ("sparow", "sparrow"), ("castel", "castle")],
)
def test_a_slip_is_told_which_word_comes_near(typed: str, near: str) -> None:
    with pytest.raises(UnknownNameError, match=rf"Did you mean.*\b{near}\b"):
        find_classes(typed)


@pytest.mark.parametrize("numbers", [(), (3,), (0, 1, 2), (1, 3, 4, 9)])
def test_numbers_read_as_they_were_written(numbers: tuple[int, ...]) -> None:
    assert read_numbers(write_numbers(numbers)) == numbers


def test_the_table_is_read_when_a_word_needs_it_and_no_sooner() -> None:
    code = (
        "from engine.catalogue.imagenet_classes import find_classes; "
        "from engine.catalogue.words import wordnet_table; find_classes('cat'); "
        "print(wordnet_table._numbers.cache_info().currsize); find_classes('furniture'); "
        "print(wordnet_table._numbers.cache_info().currsize)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], check=True, timeout=60, capture_output=True, text=True
    )
    assert said.stdout.split() == ["0", "1"]


def test_wordnets_licence_goes_with_its_words() -> None:
    table = gzip.decompress(TABLE_PATH.read_bytes()).decode("ascii")
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for text in (table, notice):
        assert "Princeton University" in text
        assert "WITHOUT FEE" in " ".join(text.upper().replace("#", "").split())
