"""What all arts' options share: bounds that several have, their checks, JSON. No torch."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Self

from engine.errors import OptionError

MIN_SIZE_PX = 16
MAX_SIZE_PX = 8000
DEFAULT_SIZE_PX = 600
DEFAULT_DRAWING_PX = 320
DEFAULT_FILM_PX = 480
DEFAULT_TEXTURE_PX = 512
DEFAULT_STYLE_STEPS = 200
DEFAULT_FRAME_STEPS = 10
MAX_STEPS = 5000
MAX_SEED = 2**31 - 1
MAX_DEPTH = 8
MIN_STRENGTH, MAX_STRENGTH = 0.1, 10.0
MAX_CLASSES = 3
MAX_CHANNELS = 32  # a caption has to hold them
MOST_STYLE_LAYERS = 16  # as many as VGG-19 has convolutions; a caption has to hold them
MAX_FRAMES = 1000
MAX_SNAPSHOTS = 8


class Options:
    """What all arts' options share: the bounds check and the way to JSON and back."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; options left at None are left out."""
        values = dataclasses.asdict(self)  # type: ignore[call-overload]  # subclasses are dataclasses
        # JSON has no tuples.
        plain = {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
        return {name: value for name, value in plain.items() if value is not None}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The inverse of :meth:`to_json`; unknown names raise OptionError."""
        known = {field.name for field in dataclasses.fields(cls)}  # type: ignore[arg-type]  # as above
        for name in values:
            if name not in known:
                raise OptionError(
                    option=name, value=str(values[name]), rule="there is no such option"
                )
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


def check_range(option: str, value: float | None, low: float, high: float) -> None:
    """Raise OptionError unless ``value`` is None or within [low, high]."""
    if value is not None and not low <= value <= high:
        raise OptionError(option=option, value=value, rule=f"it goes from {low} to {high}")


def check_choice(option: str, value: str, choices: Sequence[str]) -> None:
    """Raise OptionError unless ``value`` is one of ``choices``."""
    if value not in choices:
        raise OptionError(option=option, value=value, rule=f"it is one of {', '.join(choices)}")


def check_count(option: str, values: Sequence[str], most: int) -> None:
    """Raise OptionError for more than ``most`` values."""
    if len(values) > most:
        raise OptionError(option=option, value=", ".join(values), rule=f"at most {most} at once")
