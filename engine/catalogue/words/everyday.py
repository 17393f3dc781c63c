"""The words that people say first, by hand: everyday groups of ImageNet's classes. No torch."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engine.catalogue.words.wordnet_table import read_numbers

_TABLE_PATH = Path(__file__).with_name("everyday.toml")


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_TABLE_PATH.read_text(encoding="utf-8"))


@cache
def groups() -> Mapping[str, tuple[int, ...]]:
    """Word -> the classes that are meant."""
    return {word: read_numbers(numbers) for word, numbers in _table()["groups"].items()}


def same() -> Mapping[str, str]:
    """Word -> a group's, or a class's, that means the same."""
    return _table()["same"]
