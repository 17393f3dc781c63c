from __future__ import annotations

from bot.domain.money.entries import EntryKind
from bot.storage.credits.balance import look
from bot.storage.database import Database
from bot.storage.jobs import jobs
from tests.bot.storage.credits.purses import give, offer_pack, offer_picture, pay_stars, spend
from tests.bot.storage.examples import NOW


async def test_somebody_without_credits_has_none(db: Database) -> None:
    found = await look(db, 7, entries=10)
    assert (found.credits, found.held, found.given, found.entries) == (0, 0, 0, [])


async def test_the_newest_entries_say_what_they_were_for(db: Database) -> None:
    await give(db, 5)
    await pay_stars(db, await offer_pack(db))
    receipt = await spend(db, await offer_picture(db))
    assert receipt is not None
    assert receipt.job is not None
    found = await look(db, 1, entries=10)
    assert (found.credits, found.held) == (30, 25)
    await jobs.cancel(db, receipt.job.id, user_id=1, now=NOW)
    found = await look(db, 1, entries=3)
    assert (found.credits, found.held) == (55, 0)
    assert [(entry.amount, entry.kind) for entry in found.entries] == [
        (25, EntryKind.BACK),
        (-25, EntryKind.PAID),
        (50, EntryKind.SOLD),
    ]
    assert (await look(db, 1, entries=10)).entries[-1].kind is EntryKind.OPERATOR
