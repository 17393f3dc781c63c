"""``oneiro style``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.errors import OptionError
from engine.options.bounds import MAX_PARTED_STYLES
from engine.options.style import StyleOptions
from engine.terminal.arguments import (
    PHOTO_HELP,
    STYLE_HELP,
    add_ending,
    add_making,
    add_options,
    add_output,
    add_several,
    given_options,
)
from engine.terminal.console import Parser, guarded
from engine.terminal.render import (
    check_instant,
    check_making,
    checked_output,
    read_photo,
    read_styles,
    render,
    shares_of,
    store_of,
    style_files,
)
from engine.texts.phrase import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.media.pictures import Picture
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio
    from engine.style.controls.source import StyleSource
    from engine.weights.store import WeightStore


def fill_style(parser: Parser) -> None:
    """The arguments of style."""
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, is_for_several=True)
    add_making(parser)
    parser.add_argument(
        "--style",
        dest="styles",
        action="extend",
        nargs="+",
        required=True,
        metavar="STYLE",
        help=STYLE_HELP,
    )
    mask = "where it is white the first style paints; where it is black the second does or, with "
    mask += "one style, the photo stays"
    parser.add_argument("--mask", type=Path, metavar="PICTURE", help=mask)
    add_options(parser, StyleOptions, uses=["style"])
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_style, art="style")))


def run_style(args: argparse.Namespace) -> int:
    """``oneiro style``"""
    options = StyleOptions(**given_options(args, StyleOptions))
    check_instant(args)
    check_making(args)
    kind = checked_output(
        args.output,
        photo=args.photo,
        others=[*style_files(args.styles), *([args.mask] if args.mask else ())],
        snapshots=options.snapshots,
    )
    photo = read_photo(args.photo)
    store = store_of(args)
    styles = read_styles(args.styles, store.root)
    mask = read_photo(args.mask, option="mask") if args.mask else None
    _check(photo, styles, options, has_mask=mask is not None, store=store)

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.style.transfer import style

        return style(photo, styles, options, mask=mask, studio=studio, on_progress=on_progress)

    taken = [photo, *(style.picture for style in styles), *([mask] if mask else ())]
    facts = {**shares_of(styles), **({"mask": str(args.mask)} if mask else {})}
    return render(args, store, make, kind=kind, pictures=taken, facts=facts)


def _check(
    photo: Picture,
    styles: Sequence[StyleSource],
    options: StyleOptions,
    *,
    has_mask: bool,
    store: WeightStore,
) -> None:
    """Raise what can be known without torch."""
    from engine.style.choices import choose_style  # here: the other commands start sooner without
    from engine.style.instant.choices import as_learnt
    from engine.weights.instant_networks import find_instant

    if options.region != "all" and not has_mask:
        store.find(None, art="segment")
    if len(styles) > MAX_PARTED_STYLES and (has_mask or options.region != "all"):
        names = ", ".join(style.name for style in styles)
        raise OptionError(option="style", value=names, rule=Phrase("rules.one_or_two_styles"))
    if options.instant:
        find_instant(
            store.root,
            options.network,
            styles=[style.name for style in styles],
            as_learnt=as_learnt(options),
        )
    else:
        choose_style(photo, options, store=store)
