"""The actions of ``oneiro train``."""

from __future__ import annotations

from engine.cli.train.colour import add_train_colour
from engine.cli.train.distill import add_train_distill
from engine.cli.train.evaluate import add_train_evaluate
from engine.cli.train.fast_style import add_train_style
from engine.cli.train.fine_tune import add_train_dream
from engine.terminal.console import Parser


def fill_train(parser: Parser) -> None:
    """Add all of them."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add_train_dream(actions)
    add_train_style(actions)
    add_train_colour(actions)
    add_train_distill(actions)
    add_train_evaluate(actions)
