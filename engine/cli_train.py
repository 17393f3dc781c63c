"""``oneiro train``: networks of one's own. Each action is in a cli_train_*.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cli_train_distill import add_train_distill
from engine.cli_train_dream import add_train_dream
from engine.cli_train_evaluate import add_train_evaluate
from engine.cli_train_style import add_train_style

if TYPE_CHECKING:
    from engine.arguments import Commands


def add_train(subparsers: Commands) -> None:
    """Add train and its actions."""
    parser = subparsers.add_parser("train", help="train networks of your own")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add_train_dream(actions)
    add_train_style(actions)
    add_train_distill(actions)
    add_train_evaluate(actions)
