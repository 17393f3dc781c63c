"""``oneiro train evaluate``: the figures that the cards of our networks quote."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from engine.arguments import add_ending
from engine.cli_render import store_of
from engine.cli_train_distill import TEACHER
from engine.terminal import guarded, quiet_libraries, say

if TYPE_CHECKING:
    from engine.arguments import Commands
    from engine.pictures import Picture


def add_train_evaluate(actions: Commands) -> None:
    """Add evaluate."""
    parser = actions.add_parser(
        "evaluate",
        help="compare a network of ours with its teacher",
        description="Compare a distilled dream network with its teacher on photos that it was "
        "never trained on: how alike their features are, how much of the teacher's own dream its "
        "dream brings about, and what both see.",
        allow_abbrev=False,
    )
    parser.add_argument("network", nargs="?", default="embedded", help="(%(default)s)")
    parser.add_argument("--teacher", metavar="NETWORK", default=TEACHER, help="(%(default)s)")
    parser.add_argument(
        "--photos",
        type=Path,
        nargs="+",
        metavar="PHOTO",
        help="left out: scikit-image's chelsea and rocket",
    )
    add_ending(parser)
    parser.set_defaults(run=guarded(run_train_evaluate))


def run_train_evaluate(args: argparse.Namespace) -> int:
    """``oneiro train evaluate``"""
    store = store_of(args)
    for name in (args.network, args.teacher):
        store.find(name, art="classify")
    with quiet_libraries():
        from engine.studio import Studio
        from engine.train.evaluate_dream import evaluate_dream, what_both_see

        photos = _photos(args.photos)
        studio = Studio(store=store, device=args.device)
        figures = []
        for one in evaluate_dream(args.network, args.teacher, photos, studio=studio):
            figures.append(asdict(one))
            if not args.json:
                share = f"{one.rise:.0%} of the teacher's rise"
                say(f"{one.layer:<13} {one.photo:<9} correlation {one.correlation:.2f}, {share}")
        seen = what_both_see(args.network, args.teacher, photos, studio=studio)
    if args.json:
        say(json.dumps({"figures": figures, "seen": seen}))
        return 0
    for photo, (ours, theirs) in seen.items():
        say(f"{photo}: {ours}; the teacher: {theirs}")
    return 0


def _photos(paths: list[Path] | None) -> list[tuple[str, Picture]]:
    from engine.pictures import Picture, read_picture
    from engine.train.pictures import HELD_OUT, public_domain

    if paths is None:
        return [(name, Picture(image=public_domain(name))) for name in HELD_OUT]
    return [(path.stem, read_picture(path)) for path in paths]
