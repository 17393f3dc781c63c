"""``oneiro texture``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.options.base import DEFAULT_STYLE_STEPS, DEFAULT_TEXTURE_PX
from engine.options.style import STYLE_LOSSES, TextureOptions
from engine.terminal.arguments import (
    STYLE_HELP,
    add_ending,
    add_network,
    add_output,
    add_seed,
    add_style_scale,
)
from engine.terminal.console import guarded
from engine.terminal.render import (
    checked_output,
    given,
    read_styles,
    render,
    shares_of,
    store_of,
    style_files,
)

if TYPE_CHECKING:
    from engine.studio.artwork import Artwork
    from engine.studio.progress import Progress
    from engine.studio.studio import Studio
    from engine.terminal.arguments import Commands


def add_texture(subparsers: Commands) -> None:
    """Add texture."""
    usual = TextureOptions()
    parser = subparsers.add_parser(
        "texture", help="a seamless texture in the manner of pictures", allow_abbrev=False
    )
    add = parser.add_argument
    add("styles", nargs="+", metavar="STYLE", help=STYLE_HELP)
    add_output(parser)
    add_network(parser, use="style")
    size = f"side of the square, from 64 (default {DEFAULT_TEXTURE_PX})"
    add("--size", dest="size_px", type=int, metavar="PX", help=size)
    steps = f"over all scales together (default {DEFAULT_STYLE_STEPS})"
    add("--steps", type=int, metavar="N", help=steps)
    add_style_scale(parser)
    add("--palette", type=int, metavar="N", help="first reduce each style to 2 to 64 colours")
    loss = f"one of {', '.join(STYLE_LOSSES)} (default: what suits the network)"
    add("--loss", metavar="NAME", help=loss)
    rate = f"0.0001 to 1 (default {usual.learning_rate})"
    add("--learning-rate", type=float, metavar="X", help=rate)
    add_seed(parser)
    add_ending(parser)
    parser.set_defaults(run=guarded(run_texture))


def run_texture(args: argparse.Namespace) -> int:
    """``oneiro texture``"""
    words = "network size_px steps scale palette loss learning_rate seed"
    options = TextureOptions(**given(args, words))
    kind = checked_output(args.output, others=style_files(args.styles))
    store = store_of(args)
    styles = read_styles(args.styles, store.root)
    store.find(options.network, art="style")

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.style.texture import texture

        return texture(styles, options, studio=studio, on_progress=on_progress)

    pictures = [one.picture for one in styles]
    return render(args, store, make, kind=kind, pictures=pictures, facts=shares_of(styles))
