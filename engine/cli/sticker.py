"""``oneiro sticker``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.options.sticker import StickerOptions
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


def fill_sticker(parser: Parser) -> None:
    """The arguments of sticker."""
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, is_for_several=True)
    parser.add_argument(
        "--original",
        type=Path,
        metavar="PHOTO",
        help="what the picture was painted from: the subject is looked for there",
    )
    add_options(parser, StickerOptions, uses=["segment"])
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_sticker, art="sticker", suffix=".webp")))


def run_sticker(args: argparse.Namespace) -> int:
    """``oneiro sticker``"""
    options = StickerOptions(**given_options(args, StickerOptions))
    others = [args.original] if args.original else []
    kind = checked_output(args.output, photo=args.photo, others=others)
    photo = read_photo(args.photo)
    original = read_photo(args.original, option="original") if args.original else None

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.cutout.sticker import sticker  # torch and OpenCV load only where needed

        return sticker(photo, options, original=original, studio=studio)

    return render(args, store_of(args), make, kind=kind, pictures=[photo])
