"""``oneiro video``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.catalogue.presets import PRESETS
from engine.cli.batch import for_each
from engine.errors import OptionError
from engine.options.base import DEFAULT_FILM_PX, DEFAULT_FRAME_STEPS
from engine.options.style import COLOURS
from engine.options.video import FLOWS, VideoOptions
from engine.terminal.arguments import (
    STYLE_HELP,
    add_ending,
    add_output,
    add_several,
    add_style_scale,
)
from engine.terminal.ascent_arguments import one_of
from engine.terminal.console import guarded, os_rule
from engine.terminal.render import (
    FILM_SUFFIX,
    check_film,
    check_instant,
    given,
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
    from engine.terminal.arguments import Commands


def add_video(subparsers: Commands) -> None:
    """Add video."""
    parser = subparsers.add_parser("video", help="paint or dream a film", allow_abbrev=False)
    help = "an MP4, MOV, WebM, MKV or AVI, or an animated GIF, WebP or PNG"
    add_several(parser, metavar="CLIP", help=help)
    add_output(parser, endings=FILM_SUFFIX, is_for_several=True)
    _add_kind(parser)
    parser.add_argument("--preset", metavar="NAME", help=f"a dream's look: {', '.join(PRESETS)}")
    parser.add_argument("--network", metavar="NAME", help="default: the best on this machine")
    parser.add_argument(
        "--size",
        dest="size_px",
        type=int,
        metavar="PX",
        help=f"longest side (default: the film's, at most {DEFAULT_FILM_PX}); "
        "a panorama's is longer",
    )
    steps = f"for each frame, the first gets more (default {DEFAULT_FRAME_STEPS})"
    parser.add_argument("--steps", type=int, metavar="N", help=steps)
    seconds = "take so many of its beginning (default: all of it)"
    parser.add_argument("--seconds", type=float, metavar="S", help=seconds)
    parser.add_argument(
        *("--colours", "--colors"),
        dest="colours",
        metavar="HOW",
        help=f"{one_of(COLOURS)}; of a dream: dream or keep",
    )
    add_style_scale(parser)
    parser.add_argument("--strength", type=float, metavar="X", help="0.1 to 10 (default 1)")
    parser.add_argument(
        "--instant", action="store_true", default=None, help="paint each frame in one pass"
    )
    parser.add_argument("--flow", metavar="HOW", help=f"to find motion: {one_of(FLOWS)}")
    parser.add_argument(
        "--steadiness",
        type=float,
        metavar="X",
        help="how much frames hold on to those before them, 0 to 10 (default 1)",
    )
    parser.add_argument("--seed", type=int, metavar="N", help="same seed, same film (default 0)")
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

    said = "preset network size_px steps seconds colours scale strength instant flow steadiness"
    effect = "dream" if args.dream else "style"
    options = VideoOptions(effect=effect, **given(args, f"{said} seed"))
    check_instant(args)
    check_film(args.output, source=args.clip)
    clip = _read_clip(args.clip)
    store = store_of(args)
    styles = read_styles(args.styles or (), store.root)
    choose_video(clip, options, styles=[one.name for one in styles], store=store)

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.video.film import video

        return video(clip, options, styles=styles, studio=studio, on_progress=on_progress)

    pictures = [one.picture for one in styles]
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
