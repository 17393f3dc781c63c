"""Whether the books are right: sums, chains, and every charge where its state says. Reads alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Subquery, and_, case, func, or_, over, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.ledger import REFUNDS_DUE, TELEGRAM
from bot.domain.payments import ChargeState
from bot.storage.database import Database
from bot.storage.jobs.job_rows import OPEN_STATES
from bot.storage.ledger.gift_checks import wrong_gifts
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.ledger import LedgerAccountRow, LedgerEntryRow, LedgerTransferRow
from bot.storage.tables.money import ChargeRow
from engine.texts.phrase import Phrase

# Past a hold's time, whoever ends holds may take this long.
OVERDUE = timedelta(days=1)
_HELD, _REVENUE = "held", "revenue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What a check saw: how much, and ``differences`` in words."""

    transfers: int
    accounts: int
    charges: int
    differences: Sequence[Phrase]


async def check(db: Database, *, now: datetime) -> Books:
    """Look at all of it as it was at one moment. Raises: StorageError."""
    async with snapshot(db) as session:
        return Books(
            transfers=await _count(session, LedgerTransferRow),
            accounts=await _count(session, LedgerAccountRow),
            charges=await _count(session, ChargeRow),
            differences=[
                *await _unbalanced(session),
                *await _broken_chains(session),
                *await _wrong_balances(session),
                *await _wrong_sums(session),
                *[_misplaced_words(row) for row in await misplaced(session)],
                *await _overdue(session, now=now),
                *await wrong_gifts(session),
            ],
        )


@asynccontextmanager
async def snapshot(db: Database) -> AsyncIterator[AsyncSession]:
    """A transaction that sees nothing of what is written meanwhile."""
    async with db.read() as session:
        if session.get_bind().dialect.name == "postgresql":
            await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


async def _count(session: AsyncSession, row: type) -> int:
    return await session.scalar(select(func.count()).select_from(row)) or 0


async def _unbalanced(session: AsyncSession) -> list[Phrase]:
    """Transfers that have not two entries, of its amount and of minus it."""
    entry, transfer = LedgerEntryRow, LedgerTransferRow
    statement = (
        select(transfer.id)
        .outerjoin(entry, entry.transfer_id == transfer.id)
        .group_by(transfer.id, transfer.amount)
        .having(
            or_(
                func.count(entry.id) != 2,
                func.sum(entry.amount) != 0,
                func.max(entry.amount) != transfer.amount,
            )
        )
    )
    lost = select(entry.transfer_id).where(
        ~select(transfer.id).where(transfer.id == entry.transfer_id).exists()
    )
    found = [*await session.scalars(statement), *await session.scalars(lost)]
    return [Phrase("ledger.unbalanced", transfer=each) for each in found]


async def _broken_chains(session: AsyncSession) -> list[Phrase]:
    """Entries that do not go on from the one before them."""
    entry = LedgerEntryRow
    chain = partial(over, partition_by=entry.account, order_by=entry.version)
    links = select(
        entry.account,
        entry.version,
        entry.previous,
        func.coalesce(chain(func.lag(entry.balance)), 0).label("before"),
        chain(func.row_number()).label("number"),
    ).subquery()
    broken = await session.execute(
        select(links.c.account, links.c.version).where(
            or_(links.c.previous != links.c.before, links.c.version != links.c.number)
        )
    )
    return [Phrase("ledger.broken", account=name, entry=version) for name, version in broken]


async def _wrong_balances(session: AsyncSession) -> list[Phrase]:
    """Accounts that say something else than their entries."""
    account, entry = LedgerAccountRow, LedgerEntryRow
    told = func.coalesce(func.sum(entry.amount), 0)
    count = func.count(entry.id)
    wrong = await session.execute(
        select(account.name, account.balance, told)
        .outerjoin(entry, entry.account == account.name)
        .group_by(account.name, account.balance, account.version)
        .having(or_(told != account.balance, count != account.version))
    )
    return [
        Phrase("ledger.balance", account=name, balance=balance, entries=int(entries))
        for name, balance, entries in wrong
    ]


async def _wrong_sums(session: AsyncSession) -> list[Phrase]:
    account = LedgerAccountRow
    total = func.sum(account.balance)
    sums = await session.execute(
        select(account.currency, total).group_by(account.currency).having(total != 0)
    )
    return [Phrase("ledger.sum", currency=currency, sum=int(left)) for currency, left in sums]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A charge that stands ``where`` in the ledger, and should stand at ``expected``."""

    charge_id: str
    state: ChargeState
    expected: str
    where: str


async def misplaced(session: AsyncSession) -> list[Misplaced]:
    """Charges that the ledger does not know, or has elsewhere than their state says."""
    charge, stands = ChargeRow, _stands()
    expected = case(
        (charge.state == ChargeState.REFUND_DUE.value, REFUNDS_DUE.name),
        # What went back stands nowhere any more: it came from there.
        (charge.state == ChargeState.REFUNDED.value, ""),
        (JobRow.state.in_(OPEN_STATES), _HELD),
        else_=_REVENUE,
    )
    where = func.coalesce(stands.c.places, "")
    rows = await session.execute(
        select(charge.charge_id, charge.state, expected, where)
        .outerjoin(JobRow, JobRow.id == charge.job_id)
        .outerjoin(
            stands,
            and_(stands.c.charge_id == charge.charge_id, stands.c.currency == charge.currency),
        )
        .where(charge.stars > 0, or_(stands.c.charge_id.is_(None), where != expected))
        .order_by(charge.charge_id)
    )
    return [
        Misplaced(charge_id=name, state=ChargeState(state), expected=expected, where=where)
        for name, state, expected, where in rows
    ]


def _stands() -> Subquery:
    """By charge and currency: the places in which something of it is left, as ``a+b``."""
    row = LedgerTransferRow
    legs = union_all(
        select(row.charge_id, row.currency, row.target.label("account"), row.amount),
        select(row.charge_id, row.currency, row.source, -row.amount),
    ).subquery()
    # An account by its part in a charge's way.
    place = case(
        (legs.c.account.startswith("revenue:"), _REVENUE),
        (legs.c.account.endswith(f":{_HELD}"), _HELD),
        else_=legs.c.account,
    )
    sums = (
        select(
            legs.c.charge_id,
            legs.c.currency,
            place.label("place"),
            func.sum(legs.c.amount).label("left"),
        )
        .where(legs.c.charge_id.is_not(None))
        .group_by(legs.c.charge_id, legs.c.currency, place)
        .subquery()
    )
    places = func.aggregate_strings(case((sums.c.left > 0, sums.c.place)), "+")
    return (
        select(sums.c.charge_id, sums.c.currency, places.label("places"))
        .group_by(sums.c.charge_id, sums.c.currency)
        .subquery()
    )


def _misplaced_words(row: Misplaced) -> Phrase:
    facts = {"charge_id": row.charge_id, "state": row.state.value, "where": row.where or "-"}
    return Phrase("ledger.misplaced", **facts, expected=row.expected or "-")


async def _overdue(session: AsyncSession, *, now: datetime) -> list[Phrase]:
    """Holds that should have ended long ago."""
    held, end = LedgerTransferRow, aliased(LedgerTransferRow)
    overdue = await session.scalars(
        select(held.id).where(
            held.expires_at < now - OVERDUE, ~select(end.id).where(end.resolves == held.id).exists()
        )
    )
    return [Phrase("ledger.overdue", hold=each) for each in overdue]


async def pending(db: Database, *, expired_at: datetime) -> list[str]:
    """The charges of holds whose time is over by then and that nothing has ended."""
    held, end = LedgerTransferRow, aliased(LedgerTransferRow)
    async with db.read() as session:
        found = await session.scalars(
            select(held.charge_id).where(
                held.charge_id.is_not(None),
                held.expires_at <= expired_at,
                ~select(end.id).where(end.resolves == held.id).exists(),
            )
        )
        return [each for each in found if each is not None]


async def telegram_holds(db: Database) -> int:
    """Stars that Telegram should hold for us, by our books."""
    async with db.read() as session:
        balance = await session.scalar(
            select(LedgerAccountRow.balance).where(LedgerAccountRow.name == TELEGRAM.name)
        )
        return -(balance or 0)
