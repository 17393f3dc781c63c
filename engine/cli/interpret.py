"""The arts of named things at the terminal: draw, explain, what."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.options.bounds import MAX_CLASSES
from engine.options.interpret import DrawOptions, ExplainOptions, WhatOptions
from engine.terminal.arguments import (
    PHOTO_HELP,
    add_ending,
    add_making,
    add_options,
    add_output,
    add_photo,
    add_several,
    given_options,
)
from engine.terminal.console import Parser, guarded, quiet_libraries, remark, say
from engine.terminal.render import (
    check_making,
    checked_output,
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

    OnProgress = Callable[[Progress], None]


def fill_draw(parser: Parser) -> None:
    """The arguments of draw."""
    parser.add_argument(
        "classes",
        nargs="+",
        metavar="WORD",
        help=f"a thing or a kind, as volcano or furniture, in English, Russian, French or Italian; "
        f"up to {MAX_CLASSES} with commas between them",
    )
    add_output(parser)
    add_making(parser)
    add_options(parser, DrawOptions, uses=["classify"], without=["classes"])
    add_ending(parser)
    parser.set_defaults(run=guarded(run_draw))


def fill_explain(parser: Parser) -> None:
    """The arguments of explain."""
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, is_for_several=True)
    add_options(parser, ExplainOptions, uses=["dream"])
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_explain, art="explain")))


def fill_what(parser: Parser) -> None:
    """The arguments of what."""
    add_photo(parser)
    add_options(parser, WhatOptions, uses=["classify"])
    add_ending(parser)
    parser.set_defaults(run=guarded(run_what))


def run_draw(args: argparse.Namespace) -> int:
    """``oneiro draw``"""
    from engine.interpret.choices import choose_draw  # the other commands start sooner without

    names = tuple(name.strip() for name in " ".join(args.classes).split(",") if name.strip())
    options = DrawOptions(classes=names, **given_options(args, DrawOptions, without=["classes"]))
    kind = checked_output(args.output)
    check_making(args)
    store = store_of(args)
    choose_draw(options, store=store)

    def make(studio: Studio, on_progress: OnProgress) -> Artwork:
        from engine.interpret.draw import draw

        return draw(options, studio=studio, on_progress=on_progress)

    return render(args, store, make, kind=kind)


def run_explain(args: argparse.Namespace) -> int:
    """``oneiro explain``"""
    from engine.interpret.choices import choose_explain

    options = ExplainOptions(**given_options(args, ExplainOptions))
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

    options = WhatOptions(**given_options(args, WhatOptions))
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
        for label in artwork.labels:
            say(f"{label.share:6.1%}  {label.name}")
    for note in notes_of([photo], artwork):
        remark(note)
    return 0
