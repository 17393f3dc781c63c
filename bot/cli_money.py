"""The commands of ``oneiro`` that are about money; as quick to load as bot.cli."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli_common import settings_of, settled

if TYPE_CHECKING:
    from engine.terminal.console import Parser


def add_money(commands: argparse._SubParsersAction[Parser]) -> None:
    """``oneiro ledger``: what operators ask of the books."""
    from engine.terminal.arguments import add_data_dir
    from engine.terminal.console import guarded

    ledger = commands.add_parser("ledger", help="look after the books of Stars and credits")
    deeds = ledger.add_subparsers(dest="deed", required=True, metavar="DEED")
    check = deeds.add_parser("check", help="say whether they are right; 1: they are not")
    balance = deeds.add_parser("balance", help="what stands in each account")
    balance.add_argument(
        "--person", type=int, metavar="ID", help="only this person's (Telegram id)"
    )
    reconcile = deeds.add_parser(
        "reconcile", help="compare them with Telegram's, as is done nightly"
    )
    export = deeds.add_parser("export", help="every entry as CSV, the oldest first")
    for parser in (check, balance, reconcile):
        parser.add_argument("--json", action="store_true", help="for programs")
    for parser in (check, balance, reconcile, export):
        parser.set_defaults(run=guarded(settled(_run_ledger)))
        add_data_dir(parser)


def _run_ledger(args: argparse.Namespace) -> int:
    import asyncio

    from bot.operations import ledger

    settings = settings_of(args)
    if args.deed == "check":
        return asyncio.run(ledger.run_check(settings, as_json=args.json))
    if args.deed == "balance":
        return asyncio.run(ledger.run_balance(settings, user_id=args.person, as_json=args.json))
    if args.deed == "reconcile":
        return asyncio.run(ledger.run_reconcile(settings, as_json=args.json))
    return asyncio.run(ledger.run_export(settings))
