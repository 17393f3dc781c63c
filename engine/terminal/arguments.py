"""What can be said to every art, as flags."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.catalogue.find import NETWORK_ORDER, NetworkUse
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.presets import PRESETS
from engine.options.option import Kind, Option, options_of
from engine.terminal.console import Parser, flags_of

if TYPE_CHECKING:
    from engine.options.base import Options

    Commands = argparse._SubParsersAction[Parser]

SEVERAL = "several"
PHOTO_HELP = "a JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF or BMP"
PICTURE_ENDINGS = ".png, .jpg, .jpeg or .webp"
DEVICES = ("cpu", "cuda", "mps")
STYLE_HELP = (
    f"a picture, or one of {', '.join(HOUSE_STYLES)}; "
    "of several, mosaic=2 has twice the share of another"
)


def add_photo(parser: argparse.ArgumentParser) -> None:
    """The photo that a command takes."""
    parser.add_argument("photo", type=Path, metavar="PHOTO", help=PHOTO_HELP)


def add_several(parser: argparse.ArgumentParser, *, metavar: str, help: str) -> None:
    """The photos, or films, that a command takes: see engine.cli.batch."""
    parser.add_argument(SEVERAL, nargs="+", type=Path, metavar=metavar, help=help)


def add_output(
    parser: argparse.ArgumentParser, *, endings: str = PICTURE_ENDINGS, is_for_several: bool = False
) -> None:
    """``-o``"""
    several = "; of several photos, or ending with /, the folder to write into"
    parser.add_argument(
        "-o",
        "--output",
        action=_Output,
        required=True,
        metavar="OUT",
        help=f"the file to write; it ends in {endings}{several if is_for_several else ''}",
    )


def add_making(parser: argparse.ArgumentParser) -> None:
    """``--making``"""
    parser.add_argument(
        "--making",
        type=Path,
        metavar="FILM",
        help="an mp4 to write besides: how the picture came to be, in three seconds",
    )


class _Output(argparse.Action):
    """A path, and whether it was said to be a folder: a Path forgets its last slash."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        namespace.output = Path(str(values))
        namespace.is_folder = str(values).endswith(("/", os.sep))


def add_options(
    parser: argparse.ArgumentParser,
    options: type[Options],
    *,
    uses: Sequence[NetworkUse] = (),
    without: Collection[str] = (),
) -> None:
    """A flag for each option of an art, stored under the option's name.

    Args:
        uses: what its network is for; those are named in the help.
        without: options that the command asks for in another way.
    """
    groups: dict[str, argparse._ActionsContainer] = {"": parser}
    for option in options_of(options):
        if option.name in without:
            continue
        if option.heading not in groups:
            groups[option.heading] = parser.add_argument_group(option.heading)
        _add_option(groups[option.heading], option, help=_help(option, uses))


def _add_option(group: argparse._ActionsContainer, option: Option, *, help: str) -> None:
    how: dict[str, Any] = {"dest": option.name, "default": None}
    if option.kind is Kind.FLAG:
        how |= {"action": "store_true"}
    else:
        how |= {"metavar": _METAVARS[option.kind], "type": _TYPES.get(option.kind, str)}
    if option.kind is Kind.HINTS:
        how |= {"action": "extend"}  # each may be said by a flag of its own
    shown, *others = option.flags
    if others:
        group.add_argument(*others, help=argparse.SUPPRESS, **how)
    group.add_argument(shown, help=help.replace("%", "%%"), **how)


def _help(option: Option, uses: Sequence[NetworkUse]) -> str:
    """``largest random shift (px, 0 to 256; default 32)``"""
    if option.kind is Kind.FLAG:
        return option.help
    names = {
        Kind.NETWORK: ", ".join(dict.fromkeys(name for use in uses for name in NETWORK_ORDER[use])),
        Kind.PRESET: ", ".join(PRESETS),
    }
    values = names.get(option.kind) or option.bounds
    default = f"default {option.usual or option.written(option.default)}"
    bounds = ", ".join(part for part in (option.unit, values) if part)
    return f"{option.help} ({'; '.join(part for part in (bounds, default) if part)})"


def given_options(
    args: argparse.Namespace, options: type[Options], *, without: Collection[str] = ()
) -> dict[str, Any]:
    """The options that were given, by their names."""
    values = {
        option.name: getattr(args, option.name)
        for option in options_of(options)
        if option.name not in without
    }
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in values.items()
        if value is not None
    }


def one_of(choices: Sequence[str]) -> str:
    """The help of a flag that takes one of a few words, the usual one first."""
    return f"one of {', '.join(choices)} (default {choices[0]})"


def names_of(text: str) -> tuple[str, ...]:
    """``cat,castle`` or ``relu3_1+relu4_1``. Raises: ValueError: there is none."""
    names = tuple(name.strip() for name in re.split("[,+]", text) if name.strip())
    if not names:
        raise ValueError(text)
    return names


def _hints(text: str) -> tuple[str, ...]:
    """``car=red,0.3,0.8=blue``: the comma within a point parts nothing."""
    hints = tuple(hint.strip() for hint in re.findall(r"(?:\s*[\d.]+\s*,)?[^,]+", text))
    if not any(hints):
        raise ValueError(text)
    return hints


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.split("[,+]", text))


def _shares(text: str) -> tuple[float, float]:
    x, y = (float(part) for part in re.split("[,x]", text))
    return x, y


def _percent(text: str) -> float:
    return round(float(text.removesuffix("%")) / 100, 6)


# What argparse calls them in "invalid … value".
names_of.__name__, _numbers.__name__ = "list of names", "list of numbers"
_shares.__name__, _percent.__name__, _hints.__name__ = "X,Y", "percentage", "list of colours"

_TYPES: Mapping[Kind, Callable[[str], Any]] = {
    Kind.WHOLE: int,
    Kind.NUMBER: float,
    Kind.PERCENT: _percent,
    Kind.PLAIN_LAYERS: names_of,
    Kind.CHANNELS: _numbers,
    Kind.PLACE: _shares,
    Kind.CLASSES: names_of,
    Kind.HINTS: _hints,
}
_METAVARS: Mapping[Kind, str] = {
    Kind.WHOLE: "N",
    Kind.NUMBER: "X",
    Kind.PERCENT: "PERCENT",
    Kind.CHOICE: "NAME",
    Kind.PRESET: "NAME",
    Kind.NETWORK: "NAME",
    Kind.LAYER: "NAME",
    Kind.LAYERS: "NAMES",
    Kind.PLAIN_LAYERS: "NAMES",
    Kind.CHANNELS: "N,N",
    Kind.PLACE: "X,Y",
    Kind.CLASS: "NAME",
    Kind.CLASSES: "NAMES",
    Kind.HINTS: "WHAT=COLOUR",
}


def add_ending(parser: argparse.ArgumentParser) -> None:
    """What every art has last: ``--device``, ``--json``, ``--data-dir``.

    From here on the errors of its options name the flags.
    """
    parser.add_argument(
        "--device",
        metavar="NAME",
        choices=DEVICES,
        help=f"one of {', '.join(DEVICES)} (default: the best on this machine)",
    )
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object for each result, a line each"
    )
    add_data_dir(parser)
    parser.set_defaults(flags=flags_of(parser))


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    """``--data-dir`` after a command: said there it wins, unsaid it leaves what stood before."""
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="DIR",
        help="where everything is stored",
    )
