"""``oneiro zoom``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.options.zoom import ZoomOptions
from engine.terminal.arguments import (
    PHOTO_HELP,
    add_ending,
    add_options,
    add_output,
    add_several,
    given_options,
)
from engine.terminal.console import Parser, guarded
from engine.terminal.render import FILM_SUFFIX, check_film, read_photo, render, store_of

if TYPE_CHECKING:
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio


def fill_zoom(parser: Parser) -> None:
    """The arguments of zoom."""
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, endings=FILM_SUFFIX, is_for_several=True)
    add_options(parser, ZoomOptions, uses=["dream"])
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_zoom, art="zoom", suffix=FILM_SUFFIX)))


def run_zoom(args: argparse.Namespace) -> int:
    """``oneiro zoom``"""
    from engine.video.choices import choose_zoom  # here: the other commands start sooner without

    options = ZoomOptions(**given_options(args, ZoomOptions))
    check_film(args.output)
    photo = read_photo(args.photo)
    store = store_of(args)
    choose_zoom(photo, options, store=store)

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.video.zoom import zoom

        return zoom(photo, options, studio=studio, on_progress=on_progress)

    return render(args, store, make, kind="mp4", pictures=[photo])
