"""An order written as the command that asks for exactly it again; bot.commands.parser reads it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.grammar import VOCABULARIES
from bot.commands.values import write_value
from bot.domain.orders import Order, option
from engine.options.option import Kind, short_number

# A painting at once takes no steps, and draws nothing at random.
_OF_STEPS = ("steps", "seed")


def repeat_command(order: Order) -> str:
    """The command that asks for exactly this order again."""
    return " ".join([f"/{order.art.value}", *_styles(order), *_options(order), *_pictures(order)])


def _styles(order: Order) -> Iterator[str]:
    for style in order.styles:
        name = f"style={style.picture.id}" if style.picture else style.name
        yield name if style.weight == 1.0 else f"{name}:{short_number(style.weight)}"


def _options(order: Order) -> Iterator[str]:
    is_instant = bool(option(order.options, "instant"))
    for each in VOCABULARIES[order.art].options:
        value = option(order.options, each.name)
        if is_instant and each.name in _OF_STEPS:
            continue
        if value is None or (value == each.default and not each.is_always_said):
            continue
        if each.kind in (Kind.PRESET, Kind.FLAG):
            yield value if each.kind is Kind.PRESET else each.word
        else:
            yield f"{each.word}={write_value(each, value)}"


def _pictures(order: Order) -> Iterator[str]:
    if order.guide is not None:
        yield f"guide={order.guide.id}"
    if order.mask is not None:
        yield f"mask={order.mask.id}"
    if order.photo is not None:
        yield f"photo={order.photo.id}"
