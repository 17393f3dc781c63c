"""The words that a command takes, art by art: one table, read by the parser and the writer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, get_args

from bot.commands.colour_words import hint_said
from bot.commands.plain_words import dream_names, plain, shown_names, style_names
from bot.commands.values import is_layer
from bot.domain.orders import OPTIONS_OF, VARIATIONS, VARIED_ARTS, Art
from engine.catalogue.find import NETWORKS, NetworkUse, networks_for
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.presets import PRESETS
from engine.options.colour import Tone
from engine.options.option import Kind, Option, options_of
from engine.options.strokes import Hand

# What each art wants a network for; those of other uses are not offered.
_NETWORK_USES: Mapping[Art, tuple[NetworkUse, ...]] = {
    Art.DREAM: ("dream",),
    Art.ZOOM: ("dream",),
    Art.STYLE: ("style",),
    Art.TEXTURE: ("style",),
    Art.VIDEO: ("style", "dream"),
    Art.DRAW: ("classify",),
    Art.EXPLAIN: ("classify",),
    Art.WHAT: ("classify",),
    Art.STICKER: ("segment",),
    Art.PAINT: (),
    Art.COLORIZE: ("colour",),
}


# "Times four" as people type it.
_TIMES = ("x", "×", "\N{CYRILLIC SMALL LETTER HA}")  # noqa: RUF001
SEVERAL_WORDS = (
    *(f"{sign}{VARIATIONS}" for sign in _TIMES),
    *(f"{VARIATIONS}{sign}" for sign in _TIMES),
)


@dataclass(frozen=True, slots=True)
class Token:
    """One thing that was said: ``word``, or ``word=value``."""

    word: str
    value: str | None = None

    @property
    def name(self) -> str:
        """The word as an option's: ``p-norm`` is ``p_norm``."""
        return self.word.replace("-", "_")


class Role(Enum):
    """What a token is in a command."""

    STYLE = auto()  # swirls, swirls=2, style=k3f9
    PICTURE = auto()  # photo=k3f9
    WANTED_PICTURE = auto()  # mask: an album's second picture is it
    SEVERAL = auto()  # x4: the beginnings of four
    SETTING = auto()  # size=512
    UNKNOWN_SETTING = auto()  # sise=512
    WITHOUT_VALUE = auto()  # size
    CHOICE = auto()  # fourier, vgg19, creatures, inception_4c, car=red
    THING = auto()  # cat, or nothing that is known


@dataclass(frozen=True, slots=True)
class Meaning:
    """A token's role; the option that it is said of, and what a CHOICE sets it to."""

    role: Role
    option: Option | None = None
    value: Any = None


class Vocabulary:
    """All that can be said after one art's command."""

    def __init__(self, art: Art) -> None:
        self.art = art
        self.options = options_of(OPTIONS_OF[art])
        self.network_uses = _NETWORK_USES[art]
        self.options_by_word = {option.word: option for option in self.options}
        self._called = {
            name: option for option in self.options for name in (option.name, *option.aliases)
        } | self.options_by_word
        # Words that name a picture.
        own = {
            Art.STYLE: ("style", "mask"),
            Art.TEXTURE: ("style",),
            Art.VIDEO: ("style",),
            Art.PAINT: ("style",),
            Art.DREAM: ("guide",),
            Art.COLORIZE: ("reference",),
        }.get(art, ())
        self.picture_words = (*own, "photo") if art.needs_photo else own
        paints = art in (Art.STYLE, Art.TEXTURE, Art.VIDEO, Art.PAINT)
        self.styles = tuple(HOUSE_STYLES) if paints else ()

    def option(self, name: str) -> Option | None:
        """The option of that word, or called so as well."""
        return self._called.get(name)

    def of_kind(self, *kinds: Kind) -> Option | None:
        """The option whose value is of one of these kinds."""
        return next((option for option in self.options if option.kind in kinds), None)

    def meaning(
        self, token: Token, *, styles: Collection[str], networks: Collection[str]
    ) -> Meaning:
        """What a token is here.

        Args:
            styles, networks: those that can be named, the house's and the catalogue's besides.
        """
        choice = self._choice(token.name)
        is_style = token.word in styles or (token.word == "style" and bool(styles))
        if is_style and (token.value is not None or choice is None):
            return Meaning(Role.STYLE)
        if token.value is not None:
            return self._setting(token)
        if token.word in SEVERAL_WORDS and self.art in VARIED_ARTS:
            return Meaning(Role.SEVERAL)
        if token.word in ("guide", "mask") and token.word in self.picture_words:
            return Meaning(Role.WANTED_PICTURE)
        if self.takes_value(token.name) and (choice is None or self.option(token.name)):
            return Meaning(Role.WITHOUT_VALUE)
        return choice or self._network_or_layer(token.word, networks) or Meaning(Role.THING)

    def means_option(self, word: str) -> bool:
        """Whether the word alone sets an option: after /paint ``ink`` is a hand, and no style."""
        return self._choice(word) is not None

    def takes_value(self, name: str) -> bool:
        """Whether ``name=value`` is said, rather than the name alone."""
        option = self.option(name)
        return name in self.picture_words if option is None else option.kind is not Kind.FLAG

    def _setting(self, token: Token) -> Meaning:
        if token.name in self.picture_words:
            return Meaning(Role.PICTURE)
        option, hints = self.option(token.name), self.of_kind(Kind.HINTS)
        hint = hint_said(token.word, token.value or "") if hints and option is None else None
        if hint is not None:
            return Meaning(Role.CHOICE, hints, (hint,))
        return Meaning(Role.UNKNOWN_SETTING if option is None else Role.SETTING, option)

    def _choice(self, name: str) -> Meaning | None:
        """The option that a word sets without ``=``, and the value: ``fourier``, ``vgg19``."""
        for option in self.options:
            if name in self._bare_values(option):
                return Meaning(Role.CHOICE, option, option.kind is Kind.FLAG or name)
        return None

    def _network_or_layer(self, word: str, networks: Collection[str]) -> Meaning | None:
        network, layers = self.of_kind(Kind.NETWORK), self.of_kind(Kind.LAYER, Kind.LAYERS)
        if network is not None and word in networks:
            return Meaning(Role.CHOICE, network, word)
        if layers is not None and is_layer(word):
            return Meaning(Role.CHOICE, layers, word)
        return None

    def latin_name(self, words: str) -> str | None:
        """The name of what is called so in any language: "stained glass", «витраж»."""
        words = plain(words)
        dream = dream_names().get(words) if self._presets else None
        return dream or (style_names().get(words) if self.styles else None)

    @property
    def _presets(self) -> tuple[str, ...]:
        return tuple(PRESETS) if self.of_kind(Kind.PRESET) else ()

    def shown_names(self) -> Iterator[str]:
        """What styles and presets are called on their buttons, in all languages."""
        for kind, names in (("dreams", self._presets), ("styles", self.styles)):
            for name in names:
                yield from shown_names(kind, name)

    @property
    def headings(self) -> tuple[str, ...]:
        """What there is to say, in short."""
        several = SEVERAL_WORDS[:1] if self.art in VARIED_ARTS else ()
        bare = {Art.PAINT: get_args(Hand), Art.COLORIZE: get_args(Tone)}.get(self.art, ())
        named = (*bare, *self._presets, *self.styles)
        return (*named, *self.options_by_word, *self.picture_words, *several)

    def names(self) -> Iterator[str]:
        """Everything there is to say, classes and layers apart; the best known first."""
        yield from self.headings
        for option in self.options:
            is_network = option.kind is Kind.NETWORK
            yield from networks_for(self.network_uses) if is_network else self._bare_values(option)

    def _bare_values(self, option: Option) -> tuple[str, ...]:
        """What sets the option without ``=``."""
        if option.kind is Kind.PRESET:
            return tuple(PRESETS)
        if option.kind is Kind.NETWORK:
            # Helpers where they are of use alone: elsewhere "house" is a thing.
            return (*NETWORKS, *networks_for(self.network_uses))
        if option.kind is Kind.FLAG:
            return (option.word,)
        return option.choices if option.is_bare else ()


VOCABULARIES: Mapping[Art, Vocabulary] = {art: Vocabulary(art) for art in Art}
