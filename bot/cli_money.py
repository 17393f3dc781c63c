"""The commands of ``oneiro`` that are about money; as quick to load as bot.cli."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli_common import settings_of, settled

if TYPE_CHECKING:
    from engine.terminal.console import Parser


def add_money(commands: argparse._SubParsersAction[Parser]) -> None:
    """``oneiro ledger`` and ``oneiro promo``: the books, and codes that are worth credits."""
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
    _add_promo(commands)


def _add_promo(commands: argparse._SubParsersAction[Parser]) -> None:
    from engine.terminal.arguments import add_data_dir
    from engine.terminal.console import guarded

    promo = commands.add_parser("promo", help="make, list and end codes that are worth credits")
    deeds = promo.add_subparsers(dest="deed", required=True, metavar="DEED")
    create = deeds.add_parser("create", help="make a code; it can be used at once")
    create.add_argument("--credits", type=int, required=True, metavar="N", help="for each person")
    create.add_argument("--uses", type=int, required=True, metavar="N", help="by so many people")
    create.add_argument(
        "--until", required=True, metavar="DATE", help="the last day in UTC, as 2026-12-31"
    )
    end = deeds.add_parser("end", help="end a code before its time")
    for parser in (create, end):
        parser.add_argument("code", metavar="CODE", help="a word of 3 to 32 letters and digits")
    codes = deeds.add_parser("list", help="all codes, the newest first")
    codes.add_argument("--json", action="store_true", help="for programs")
    for parser in (create, codes, end):
        parser.set_defaults(run=guarded(settled(_run_promo)))
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


def _run_promo(args: argparse.Namespace) -> int:
    import asyncio

    from bot.operations import promo_codes

    settings = settings_of(args)
    if args.deed == "create":
        made = promo_codes.run_create(
            settings, args.code, credits=args.credits, uses=args.uses, until=args.until
        )
        return asyncio.run(made)
    if args.deed == "end":
        return asyncio.run(promo_codes.run_end(settings, args.code))
    return asyncio.run(promo_codes.run_list(settings, as_json=args.json))
