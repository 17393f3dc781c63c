"""``oneiro ledger``: whether the books are right, what they hold, and Telegram's beside them.

All of it may be asked while the service runs.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.payments import payment_keys
from bot.money.crediting import Till
from bot.money.star_check import StarCheck
from bot.operations.snapshot import opened_books
from bot.queue.estimates import Estimates
from bot.settings import Settings
from bot.storage.ledger import checking, listing
from bot.texts.catalogue import fact_text, text
from bot.transport.client import make_bot, reaching_telegram
from engine.terminal.console import EXIT_FAILED, say
from engine.texts.phrase import Phrase


async def run_check(settings: Settings, *, as_json: bool) -> int:
    """Print whether they are right. Returns: 0, or 1 where anything differs.

    Raises: SettingsError: there is no database that this version reads; StorageError.
    """
    async with opened_books(settings) as db:
        books = await checking.check(db, now=datetime.now(UTC))
    counts = {
        "transfers": books.transfers,
        "accounts": books.accounts,
        "charges": books.charges,
    }
    return _tell(books.differences, clean=text("ledger.clean", **counts), as_json=as_json, **counts)


async def run_balance(settings: Settings, *, user_id: int | None, as_json: bool) -> int:
    """Print what stands in each account, or in a person's. Returns: 0. Raises: as run_check."""
    async with opened_books(settings) as db:
        balances = await listing.balances(db, user_id=user_id)
    if as_json:
        say(json.dumps({each.name: each.balance for each in balances}))
        return 0
    width = max((len(each.name) for each in balances), default=0)
    lines = [f"{each.name:<{width}}  {each.balance:>10} {each.currency}" for each in balances]
    say("\n".join(lines) or text("ledger.empty"))
    return 0


async def run_export(settings: Settings) -> int:
    """Write every entry to stdout as CSV. Returns: 0. Raises: as run_check."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(listing.COLUMNS)
    async with opened_books(settings) as db:
        async for entry in listing.entries(db):
            writer.writerow(entry)
    return 0


async def run_reconcile(settings: Settings, *, as_json: bool) -> int:
    """Take up what either side has not heard of. Returns: 0, or 1 where anything differs still.

    Raises: as run_check; SettingsError: there is no bot token, or Telegram does not take it.
    """
    async with opened_books(settings) as db:
        bot = make_bot(settings)
        till = Till(
            db=db,
            estimates=Estimates(None),
            tiers=CurrentTiers(settings.tiers),
            payment_keys=payment_keys(bot.token, settings.signing_keys),
            clock=lambda: datetime.now(UTC),
        )
        try:
            with reaching_telegram():
                await bot.initialize()
                differences = await StarCheck(till=till, bot=bot, clock=till.clock).compare()
        finally:
            await bot.shutdown()
    if differences is None:
        say(text("ledger.busy"))
        return EXIT_FAILED
    return _tell(differences, clean=text("ledger.agrees"), as_json=as_json)


def _tell(differences: Sequence[Phrase], *, clean: str, as_json: bool, **counts: int) -> int:
    lines = [fact_text(each) for each in differences]
    if as_json:
        say(json.dumps({"clean": not lines, "differences": lines, **counts}))
    else:
        say("\n".join(lines) or clean)
    return EXIT_FAILED if lines else 0
