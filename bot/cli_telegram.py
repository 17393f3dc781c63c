"""``oneiro telegram``: what @BotFather holds of the bot; as quick to load as bot.cli."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli_common import settings_of, settled

if TYPE_CHECKING:
    from engine.terminal.console import Parser


def add_telegram(commands: argparse._SubParsersAction[Parser]) -> None:
    """``oneiro telegram set-profile``"""
    from engine.terminal.arguments import add_data_dir
    from engine.terminal.console import guarded

    telegram = commands.add_parser("telegram", help="what Telegram shows of the bot")
    deeds = telegram.add_subparsers(dest="deed", required=True, metavar="DEED")
    profile = deeds.add_parser(
        "set-profile", help="set name and descriptions in every language, where there are none"
    )
    profile.add_argument(
        "--yes", action="store_true", help="replace those that are there already, too"
    )
    profile.set_defaults(run=guarded(settled(_run_set_profile)))
    add_data_dir(profile)


def _run_set_profile(args: argparse.Namespace) -> int:
    import asyncio

    from bot.operations.profile import run_set_profile

    return asyncio.run(run_set_profile(settings_of(args), replaces=args.yes))
