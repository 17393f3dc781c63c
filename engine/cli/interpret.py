"""The arts of named things at the terminal: draw, explain, what."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.options.base import DEFAULT_DRAWING_PX, MAX_CLASSES
from engine.options.interpret import (
    EXPLAIN_METHODS,
    REDUCTIONS,
    DrawOptions,
    ExplainOptions,
    WhatOptions,
)
from engine.terminal.arguments import (
    PHOTO_HELP,
    add_ending,
    add_network,
    add_output,
    add_photo,
    add_seed,
    add_several,
    add_size,
)
from engine.terminal.console import guarded, quiet_libraries, remark, say
from engine.terminal.render import (
    checked_output,
    given,
    notes_of,
    read_photo,
    render,
    report,
    store_of,
)

if TYPE_CHECKING:
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio
    from engine.terminal.arguments import Commands

    OnProgress = Callable[[Progress], None]


def add_class_arts(subparsers: Commands) -> None:
    """Add draw, explain and what."""
    _add_draw(subparsers)
    _add_explain(subparsers)
    _add_what(subparsers)


def run_draw(args: argparse.Namespace) -> int:
    """``oneiro draw``"""
    from engine.interpret.choices import (
        choose_draw,
    )  # here: the other commands start sooner without

    names = tuple(name.strip() for name in " ".join(args.classes).split(",") if name.strip())
    options = DrawOptions(classes=names, **given(args, "network size_px steps seed"))
    kind = checked_output(args.output)
    store = store_of(args)
    choose_draw(options, store=store)

    def make(studio: Studio, on_progress: OnProgress) -> Artwork:
        from engine.interpret.draw import draw

        return draw(options, studio=studio, on_progress=on_progress)

    return render(args, store, make, kind=kind)


def run_explain(args: argparse.Namespace) -> int:
    """``oneiro explain``"""
    from engine.interpret.choices import choose_explain

    words = "network method label layer channel reduce size_px"
    options = ExplainOptions(**given(args, words))
    kind = checked_output(args.output, photo=args.photo)
    photo = read_photo(args.photo)
    store = store_of(args)
    choose_explain(options, store=store)

    def make(studio: Studio, on_progress: OnProgress) -> Artwork:
        from engine.interpret.explain import explain

        return explain(photo, options, studio=studio)

    return render(args, store, make, kind=kind, pictures=[photo])


def run_what(args: argparse.Namespace) -> int:
    """``oneiro what``"""
    from engine.interpret.choices import choose_what

    options = WhatOptions(**given(args, "network"))
    photo = read_photo(args.photo)
    store = store_of(args)
    choose_what(options, store=store)
    with quiet_libraries():
        from engine.interpret.what import what
        from engine.studio.studio import Studio

        artwork = what(photo, options, studio=Studio(store=store, device=args.device))
    if args.json:
        say(json.dumps(report(artwork)))
    else:
        for one in artwork.labels:
            say(f"{one.share:6.1%}  {one.name}")
    for note in notes_of([photo], artwork):
        remark(note)
    return 0


def _add_draw(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "draw", help="draw a thing that a network knows by name, from noise", allow_abbrev=False
    )
    parser.add_argument(
        "classes",
        nargs="+",
        metavar="WORD",
        help=f"a thing, as volcano; up to {MAX_CLASSES} with commas between them",
    )
    add_output(parser)
    add_network(parser, use="classify")
    parser.add_argument(
        "--size",
        dest="size_px",
        type=int,
        metavar="PX",
        help=f"side of the square (default {DEFAULT_DRAWING_PX})",
    )
    parser.add_argument(
        "--steps", type=int, metavar="N", help="at most so many (default: the recipe's)"
    )
    add_seed(parser)
    add_ending(parser)
    parser.set_defaults(run=guarded(run_draw))


def _add_explain(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "explain", help="show what in a photo moved the network", allow_abbrev=False
    )
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, is_for_several=True)
    add_network(parser, use="dream")
    parser.add_argument(
        "--method", metavar="NAME", help=f"one of {', '.join(EXPLAIN_METHODS)} (default guided)"
    )
    parser.add_argument("--label", metavar="CLASS", help="what to explain (default: the likeliest)")
    parser.add_argument("--layer", metavar="NAME", help="explain a map of this layer instead")
    parser.add_argument(
        "--channel", type=int, metavar="N", help="which map, from 0 (default: the strongest)"
    )
    parser.add_argument(
        "--reduce", metavar="NAME", help=f"of the map: {' or '.join(REDUCTIONS)} (default max)"
    )
    add_size(parser)
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_explain, art="explain")))


def _add_what(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "what", help="name what is in a photo, with probabilities", allow_abbrev=False
    )
    add_photo(parser)
    add_network(parser, use="classify")
    add_ending(parser)
    parser.set_defaults(run=guarded(run_what))
