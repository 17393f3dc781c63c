"""How one option is declared: once, where its class has it.

The bounds check, the flags of the command line, the words of the chat, the tables of the docs and
what an error tells of it all read the declaration. No torch, no pydantic.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum, auto
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Kind(Enum):
    """How a value is written, at a terminal and in the chat."""

    WHOLE = auto()  # 3
    NUMBER = auto()  # 1.5
    FLAG = auto()  # said or not
    PERCENT = auto()  # 150, of what is usual: a value of 1.5
    CHOICE = auto()  # one of a few names
    PRESET = auto()  # creatures
    NETWORK = auto()  # vgg19
    LAYER = auto()  # inception_4c
    LAYERS = auto()  # inception_3b+inception_4c*2
    PLAIN_LAYERS = auto()  # relu3_1+relu4_2
    CHANNELS = auto()  # 3+17
    PLACE = auto()  # 0.5x0.3
    CLASS = auto()  # egyptian_cat
    CLASSES = auto()  # egyptian_cat+castle
    HINTS = auto()  # car=red+boat=#224488


# What a type alone says of how its values are written.
_KIND_OF: dict[Any, Kind] = {bool: Kind.FLAG, int: Kind.WHOLE, float: Kind.NUMBER}
# So many values in one: their bounds are those of each.
_SEVERAL = (Kind.PLAIN_LAYERS, Kind.CHANNELS, Kind.PLACE, Kind.CLASSES, Kind.HINTS)


@dataclass(frozen=True, slots=True)
class Option:
    """What is told of an option besides its name, type and default.

    Attributes:
        help: what it does, in a line.
        low, high: bounds, both allowed; of several values those of each.
        most: of several values, so many at most.
        unit: of the value, as ``px``.
        usual: what None comes to, or what is to be said of the default.
        more: what the docs say besides, in Markdown; sources too.
        word: in the chat and, with hyphens, at a terminal; empty: its name. Its name and
            ``aliases`` are understood as well.
        flag: at a terminal, where that is not the word.
        heading: over it in ``--help``.
        is_bare: its choices mean the same without ``word=``.
        is_always_said: in every repeat command; others only where they differ from the default.
        kind: where the type does not say it.
        name, choices, default: as its class has them; :func:`options_of` fills them in, as it
            does the word and the kind.
    """

    help: str
    _: dataclasses.KW_ONLY
    low: float | None = None
    high: float | None = None
    most: int | None = None
    unit: str = ""
    usual: str = ""
    more: str = ""
    word: str = ""
    aliases: tuple[str, ...] = ()
    flag: str = ""
    heading: str = ""
    is_bare: bool = False
    is_always_said: bool = False
    kind: Kind = Kind.CHOICE
    name: str = ""
    choices: tuple[str, ...] = ()
    default: Any = None

    def field(self, default: T) -> T:
        """The field of an options' class; a value of another type or size is refused there."""
        limits = {"ge": self.low, "le": self.high}
        if self.kind in _SEVERAL:
            limits = {"max_length": self.most}
        # pydantic reads the limits out of a field's metadata.
        metadata = {name: limit for name, limit in limits.items() if limit is not None}
        field: T = dataclasses.field(default=default, metadata={"option": self, **metadata})
        return field

    @property
    def flags(self) -> tuple[str, ...]:
        """What it is called at a terminal; the first is the one that is shown."""
        names = (self.flag or self.word, self.word, self.name, *self.aliases)
        return tuple(dict.fromkeys(f"--{name.replace('_', '-')}" for name in names))

    @property
    def bounds(self) -> str:
        """What a value can be: ``16 to 8000``, ``up to 3``, ``adam, lbfgs``; empty: anything."""
        if self.choices:
            return ", ".join(self.choices)
        return f"up to {self.most}" if self.most is not None else self.range

    @property
    def range(self) -> str:
        """From where to where a number goes; empty: anywhere."""
        if self.low is None or self.high is None:
            return ""
        low, high = self.written(self.low), self.written(self.high)
        return f"{low} to {high}{' percent' if self.kind is Kind.PERCENT else ''}"

    def written(self, value: Any) -> str:
        """A value as a person would write it: ``150`` for a percentage of 1.5."""
        if isinstance(value, tuple):
            return ", ".join(map(self.written, value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if not isinstance(value, int | float):
            return str(value)
        return short_number(round(value * 100, 4) if self.kind is Kind.PERCENT else value)


def short_number(value: float) -> str:
    """The shortest decimal that reads back as exactly the same number."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def options_of(options: type[Any]) -> tuple[Option, ...]:
    """The options of an art's class in their order, each with its name, kind and default."""
    types = get_type_hints(options)
    return tuple(_resolved(field, types[field.name]) for field in dataclasses.fields(options))


def _resolved(field: dataclasses.Field[Any], type_: Any) -> Option:
    option: Option = field.metadata["option"]
    if get_origin(type_) in (Union, UnionType):
        type_ = next(part for part in get_args(type_) if part is not NoneType)
    is_choice = get_origin(type_) is Literal
    return dataclasses.replace(
        option,
        name=field.name,
        word=option.word or field.name,
        kind=_KIND_OF.get(type_, Kind.CHOICE) if option.kind is Kind.CHOICE else option.kind,
        choices=get_args(type_) if is_choice else (),
        default=field.default,
    )
