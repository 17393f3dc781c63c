"""An order written as the command that asks for exactly it again; bot.commands.parser reads it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from bot.commands.grammar import VOCABULARIES, Kind
from bot.commands.values import write_number, write_value
from bot.domain.orders import Order, option

# A painting at once takes no steps, and draws nothing at random.
_OF_STEPS = ("steps", "seed")


def repeat_command(order: Order) -> str:
    """The command that asks for exactly this order again."""
    return " ".join([f"/{order.art.value}", *_styles(order), *_options(order), *_pictures(order)])


def _styles(order: Order) -> Iterator[str]:
    for style in order.styles:
        name = f"style={style.picture.id}" if style.picture else style.name
        yield name if style.weight == 1.0 else f"{name}:{write_number(style.weight)}"


def _options(order: Order) -> Iterator[str]:
    defaults = {one.name: one.default for one in dataclasses.fields(order.options)}
    is_instant = bool(option(order.options, "instant"))
    for word in VOCABULARIES[order.art].words:
        value = option(order.options, word.field)
        if is_instant and word.field in _OF_STEPS:
            continue
        if value is None or (value == defaults[word.field] and not word.is_always_said):
            continue
        if word.kind in (Kind.PRESET, Kind.FLAG):
            yield value if word.kind is Kind.PRESET else word.name
        else:
            yield f"{word.name}={write_value(word, value)}"


def _pictures(order: Order) -> Iterator[str]:
    if order.guide is not None:
        yield f"guide={order.guide.id}"
    if order.mask is not None:
        yield f"mask={order.mask.id}"
    if order.photo is not None:
        yield f"photo={order.photo.id}"
