"""What people say after a command, read into plain data.

``/dream cat and castle octaves=5`` · ``/style swirls:2 mosaic size=512 photo=k3f9``. Phones bend
what people type, so capitals, curly quotes, long dashes and ``:`` for ``=`` are all the same to
us. A word that means nothing is never passed over: it raises, with what comes close. The words
themselves are in the grammar, what they can be in values; the writer writes them again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.commands.colour_words import with_whole_colours
from bot.commands.grammar import VOCABULARIES, Role, Token, Vocabulary
from bot.commands.network_words import network_said, uses_said
from bot.commands.plain_words import MOST_WORDS
from bot.commands.suggestions import needs_value, unknown_option, unknown_word
from bot.commands.values import name_layers, read_number, read_value
from bot.domain.orders import OPTIONS_OF, VARIATIONS, Art
from engine.catalogue.find import NetworkInfo
from engine.catalogue.imagenet_classes import known_classes
from engine.colour.choices import read_hints
from engine.errors import OptionError, near_matches
from engine.options.arts import ArtOptions
from engine.options.option import Kind, Option
from engine.texts.phrase import Phrase

MAX_STYLES = 6
MAX_STYLE_WEIGHT = 100.0
MOST_WORDS_OF_A_CLASS = 6

# What phones make of quotes, hyphens and the equals sign.
_TYPED = str.maketrans(
    {**dict.fromkeys("\"'`“”„‟‘’‚‛«»‹›", ""), **dict.fromkeys("‐‑‒–—―−", "-"), "＝": "="}  # noqa: RUF001
)
_RUN = re.compile(r"\w+")
_GAPLESS = re.compile(r"\w+(?:[ \-]+\w+)*")
_LAYERS = (Kind.LAYER, Kind.LAYERS, Kind.PLAIN_LAYERS)
# Between the words that mean something.
_FILLERS = frozenset(
    {"a", "an", "the", "of", "with", "and", "some", "please", "&", "+"}
    | {"un", "une", "le", "la", "les", "des", "de", "du", "et", "avec"}
    | {"il", "lo", "gli", "uno", "una", "dei", "degli", "delle", "di", "e", "con"}
    | {"my", "me", "about", "in", "moi", "mon", "ma", "dun", "dune", "dans", "en", "à", "au", "aux"}
    | {"mi", "mio", "mia", "del", "della", "dell", "al", "alla", "nel", "su", "per"}
    | {"и", "с", "со", "о", "об", "про", "в", "на", "мне", "мой", "мою", "пожалуйста"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleWord:
    """One style: a house style, or the id of a picture that the person sent."""

    name: str
    weight: float = 1.0
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the words of a command ask for; options that are not said are left out.

    ``wants_guide``, ``wants_mask``: an album's second picture leads, or says where to paint;
    ``guide_id``, which is a reference's too, and ``mask_id`` name one instead. ``variations``: so
    many are to be begun.
    """

    options: Mapping[str, Any] = field(default_factory=dict)
    styles: tuple[StyleWord, ...] = ()
    photo_id: str | None = None
    guide_id: str | None = None
    mask_id: str | None = None
    wants_guide: bool = False
    wants_mask: bool = False
    variations: int = 1


def parse_words(
    art: Art,
    rest: str,
    *,
    trained: Sequence[NetworkInfo] = (),
    own_styles: Sequence[str] = (),
) -> Words:
    """What the words after a command ask for.

    Args:
        trained: networks that can be named besides those of the catalogue. One that is named
            knows things by names of its own.
        own_styles: styles that can be named besides the house's.
    Raises: UnknownNameError, OptionError: a word that means nothing or does not fit, in plain
        words with what comes close.
    """
    ours = {word.lower() for network in trained for word in (network.name, *network.classes)}
    phrases = list(_phrases(VOCABULARIES[art], rest, own=ours.union(own_styles)))
    reader = _Reader(VOCABULARIES[art], trained, own_styles, phrases)
    for phrase in phrases:
        reader.read(phrase)
    words = reader.words()
    build_options(art, words, seed=0)
    return words


def build_options(art: Art, words: Words, *, seed: int) -> ArtOptions:
    """The options that the words ask for; ``seed`` where they name none. Raises: OptionError."""
    values = dict(words.options)
    if VOCABULARIES[art].option("seed"):
        values.setdefault("seed", seed)
    return OPTIONS_OF[art](**values)


def _phrases(vocabulary: Vocabulary, rest: str, *, own: Collection[str]) -> Iterator[list[Token]]:
    """What stands between commas, in plain lower-case letters; ``own``: names of people's own."""
    plain = rest.translate(_TYPED).lower()
    plain = "".join(_in_latin(vocabulary, plain, own=own))
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    plain = re.sub(r"\s*[:=]\s*", "=", plain)
    plain = re.sub(r"(?<!\S)-+\s*", "--", plain)
    if vocabulary.of_kind(Kind.HINTS):
        plain = with_whole_colours(plain)
    for phrase in re.split(r"[,;]", plain):
        yield list(_tokens(vocabulary, phrase))


def _in_latin(vocabulary: Vocabulary, words: str, *, own: Collection[str]) -> Iterator[str]:
    """The words, with the names of styles and presets as we have them: the longest runs first."""
    runs = list(_RUN.finditer(words))
    done = start = 0
    while start < len(runs):
        first = runs[start]
        for end in range(min(len(runs), start + MOST_WORDS), start, -1):
            said = words[first.start() : runs[end - 1].end()]
            is_ours = words[: first.start()].endswith("=") or said in own
            name = None if is_ours or not _GAPLESS.fullmatch(said) else vocabulary.latin_name(said)
            if name is not None:
                yield words[done : first.start()] + name
                done = runs[end - 1].end()
                start = end
                break
        else:
            start += 1
    yield words[done:]


def _tokens(vocabulary: Vocabulary, phrase: str) -> Iterator[Token]:
    parts = (part.rstrip(".!?…") for part in phrase.split())
    for part in parts:
        word, equals, value = part.lstrip("-").partition("=")
        token = Token(word, value if equals else None)
        if part.startswith("-") and not equals and vocabulary.takes_value(token.name):
            # As at a terminal: --seed 3
            token = Token(word, next(parts, ""))
        if token.value == "":
            raise needs_value(token.name, vocabulary)
        if word:
            yield token


class _Reader:
    """Gathers what is said, phrase by phrase."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        trained: Sequence[NetworkInfo],
        own_styles: Sequence[str],
        phrases: Sequence[Sequence[Token]],
    ) -> None:
        """``phrases``: all that will be read, in any order."""
        self.vocabulary = vocabulary
        self._trained = {network.name: network for network in trained}
        names = (token.value or token.word for phrase in phrases for token in phrase)
        named = next((self._trained[name] for name in names if name in self._trained), None)
        self._classes = named.classes if named is not None else ()
        self._options: dict[str, Any] = {}
        self._known_styles = (*vocabulary.styles, *(own_styles if vocabulary.styles else ()))
        self._styles: list[StyleWord] = []
        self._pictures: dict[str, str] = {}
        self._wanted: set[str] = set()
        self._variations = 1

    def read(self, phrase: Sequence[Token]) -> None:
        """Raises: UnknownNameError, OptionError."""
        things = [token.word for token in phrase if not self._read(token)]
        self._name_things(things)

    def _read(self, token: Token) -> bool:
        """Take a token in; False: it may be a thing."""
        meaning = self.vocabulary.meaning(token, styles=self._known_styles, networks=self._trained)
        match meaning.role:
            case Role.STYLE:
                self._add_style(token)
            case Role.PICTURE:
                self._pictures[token.name] = token.value or ""
            case Role.WANTED_PICTURE:
                self._wanted.add(token.word)
            case Role.SEVERAL:
                self._variations = VARIATIONS
            case Role.UNKNOWN_SETTING:
                raise unknown_option(self.vocabulary, token.name)
            case Role.WITHOUT_VALUE:
                raise needs_value(token.name, self.vocabulary)
            case Role.SETTING | Role.CHOICE if meaning.option is not None:
                value = meaning.value
                if meaning.role is Role.SETTING:
                    value = read_value(meaning.option, token.value or "", own=self._classes)
                self._set(meaning.option, value)
        return meaning.role is not Role.THING

    def words(self) -> Words:
        """Everything that was said. Raises: UnknownNameError, OptionError."""
        if len(self._styles) > MAX_STYLES:
            rule = Phrase("rules.at_most_styles", most=MAX_STYLES)
            raise OptionError(option="style", value=self._styles[MAX_STYLES].name, rule=rule)
        self._name_network()
        read_hints(self._options.get("hints", ()))
        return Words(
            options=self._options,
            styles=tuple(self._styles),
            photo_id=self._pictures.get("photo"),
            guide_id=self._pictures.get("guide") or self._pictures.get("reference"),
            mask_id=self._pictures.get("mask"),
            wants_guide="guide" in self._wanted,
            wants_mask="mask" in self._wanted,
            variations=self._variations,
        )

    def _add_style(self, token: Token) -> None:
        """``swirls``, ``swirls=2``, ``style=swirls``, ``style=k3f9=2``."""
        name, weight = token.word, token.value or ""
        if name == "style":
            name, _, weight = weight.partition("=")
        if not name:
            raise near_matches(Phrase("kinds.style"), token.word, self._known_styles)
        share = read_number(name, weight) if weight else 1.0
        if not 0 < share <= MAX_STYLE_WEIGHT:
            rule = Phrase("rules.share", most=f"{MAX_STYLE_WEIGHT:g}")
            raise OptionError(option=name, value=weight, rule=rule)
        is_own = name not in self._known_styles
        self._styles.append(StyleWord(name=name, weight=share, is_own=is_own))

    def _set(self, option: Option, value: Any) -> None:
        now = self._options.get(option.name)
        if option.kind in (Kind.CLASSES, Kind.HINTS):
            value = tuple(dict.fromkeys((*(now or ()), *value)))
        elif now is not None and now != value:
            rule = Phrase("rules.already", option=option.word, value=str(now))
            raise OptionError(option=option.word, value=value, rule=rule)
        self._options[option.name] = value

    def _name_network(self) -> None:
        """The network and its layers by their proper names. Those that paint at once may be the
        operator's own: who orders looks for them.
        """
        named, network = self._options.get("network"), None
        if named and not self._options.get("instant"):
            uses = uses_said(self.vocabulary.art, self._options, paints=bool(self._styles))
            network = network_said(named, trained=self._trained, uses=uses)
            self._options["network"] = network.name
        self._name_layers(network)

    def _name_layers(self, network: NetworkInfo | None) -> None:
        for option in self.vocabulary.options:
            if option.name in self._options and option.kind in _LAYERS:
                layers = name_layers(option, self._options[option.name], network=network)
                self._options[option.name] = layers

    def _name_things(self, words: Sequence[str]) -> None:
        """The longest runs of words that name classes: ``egyptian cat and castle`` names two."""
        option = self.vocabulary.of_kind(Kind.CLASS, Kind.CLASSES)
        parts = [part for word in words for part in re.split(r"(\+)", word) if part]
        start = 0
        while start < len(parts):
            for end in range(min(len(parts), start + MOST_WORDS_OF_A_CLASS), start, -1):
                group = known_classes(" ".join(parts[start:end]), self._classes) if option else None
                if option and group:
                    name = group.name
                    self._set(option, name if option.kind is Kind.CLASS else (name,))
                    start = end
                    break
            else:
                if parts[start] not in _FILLERS:
                    raise unknown_word(
                        self.vocabulary,
                        parts[start],
                        phrase=" ".join(parts[start:]),
                        own=self._classes,
                    )
                start += 1
