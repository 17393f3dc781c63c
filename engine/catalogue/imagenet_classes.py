"""The 1000 things that ImageNet's networks know by name, and the words people have for them.

No torch.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.catalogue.layers import CLASSES
from engine.catalogue.words.everyday import groups, same
from engine.catalogue.words.spelling import fold, singulars
from engine.catalogue.words.translations import translated, translated_words
from engine.catalogue.words.wordnet_table import is_by_name, wordnet_classes, wordnet_words
from engine.errors import near_matches
from engine.texts.phrase import Phrase

CLASSES_PATH = Path(__file__).parents[1] / "assets" / "classes.txt"
_NEAR = 0.8  # of difflib's ratio: one letter in five
_LETTERS_MISSED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGroup:
    """What one word means: classes that are steered to together.

    ``is_led``: a dream follows the likeliest of them, not their mean, as it does for the words
    that older commands have: those give the older picture.
    """

    name: str
    indices: tuple[int, ...]
    is_led: bool = False


def label(index: int, own: Sequence[str] = ()) -> str:
    """The plain name of a class, as ``Egyptian cat``; ``own``: NetworkInfo's ``classes``."""
    return own[index] if own else synonyms()[index][0]


def find_classes(word: str, own: Sequence[str] = ()) -> ClassGroup:
    """The classes that a word means: one, or several that go by that name.

    Takes everyday words ("cats"), every synonym of a class, in the plural too ("wolves"), what
    WordNet knows to be a kind of them or they of it ("furniture", "poodle"), and the commonest of
    these in Russian, French and Italian; quotes, hyphens, underscores and case do not matter.

    Args:
        own: the names of a network that knows others than ImageNet's.
    Raises: UnknownNameError.
    """
    group = known_classes(word, own)
    if group is None:
        otherwise = None if own else Phrase("near.plainer_word")
        names = own or names_like(word)
        raise near_matches(Phrase("kinds.class"), word, names, otherwise=otherwise)
    return group


def known_classes(word: str, own: Sequence[str] = ()) -> ClassGroup | None:
    """As :func:`find_classes`; None, at once, for a word that means no class.

    The group's name is the word, in the singular: it means the group again.
    """
    folded = fold(word)
    if own:
        return _among(own, folded)
    for meaning in (_everyday, _by_name, _translated, _by_wordnet):
        group = meaning(folded)
        if group is not None:
            return group
    return None


def _among(own: Sequence[str], folded: str) -> ClassGroup | None:
    by_name = {fold(name): index for index, name in enumerate(own)}
    for singular in singulars(folded):
        if singular in by_name:
            return ClassGroup(name=own[by_name[singular]], indices=(by_name[singular],))
    return None


def _everyday(folded: str) -> ClassGroup | None:
    """Everyday groups, and the classes by their own names."""
    for singular in singulars(folded):
        meant = same().get(singular, singular)
        indices = groups().get(meant) or by_synonym().get(meant)
        if indices:
            return ClassGroup(name=_name_of(singular, indices), indices=indices)
        if meant != singular:
            return ClassGroup(name=singular, indices=wordnet_classes(meant), is_led=True)
    return None


def _by_name(folded: str) -> ClassGroup | None:
    """The classes that have the word in their names: ``retriever``."""
    for singular in singulars(folded):
        if is_by_name(singular):
            return ClassGroup(name=singular, indices=wordnet_classes(singular))
    return None


def _translated(folded: str) -> ClassGroup | None:
    """Where a word of another language has two meanings, both are meant, as in English."""
    word = translated(folded)
    if word is None:
        return None
    meanings = [fold(each) for each in word.english]
    groups = (_everyday(each) or _by_name(each) or _by_wordnet(each) for each in meanings)
    indices = {index for group in groups if group for index in group.indices}
    return ClassGroup(name=word.said, indices=tuple(sorted(indices)), is_led=True)


def _by_wordnet(folded: str) -> ClassGroup | None:
    for singular in singulars(folded):
        indices = wordnet_classes(singular)
        if indices:
            return ClassGroup(name=singular, indices=indices, is_led=True)
    return None


def class_names() -> tuple[str, ...]:
    """Every name that a class or an everyday group of them goes by, in any language."""
    return (*groups(), *by_synonym(), *translated_words())


def names_like(word: str) -> tuple[str, ...]:
    """The names that this word may be a slip of: the best known, if one of them is near.

    Else also WordNet's of about its length that begin alike: to compare all takes too long.
    """
    folded = fold(word)
    known = class_names()
    swapped = sorted(folded) in map(sorted, known)
    if swapped or difflib.get_close_matches(folded, known, n=1, cutoff=_NEAR):
        return known
    others = (
        name
        for name in wordnet_words()
        if name[:1] == folded[:1] and abs(len(name) - len(folded)) <= _LETTERS_MISSED
    )
    return (*known, *others)


def _name_of(word: str, indices: tuple[int, ...]) -> str:
    """The label of a single class where that is the word: ``Egyptian cat``."""
    own = label(indices[0])
    return own if fold(own) == word and by_synonym()[word] == indices else word


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """The names of each class in order, torchvision's first."""
    lines = CLASSES_PATH.read_text(encoding="utf-8").splitlines()
    classes = tuple(tuple(line.split(", ")) for line in lines if not line.startswith("#"))
    if len(classes) != CLASSES:
        raise ValueError(f"{CLASSES_PATH} has {len(classes)} classes")
    return classes


@cache
def by_synonym() -> Mapping[str, tuple[int, ...]]:
    """Folded synonym -> the classes that have it."""
    indices: dict[str, tuple[int, ...]] = {}
    for index, names in enumerate(synonyms()):
        for name in dict.fromkeys(fold(name) for name in names):
            indices[name] = (*indices.get(name, ()), index)
    return indices
