"""Reads the nouns of WordNet 3.0's database, as Debian's package wordnet-base lays them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_KIND_OF = ("@", "@i")  # pointers to what a synset is a kind, or one, of
_NOUN = "n"
_NOUN_KEY = "1"  # how sense keys say noun
COMMON_SHARE = 0.2  # of a word's uses: meanings that are rarer are not thought of
FIRST_SENSES = 2  # but for these, which are


@dataclass(frozen=True, slots=True, kw_only=True)
class Synset:
    """One meaning: the words for it, and the meanings that it is a kind of."""

    words: tuple[str, ...]
    kind_of: tuple[str, ...]


class WordNet:
    """Nouns.

    Attributes:
        synsets: by their offsets in the file, eight digits.
        senses: word -> the synsets that people think of with it, the commonest first.
        plurals: irregular plural -> its singular.
        licence: lines of text.
    """

    def __init__(self, folder: Path) -> None:
        """``folder``: holds data.noun, index.noun, noun.exc and cntlist.rev."""
        self.synsets = dict(_synsets(folder / "data.noun"))
        self.senses = dict(_senses(folder / "index.noun", _uses(folder / "cntlist.rev")))
        self.plurals = dict(_plurals(folder / "noun.exc"))
        self._above: dict[str, list[str]] = {}
        self.licence = tuple(_licence(folder / "data.noun"))

    def above(self, offset: str) -> list[str]:
        """The synset and all that it is a kind of, the nearest first."""
        if offset not in self._above:
            found = [offset]
            for each in found:
                found += [kind for kind in self.synsets[each].kind_of if kind not in found]
            self._above[offset] = found
        return self._above[offset]


def _lines(path: Path) -> Iterator[list[str]]:
    """The fields of each line; those that begin with a blank are the licence."""
    for line in path.read_text(encoding="ascii").splitlines():
        if not line.startswith(" "):
            yield line.split(" | ")[0].split()


def _synsets(path: Path) -> Iterator[tuple[str, Synset]]:
    """Source of the format: wndb(5WN)."""
    for fields in _lines(path):
        count = int(fields[3], 16)
        pointers = fields[5 + 2 * count :]
        kinds = [
            pointers[start + 1]
            for start in range(0, len(pointers) - 3, 4)
            if pointers[start] in _KIND_OF and pointers[start + 2] == _NOUN
        ]
        yield (
            fields[0],
            Synset(words=tuple(fields[4 : 4 + 2 * count : 2]), kind_of=tuple(kinds)),
        )


def _uses(path: Path) -> Mapping[str, Mapping[int, int]]:
    """Word -> number of the sense, from 1 -> how often it was met."""
    uses: dict[str, dict[int, int]] = defaultdict(dict)
    for key, sense, count in _lines(path):
        word, _, rest = key.partition("%")
        if rest.startswith(_NOUN_KEY):
            uses[word][int(sense)] = int(count)
    return uses


def _senses(
    path: Path, uses: Mapping[str, Mapping[int, int]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for fields in _lines(path):
        word, offsets = fields[0], fields[-int(fields[2]) :]
        met = uses.get(word, {})
        least = COMMON_SHARE * sum(met.values())
        yield (
            word,
            tuple(
                offset
                for sense, offset in enumerate(offsets, start=1)
                if sense <= FIRST_SENSES or met.get(sense, 0) >= max(1, least)
            ),
        )


def _licence(path: Path) -> Iterator[str]:
    """What stands above the data, less the numbers of its lines."""
    for line in path.read_text(encoding="ascii").splitlines():
        if line.startswith(" "):
            yield line.strip().partition(" ")[2].strip()


def _plurals(path: Path) -> Iterator[tuple[str, str]]:
    for plural, singular, *_ in _lines(path):
        yield plural, singular
