"""What to say of a word that means nothing, or says too little."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from bot.commands.grammar import VOCABULARIES, Vocabulary
from bot.commands.values import every_layer, example_value
from bot.domain.orders import Art
from engine.catalogue.imagenet_classes import names_like
from engine.errors import OptionError, UnknownNameError, near_matches
from engine.options.option import Kind
from engine.texts.phrase import Phrase, either

# How what an art takes is called when a word is none of it.
_KINDS: Mapping[Art, Phrase] = {
    Art.DREAM: Phrase("kinds.dream_word"),
    Art.ZOOM: Phrase("kinds.dream_word"),
    Art.STYLE: Phrase("kinds.style_word"),
    Art.DRAW: Phrase("kinds.thing_word"),
    Art.EXPLAIN: Phrase("kinds.explain_word"),
    Art.WHAT: Phrase("kinds.word_of", command="/what"),
    Art.TEXTURE: Phrase("kinds.style_word"),
    Art.VIDEO: Phrase("kinds.video_word"),
    Art.STICKER: Phrase("kinds.word_of", command="/sticker"),
    Art.PAINT: Phrase("kinds.word_of", command="/paint"),
    Art.COLORIZE: Phrase("kinds.word_of", command="/colorize"),
}


def needs_value(word: str, vocabulary: Vocabulary) -> OptionError:
    """A word that was said without its value."""
    option = vocabulary.option(word)
    rule = Phrase("rules.needs_value")
    if option is not None:
        rule = Phrase("rules.needs_value_as", example=f"{word}={example_value(option)}")
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
    known = [*vocabulary.names(), *map(str.lower, vocabulary.shown_names())]
    if vocabulary.of_kind(Kind.LAYER, Kind.LAYERS):
        known += every_layer()
    things: Sequence[str] = ()
    if vocabulary.of_kind(Kind.CLASS, Kind.CLASSES):
        things = own or (*names_like(phrase), *names_like(word))
    if difflib.get_close_matches(phrase, things, n=1, cutoff=0.8):
        word = phrase
    otherwise = Phrase("near.there_are", names=", ".join(own or vocabulary.headings))
    if things and not own:
        otherwise = Phrase("near.plainer")
    near = _did_you_mean(word, [*known, *things], otherwise=otherwise)
    return UnknownNameError(kind=_KINDS[vocabulary.art], name=word, near=near)


def unknown_option(vocabulary: Vocabulary, word: str) -> UnknownNameError:
    """There is no such word before ``=``."""
    elsewhere = _elsewhere(vocabulary, word)
    known = (*vocabulary.options_by_word, *vocabulary.picture_words)
    return elsewhere or near_matches(_word_of(vocabulary), word, known)


def _elsewhere(vocabulary: Vocabulary, word: str) -> UnknownNameError | None:
    """Another art has the word."""
    for other in VOCABULARIES.values():
        if other is not vocabulary and (other.option(word) or word in other.names()):
            near = Phrase("near.belongs_to", command=f"/{other.art.value}")
            return UnknownNameError(kind=_word_of(vocabulary), name=word, near=near)
    return None


def _word_of(vocabulary: Vocabulary) -> Phrase:
    return Phrase("kinds.word_of", command=f"/{vocabulary.art.value}")


def _did_you_mean(word: str, names: Sequence[str], *, otherwise: Phrase) -> Phrase:
    """The names that come close, slips of two letters first."""
    known = dict.fromkeys(names)
    letters = sorted(word)
    swapped = [name for name in known if sorted(name) == letters]
    close = difflib.get_close_matches(word, known, n=3, cutoff=0.7)
    near = list(dict.fromkeys((*swapped, *close)))[:3]
    return Phrase("near.did_you_mean", names=either(near)) if near else otherwise
