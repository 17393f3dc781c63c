"""Facts as Fluent's patterns have them, and what patterns may ask of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fluent.runtime.types import (
    FluentDate,
    FluentDateType,
    FluentFloat,
    FluentInt,
    FluentNone,
    FluentType,
    fluent_date,
    fluent_number,
)

from engine.texts.told import Told

_MOST_DIGITS = 12


def as_fluent(fact: str | int | float | date) -> str | FluentType:
    """A number is not grouped: a seed, a size or an id is copied into commands."""
    if isinstance(fact, str):
        return fact
    if isinstance(fact, int):
        return FluentInt(fact, useGrouping=False)
    if isinstance(fact, float):
        return FluentFloat(fact, useGrouping=False, maximumFractionDigits=_MOST_DIGITS)
    return FluentDate.from_date(fact) if isinstance(fact, date) else str(fact)


def _number(value: Any, **options: Any) -> Any:
    """``NUMBER($count)``: with what groups thousands, as the language has it."""
    if isinstance(value, int):
        return fluent_number(int(value), **options)
    return fluent_number(float(value), **options) if isinstance(value, float) else value


def _date(value: Any, **options: Any) -> Any:
    """``DATETIME($date, dateStyle: "short")``"""
    return fluent_date(value, **options) if isinstance(value, FluentDateType) else value


def _form(name: Any, form: str) -> Any:
    """``FORM($style, "genitive")``: an attribute of the name, or the name as it is."""
    if isinstance(name, FluentNone):
        return name
    return name.forms.get(form, str(name)) if isinstance(name, Told) else name


FUNCTIONS: dict[str, Callable[..., Any]] = {"NUMBER": _number, "DATETIME": _date, "FORM": _form}
