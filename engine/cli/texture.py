"""``oneiro texture``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.options.style import TextureOptions
from engine.terminal.arguments import (
    STYLE_HELP,
    add_ending,
    add_options,
    add_output,
    given_options,
)
from engine.terminal.console import Parser, guarded
from engine.terminal.render import (
    checked_output,
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


def fill_texture(parser: Parser) -> None:
    """The arguments of texture."""
    parser.add_argument("styles", nargs="+", metavar="STYLE", help=STYLE_HELP)
    add_output(parser)
    add_options(parser, TextureOptions, uses=["style"])
    add_ending(parser)
    parser.set_defaults(run=guarded(run_texture))


def run_texture(args: argparse.Namespace) -> int:
    """``oneiro texture``"""
    options = TextureOptions(**given_options(args, TextureOptions))
    kind = checked_output(args.output, others=style_files(args.styles))
    store = store_of(args)
    styles = read_styles(args.styles, store.root)
    store.find(options.network, art="style")

    def make(studio: Studio, on_progress: Callable[[Progress], None]) -> Artwork:
        from engine.style.texture import texture

        return texture(styles, options, studio=studio, on_progress=on_progress)

    pictures = [style.picture for style in styles]
    return render(args, store, make, kind=kind, pictures=pictures, facts=shares_of(styles))
