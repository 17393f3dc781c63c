"""What people say after a command, read into plain data.

``/dream cat and castle octaves=5`` · ``/style swirls:2 mosaic size=512 photo=k3f9``. Phones bend
what people type, so capitals, curly quotes, long dashes and ``:`` for ``=`` are all the same to
us. A word that means nothing is never passed over: it raises, with what comes close. The words
themselves are in the grammar, what they can be in values; the writer writes them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.commands.grammar import VOCABULARIES, Kind, Vocabulary, Word
from bot.commands.network_words import network_said, uses_said
from bot.commands.suggestions import needs_value, unknown_option, unknown_word
from bot.commands.values import is_layer, name_layers, read_number, read_value
from bot.domain.orders import OPTIONS_OF, Art
from engine.catalogue.find import NetworkInfo
from engine.catalogue.imagenet_classes import ClassGroup, known_classes
from engine.errors import OptionError, near_matches
from engine.options.arts import ArtOptions

MAX_STYLES = 6
MAX_STYLE_WEIGHT = 100.0
MOST_WORDS_OF_A_CLASS = 6

_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@([a-z0-9_]+))?(?!\S)\s*(.*)", re.I | re.S)
# What phones make of quotes, hyphens and the equals sign.
_TYPED = str.maketrans(
    {**dict.fromkeys("\"'`“”„‟‘’‚‛«»‹›", ""), **dict.fromkeys("‐‑‒–—―−", "-"), "＝": "="}  # noqa: RUF001
)
_LAYERS = (Kind.LAYER, Kind.LAYERS, Kind.PLAIN_LAYERS)
# Between the words that mean something.
_FILLERS = frozenset({"a", "an", "the", "of", "with", "and", "some", "please", "&", "+"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command at the start of a message: its name, whom it addresses, the words after it."""

    name: str
    bot_username: str | None
    rest: str


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
    ``guide_id`` and ``mask_id`` name one instead.
    """

    options: Mapping[str, Any] = field(default_factory=dict)
    styles: tuple[StyleWord, ...] = ()
    photo_id: str | None = None
    guide_id: str | None = None
    mask_id: str | None = None
    wants_guide: bool = False
    wants_mask: bool = False


def split_command(message: str) -> Command | None:
    """The command that a message or caption begins with, if any."""
    match = _COMMAND.match(message.strip())
    if match is None:
        return None
    name, username, rest = match.groups()
    return Command(
        name=name.lower(), bot_username=username.lower() if username else None, rest=rest
    )


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
    phrases = list(_phrases(VOCABULARIES[art], rest))
    reader = _Reader(VOCABULARIES[art], trained, own_styles, phrases)
    for phrase in phrases:
        reader.read(phrase)
    words = reader.words()
    build_options(art, words, seed=0)
    return words


def build_options(art: Art, words: Words, *, seed: int) -> ArtOptions:
    """The options that the words ask for; ``seed`` where they name none. Raises: OptionError."""
    values = dict(words.options)
    if VOCABULARIES[art].word("seed"):
        values.setdefault("seed", seed)
    return OPTIONS_OF[art](**values)


def _phrases(vocabulary: Vocabulary, rest: str) -> Iterator[list[tuple[str, str | None]]]:
    """What stands between commas: ``word`` or ``word=value`` each, in plain lower-case letters."""
    plain = rest.translate(_TYPED).lower()
    for name, title in vocabulary.titles.items():
        plain = re.sub(rf"(?<![\w=]){re.escape(title.lower())}(?!\w)", name, plain)
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    plain = re.sub(r"\s*[:=]\s*", "=", plain)
    plain = re.sub(r"(?<!\S)-+\s*", "--", plain)
    for phrase in re.split(r"[,;]", plain):
        yield list(_pairs(vocabulary, phrase))


def _pairs(vocabulary: Vocabulary, phrase: str) -> Iterator[tuple[str, str | None]]:
    tokens = (token.rstrip(".!?…") for token in phrase.split())
    for token in tokens:
        word, has_value, value = token.lstrip("-").partition("=")
        if token.startswith("-") and not has_value and _takes_value(vocabulary, _plain(word)):
            # As at a terminal: --seed 3
            value = next(tokens, "")
            has_value = "="
        if has_value and not value:
            raise needs_value(_plain(word), vocabulary)
        if word:
            yield word, value if has_value else None


def _takes_value(vocabulary: Vocabulary, word: str) -> bool:
    known = vocabulary.word(word)
    if known is not None:
        return known.kind is not Kind.FLAG
    return word in vocabulary.picture_words


def _plain(word: str) -> str:
    return word.replace("-", "_")


class _Reader:
    """Gathers what is said, phrase by phrase."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        trained: Sequence[NetworkInfo],
        own_styles: Sequence[str],
        phrases: Sequence[Sequence[tuple[str, str | None]]],
    ) -> None:
        """``phrases``: all that will be read, in any order."""
        self.vocabulary = vocabulary
        self._trained = {one.name: one for one in trained}
        said = (value or word for phrase in phrases for word, value in phrase)
        named = next((self._trained[one] for one in said if one in self._trained), None)
        self._classes = named.classes if named is not None else ()
        self._options: dict[str, Any] = {}
        self._known_styles = (*vocabulary.styles, *(own_styles if vocabulary.styles else ()))
        self._styles: list[StyleWord] = []
        self._pictures: dict[str, str] = {}
        self._wanted: set[str] = set()

    def read(self, phrase: Sequence[tuple[str, str | None]]) -> None:
        things = []
        for word, value in phrase:
            known = self._style(word, value) or (
                self._bare(word) if value is None else self._said(_plain(word), value)
            )
            if not known:
                things.append(word)
        self._name_things(things)

    def words(self) -> Words:
        """Everything that was said. Raises: UnknownNameError, OptionError."""
        if len(self._styles) > MAX_STYLES:
            rule = f"at most {MAX_STYLES} styles at once"
            raise OptionError(option="style", value=self._styles[MAX_STYLES].name, rule=rule)
        self._name_network()
        return Words(
            options=self._options,
            styles=tuple(self._styles),
            photo_id=self._pictures.get("photo"),
            guide_id=self._pictures.get("guide"),
            mask_id=self._pictures.get("mask"),
            wants_guide="guide" in self._wanted,
            wants_mask="mask" in self._wanted,
        )

    def _style(self, word: str, value: str | None) -> bool:
        """``swirls``, ``swirls=2``, ``style=swirls``, ``style=k3f9=2``."""
        known = self._known_styles
        if word not in known and (word != "style" or not known):
            return False
        if value is None and self.vocabulary.bare(word) is not None:
            return False
        name, _, weight = f"{word}={value or ''}".partition("=")
        if word == "style":
            name, _, weight = (value or "").partition("=")
            if not name:
                raise near_matches("style", word, known)
        share = read_number(name, weight) if weight else 1.0
        if not 0 < share <= MAX_STYLE_WEIGHT:
            rule = f"its share is more than 0 and at most {MAX_STYLE_WEIGHT:g}"
            raise OptionError(option=name, value=weight, rule=rule)
        self._styles.append(StyleWord(name=name, weight=share, is_own=name not in known))
        return True

    def _said(self, word: str, value: str) -> bool:
        """``word=value``."""
        if word in self.vocabulary.picture_words:
            self._pictures[word] = value
            return True
        known = self.vocabulary.word(word)
        if known is None:
            raise unknown_option(self.vocabulary, word)
        self._set(known, read_value(known, value, own=self._classes))
        return True

    def _bare(self, word: str) -> bool:
        """A word on its own: a kind of dream, a layer, a network; False: maybe a thing."""
        plain = _plain(word)
        if word in ("guide", "mask") and word in self.vocabulary.picture_words:
            self._wanted.add(word)
            return True
        known = self.vocabulary.bare(plain)
        is_value = known is not None and self.vocabulary.word(plain) is None
        if _takes_value(self.vocabulary, plain) and not is_value:
            raise needs_value(plain, self.vocabulary)
        if known is not None:
            said, value = known
            self._set(said, said.kind is Kind.FLAG or value)
            return True
        network = self.vocabulary.of_kind(Kind.NETWORK)
        if word in self._trained and network is not None:
            self._set(network, word)
            return True
        layers = self.vocabulary.of_kind(Kind.LAYER, Kind.LAYERS)
        if layers is not None and is_layer(word):
            self._set(layers, word)
            return True
        return False

    def _set(self, word: Word, value: Any) -> None:
        now = self._options.get(word.field)
        if word.kind is Kind.CLASSES:
            value = tuple(dict.fromkeys((*(now or ()), *value)))
        elif now is not None and now != value:
            rule = f"{word.name} is already {now}"
            raise OptionError(option=word.name, value=value, rule=rule)
        self._options[word.field] = value

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
        for word in self.vocabulary.words:
            if word.field in self._options and word.kind in _LAYERS:
                said = self._options[word.field]
                self._options[word.field] = name_layers(word, said, network=network)

    def _name_things(self, words: list[str]) -> None:
        """The longest runs of words that name classes: ``egyptian cat and castle`` names two."""
        word = self.vocabulary.of_kind(Kind.CLASS, Kind.CLASSES)
        words = [part for word in words for part in re.split(r"(\+)", word) if part]
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + MOST_WORDS_OF_A_CLASS), start, -1):
                found = self._class(" ".join(words[start:end])) if word else None
                if word and found:
                    self._set(word, found.name if word.kind is Kind.CLASS else (found.name,))
                    start = end
                    break
            else:
                if words[start] not in _FILLERS:
                    raise unknown_word(
                        self.vocabulary,
                        words[start],
                        phrase=" ".join(words[start:]),
                        own=self._classes,
                    )
                start += 1

    def _class(self, phrase: str) -> ClassGroup | None:
        return known_classes(phrase, self._classes)
