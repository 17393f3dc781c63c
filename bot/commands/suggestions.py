"""What to say of a word that means nothing, or says too little."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from bot.commands.grammar import VOCABULARIES, Vocabulary
from bot.commands.values import every_layer, example_value
from bot.domain.orders import Art
from engine.catalogue.imagenet_classes import class_names
from engine.errors import OptionError, UnknownNameError, near_matches
from engine.options.option import Kind

# How what an art takes is called when a word is none of it.
_KINDS: Mapping[Art, str] = {
    Art.DREAM: "dream, thing or word",
    Art.ZOOM: "dream, thing or word",
    Art.STYLE: "style or word",
    Art.DRAW: "thing or word",
    Art.EXPLAIN: "thing, layer or word",
    Art.WHAT: "/what word",
    Art.TEXTURE: "style or word",
    Art.VIDEO: "style, dream or word",
}
_PLAINER = "Try a plainer thing, as cat, castle or volcano; /help shows examples."


def needs_value(word: str, vocabulary: Vocabulary) -> OptionError:
    """A word that was said without its value."""
    option = vocabulary.option(word)
    rule = f"it needs a value, as {word}={example_value(option)}" if option else "it needs a value"
    return OptionError(option=word, value="", rule=rule)


def unknown_word(
    vocabulary: Vocabulary, word: str, *, phrase: str = "", own: Sequence[str] = ()
) -> UnknownNameError:
    """A word on its own that means nothing here.

    Args:
        phrase: with those that follow.
        own: the classes of a network that knows others than ImageNet's.
    """
    elsewhere = _elsewhere(vocabulary, word)
    if elsewhere is not None:
        return elsewhere
    known = [*vocabulary.names()]
    if vocabulary.of_kind(Kind.LAYER, Kind.LAYERS):
        known += every_layer()
    things: Sequence[str] = ()
    if vocabulary.of_kind(Kind.CLASS, Kind.CLASSES):
        things = own or class_names()
    if difflib.get_close_matches(phrase, things, n=1, cutoff=0.8):
        word = phrase
    there_are = f"There are: {', '.join(own or vocabulary.headings)}."
    otherwise = _PLAINER if things and not own else there_are
    near = _did_you_mean(word, [*known, *things], otherwise=otherwise)
    return UnknownNameError(kind=_KINDS[vocabulary.art], name=word, near=near)


def unknown_option(vocabulary: Vocabulary, word: str) -> UnknownNameError:
    """There is no such word before ``=``."""
    elsewhere = _elsewhere(vocabulary, word)
    known = (*vocabulary.options_by_word, *vocabulary.picture_words)
    return elsewhere or near_matches(f"/{vocabulary.art.value} word", word, known)


def _elsewhere(vocabulary: Vocabulary, word: str) -> UnknownNameError | None:
    """Another art has the word."""
    for other in VOCABULARIES.values():
        if other is not vocabulary and (other.option(word) or word in other.names()):
            near = f"It belongs to /{other.art.value}."
            return UnknownNameError(kind=f"/{vocabulary.art.value} word", name=word, near=near)
    return None


def _did_you_mean(word: str, names: Sequence[str], *, otherwise: str) -> str:
    """The names that come close, slips of two letters first."""
    known = dict.fromkeys(names)
    letters = sorted(word)
    swapped = [name for name in known if sorted(name) == letters]
    close = difflib.get_close_matches(word, known, n=3, cutoff=0.7)
    near = list(dict.fromkeys((*swapped, *close)))[:3]
    return f"Did you mean {' or '.join(near)}?" if near else otherwise
