"""What house styles and dreams are called: messages, so that a language can decline them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from bot.texts.catalogue import sentences
from engine.texts.catalogue import ENGLISH
from engine.texts.phrase import Fact, Phrase


def style_name(name: str) -> Fact:
    """Of a style that is not of the house: its own name."""
    return _named(f"styles.{name}", name)


def dream_name(name: str) -> Fact:
    """Of a thing, which is no preset: the thing as it was said."""
    return _named(f"dreams.{name}", name)


def network_name(name: str, title: str) -> Fact:
    """Of a network that is not ours: ``title``, its own name."""
    return _named(f"networks.{name}", title)


def mixed(names: Sequence[Fact]) -> Fact:
    """``a + b``; of no names nothing."""
    if not names:
        return ""
    return reduce(lambda first, last: Phrase("names.mixed", first=first, last=last), names)


def _named(key: str, name: str) -> Fact:
    return Phrase(key) if key in sentences(ENGLISH) else name
