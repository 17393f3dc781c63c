"""What people call things leads to the classes that ImageNet's networks know."""

from __future__ import annotations

import subprocess
import sys

import pytest

from engine.catalogue.imagenet_classes import (
    class_names,
    find_classes,
    known_classes,
    label,
    synonyms,
)
from engine.catalogue.words.everyday import groups, same
from engine.errors import UnknownNameError
from engine.texts.phrase import Phrase


def names(word: str) -> list[str]:
    return [label(index) for index in find_classes(word).indices]


def test_the_classes_are_torchvisions_in_its_order() -> None:
    from torchvision.models._meta import _IMAGENET_CATEGORIES

    assert [label(index) for index in range(1000)] == _IMAGENET_CATEGORIES


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Egyptian cat", ["Egyptian cat"]),
        ("egyptian_CATS", ["Egyptian cat"]),
        ("“tiger‐shark”", ["tiger shark"]),  # noqa: RUF001  # as phones type it
        ("jack-o'-lanterns", ["jack-o'-lantern"]),
        ("the castles", ["castle"]),
        ("volcanoes", ["volcano"]),
        ("geese", ["goose"]),
        ("strawberries", ["strawberry"]),
        ("puma", ["cougar"]),  # a synonym
        ("panda", ["lesser panda", "giant panda"]),  # two classes share it
        ("crane", ["crane bird", "crane"]),
        ("tabby", ["tabby"]),
        ("whale", ["grey whale", "killer whale"]),  # one telling word
        ("guitars", ["acoustic guitar", "electric guitar"]),
        ("wolves", ["timber wolf", "white wolf", "red wolf"]),  # an everyday word
        ("plane", ["airliner", "warplane"]),
        ("kittens", ["tabby", "tiger cat", "Persian cat", "Siamese cat", "Egyptian cat"]),
        ("sunflower", ["daisy"]),
    ],
)
def test_a_thing_is_found_by_what_people_call_it(word: str, found: list[str]) -> None:
    assert names(word) == found


def test_every_synonym_finds_its_class() -> None:
    for index, names in enumerate(synonyms()):
        for name in names:
            group = find_classes(name)
            assert index in group.indices or group.name in groups(), name


def test_groups_hold_what_they_say() -> None:
    assert len(groups()) >= 40
    dogs = names("dogs")
    assert len(dogs) == 118
    assert (dogs[0], dogs[-1]) == ("Chihuahua", "Mexican hairless")
    birds = names("bird")
    assert {"ostrich", "great grey owl", "black swan", "king penguin", "albatross"} <= set(birds)
    assert not {"European fire salamander", "tusker", "grey whale"} & set(birds)
    assert (names("snake")[0], names("snake")[-1]) == ("thunder snake", "sidewinder")
    assert (names("butterfly")[0], names("butterfly")[-1]) == ("admiral", "lycaenid")
    assert "banana" in names("fruit")
    assert set(names("house")) >= {"barn", "boathouse"}


def test_groups_and_their_other_names_are_plain_words() -> None:
    for name in (*groups(), *same()):
        group = find_classes(name)
        assert len(set(group.indices)) == len(group.indices) > 0
        assert all(0 <= index < 1000 for index in group.indices)


def test_what_is_meant_is_called_by_the_word_that_the_person_said() -> None:
    assert find_classes("egyptian cats").name == "Egyptian cat"
    assert find_classes("Kittens").name == "kitten"
    assert find_classes("pumas").name == "puma"
    assert find_classes("pandas").name == "panda"


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("castel", "castle"),
        ("baloon", "balloon"),
        ("xyzzy", "volcano"),  # nothing comes near
        ("black", "Try|Did"),  # says nothing of what a thing is
        ("", "volcano"),
    ],
)
def test_an_unknown_word_says_what_comes_near(word: str, near: str) -> None:
    with pytest.raises(UnknownNameError, match=near) as caught:
        find_classes(word)
    assert caught.value.facts["kind"] == Phrase("kinds.class")


def test_names_are_found_without_torch() -> None:
    code = (
        "import sys; from engine.catalogue.imagenet_classes import find_classes; "
        "find_classes('cat'); sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_the_name_of_what_is_meant_means_it_again() -> None:
    for word in (*class_names(), *(one for name in class_names() for one in name.split())):
        meant = known_classes(word)
        assert meant is None or find_classes(meant.name) == meant
    assert known_classes("zzzz") is None


def test_words_of_older_commands_give_the_older_picture() -> None:
    older = ("bird", "crane", "puppies", "Egyptian cat", "retriever", "guitars", "bottle")
    assert not any(find_classes(word).is_led for word in older)
    assert names("bottle") == [
        "beer bottle",
        "pill bottle",
        "pop bottle",
        "water bottle",
        "wine bottle",
    ]
    newer = ("furniture", "vehicle", "птица", "sparrow")
    assert all(find_classes(word).is_led for word in newer)
