"""The values behind words: read from what a person typed, and written so that they read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.catalogue.find import (
    NETWORKS,
    NetworkInfo,
    find_layer,
    join_layers,
    split_layers,
)
from engine.catalogue.imagenet_classes import find_classes
from engine.catalogue.presets import find_preset
from engine.colour.choices import EXAMPLE
from engine.errors import OptionError, UnknownNameError, near_matches
from engine.options.option import Kind, Option, short_number
from engine.texts.phrase import Phrase

_YES = frozenset({"yes", "on", "true", "1"})
_NO = frozenset({"no", "off", "false", "0"})


def whole_number(text: str, *, most_digits: int) -> int | None:
    """As buttons and addresses have one, which may be made up; None where it is none."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= most_digits
    return int(text) if is_number else None


def read_value(option: Option, text: str, *, own: Sequence[str] = ()) -> Any:
    """What ``word=text`` sets. Layers are left as they were said: see :func:`name_layers`.

    ``own``: the classes of a network that knows others than ImageNet's.
    Raises: OptionError, UnknownNameError.
    """
    if option.kind is Kind.CLASS:
        return find_classes(text, own).name
    if option.kind is Kind.CLASSES:
        return tuple(dict.fromkeys(find_classes(part, own).name for part in text.split("+")))
    return _READERS.get(option.kind, _as_said)(option.word, text)


def write_value(option: Option, value: Any) -> str:
    """The inverse of :func:`read_value`."""
    return _WRITERS.get(option.kind, option.written)(value)


def example_value(option: Option) -> str:
    """A value that the option could have."""
    return option.choices[0] if option.choices else _EXAMPLES[option.kind]


def read_number(word: str, text: str) -> float:
    """Raises: OptionError: it is none."""
    try:
        return float(text.removesuffix("px"))
    except ValueError:
        raise OptionError(option=word, value=text, rule=Phrase("rules.number")) from None


def name_layers(option: Option, said: Any, *, network: NetworkInfo | None) -> Any:
    """What was said of layers, by their proper names. Raises: UnknownNameError, OptionError."""
    if option.kind is Kind.PLAIN_LAYERS:
        # Two spellings of one layer name it once.
        return tuple(dict.fromkeys(_in_network(said, network)))
    return read_layers(said, network=network, is_one=option.kind is Kind.LAYER)


def read_layers(text: str, *, network: NetworkInfo | None, is_one: bool = False) -> str:
    """Layers as the papers write them: ``3b + 4c*2`` is ``inception_3b+inception_4c*2``.

    Args:
        network: the one that is said; None: any that has all of them.
        is_one: several are not understood here.
    Raises: UnknownNameError, OptionError.
    """
    parts = [(text, 1.0)] if is_one else split_layers(text)
    names = _in_network([name for name, _ in parts], network)
    shares = [share for _, share in parts]
    return join_layers(list(zip(names, shares, strict=True)))


def is_layer(text: str) -> bool:
    """Whether some network has this layer, or these with ``+`` and shares."""
    try:
        read_layers(text, network=None)
    except (UnknownNameError, OptionError):
        return False
    return True


def every_layer() -> tuple[str, ...]:
    """The names of all networks' layers."""
    return tuple(dict.fromkeys(layer for network in NETWORKS.values() for layer in network.layers))


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
            otherwise = Phrase("near.some_are", names=", ".join(_dream_layers()))
            raise near_matches(Phrase("kinds.layer"), name, every_layer(), otherwise=otherwise)
    rule = Phrase("rules.no_network_has_all")
    raise OptionError(option="layer", value="+".join(names), rule=rule)


def _dream_layers() -> list[str]:
    return list(dict.fromkeys(network.dream_layer for network in NETWORKS.values()))


def _has(network: NetworkInfo, layer: str) -> bool:
    try:
        find_layer(network, layer)
    except UnknownNameError:
        return False
    return True


def _whole(word: str, text: str) -> int:
    if text.isascii() and text.isdecimal():
        return int(text[:20])
    number = read_number(word, text)
    if not number.is_integer():
        raise OptionError(option=word, value=text, rule=Phrase("rules.whole_number"))
    return int(number)


def _flag(word: str, text: str) -> bool:
    if text not in _YES | _NO:
        raise OptionError(option=word, value=text, rule=Phrase("rules.yes_or_no"))
    return text in _YES


def _channels(word: str, text: str) -> tuple[int, ...]:
    try:
        return tuple(_whole(word, part) for part in text.split("+"))
    except OptionError:
        raise OptionError(
            option=word, value=text, rule=Phrase("rules.example", example=_EXAMPLES[Kind.CHANNELS])
        ) from None


def _place(word: str, text: str) -> tuple[float, float]:
    try:
        x, y = (read_number(word, part) for part in text.replace("×", "x").split("x"))  # noqa: RUF001  # as phones write it
    except (ValueError, OptionError):
        rule = Phrase("rules.position_example")
        raise OptionError(option=word, value=text, rule=rule) from None
    return x, y


def _percent(word: str, text: str) -> float:
    return round(read_number(word, text.removesuffix("%")) / 100, 6)


def _plain_layers(_word: str, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.split("+")))


def _as_said(_word: str, text: str) -> str:
    """Names that others check: the options, or who looks a network up."""
    return text


_READERS: Mapping[Kind, Callable[[str, str], Any]] = {
    Kind.WHOLE: _whole,
    Kind.NUMBER: read_number,
    Kind.FLAG: _flag,
    Kind.PERCENT: _percent,
    Kind.PRESET: lambda _word, text: find_preset(text).name,
    Kind.PLAIN_LAYERS: _plain_layers,
    Kind.CHANNELS: _channels,
    Kind.PLACE: _place,
    Kind.HINTS: lambda _word, text: tuple(text.split("+")),
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
    Kind.HINTS: EXAMPLE,
}


def _one_word(name: str) -> str:
    """A class's name as one word of a command: ``Egyptian cat`` is ``egyptian_cat``."""
    return "_".join(name.lower().split())


_WRITERS: Mapping[Kind, Callable[[Any], str]] = {
    Kind.PLAIN_LAYERS: "+".join,
    Kind.CHANNELS: lambda channels: "+".join(map(str, channels)),
    Kind.PLACE: lambda place: "x".join(map(short_number, place)),
    Kind.CLASS: _one_word,
    Kind.CLASSES: lambda names: "+".join(map(_one_word, names)),
}
