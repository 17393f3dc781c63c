"""``oneiro dream``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.options.dream import DreamOptions
from engine.terminal.arguments import (
    PHOTO_HELP,
    add_ending,
    add_making,
    add_options,
    add_output,
    add_several,
    given_options,
)
from engine.terminal.console import Parser, guarded
from engine.terminal.render import check_making, checked_output, read_photo, render, store_of

if TYPE_CHECKING:
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio


def fill_dream(parser: Parser) -> None:
    """The arguments of dream."""
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, is_for_several=True)
    add_making(parser)
    parser.add_argument(
        "--guide", type=Path, metavar="PICTURE", help="what this picture holds is what appears"
    )
    add_options(parser, DreamOptions, uses=["dream"])
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_dream, art="dream")))


def run_dream(args: argparse.Namespace) -> int:
    """``oneiro dream``"""
    from engine.dream.choices import choose_dream  # here: the other commands start sooner without

    options = DreamOptions(**given_options(args, DreamOptions))
    kind = checked_output(args.output, photo=args.photo)
    check_making(args)
    photo = read_photo(args.photo)
    guide = read_photo(args.guide, option="guide") if args.guide else None
    store = store_of(args)
    choose_dream(photo, options, store=store)

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.dream.deepdream import dream

        return dream(photo, options, guide=guide, studio=studio, on_progress=on_progress)

    return render(
        args, store, make, kind=kind, pictures=[picture for picture in (photo, guide) if picture]
    )
