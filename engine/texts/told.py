"""A name within a sentence."""

from __future__ import annotations

from collections.abc import Mapping


class Told(str):
    """A name that was told within a sentence, and that can be had in its other forms."""

    __slots__ = ("forms",)
    forms: Mapping[str, str]

    def __new__(cls, words: str, forms: Mapping[str, str]) -> Told:
        told = super().__new__(cls, words)
        told.forms = forms
        return told
