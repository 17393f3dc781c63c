"""The art commands of ``oneiro``, each in a file of this folder.

All input is checked before torch is loaded, so that a wrong name is answered at once. Exit codes:
0 done, 1 failed (of several photos: one or more), 2 bad input, 130 stopped by Ctrl-C, 143 by
SIGTERM.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from pkgutil import resolve_name

from engine.terminal.console import Parser, Run

# Command -> its line in the help of all, and what adds its arguments: loaded when it is said.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "dream": (
        "DeepDream: amplify what a network sees in a photo",
        "engine.cli.dream:fill_dream",
    ),
    "style": ("paint a photo like other pictures", "engine.cli.style:fill_style"),
    "texture": (
        "a seamless texture in the manner of pictures",
        "engine.cli.texture:fill_texture",
    ),
    "colorize": (
        "give a black-and-white photo colours",
        "engine.cli.colorize:fill_colorize",
    ),
    "draw": (
        "draw a thing that a network knows by name, from noise",
        "engine.cli.interpret:fill_draw",
    ),
    "explain": (
        "show what in a photo moved the network",
        "engine.cli.interpret:fill_explain",
    ),
    "what": ("name what is in a photo, with probabilities", "engine.cli.interpret:fill_what"),
    "sticker": (
        "cut out what a photo is of, with a white rim, for chats",
        "engine.cli.sticker:fill_sticker",
    ),
    "paint": (
        "paint a photo with brush strokes: a picture, an SVG or the film of it",
        "engine.cli.paint:fill_paint",
    ),
    "zoom": ("a film that falls into a photo and dreams on", "engine.cli.zoom:fill_zoom"),
    "video": ("paint or dream a film", "engine.cli.video:fill_video"),
    "weights": ("trained networks: list, show, import, fetch", "engine.cli.weights:fill_weights"),
    "layers": ("what a network can be asked to amplify", "engine.cli.weights:fill_layers"),
    "train": ("train networks of your own", "engine.cli.train.commands:fill_train"),
}


def add_commands(subparsers: argparse._SubParsersAction[Parser]) -> None:
    """Add every command; each sets ``run``; the caller sets ``args.data_dir``."""
    for name, (help, fill) in COMMANDS.items():
        subparsers.add_parser(name, help=help, fill=partial(_fill, fill), allow_abbrev=False)


def _fill(name: str, parser: Parser) -> None:
    resolve_name(name)(parser)


def main(argv: Sequence[str] | None = None, *, data_dir: Path) -> int:
    """The art commands alone, for tests and for use as a library."""
    parser = Parser(prog="oneiro", allow_abbrev=False)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    add_commands(subparsers)
    args = parser.parse_args(argv, argparse.Namespace(data_dir=data_dir))
    run: Run = args.run
    return run(args)
