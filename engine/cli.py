"""The picture commands of ``oneiro``: dream and style; the others are in cli_*.py.

All input is checked before torch is loaded, so that a wrong name is answered at once. Exit codes:
0 done, 1 failed, 2 bad input, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.arguments import add_style
from engine.cli_classes import add_class_arts
from engine.cli_dream import add_dream
from engine.cli_networks import add_networks
from engine.cli_render import checked_output, given, read_photo, read_style, render, store_of
from engine.cli_video import add_video
from engine.cli_zoom import add_zoom
from engine.instant_networks import find_instant
from engine.options import StyleOptions
from engine.terminal import Parser, Run, guarded

if TYPE_CHECKING:
    from engine.studio import Artwork, Progress, Studio


def add_commands(subparsers: argparse._SubParsersAction[Parser]) -> None:
    """Add every command; each sets ``run``; the caller sets ``args.data_dir``."""
    add_dream(subparsers)
    add_style(subparsers, run=guarded(run_style))
    add_class_arts(subparsers)
    add_zoom(subparsers)
    add_video(subparsers)
    add_networks(subparsers)


def run_style(args: argparse.Namespace) -> int:
    """``oneiro style``"""
    options = StyleOptions(**given(args, "network instant size_px steps strength seed"))
    kind = checked_output(args.output, photo=args.photo)
    photo = read_photo(args.photo)
    store = store_of(args)
    if options.instant:
        find_instant(store.root, options.network, styles=args.styles)
    else:
        store.find(options.network, art="style")
    pictures = [read_style(text) for text in args.styles]

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.style import StyleSource, style

        styles = [StyleSource(name=name, picture=picture) for name, picture in pictures]
        return style(photo, styles, options, studio=studio, on_progress=on_progress)

    taken = [photo, *(picture for _, picture in pictures)]
    return render(args, store, make, kind=kind, pictures=taken)


def main(argv: Sequence[str] | None = None, *, data_dir: Path) -> int:
    """The art commands alone, for tests and for use as a library."""
    parser = Parser(prog="oneiro", allow_abbrev=False)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    add_commands(subparsers)
    args = parser.parse_args(argv, argparse.Namespace(data_dir=data_dir))
    run: Run = args.run
    return run(args)
