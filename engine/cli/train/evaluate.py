"""``oneiro train evaluate``: the figures that the cards of our networks quote."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.catalogue.networks import HOUSE
from engine.cli.train.distill import STYLE_TEACHER, TEACHER
from engine.terminal.arguments import add_ending
from engine.terminal.console import guarded, quiet_libraries, say
from engine.terminal.render import store_of
from engine.weights.instant_networks import EMBEDDED_STYLE, HOUSES

if TYPE_CHECKING:
    from engine.media.pictures import Picture
    from engine.studio.studio import Studio
    from engine.terminal.arguments import Commands

STYLES = ("swirls", "glass", "woodcut")  # that an embedded style network is tried on unless told


def add_train_evaluate(actions: Commands) -> None:
    """Add evaluate."""
    parser = actions.add_parser(
        "evaluate",
        help="compare a network of ours with its teacher",
        description="Compare a network that was distilled with its teacher, on photos that ours "
        "were never trained on. A dream network: how alike their features are, how much of the "
        "teacher's own dream its dream brings about, and what both see. A style network "
        f"({EMBEDDED_STYLE}): how alike the features are, what is kept of a photo, and how near "
        f"its paintings come to their styles. {HOUSE}: how near each style's paintings come.",
        allow_abbrev=False,
    )
    parser.add_argument("network", nargs="?", default="embedded", help="(%(default)s)")
    parser.add_argument(
        "--teacher", metavar="NETWORK", help=f"({TEACHER}; of a style network {STYLE_TEACHER})"
    )
    parser.add_argument(
        "--photos",
        type=Path,
        nargs="+",
        metavar="PHOTO",
        help="left out: scikit-image's chelsea and rocket",
    )
    parser.add_argument(
        "--styles",
        type=Path,
        nargs="+",
        metavar="PICTURE",
        help=f"left out: the house's {', '.join(STYLES)}",
    )
    add_ending(parser)
    parser.set_defaults(run=guarded(run_train_evaluate))


def run_train_evaluate(args: argparse.Namespace) -> int:
    """``oneiro train evaluate``"""
    store = store_of(args)
    with quiet_libraries():
        from engine.studio.studio import Studio

        studio = Studio(store=store, device=args.device)
        figures = []
        for figure in _figures(args, studio):
            figures.append(asdict(figure))
            if not args.json:
                say(str(figure))
    if args.json:
        say(json.dumps({"network": args.network, "figures": figures}))
    return 0


def _figures(args: argparse.Namespace, studio: Studio) -> Iterator[Any]:
    """By what the network is."""
    photos = _photos(args.photos)
    if args.network in HOUSES:
        from engine.train.fast_style.evaluate import evaluate_house

        pictures = {name: picture.image for name, picture in photos}
        return evaluate_house(studio.store, name=args.network, photos=pictures)
    if args.network == EMBEDDED_STYLE:
        from engine.train.distill.evaluate_style import evaluate_style
        from engine.train.distill.style_teachers import StyleTeachers
        from engine.train.pictures import starting_pictures

        teachers = StyleTeachers.of(studio.store, args.teacher or STYLE_TEACHER)
        trained_on = starting_pictures()
        return evaluate_style(
            None, teachers, photos, _styles(args.styles), trained_on=trained_on, studio=studio
        )
    from engine.train.distill.evaluate_dream import evaluate_dream

    return evaluate_dream(args.network, args.teacher or TEACHER, photos, studio=studio)


def _photos(paths: list[Path] | None) -> list[tuple[str, Picture]]:
    from engine.media.pictures import Picture, read_picture
    from engine.train.pictures import HELD_OUT, public_domain

    if paths is None:
        return [(name, Picture(image=public_domain(name))) for name in HELD_OUT]
    return [(path.stem, read_picture(path)) for path in paths]


def _styles(paths: list[Path] | None) -> list[Any]:
    from engine.catalogue.house_styles import house_style_path
    from engine.media.pictures import read_picture
    from engine.style.controls.source import StyleSource

    chosen = paths if paths is not None else [house_style_path(name) for name in STYLES]
    return [StyleSource(name=path.stem, picture=read_picture(path)) for path in chosen]
