"""The art commands of ``oneiro``, each in a file of this folder.

All input is checked before torch is loaded, so that a wrong name is answered at once. Exit codes:
0 done, 1 failed (of several photos: one or more), 2 bad input, 130 stopped by Ctrl-C, 143 by
SIGTERM.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.dream import add_dream
from engine.cli.interpret import add_class_arts
from engine.cli.style import add_style
from engine.cli.texture import add_texture
from engine.cli.train.distill import add_train_distill
from engine.cli.train.evaluate import add_train_evaluate
from engine.cli.train.fast_style import add_train_style
from engine.cli.train.fine_tune import add_train_dream
from engine.cli.video import add_video
from engine.cli.weights import add_networks
from engine.cli.zoom import add_zoom
from engine.terminal.console import Parser, Run

if TYPE_CHECKING:
    from engine.terminal.arguments import Commands


def add_commands(subparsers: argparse._SubParsersAction[Parser]) -> None:
    """Add every command; each sets ``run``; the caller sets ``args.data_dir``."""
    add_dream(subparsers)
    add_style(subparsers)
    add_texture(subparsers)
    add_class_arts(subparsers)
    add_zoom(subparsers)
    add_video(subparsers)
    add_networks(subparsers)
    add_train(subparsers)


def main(argv: Sequence[str] | None = None, *, data_dir: Path) -> int:
    """The art commands alone, for tests and for use as a library."""
    parser = Parser(prog="oneiro", allow_abbrev=False)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    add_commands(subparsers)
    args = parser.parse_args(argv, argparse.Namespace(data_dir=data_dir))
    run: Run = args.run
    return run(args)


def add_train(subparsers: Commands) -> None:
    """Add train and its actions."""
    parser = subparsers.add_parser("train", help="train networks of your own")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add_train_dream(actions)
    add_train_style(actions)
    add_train_distill(actions)
    add_train_evaluate(actions)
