"""``oneiro colorize``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.colour.choices import read_hints
from engine.options.bounds import MAX_SIZE_PX
from engine.options.colour import ColorizeOptions
from engine.terminal.arguments import (
    PHOTO_HELP,
    add_ending,
    add_options,
    add_output,
    add_several,
    given_options,
)
from engine.terminal.console import Parser, guarded
from engine.terminal.render import checked_output, read_photo, render, store_of

if TYPE_CHECKING:
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio


def fill_colorize(parser: Parser) -> None:
    """The arguments of colorize."""
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, is_for_several=True)
    colours = parser.add_mutually_exclusive_group()
    colours.add_argument(
        "--reference",
        type=Path,
        metavar="PICTURE",
        help="a picture whose colours go to what is alike in the photo",
    )
    colours.add_argument(
        "--memory", metavar="NAME", help="a colour memory of your own (oneiro train colour)"
    )
    add_options(parser, ColorizeOptions, uses=("colour",))
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_colorize, art="colorize")))


def run_colorize(args: argparse.Namespace) -> int:
    """``oneiro colorize``"""
    options = ColorizeOptions(**given_options(args, ColorizeOptions))
    read_hints(options.hints)
    others = [args.reference] if args.reference else []
    kind = checked_output(args.output, photo=args.photo, others=others)
    photo = read_photo(args.photo)
    reference = read_photo(args.reference, option="reference") if args.reference else None
    if options.size_px is None:
        options = replace(options, size_px=min(MAX_SIZE_PX, max(photo.width, photo.height)))

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.colour.colorize import colorize
        from engine.colour.memory import read_own_memory

        own = read_own_memory(Path(args.data_dir), args.memory) if args.memory else None
        return colorize(photo, options, reference=reference, memory=own, studio=studio)

    pictures = [photo, *([reference] if reference else [])]
    return render(args, store_of(args), make, kind=kind, pictures=pictures)
