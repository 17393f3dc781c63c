"""What all arts' options share: their checks, JSON, and the options that several have. No torch."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from pydantic import ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails

from engine.errors import OptionError
from engine.options.bounds import (
    DEFAULT_SIZE_PX,
    MAX_SEED,
    MAX_SIZE_PX,
    MAX_STRENGTH,
    MIN_SIZE_PX,
    MIN_STRENGTH,
)
from engine.options.option import Kind, Option, options_of
from engine.texts.phrase import Phrase

# Values of another type are refused, not turned. The check itself is built with an art's first
# options: building all of them takes a tenth of a second at a process's start. So annotations are
# no strings in the modules of options: pydantic would look their names up where that first one is.
CHECKED = ConfigDict(strict=True, extra="forbid", defer_build=True)

NETWORK = Option(
    "whose eyes see",
    kind=Kind.NETWORK,
    usual="the best at hand",
    more="One that was [trained here](TRAINING.md) knows things by its own names",
    is_always_said=True,
)
SIZE = Option(
    "longest side of the result",
    low=MIN_SIZE_PX,
    high=MAX_SIZE_PX,
    unit="px",
    usual=f"the photo's, at most {DEFAULT_SIZE_PX}",
    more="A panorama's is [longer](DREAMING.md#any-size)",
    word="size",
    is_always_said=True,
)
STRENGTH = Option(
    "how strong the effect is",
    low=MIN_STRENGTH,
    high=MAX_STRENGTH,
    unit="factor",
    is_always_said=True,
)
SEED = Option(
    "draws all that is random: same seed, same picture",
    low=0,
    high=MAX_SEED,
    usual="0; in the chat drawn",
    more="The same seed and options give the same pixels on one machine",
    is_always_said=True,
)
TRAINING_SEED = dataclasses.replace(
    SEED, help="draws all that is random: same seed, same network", usual="", more=""
)


class Options:
    """What all arts' options share: the checks and the way to JSON and back."""

    __slots__ = ()

    # Options that there were: stored ones are read without them.
    retired: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="wrap")
    @classmethod
    def _refuse_plainly(cls, values: Any, check: Any) -> Any:
        """The border where pydantic's errors become ours."""
        try:
            return check(values)
        except ValidationError as exc:
            raise _option_error(cls, exc.errors(include_url=False)[0]) from None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; options left at None are left out."""
        values = dataclasses.asdict(self)  # type: ignore[call-overload]  # subclasses are dataclasses
        # JSON has no tuples.
        plain = {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
        return {name: value for name, value in plain.items() if value is not None}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The inverse of :meth:`to_json`; unknown names raise OptionError."""
        kept = {name: value for name, value in values.items() if name not in cls.retired}
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in kept.items()})

    @classmethod
    def formerly(cls, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """What was meant by not saying an option that could not be said yet.

        Args:
            said: the options of a result, or of the command that repeats it.
        """
        return {}

    @classmethod
    def of_result(cls, made: dict[str, Any]) -> Self:
        """As :meth:`from_json`, of a result's options: one of before is what it was then."""
        return cls.from_json({**cls.formerly(made), **made})


_TYPE_RULES = {"int": "rules.whole_number", "float": "rules.number", "bool": "rules.yes_or_no"}


def _option_error(options: type[Options], error: ErrorDetails) -> OptionError:
    name = str(error["loc"][0])
    option = next((each for each in options_of(options) if each.name == name), None)
    value = error["input"]
    if option is None:
        rule = Phrase("rules.no_such_option")
        return OptionError(option=name, value=str(value), rule=rule)
    rule = _rule(option, error["type"])
    return OptionError(option=option.word, value=option.written(value), rule=rule)


def _rule(option: Option, broken: str) -> Phrase:
    """``broken``: the type of pydantic's error."""
    if broken == "too_long":
        return Phrase("rules.at_most", most=option.most or 0)
    if broken in ("greater_than_equal", "less_than_equal"):
        key = "rules.range_percent" if option.kind is Kind.PERCENT else "rules.range"
        return Phrase(key, low=option.written(option.low), high=option.written(option.high))
    if broken == "literal_error":
        return Phrase("rules.choice", choices=option.bounds)
    return Phrase(_TYPE_RULES.get(broken.partition("_")[0], "rules.other_kind"))


def check_range(option: str, value: float | None, low: float, high: float) -> None:
    """Raise OptionError unless ``value`` is None or within [low, high]."""
    if value is not None and not low <= value <= high:
        raise OptionError(
            option=option, value=value, rule=Phrase("rules.range", low=low, high=high)
        )


def check_choice(option: str, value: str, choices: Sequence[str]) -> None:
    """Raise OptionError unless ``value`` is one of ``choices``."""
    if value not in choices:
        raise OptionError(
            option=option, value=value, rule=Phrase("rules.choice", choices=", ".join(choices))
        )
