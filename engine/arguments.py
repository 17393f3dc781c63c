"""What can be said to dream, style and weights, and what all arts share; engine.cli acts on it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.catalogue import HOUSE_STYLES, NETWORK_ORDER, NetworkUse
from engine.options import DEFAULT_SIZE_PX, DEFAULT_STYLE_STEPS
from engine.terminal import Parser, Run

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]

DEVICES = ("cpu", "cuda", "mps")


def add_style(subparsers: Commands, *, run: Run) -> None:
    """``oneiro style``"""
    parser = subparsers.add_parser(
        "style", help="paint a photo like other pictures", allow_abbrev=False
    )
    add_photo(parser)
    add_output(parser)
    add_network(parser, use="style")
    add_size(parser)
    at_once = "paint at once, by a network made for it (see “oneiro weights list”)"
    parser.add_argument("--instant", action="store_true", default=None, help=at_once)
    steps = f"over all scales together (default {DEFAULT_STYLE_STEPS})"
    parser.add_argument("--steps", type=int, metavar="N", help=steps)
    parser.add_argument("--strength", type=float, metavar="X", help="0.1 to 10 (default 1)")
    add_seed(parser)
    parser.add_argument(
        "--style",
        dest="styles",
        action="extend",
        nargs="+",
        required=True,
        metavar="PICTURE_OR_NAME",
        help=f"a picture, or one of {', '.join(HOUSE_STYLES)}",
    )
    add_ending(parser)
    parser.set_defaults(run=run)


def add_photo(parser: argparse.ArgumentParser) -> None:
    """The photo that a command takes."""
    parser.add_argument(
        "photo", type=Path, metavar="PHOTO", help="a JPEG, PNG, WebP, GIF, TIFF or BMP"
    )


def add_output(parser: argparse.ArgumentParser) -> None:
    """``-o``"""
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="OUT",
        help="the file to write; it ends in .png, .jpg, .jpeg or .webp",
    )


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
        help=f"longest side of the output (default {usual_px}; "
        "a smaller photo is enlarged only when this is given)",
    )


def add_seed(parser: argparse.ArgumentParser) -> None:
    """``--seed``"""
    parser.add_argument("--seed", type=int, metavar="N", help="same seed, same picture (default 0)")


def add_ending(parser: argparse.ArgumentParser) -> None:
    """What every art has last: ``--device``, ``--json``, ``--data-dir``."""
    parser.add_argument(
        "--device",
        metavar="NAME",
        choices=DEVICES,
        help=f"one of {', '.join(DEVICES)} (default: the best on this machine)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_data_dir(parser)


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    """``--data-dir`` after a command: said there it wins, unsaid it leaves what stood before."""
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="DIR",
        help="where everything is stored",
    )
