"""The values behind words: read from what a person typed, and written so that they read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.commands.grammar import Kind, Word
from engine.catalogue.find import NETWORKS, NetworkInfo, find_layer
from engine.catalogue.imagenet_classes import find_classes
from engine.catalogue.presets import find_preset
from engine.errors import OptionError, UnknownNameError, near_matches
from engine.options.base import MOST_STYLE_LAYERS

_YES = frozenset({"yes", "on", "true", "1"})
_NO = frozenset({"no", "off", "false", "0"})
MOST_LAYER_SHARE = 100.0  # engine.dream.choices
PERCENTS = (25, 400)  # of a scale: engine.options


def read_value(word: Word, text: str, *, own: Sequence[str] = ()) -> Any:
    """What ``word=text`` sets. Layers are left as they were said: see :func:`name_layers`.

    ``own``: the classes of a network that knows others than ImageNet's.
    Raises: OptionError, UnknownNameError.
    """
    if word.kind is Kind.CLASS:
        return find_classes(text, own).name
    if word.kind is Kind.CLASSES:
        return tuple(dict.fromkeys(find_classes(part, own).name for part in text.split("+")))
    return _READERS[word.kind](word.name, text)


def write_value(word: Word, value: Any) -> str:
    """The inverse of :func:`read_value`."""
    return _WRITERS.get(word.kind, str)(value)


def example_value(word: Word) -> str:
    """A value that the word could have."""
    return word.choices[0] if word.choices else _EXAMPLES[word.kind]


def read_number(word: str, text: str) -> float:
    """Raises: OptionError: it is none."""
    try:
        return float(text.removesuffix("px"))
    except ValueError:
        raise OptionError(option=word, value=text, rule="it must be a number") from None


def write_number(value: float) -> str:
    """The shortest decimal that reads back as exactly the same number."""
    if isinstance(value, int):
        return str(value)
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def name_layers(word: Word, said: Any, *, network: NetworkInfo | None) -> Any:
    """What was said of layers, by their proper names. Raises: UnknownNameError, OptionError."""
    if word.kind is Kind.PLAIN_LAYERS:
        # Two spellings of one layer name it once.
        return tuple(dict.fromkeys(_in_network(said, network)))
    return read_layers(said, network=network, is_one=word.kind is Kind.LAYER)


def read_layers(text: str, *, network: NetworkInfo | None, is_one: bool = False) -> str:
    """Layers as the papers write them: ``3b + 4c*2`` is ``inception_3b+inception_4c*2``.

    Args:
        network: the one that is said; None: any that has all of them.
        is_one: several are not understood here.
    Raises: UnknownNameError, OptionError.
    """
    parts = [(text, 1.0)] if is_one else _split_layers(text)
    found = _in_network([name for name, _ in parts], network)
    return "+".join(
        name if share == 1 else f"{name}*{share:g}"
        for name, (_, share) in zip(found, parts, strict=True)
    )


def is_layer(text: str) -> bool:
    """Whether some network has this layer, or these with ``+`` and shares."""
    try:
        read_layers(text, network=None)
    except (UnknownNameError, OptionError):
        return False
    return True


def every_layer() -> tuple[str, ...]:
    """The names of all networks' layers."""
    return tuple(dict.fromkeys(layer for one in NETWORKS.values() for layer in one.layers))


def _in_network(names: Sequence[str], network: NetworkInfo | None) -> list[str]:
    if network is None:
        return _in_one_network(names)
    return list(names) if not network.layers else [find_layer(network, name) for name in names]


def _in_one_network(names: Sequence[str]) -> list[str]:
    """The layers as the first network that has them all writes them."""
    for network in NETWORKS.values():
        try:
            return [find_layer(network, name) for name in names]
        except UnknownNameError:
            continue
    for name in names:
        if not any(_has(network, name) for network in NETWORKS.values()):
            otherwise = f"Some are {', '.join(_dream_layers())}."
            raise near_matches("layer", name, every_layer(), otherwise=otherwise)
    rule = "no network has all of these layers"
    raise OptionError(option="layer", value="+".join(names), rule=rule)


def _dream_layers() -> list[str]:
    return list(dict.fromkeys(one.dream_layer for one in NETWORKS.values()))


def _has(network: NetworkInfo, layer: str) -> bool:
    try:
        find_layer(network, layer)
    except UnknownNameError:
        return False
    return True


def _split_layers(text: str) -> list[tuple[str, float]]:
    layers = []
    for part in text.split("+"):
        name, star, share = part.partition("*")
        weight = read_number("layer", share) if star else 1.0
        if not name or not 0 < weight <= MOST_LAYER_SHARE:
            rule = "say it like inception_3b+inception_4c*2, shares from above 0 to 100"
            raise OptionError(option="layer", value=text, rule=rule)
        # As many digits as the engine writes back.
        layers.append((name, float(f"{weight:g}")))
    return layers


def _whole(word: str, text: str) -> int:
    if text.isascii() and text.isdecimal():
        return int(text[:20])
    number = read_number(word, text)
    if not number.is_integer():
        raise OptionError(option=word, value=text, rule="it must be a whole number")
    return int(number)


def _flag(word: str, text: str) -> bool:
    if text not in _YES | _NO:
        raise OptionError(option=word, value=text, rule="it is yes or no")
    return text in _YES


def _channels(word: str, text: str) -> tuple[int, ...]:
    try:
        return tuple(_whole(word, part) for part in text.split("+"))
    except OptionError:
        raise OptionError(
            option=word, value=text, rule=f"say it like {_EXAMPLES[Kind.CHANNELS]}"
        ) from None


def _place(word: str, text: str) -> tuple[float, float]:
    try:
        x, y = (read_number(word, part) for part in text.replace("×", "x").split("x"))  # noqa: RUF001  # as phones write it
    except (ValueError, OptionError):
        rule = "say it like 0.5x0.3, from 0x0 at the top left to 1x1"
        raise OptionError(option=word, value=text, rule=rule) from None
    return x, y


def _percent(word: str, text: str) -> float:
    percent, (least, most) = read_number(word, text.removesuffix("%")), PERCENTS
    if not least <= percent <= most:
        raise OptionError(option=word, value=text, rule=f"it goes from {least} to {most}")
    return round(percent / 100, 6)


def _plain_layers(word: str, text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(text.split("+")))
    if len(names) > MOST_STYLE_LAYERS:
        rule = f"at most {MOST_STYLE_LAYERS} layers at once"
        raise OptionError(option=word, value=text, rule=rule)
    return names


def _as_said(_word: str, text: str) -> str:
    return text


_READERS: Mapping[Kind, Callable[[str, str], Any]] = {
    Kind.WHOLE: _whole,
    Kind.NUMBER: read_number,
    Kind.FLAG: _flag,
    Kind.PERCENT: _percent,
    Kind.CHOICE: _as_said,  # the options check it
    Kind.PRESET: lambda _word, text: find_preset(text).name,
    Kind.NETWORK: _as_said,
    Kind.LAYER: _as_said,
    Kind.LAYERS: _as_said,
    Kind.PLAIN_LAYERS: _plain_layers,
    Kind.CHANNELS: _channels,
    Kind.PLACE: _place,
}


_EXAMPLES: Mapping[Kind, str] = {
    Kind.WHOLE: "3",
    Kind.NUMBER: "1.5",
    Kind.PERCENT: "150",
    Kind.FLAG: "yes",
    Kind.PRESET: "creatures",
    Kind.NETWORK: "googlenet",
    Kind.LAYER: "inception_4c",
    Kind.LAYERS: "inception_4c",
    Kind.PLAIN_LAYERS: "relu3_1+relu4_2",
    Kind.CHANNELS: "3+17",
    Kind.PLACE: "0.5x0.3",
    Kind.CLASS: "egyptian_cat",
    Kind.CLASSES: "cat+castle",
}


def _one_word(name: str) -> str:
    """A class's name as one word of a command: ``Egyptian cat`` is ``egyptian_cat``."""
    return "_".join(name.lower().split())


_WRITERS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.WHOLE: write_number,
    Kind.NUMBER: write_number,
    Kind.PERCENT: lambda value: write_number(round(value * 100, 4)),
    Kind.FLAG: lambda value: "yes" if value else "no",
    Kind.PLAIN_LAYERS: "+".join,
    Kind.CHANNELS: lambda value: "+".join(map(str, value)),
    Kind.PLACE: lambda value: "x".join(map(write_number, value)),
    Kind.CLASS: _one_word,
    Kind.CLASSES: lambda value: "+".join(map(_one_word, value)),
}
