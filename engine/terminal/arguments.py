"""What can be said to every art, as flags."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.catalogue.find import NETWORK_ORDER, NetworkUse
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.options.base import DEFAULT_SIZE_PX
from engine.terminal.console import Parser, flags_of

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]

SEVERAL = "several"
PHOTO_HELP = "a JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF or BMP"
PICTURE_ENDINGS = ".png, .jpg, .jpeg or .webp"
DEVICES = ("cpu", "cuda", "mps")
STYLE_HELP = (
    f"a picture, or one of {', '.join(HOUSE_STYLES)}; "
    "of several, mosaic=2 has twice the share of another"
)
LEAST_PERCENT, MOST_PERCENT = 25, 400


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


def add_network(parser: argparse.ArgumentParser, *, use: NetworkUse) -> None:
    """``--network``"""
    parser.add_argument(
        "--network",
        metavar="NAME",
        help=f"one of {', '.join(NETWORK_ORDER[use])} (default: the best on this machine)",
    )


def add_size(parser: argparse.ArgumentParser, *, usual_px: int = DEFAULT_SIZE_PX) -> None:
    """``--size`` of what is made of a photo."""
    parser.add_argument(
        "--size",
        dest="size_px",
        type=int,
        metavar="PX",
        help=f"longest side of the output (default {usual_px}; a panorama's is longer; "
        "a smaller photo is enlarged only when this is given)",
    )


def add_seed(parser: argparse.ArgumentParser) -> None:
    """``--seed``"""
    parser.add_argument("--seed", type=int, metavar="N", help="same seed, same picture (default 0)")


def add_style_scale(group: argparse._ActionsContainer) -> None:
    """``--scale`` of a style."""
    group.add_argument(
        "--scale",
        type=percent,
        metavar="PERCENT",
        help="size of the strokes, usually 50 to 200 (default 100)",
    )


def percent(text: str) -> float:
    """150 is 1.5. Raises: ValueError; ArgumentTypeError: out of bounds."""
    said = float(text.removesuffix("%"))
    if not LEAST_PERCENT <= said <= MOST_PERCENT:
        words = f"{text} does not work: it goes from {LEAST_PERCENT} to {MOST_PERCENT} percent"
        raise argparse.ArgumentTypeError(words)
    return round(said / 100, 6)


percent.__name__ = "percentage"  # what argparse calls it in "invalid … value"


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
