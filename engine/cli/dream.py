"""``oneiro dream``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.options.dream import GUIDE_MODES, DreamOptions
from engine.terminal.arguments import PHOTO_HELP, add_ending, add_output, add_several
from engine.terminal.ascent_arguments import add_ascent, ascent_values, one_of
from engine.terminal.console import guarded
from engine.terminal.render import checked_output, read_photo, render, store_of

if TYPE_CHECKING:
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio
    from engine.terminal.arguments import Commands


def add_dream(subparsers: Commands) -> None:
    """Add dream."""
    parser = subparsers.add_parser(
        "dream", help="DeepDream: amplify what a network sees in a photo", allow_abbrev=False
    )
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, is_for_several=True)
    parser.add_argument(
        "--guide", type=Path, metavar="PICTURE", help="what this picture holds is what appears"
    )
    parser.add_argument("--guide-mode", metavar="HOW", help=one_of(GUIDE_MODES))
    add_ascent(parser, steps="at most so many over all octaves together (default: 10 in each)")
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_dream, art="dream")))


def run_dream(args: argparse.Namespace) -> int:
    """``oneiro dream``"""
    from engine.dream.choices import choose_dream  # here: the other commands start sooner without

    options = DreamOptions(**ascent_values(args))
    kind = checked_output(args.output, photo=args.photo)
    photo = read_photo(args.photo)
    guide = read_photo(args.guide, option="guide") if args.guide else None
    store = store_of(args)
    choose_dream(photo, options, store=store)

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.dream.deepdream import dream

        return dream(photo, options, guide=guide, studio=studio, on_progress=on_progress)

    return render(args, store, make, kind=kind, pictures=[one for one in (photo, guide) if one])
