"""``oneiro zoom``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.options.base import DEFAULT_FILM_PX, MAX_FRAMES
from engine.options.dream import ZoomOptions
from engine.terminal.arguments import PHOTO_HELP, add_ending, add_output, add_several
from engine.terminal.ascent_arguments import add_ascent, ascent_values
from engine.terminal.console import guarded
from engine.terminal.render import FILM_SUFFIX, check_film, given, read_photo, render, store_of

if TYPE_CHECKING:
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio
    from engine.terminal.arguments import Commands


def add_zoom(subparsers: Commands) -> None:
    """Add zoom."""
    usual = ZoomOptions()
    parser = subparsers.add_parser(
        "zoom", help="a film that falls into a photo and dreams on", allow_abbrev=False
    )
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, endings=FILM_SUFFIX, is_for_several=True)
    film = parser.add_argument_group("the film")
    film.add_argument(
        "--frames",
        type=int,
        metavar="N",
        help=f"2 to {MAX_FRAMES}, the photo is the first (default {usual.frames})",
    )
    film.add_argument(
        "--fps",
        dest="frames_per_s",
        type=int,
        metavar="N",
        help=f"frames per second, 1 to 60 (default {usual.frames_per_s})",
    )
    film.add_argument(
        "--zoom", type=float, metavar="X", help=f"per frame, 1 to 1.5 (default {usual.zoom})"
    )
    film.add_argument(
        "--turn",
        dest="turn_deg",
        type=float,
        metavar="DEG",
        help="turn per frame, -45 to 45 (default 0)",
    )
    add_ascent(
        parser,
        steps=f"at most so many in each frame (default: {usual.steps_per_octave} in each of its "
        f"{usual.octaves} octaves)",
        usual_px=DEFAULT_FILM_PX,
    )
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_zoom, art="zoom", suffix=FILM_SUFFIX)))


def run_zoom(args: argparse.Namespace) -> int:
    """``oneiro zoom``"""
    from engine.video.choices import choose_zoom  # here: the other commands start sooner without

    options = ZoomOptions(**ascent_values(args), **given(args, "frames frames_per_s zoom turn_deg"))
    check_film(args.output)
    photo = read_photo(args.photo)
    store = store_of(args)
    choose_zoom(photo, options, store=store)

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.video.zoom import zoom

        return zoom(photo, options, studio=studio, on_progress=on_progress)

    return render(args, store, make, kind="mp4", pictures=[photo])
