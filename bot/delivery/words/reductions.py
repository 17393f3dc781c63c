"""What a tier made less of than was asked: said under the job, and where more is to be had."""

from __future__ import annotations

from bot.domain.orders import Order, option
from bot.texts.catalogue import text


def reduction_lines(order: Order, language: str) -> list[str]:
    """A line for each option that was cut down."""
    return [
        text(f"reduced.{name}", language, made=f"{option(order.options, name):g}")
        for name in order.reduced
    ]


def asked_words(order: Order, language: str) -> str | None:
    """What was asked for beyond what was made; None: nothing was."""
    asked = [
        text(f"asked.{name}", language, asked=f"{value:g}") for name, value in order.reduced.items()
    ]
    return ", ".join(asked) or None
