"""``oneiro train``: networks of one's own. Each action is in a cli_train_*.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.arguments import Commands


def add_train(subparsers: Commands) -> None:
    """Add train and its actions."""
    parser = subparsers.add_parser("train", help="train networks of your own")
    parser.add_subparsers(dest="action", required=True, metavar="ACTION")
