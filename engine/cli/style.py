"""``oneiro style``."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.batch import for_each
from engine.errors import OptionError
from engine.options.base import DEFAULT_STYLE_STEPS, MAX_SNAPSHOTS
from engine.options.style import (
    COLOURS,
    OPTIMISERS,
    RECIPES,
    REGIONS,
    STARTS,
    STYLE_LOSSES,
    StyleOptions,
)
from engine.terminal.arguments import (
    PHOTO_HELP,
    STYLE_HELP,
    add_ending,
    add_network,
    add_output,
    add_seed,
    add_several,
    add_size,
    add_style_scale,
)
from engine.terminal.ascent_arguments import one_of
from engine.terminal.console import guarded
from engine.terminal.render import (
    check_instant,
    checked_output,
    given,
    read_photo,
    read_styles,
    render,
    shares_of,
    store_of,
    style_files,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.media.pictures import Picture
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio
    from engine.style.controls.source import StyleSource
    from engine.terminal.arguments import Commands
    from engine.weights.store import WeightStore

# As in StyleOptions.
LOOK = "strength scale colours palette"
PLACE = "region feather keep_faces"
WAY = "network instant size_px steps recipe loss content_layers style_layers optimiser start"
WEIGHTS = "content_weight style_weight tv_weight learning_rate snapshots seed"
USUAL = StyleOptions()


def add_style(subparsers: Commands) -> None:
    """Add style."""
    parser = subparsers.add_parser(
        "style", help="paint a photo like other pictures", allow_abbrev=False
    )
    add_several(parser, metavar="PHOTO", help=PHOTO_HELP)
    add_output(parser, is_for_several=True)
    add_network(parser, use="style")
    add_size(parser)
    add_seed(parser)
    _add_look(parser.add_argument_group("how it looks"))
    _add_place(parser.add_argument_group("what is painted"))
    _add_way(parser.add_argument_group("how it is painted"))
    add_ending(parser)
    parser.set_defaults(run=guarded(for_each(run_style, art="style")))


def _add_look(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add(
        "--style",
        dest="styles",
        action="extend",
        nargs="+",
        required=True,
        metavar="STYLE",
        help=STYLE_HELP,
    )
    add("--strength", type=float, metavar="X", help="0.1 to 10 (default 1)")
    add_style_scale(group)
    colours = "style: the style's; keep: the photo's; match: the style, recoloured like the photo; "
    colours += "luma: only light and dark are painted"
    # The last of a flag's names is the one that errors tell.
    add(
        *("--colours", "--colors"),
        dest="colours",
        metavar="HOW",
        help=f"{one_of(COLOURS)}; {colours}",
    )
    add("--palette", type=int, metavar="N", help="first reduce each style to 2 to 64 colours")


def _add_place(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    mask = "where it is white the first style paints; where it is black the second does or, with "
    mask += "one style, the photo stays"
    add("--mask", type=Path, metavar="PICTURE", help=mask)
    region = "found by a network; the second style, if there is one, paints the rest"
    add("--region", metavar="WHERE", help=f"{one_of(REGIONS)}; {region}")
    feather = f"softness of the edge, a share of the longest side (default {USUAL.feather})"
    add("--feather", type=float, metavar="X", help=feather)
    add("--keep-faces", action="store_true", default=None, help="paint faces less")


def _add_way(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add(
        "--instant",
        action="store_true",
        default=None,
        help="paint at once, by a network made for it (see “oneiro weights list”)",
    )
    steps = f"over all scales together (default {DEFAULT_STYLE_STEPS})"
    add("--steps", type=int, metavar="N", help=steps)
    recipe = "multiscale: coarse to fine; gatys: as in 2015, at one size"
    add("--recipe", metavar="NAME", help=f"{one_of(RECIPES)}; {recipe}")
    loss = f"one of {', '.join(STYLE_LOSSES)} (default: what suits the recipe)"
    add("--loss", metavar="NAME", help=loss)
    layers = "as relu3_1,relu4_1 (default: what suits the network)"
    add("--content-layers", type=layer_names, metavar="NAMES", help=layers)
    add("--style-layers", type=layer_names, metavar="NAMES", help="likewise")
    optimiser = f"{' or '.join(OPTIMISERS)} (default: the recipe's)"
    add("--optimizer", "--optimiser", dest="optimiser", metavar="NAME", help=optimiser)
    add("--start", metavar="FROM", help=f"{' or '.join(STARTS)} (default: the recipe's)")
    for flag, option in (
        ("--content-weight", "content_weight"),
        ("--style-weight", "style_weight"),
        ("--tv", "tv_weight"),
    ):
        usual = f"of its loss (default {getattr(USUAL, option):g})"
        add(flag, dest=option, type=float, metavar="X", help=usual)
    rate = f"Adam's, 0.0001 to 1 (default {USUAL.learning_rate})"
    add("--learning-rate", type=float, metavar="X", help=rate)
    snapshots = f"keep up to {MAX_SNAPSHOTS} pictures on the way, written as OUT-1, OUT-2 …"
    add("--snapshots", type=int, metavar="N", help=snapshots)


def run_style(args: argparse.Namespace) -> int:
    """``oneiro style``"""
    options = StyleOptions(**given(args, f"{LOOK} {PLACE} {WAY} {WEIGHTS}"))
    check_instant(args)
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

    taken = [photo, *(one.picture for one in styles), *([mask] if mask else ())]
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
    if len(styles) > 2 and (has_mask or options.region != "all"):
        names = ", ".join(one.name for one in styles)
        raise OptionError(option="style", value=names, rule="two regions take one style or two")
    if options.instant:
        find_instant(
            store.root,
            options.network,
            styles=[one.name for one in styles],
            as_learnt=as_learnt(options),
        )
    else:
        choose_style(photo, options, store=store)


def layer_names(text: str) -> tuple[str, ...]:
    """The names in ``relu3_1,relu4_1``. Raises: ValueError: there is none."""
    names = tuple(name.strip() for name in re.split("[,+]", text) if name.strip())
    if not names:
        raise ValueError(text)
    return names


layer_names.__name__ = "list of layers"  # what argparse calls it in "invalid … value"
