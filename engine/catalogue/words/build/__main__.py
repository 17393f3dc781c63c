"""Writes engine/assets/words.txt.gz: which classes each word of WordNet's leads to.

    apt-get download wordnet-base && dpkg-deb -x wordnet-base_*.deb wordnet
    python -m engine.catalogue.words.build wordnet/usr/share/wordnet

A word leads to the classes that are kinds of what it means ("furniture"); else to the class that
it is a kind of ("Matterhorn"); else to the kin in the nearest kind above it, where the members of
such kinds look alike ("sparrow"). Of several meanings the commonest thing counts: a turkey is a
bird. A telling word of a class's name leads to it as well ("retriever").
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from engine.catalogue.imagenet_classes import by_synonym
from engine.catalogue.words.build.wordnet import WordNet
from engine.catalogue.words.everyday import groups, same
from engine.catalogue.words.spelling import fold, singulars
from engine.catalogue.words.wordnet_table import BY_NAME, TABLE_PATH, write_numbers

HERE = Path(__file__).parent
THINGS = frozenset({"00002684", "00020827"})  # object and matter: the rest has no look
FLOWERING = frozenset({"12205694", "13112664"})  # herb and shrub
GRASS = "12100538"
MOST_CLASSES = 550  # beyond are "object" and "whole"
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789 ")
# Words that say nothing of what a thing is: alone they name no class.
STOP_WORDS = (
    "a an and de for in land man of on or s some the to tree with "
    "common great giant lesser little long short standard miniature "
    "black blue brown gold golden gray green grey red white yellow "
    "african american asiatic australian english european indian northern "
    "face queen soldier sun"
)
KINDS_FIRST = ("vehicle",)  # the names with it are but three odd ones
Classes = frozenset[int]


class Kinship:
    """Which classes a synset leads to."""

    def __init__(self, wordnet: WordNet, *, classes: Iterable[str], alike: Iterable[str]) -> None:
        """``classes``: their synsets in order; ``alike``: the kinds whose members look alike."""
        self._wordnet = wordnet
        self._class_of = {offset: index for index, offset in enumerate(classes)}
        self._alike = frozenset(alike)
        below: dict[str, set[int]] = defaultdict(set)
        for offset, index in self._class_of.items():
            for kind in wordnet.above(offset):
                below[kind].add(index)
        self._below = {offset: frozenset(indices) for offset, indices in below.items()}

    def of_word(self, senses: tuple[str, ...]) -> Classes:
        """Of the first of these meanings that is a thing and leads anywhere."""
        for offset in senses:
            if THINGS.intersection(self._wordnet.above(offset)):
                classes = self._below.get(offset) or self._whole(offset) or self._kin(offset)
                if classes:
                    return classes
        return frozenset()

    def _whole(self, offset: str) -> Classes:
        """The class that it is a kind of."""
        above = self._wordnet.above(offset)
        return frozenset([self._class_of[kind] for kind in above if kind in self._class_of][:1])

    def _kin(self, offset: str) -> Classes:
        above = self._wordnet.above(offset)
        kind = next((kind for kind in above if kind in self._below), None)
        if kind is None or not self._alike.intersection(self._wordnet.above(kind)):
            return self._flower(above)
        return self._below[kind]

    def _flower(self, above: Sequence[str]) -> Classes:
        """Herbs and shrubs look like the flowers there are, grass apart."""
        if FLOWERING.isdisjoint(above) or GRASS in above:
            return frozenset()
        return frozenset(groups()["flower"])


def words_of(wordnet: WordNet) -> Mapping[str, Classes]:
    """Folded word -> its classes, for those that have no everyday meaning."""
    kinship = Kinship(wordnet, classes=_offsets("synsets.txt"), alike=_offsets("kinds.txt"))
    of_lemma = {
        fold(lemma.replace("_", " ")): kinship.of_word(senses)
        for lemma, senses in wordnet.senses.items()
    }
    in_names = {word for name in by_synonym() for word in name.split()}
    found = {
        word: _best(of_lemma.get(word, frozenset()), word)
        for word in of_lemma.keys() | in_names
        if _is_telling(word)
    }
    for plural, singular in wordnet.plurals.items():
        word, lemma = fold(plural.replace("_", " ")), fold(singular.replace("_", " "))
        if word not in found and lemma in found and lemma not in singulars(word):
            found[word] = found[lemma]
    return {word: found[word] for word in sorted(found) if 0 < len(found[word]) <= MOST_CLASSES}


def _best(kin: Classes, word: str) -> Classes:
    """Several names that share the word come before its kin."""
    last, anywhere = _named(word)
    named = last or anywhere
    return named if shares_names(word) else (kin | last or named)


def shares_names(word: str) -> bool:
    """Whether a word means the classes that have it in their names, as it did in older commands."""
    last, anywhere = _named(word)
    return len(last or anywhere) > 1 and word not in KINDS_FIRST


@cache
def _named(word: str) -> tuple[Classes, Classes]:
    """The classes one of whose names ends with the word, and those that have it at all.

    A tiger shark is a shark before it is a tiger.
    """
    last = frozenset(each for names, own in _names() if names[-1] == word for each in own)
    anywhere = frozenset(each for names, own in _names() if word in names for each in own)
    return last, anywhere


@cache
def _names() -> Sequence[tuple[Sequence[str], tuple[int, ...]]]:
    return [(name.split(), own) for name, own in by_synonym().items()]


def _is_telling(word: str) -> bool:
    if word in STOP_WORDS.split() or len(word) < 2 or not _LETTERS.issuperset(word):
        return False
    return not any(word in names for names in (groups(), same(), by_synonym()))


def _offsets(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            yield line.split()[0]


def as_text(words: Mapping[str, Classes], *, licence: Sequence[str]) -> str:
    """The licence; a line for each set of classes: numbers, a tab, words with ``|`` between.

    Words of classes' names have lines of their own, marked.
    """
    lines: dict[str, list[str]] = defaultdict(list)
    for word, classes in words.items():
        mark = BY_NAME if shares_names(word) else ""
        lines[mark + write_numbers(sorted(classes))].append(word)
    rows = (f"{numbers}\t{'|'.join(words)}\n" for numbers, words in lines.items())
    return "".join([*(f"# {line}\n" for line in licence), *rows])


def main(folder: Path) -> None:
    """``folder``: of WordNet's database files."""
    wordnet = WordNet(folder)
    text = as_text(words_of(wordnet), licence=wordnet.licence)
    TABLE_PATH.write_bytes(gzip.compress(text.encode("ascii"), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
