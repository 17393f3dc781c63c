"""Tens of thousands of WordNet's nouns and the ImageNet classes that each leads to. No torch.

engine.catalogue.words.build writes the table.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

TABLE_PATH = Path(__file__).parents[2] / "assets" / "words.txt.gz"
BY_NAME = "="  # before the classes of words that their names share


def wordnet_classes(word: str) -> tuple[int, ...]:
    """The classes of a folded word; none: WordNet does not have it, or no network its like."""
    return read_numbers(_numbers().get(word, "").removeprefix(BY_NAME))


def is_by_name(word: str) -> bool:
    """Whether the classes are those that have the word in their names: ``retriever``."""
    return _numbers().get(word, "").startswith(BY_NAME)


def wordnet_words() -> Sequence[str]:
    """All words that lead to classes."""
    return tuple(_numbers())


@cache
def _numbers() -> Mapping[str, str]:
    """Word -> its classes as they are written."""
    text = gzip.decompress(TABLE_PATH.read_bytes()).decode("ascii")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: numbers for numbers, words in rows for word in words.split("|")}


def read_numbers(text: str) -> tuple[int, ...]:
    """``"7-9 12"`` as (7, 8, 9, 12)."""
    return tuple(_expanded(text.split()))


def _expanded(parts: Sequence[str]) -> Iterator[int]:
    for part in parts:
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def write_numbers(numbers: Sequence[int]) -> str:
    """The inverse of :func:`read_numbers`, for rising numbers."""
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0])
    ]
    return " ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
