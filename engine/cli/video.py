"""``oneiro video``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.errors import OptionError
from engine.options.video import VideoOptions
from engine.terminal.arguments import (
    STYLE_HELP,
    add_ending,
    add_options,
    add_output,
    add_several,
    given_options,
)
from engine.terminal.console import Parser, guarded, os_rule
from engine.terminal.render import (
    FILM_SUFFIX,
    check_film,
    check_instant,
    read_styles,
    render,
    shares_of,
    store_of,
)

if TYPE_CHECKING:
    from engine.media.clips import Clip
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio


def fill_video(parser: Parser) -> None:
    """The arguments of video."""
    help = "an MP4, MOV, WebM, MKV or AVI, or an animated GIF, WebP or PNG"
    add_several(parser, metavar="CLIP", help=help)
    add_output(parser, endings=FILM_SUFFIX, is_for_several=True)
    _add_kind(parser)
    add_options(parser, VideoOptions, uses=["style", "dream"], without=["effect"])
    add_ending(parser)
    parser.set_defaults(
        run=guarded(for_each(run_video, art="video", source="clip", suffix=FILM_SUFFIX))
    )


def _add_kind(parser: argparse.ArgumentParser) -> None:
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument(
        "--style",
        dest="styles",
        action="extend",
        nargs="+",
        metavar="STYLE",
        help=f"paint it: {STYLE_HELP}",
    )
    kind.add_argument("--dream", action="store_true", help="dream it")


def run_video(args: argparse.Namespace) -> int:
    """``oneiro video``"""
    from engine.video.choices import choose_video  # here: the other commands start sooner without

    options = VideoOptions(
        effect="dream" if args.dream else "style",
        **given_options(args, VideoOptions, without=["effect"]),
    )
    check_instant(args)
    check_film(args.output, source=args.clip)
    clip = _read_clip(args.clip)
    store = store_of(args)
    styles = read_styles(args.styles or (), store.root)
    choose_video(clip, options, styles=[style.name for style in styles], store=store)

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.video.film import video

        return video(clip, options, styles=styles, studio=studio, on_progress=on_progress)

    pictures = [style.picture for style in styles]
    return render(args, store, make, kind="mp4", pictures=pictures, facts=shares_of(styles))


def _read_clip(path: Path) -> Clip:
    """A film's file; one that cannot be opened is bad input too."""
    from engine.media.clips import MAX_CLIP_BYTES, read_clip

    try:
        with path.open("rb") as file:
            # One byte more than the limit says that the limit is passed.
            return read_clip(file.read(MAX_CLIP_BYTES + 1), name=path.name)
    except OSError as exc:
        raise OptionError(option="clip", value=str(path), rule=os_rule(exc)) from exc
