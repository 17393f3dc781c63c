"""The commands of ``oneiro`` that are about money; as quick to load as bot.cli."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from bot.cli_common import settings_of, settled

if TYPE_CHECKING:
    from engine.terminal.console import Parser


# bot.domain.prints.orders.PrintState; a test holds them together.
PRINT_STATES = ("paid", "checked", "sent", "posted", "arrived", "refunded")


def add_money(commands: argparse._SubParsersAction[Parser]) -> None:
    """``oneiro ledger``, ``promo`` and ``prints``: the books, codes, orders of prints."""
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
    _add_prints(commands)


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

    from bot.operations.money import ledger

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

    from bot.operations.money import promo_codes

    settings = settings_of(args)
    if args.deed == "create":
        made = promo_codes.run_create(
            settings, args.code, credits=args.credits, uses=args.uses, until=args.until
        )
        return asyncio.run(made)
    if args.deed == "end":
        return asyncio.run(promo_codes.run_end(settings, args.code))
    return asyncio.run(promo_codes.run_list(settings, as_json=args.json))


def _add_prints(commands: argparse._SubParsersAction[Parser]) -> None:
    import os
    from pathlib import Path

    from engine.terminal.arguments import add_data_dir
    from engine.terminal.console import guarded

    prints = commands.add_parser("prints", help="look after orders of prints")
    deeds = prints.add_subparsers(dest="deed", required=True, metavar="DEED")
    listed = deeds.add_parser("list", help="the orders, the newest first")
    table = deeds.add_parser("csv", help="the same as CSV, with addresses")
    shown = deeds.add_parser("show", help="all that is known of one")
    changed = deeds.add_parser("set", help="say how far one has come; its person is told")
    again = deeds.add_parser("again", help="have one's file made anew, where that went wrong")
    sheet = deeds.add_parser("sheet", help="write the printer's sheet, a PDF")
    file = deeds.add_parser("file", help="write the printer's file, a PNG")
    for parser in (listed, table):
        parser.add_argument("--state", choices=PRINT_STATES, help="only those that are so far")
    for parser in (shown, changed, again, sheet, file):
        parser.add_argument("number", type=int, metavar="NUMBER", help="of the order")
    states = ", ".join(PRINT_STATES)
    changed.add_argument("state", choices=PRINT_STATES, metavar="STATE", help=states)
    changed.add_argument("--note", default="", help="told with it, such as a parcel's number")
    whoever = os.environ.get("USER", "operator")
    changed.add_argument("--by", default=whoever, metavar="NAME", help="who says so")
    for parser in (sheet, file):
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    for parser in (listed, shown):
        parser.add_argument("--json", action="store_true", help="for programs")
    for parser in (listed, table, shown, changed, again, sheet, file):
        parser.set_defaults(run=guarded(settled(_run_prints)))
        add_data_dir(parser)


def _run_prints(args: argparse.Namespace) -> int:
    import asyncio

    from bot.operations.prints import commands

    settings = settings_of(args)
    if args.deed == "list":
        return asyncio.run(commands.run_list(settings, state=args.state, as_json=args.json))
    if args.deed == "csv":
        return asyncio.run(commands.run_csv(settings, state=args.state))
    if args.deed == "show":
        return asyncio.run(commands.run_show(settings, args.number, as_json=args.json))
    if args.deed == "again":
        return asyncio.run(commands.run_again(settings, args.number))
    if args.deed == "sheet":
        return asyncio.run(commands.run_sheet(settings, args.number, output=args.output))
    if args.deed == "file":
        return asyncio.run(commands.run_file(settings, args.number, output=args.output))
    change = commands.run_set(
        settings, args.number, state=args.state, operator=args.by, note=args.note
    )
    return asyncio.run(change)
