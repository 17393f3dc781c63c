"""The words of ``/dream`` and ``/style``: read into plain data, and written so that they repeat.

``/dream creatures octaves=5 seed=3`` · ``/style swirls:2 mosaic size=512 photo=k3f9``. Phones
bend what people type, so capitals, curly quotes, long dashes and ``:`` for ``=`` are all the same
to us. A word that means nothing is never passed over: it raises, with what comes close.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.jobs import Art, Order
from engine.catalogue import (
    HOUSE_STYLES,
    NETWORKS,
    PRESETS,
    find_layer,
    find_network,
    near_matches,
)
from engine.errors import OptionError, UnknownNameError
from engine.options import ArtOptions, DreamOptions, StyleOptions

# Word -> field of the options, in the order in which a repeat command says them.
_SHARED = {"network": "network", "size": "size_px", "steps": "steps"}
DREAM_WORDS: Mapping[str, str] = {
    "layer": "layer",
    **_SHARED,
    "octaves": "octaves",
    "octave_scale": "octave_scale",
    "steps_per_octave": "steps_per_octave",
    "step_size": "step_size",
    "jitter": "jitter_px",
    "strength": "strength",
    "seed": "seed",
}
STYLE_WORDS: Mapping[str, str] = {
    **_SHARED,
    "content_weight": "content_weight",
    "style_weight": "style_weight",
    "tv_weight": "tv_weight",
    "learning_rate": "learning_rate",
    "strength": "strength",
    "seed": "seed",
}
# Said in every repeat command; the others only where they differ from the default.
_ALWAYS = frozenset({"layer", "network", "size_px", "steps", "octaves", "strength", "seed"})
_NAMES = frozenset({"layer", "network"})
_FLOATS = frozenset(
    {"octave_scale", "step_size", "strength"}
    | {"content_weight", "style_weight", "tv_weight", "learning_rate"}
)
MAX_STYLES = 6
MAX_STYLE_WEIGHT = 100.0

_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@([a-z0-9_]+))?(?!\S)\s*(.*)", re.I | re.S)
# What phones make of quotes, hyphens and the equals sign.
_TYPED = str.maketrans(
    {**dict.fromkeys("\"'`“”„‟‘’‚‛«»‹›", ""), **dict.fromkeys("‐‑‒–—―−", "-"), "＝": "="}  # noqa: RUF001
)


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
    """What the words of a command ask for; options that are not said are left out."""

    options: Mapping[str, Any] = field(default_factory=dict)
    styles: tuple[StyleWord, ...] = ()
    photo_id: str | None = None


def split_command(message: str) -> Command | None:
    """The command that a message or caption begins with, if any."""
    match = _COMMAND.match(message.strip())
    if match is None:
        return None
    name, username, rest = match.groups()
    return Command(
        name=name.lower(), bot_username=username.lower() if username else None, rest=rest
    )


def parse_words(art: Art, rest: str) -> Words:
    """What the words after a command ask for.

    Raises: UnknownNameError, OptionError: a word that means nothing or does not fit, in plain
        words with what comes close.
    """
    options: dict[str, Any] = {}
    styles: list[StyleWord] = []
    photo_id: str | None = None
    for word, value in _pairs(art, rest):
        if word == "photo" and value is not None:
            photo_id = value
        elif art is Art.STYLE and (word == "style" or word in HOUSE_STYLES):
            styles.append(_style(word, value))
        elif value is None:
            _set(options, *_bare(art, word))
        else:
            name = _fields(art).get(word)
            if name is None:
                raise _unknown_word(art, word)
            _set(options, word, name, _value(word, name, value))
    if len(styles) > MAX_STYLES:
        rule = f"at most {MAX_STYLES} styles at once"
        raise OptionError(option="style", value=styles[MAX_STYLES].name, rule=rule)
    words = Words(options=_checked_names(options), styles=tuple(styles), photo_id=photo_id)
    build_options(art, words, seed=0)
    return words


def build_options(art: Art, words: Words, *, seed: int) -> ArtOptions:
    """The options that the words ask for; ``seed`` where they name none. Raises: OptionError."""
    values = {"seed": seed, **words.options}
    return DreamOptions(**values) if art is Art.DREAM else StyleOptions(**values)


def repeat_command(order: Order) -> str:
    """The command that asks for exactly this order again."""
    parts = [f"/{order.art.value}"]
    preset = getattr(order.options, "preset", None)
    if preset:
        parts.append(preset)
    for style in order.styles:
        name = f"style={style.picture.id}" if style.picture else style.name
        parts.append(name if style.weight == 1.0 else f"{name}:{_number(style.weight)}")
    defaults = {one.name: one.default for one in dataclasses.fields(order.options)}
    for word, name in _fields(order.art).items():
        value = getattr(order.options, name, None)
        if value is not None and (name in _ALWAYS or value != defaults[name]):
            parts.append(f"{word}={value if isinstance(value, str) else _number(value)}")
    if order.photo is not None:
        parts.append(f"photo={order.photo.id}")
    return " ".join(parts)


def _fields(art: Art) -> Mapping[str, str]:
    return DREAM_WORDS if art is Art.DREAM else STYLE_WORDS


def _pairs(art: Art, rest: str) -> list[tuple[str, str | None]]:
    """``word`` or ``word=value`` each, in plain lower-case letters."""
    plain = rest.translate(_TYPED).lower()
    titled = {**PRESETS} if art is Art.DREAM else {**HOUSE_STYLES}
    for name, named in titled.items():
        plain = re.sub(rf"(?<![\w=]){re.escape(named.title.lower())}(?!\w)", name, plain)
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
    plain = re.sub(r"[,;]", " ", plain)
    plain = re.sub(r"\s*[:=]\s*", "=", plain)
    plain = re.sub(r"(?<!\S)-+\s*", "--", plain)
    pairs: list[tuple[str, str | None]] = []
    tokens = iter(plain.split())
    for token in tokens:
        word, has_value, value = token.lstrip("-").partition("=")
        word = word.replace("-", "_")
        if token.startswith("-") and not has_value and word in {*_fields(art), "style", "photo"}:
            # As at a terminal: --seed 3
            value = next(tokens, "")
            has_value = "="
        if has_value and not value:
            raise OptionError(option=word, value="", rule="it needs a value")
        if word:
            pairs.append((word, value if has_value else None))
    return pairs


def _style(word: str, value: str | None) -> StyleWord:
    """``swirls``, ``swirls=2``, ``style=swirls``, ``style=k3f9=2``."""
    name, _, weight = f"{word}={value or ''}".partition("=")
    if word == "style":
        name, _, weight = (value or "").partition("=")
        if not name:
            raise near_matches("style", word, HOUSE_STYLES)
    share = _float(name, weight) if weight else 1.0
    if not 0 < share <= MAX_STYLE_WEIGHT:
        rule = f"its share is more than 0 and at most {MAX_STYLE_WEIGHT:g}"
        raise OptionError(option=name, value=weight, rule=rule)
    return StyleWord(name=name, weight=share, is_own=name not in HOUSE_STYLES)


def _bare(art: Art, word: str) -> tuple[str, str, str]:
    """A word on its own: a kind of dream, a layer or a network."""
    if word in _fields(art) or word == "photo":
        raise OptionError(option=word, value="", rule="it needs a value")
    if art is Art.DREAM and word in PRESETS:
        return "preset", "preset", word
    if word in NETWORKS:
        return "network", "network", word
    if art is Art.DREAM:
        layer = _layer_anywhere(word)
        if layer is not None:
            return "layer", "layer", layer
    raise _unknown_word(art, word)


def _unknown_word(art: Art, word: str) -> UnknownNameError:
    other = Art.STYLE if art is Art.DREAM else Art.DREAM
    own = PRESETS if art is Art.DREAM else HOUSE_STYLES
    others = PRESETS if other is Art.DREAM else HOUSE_STYLES
    if word in {*_fields(other), *others} or (word == "style" and art is Art.DREAM):
        near = f"It belongs to /{other.value}."
        return UnknownNameError(kind=f"/{art.value} word", name=word, near=near)
    kind = f"{'dream' if art is Art.DREAM else 'style'} or word"
    return near_matches(kind, word, [*own, *_fields(art), "photo"])


def _set(options: dict[str, Any], word: str, name: str, value: Any) -> None:
    if name in options and options[name] != value:
        rule = f"{word} is already {options[name]}"
        raise OptionError(option=word, value=value, rule=rule)
    options[name] = value


def _value(word: str, name: str, value: str) -> str | int | float:
    if name in _NAMES:
        return value
    number = _float(word, value)
    if name in _FLOATS:
        return number
    if not number.is_integer():
        raise OptionError(option=word, value=value, rule="it must be a whole number")
    return int(value.removesuffix("px")) if value.isdecimal() else int(number)


def _float(word: str, value: str) -> float:
    try:
        return float(value.removesuffix("px"))
    except ValueError:
        raise OptionError(option=word, value=value, rule="it must be a number") from None


def _checked_names(options: dict[str, Any]) -> dict[str, Any]:
    """Networks and layers by their proper names. Raises: UnknownNameError."""
    checked = dict(options)
    network = find_network(checked["network"]) if "network" in checked else None
    if network:
        checked["network"] = network.name
    if "layer" in checked:
        layer = checked["layer"]
        if network:
            checked["layer"] = find_layer(network, layer)
        else:
            known = _layer_anywhere(layer)
            if known is None:
                raise near_matches("layer", layer, _every_layer())
            checked["layer"] = known
    return checked


def _layer_anywhere(name: str) -> str | None:
    """The layer as the first network that has it writes it."""
    for network in NETWORKS.values():
        try:
            return find_layer(network, name)
        except UnknownNameError:
            continue
    return None


def _every_layer() -> list[str]:
    return list(dict.fromkeys(layer for one in NETWORKS.values() for layer in one.layers))


def _number(value: float) -> str:
    """The shortest decimal that reads back as exactly the same number."""
    if isinstance(value, int):
        return str(value)
    short = f"{value:g}"
    return short if float(short) == value else repr(value)
