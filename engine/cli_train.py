"""``oneiro train``: networks of one's own. Each action is in a cli_train_*.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cli.train.distill import add_train_distill
from engine.cli.train.evaluate import add_train_evaluate
from engine.cli.train.fast_style import add_train_style
from engine.cli.train.fine_tune import add_train_dream

if TYPE_CHECKING:
    from engine.terminal.arguments import Commands


def add_train(subparsers: Commands) -> None:
    """Add train and its actions."""
    parser = subparsers.add_parser("train", help="train networks of your own")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add_train_dream(actions)
    add_train_style(actions)
    add_train_distill(actions)
    add_train_evaluate(actions)
