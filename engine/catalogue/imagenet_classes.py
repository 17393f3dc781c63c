"""The 1000 things that ImageNet's networks know by name, and the words people have for them.

No torch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.catalogue.layers import CLASSES
from engine.errors import near_matches
from engine.texts.phrase import Phrase

CLASSES_PATH = Path(__file__).parents[1] / "assets" / "classes.txt"

# Everyday words that ImageNet has no class for, or another one than people mean by them (its
# "plane" is a carpenter's): the classes as numbers and ranges of numbers.
_GROUPS: Mapping[str, str] = {
    # animals
    "cat": "281-285",
    "big cat": "286-293",
    "dog": "151-268",
    "wolf": "269-271",
    "fox": "277-280",
    "bear": "294-297",
    "bird": "7-24 80-100 127-146",
    "chicken": "7 8",
    "duck": "97 98",
    "parrot": "87-90",
    "fish": "0 1 389-397",
    "shark": "2-4",
    "dolphin": "148",
    "seal": "149 150",
    "frog": "30-32",
    "newt": "25-29",
    "turtle": "33-37",
    "lizard": "38-48",
    "dragon": "43 48",
    "crocodile": "49 50",
    "dinosaur": "51",
    "snake": "52-68",
    "boa": "61 62",
    "spider": "72-77",
    "insect": "300-326",
    "beetle": "300-307",
    "butterfly": "321-326",
    "crab": "118-121 125",
    "lobster": "122-124",
    "coral": "109 973",
    "shell": "112 116 117",
    "rabbit": "330-332",
    "rodent": "333 335-338",
    "horse": "339 340",
    "pig": "341-343",
    "cow": "345-347",
    "sheep": "348 349",
    "goat": "350",
    "deer": "351-353",
    "monkey": "370-382",
    "ape": "365-369",
    "lemur": "383 384",
    "elephant": "101 385 386",
    # on the move
    "car": "436 468 511 609 627 656 661 751 817",
    "truck": "555 569 675 717 864 867",
    "bus": "654 779 874",
    "train": "466 547 820",
    "bicycle": "444 671",
    "motorcycle": "665 670",
    "plane": "404 895",
    "rocket": "657 744 812",
    "ship": "403 510 628 724 780",
    "boat": "472 484 554 576 625 814 914",
    "sailboat": "484 780 871 914",
    # places and buildings
    "house": "425 449 660 853 858",
    "temple": "663 668 832",
    "tower": "437 682 900",
    "bridge": "821 839 888",
    "mountain": "970 979",
    "sea": "973 977 978",
    "beach": "977 978",
    "lake": "975",
    # plants and food
    "flower": "984-986",
    "mushroom": "947 991-997",
    "fruit": "948-957",
    "apple": "948",
    "vegetable": "936-946",
    "food": "924-935 959 962-965",
    "bread": "930-932",
    "dessert": "927-929",
    "drink": "966 967 969",
    "coffee": "504 505 967",
    # things
    "clock": "409 530 892",
    "watch": "531 826",
    "chair": "423 559 765 857",
    "bed": "516 520 564",
    "sofa": "831",
    "hat": "439 452 515 808",
    "shoe": "502 514 630 770 774",
    "computer": "527 620 681",
    "telephone": "487 528 707",
    "camera": "732 759",
    "gun": "413 763 764",
    "musical instrument": "401 402 420 432 486 513 541 546 558 566 579 593 594 642 683 687 776"
    " 875 881 889",
    "person": "981-983",
}
_SAME: Mapping[str, str] = {
    "kitten": "cat",
    "kitty": "cat",
    "puppy": "dog",
    "bunny": "rabbit",
    "salamander": "newt",
    "bug": "insect",
    "tortoise": "turtle",
    "seashell": "shell",
    "automobile": "car",
    "lorry": "truck",
    "bike": "bicycle",
    "motorbike": "motorcycle",
    "airplane": "plane",
    "aeroplane": "plane",
    "aircraft": "plane",
    "spaceship": "rocket",
    "ocean": "sea",
    "rose": "flower",
    "tulip": "flower",
    "sunflower": "daisy",
    "home": "house",
    "phone": "telephone",
    "couch": "sofa",
    "cake": "dessert",
    "pasta": "carbonara",
    "burger": "cheeseburger",
    "people": "person",
    "human": "person",
}
_IRREGULAR: Mapping[str, str] = {"mice": "mouse", "geese": "goose", "oxen": "ox", "men": "man"}
# Words that say nothing of what a thing is: alone they name no class.
_STOP_WORDS = (
    "a an and de for in land man of on or s some the to tree with "
    "common great giant lesser little long short standard miniature "
    "black blue brown gold golden gray green grey red white yellow "
    "african american asiatic australian english european indian northern"
)
_ARTICLES = re.compile(r"^(?:(?:a|an|the|some) )+")
_QUOTES = re.compile(r"[\"'`“”„‟‘’‚‛«»‹›]")  # noqa: RUF001  # what phones make of them
_GAPS = re.compile(r"[\s_\-‐‑‒–—―−]+")  # noqa: RUF001  # and of a hyphen


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGroup:
    """What one word means: classes that are steered to together."""

    name: str
    indices: tuple[int, ...]


def label(index: int, own: Sequence[str] = ()) -> str:
    """The plain name of a class, as ``Egyptian cat``; ``own``: NetworkInfo's ``classes``."""
    return own[index] if own else _synonyms()[index][0]


def find_classes(word: str, own: Sequence[str] = ()) -> ClassGroup:
    """The classes that a word means: one, or several that go by that name.

    Takes everyday words ("cats"), every synonym of a class, in the plural too ("wolves"), and one
    telling word of a name ("retriever"); quotes, hyphens, underscores and case do not matter.

    Args:
        own: the names of a network that knows others than ImageNet's.
    Raises: UnknownNameError.
    """
    group = known_classes(word, own)
    if group is None:
        otherwise = None if own else Phrase("near.plainer_word")
        raise near_matches(Phrase("kinds.class"), word, own or class_names(), otherwise=otherwise)
    return group


def known_classes(word: str, own: Sequence[str] = ()) -> ClassGroup | None:
    """As :func:`find_classes`; None, at once, for a word that means no class.

    The group's name means the group again.
    """
    folded = _fold(word)
    if own:
        return _among(own, folded)
    for singular in _singulars(folded):
        name = _SAME.get(singular, singular)
        if name in _GROUPS:
            return ClassGroup(name=name, indices=_group(name))
        indices = _by_synonym().get(name) or _by_word(name)
        if indices:
            return ClassGroup(name=_name_of(name, indices), indices=indices)
    return None


def _among(own: Sequence[str], folded: str) -> ClassGroup | None:
    by_name = {_fold(name): index for index, name in enumerate(own)}
    for singular in _singulars(folded):
        if singular in by_name:
            return ClassGroup(name=own[by_name[singular]], indices=(by_name[singular],))
    return None


def class_names() -> tuple[str, ...]:
    """Every name that a class or a group of them goes by."""
    return (*_GROUPS, *_by_synonym())


def _name_of(name: str, indices: tuple[int, ...]) -> str:
    """The label of a single class, unless others go by it too: a crane is a bird as well."""
    if len(indices) > 1:
        return name
    own = label(indices[0])
    folded = _fold(own)
    return own if folded not in _GROUPS and _by_synonym()[folded] == indices else name


@cache
def _synonyms() -> tuple[tuple[str, ...], ...]:
    """The names of each class in order, torchvision's first."""
    lines = CLASSES_PATH.read_text(encoding="utf-8").splitlines()
    classes = tuple(tuple(line.split(", ")) for line in lines if not line.startswith("#"))
    if len(classes) != CLASSES:
        raise ValueError(f"{CLASSES_PATH} has {len(classes)} classes")
    return classes


@cache
def _by_synonym() -> Mapping[str, tuple[int, ...]]:
    """Folded synonym -> the classes that have it."""
    indices: dict[str, tuple[int, ...]] = {}
    for index, names in enumerate(_synonyms()):
        for name in dict.fromkeys(_fold(name) for name in names):
            indices[name] = (*indices.get(name, ()), index)
    return indices


def _by_word(word: str) -> tuple[int, ...]:
    """The classes one of whose names ends with this word; else those that have it at all.

    A tiger shark is a shark before it is a tiger.
    """
    if word in _STOP_WORDS.split() or " " in word:
        return ()
    names = [(name.split(), indices) for name, indices in _by_synonym().items()]
    last = {index for words, indices in names if words[-1] == word for index in indices}
    anywhere = {index for words, indices in names if word in words for index in indices}
    return tuple(sorted(last or anywhere))


def _group(name: str) -> tuple[int, ...]:
    indices: list[int] = []
    for part in _GROUPS[name].split():
        first, _, last = part.partition("-")
        indices += range(int(first), int(last or first) + 1)
    return tuple(indices)


def _fold(text: str) -> str:
    plain = _GAPS.sub(" ", _QUOTES.sub("", text.casefold())).strip()
    return _ARTICLES.sub("", plain)


def _singulars(text: str) -> Iterator[str]:
    """The text, then what it may be the plural of, the likeliest first."""
    yield text
    start, gap, word = text.rpartition(" ")
    if word in _IRREGULAR:
        yield start + gap + _IRREGULAR[word]
    for ending, others in (("ves", ("f", "fe")), ("ies", ("y",)), ("s", ("",)), ("es", ("",))):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            for other in others:
                yield start + gap + word.removesuffix(ending) + other
