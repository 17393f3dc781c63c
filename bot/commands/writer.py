"""An order written as the command that asks for exactly it again; bot.commands.parser reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.commands.grammar import VOCABULARIES
from bot.commands.values import write_value
from bot.domain.orders import Art, Order, option
from engine.options.option import Kind, Option, short_number

# A painting at once takes no steps, and draws nothing at random.
_OF_STEPS = ("steps", "seed")


def repeat_command(order: Order) -> str:
    """The command that asks for exactly this order again."""
    several = [f"x{order.variations}"] if order.variations > 1 else []
    parts = [f"/{order.art.value}", *several, *_styles(order), *_options(order)]
    return " ".join([*parts, *_pictures(order)])


def _styles(order: Order) -> Iterator[str]:
    for style in order.styles:
        if style.picture is None:
            yield write_style(order.art, style.name, style.weight)
        else:
            yield _weighted(f"style={style.picture.id}", style.weight)


def write_style(art: Art, name: str, weight: float) -> str:
    """A style that has a name, as it is said."""
    is_taken = VOCABULARIES[art].means_option(name)
    return _weighted(f"style={name}" if is_taken else name, weight)


def _weighted(name: str, weight: float) -> str:
    return name if weight == 1.0 else f"{name}:{short_number(weight)}"


def write_options(art: Art, options: Mapping[str, Any]) -> str:
    """Options by name, as they are said."""
    known = VOCABULARIES[art].options
    return " ".join(_written(each, options[each.name]) for each in known if each.name in options)


def _options(order: Order) -> Iterator[str]:
    is_instant = bool(option(order.options, "instant"))
    for each in VOCABULARIES[order.art].options:
        value = option(order.options, each.name)
        if is_instant and each.name in _OF_STEPS:
            continue
        if value is None or (value == each.default and not each.is_always_said):
            continue
        yield _written(each, value)


def _written(option: Option, value: Any) -> str:
    if option.kind is Kind.PRESET:
        return str(value)
    if option.kind is Kind.FLAG and value:
        return option.word
    if option.kind is Kind.HINTS:
        return " ".join(value)
    return f"{option.word}={write_value(option, value)}"


def _pictures(order: Order) -> Iterator[str]:
    if order.guide is not None:
        word = "reference" if order.art is Art.COLORIZE else "guide"
        yield f"{word}={order.guide.id}"
    if order.mask is not None:
        yield f"mask={order.mask.id}"
    if order.photo is not None:
        yield f"photo={order.photo.id}"
