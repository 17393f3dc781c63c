"""What people say of colours: ``car=red``, ``sea=light blue``, ``0.3x0.8=#d66032``."""

from __future__ import annotations

import re

from engine.colour.choices import is_colour, is_place, is_thing

_TWO_WORDS = re.compile(r"(?<==)([a-z]+)[ _]+([a-z]+)(?=[\s,;]|$)")


def hint_said(word: str, value: str) -> str | None:
    """``word=value`` as a hint; None: it is an option that there is not."""
    if is_place(word):
        # As a phone writes them.
        return f"{re.sub('[^0-9.]+', 'x', word)}={value}"
    return f"{word}={value}" if is_colour(value) or is_thing(word) else None


def with_whole_colours(words: str) -> str:
    """With colours of two words as one: ``sea=light blue`` is ``sea=lightblue``."""

    def whole(match: re.Match[str]) -> str:
        first, second = match.groups()
        return first + second if is_colour(first + second) else match[0]

    return _TWO_WORDS.sub(whole, words)
