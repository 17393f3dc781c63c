"""Books transfers: each once, both its entries or none, no account below zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.ledger import Account, Currency, Transfer
from bot.errors import NotEnoughError
from bot.storage.database import insert_new
from bot.storage.tables.ledger import LedgerAccountRow, LedgerEntryRow, LedgerTransferRow


class _Leg(NamedTuple):
    account: Account
    amount: int
    transfer_id: str


async def post(session: AsyncSession, *transfers: Transfer, now: datetime) -> bool:
    """Book those that are not booked yet. Returns: whether the first was new.

    Raises: NotEnoughError: an account would stand below zero; the transaction is lost.
    """
    if not transfers:
        return False
    rows = [_row(transfer, now) for transfer in transfers]
    new = set(await insert_new(session, LedgerTransferRow, rows))
    await _apply(session, [each for each in transfers if each.id in new], now=now)
    return transfers[0].id in new


async def resolve(
    session: AsyncSession, hold: str, *, to: Account, back_to: Account, amount: int, now: datetime
) -> bool:
    """End a hold, unless it was ended: ``amount`` goes on, the rest of it back.

    Args:
        amount: 0: nothing goes on. More than was held: all of it.
    Returns: whether it was pending until now.
    """
    row = await session.get(LedgerTransferRow, hold)
    if row is None:
        return False
    source = Account(name=row.target, currency=Currency(row.currency))
    posted = min(amount, row.amount)
    end = Transfer(
        id=posted_id(hold) if posted else f"void:{hold}",
        source=source,
        target=to if posted else back_to,
        amount=posted or row.amount,
        event_at=now,
        user_id=row.user_id,
        charge_id=row.charge_id,
        resolves=hold,
    )
    if not await post(session, end, now=now):
        return False
    if 0 < posted < row.amount:
        rest = row.amount - posted
        back = replace(end, id=f"rest:{hold}", target=back_to, amount=rest, resolves=None)
        await post(session, back, now=now)
    return True


def posted_id(hold: str) -> str:
    """Of the transfer by which what was held went on."""
    return f"post:{hold}"


async def balance(session: AsyncSession, account: Account, *, is_locked: bool = False) -> int:
    """What stands there; ``is_locked``: until this transaction ends, nothing else changes it."""
    statement = select(LedgerAccountRow.balance).where(LedgerAccountRow.name == account.name)
    if is_locked:
        statement = statement.with_for_update()
    return await session.scalar(statement) or 0


def _row(transfer: Transfer, now: datetime) -> dict[str, object]:
    if transfer.source.currency is not transfer.target.currency:
        raise ValueError(f"{transfer.id} would change its currency on the way")
    return {
        "id": transfer.id,
        "currency": transfer.source.currency.value,
        "source": transfer.source.name,
        "target": transfer.target.name,
        "amount": transfer.amount,
        "event_at": transfer.event_at,
        "created_at": now,
        "user_id": transfer.user_id,
        "charge_id": transfer.charge_id,
        "resolves": transfer.resolves,
        "expires_at": transfer.expires_at,
        "note": transfer.note,
    }


async def _apply(session: AsyncSession, transfers: Sequence[Transfer], *, now: datetime) -> None:
    legs = [_Leg(each.source, -each.amount, each.id) for each in transfers]
    legs += [_Leg(each.target, each.amount, each.id) for each in transfers]
    order = {each.id: number for number, each in enumerate(transfers)}
    # By account, so that two transactions never wait for each other.
    legs.sort(key=lambda leg: (leg.account.name, order[leg.transfer_id]))
    await _open(session, [leg.account for leg in legs])
    for leg in legs:
        session.add(await _entry(session, leg, now=now))
    await session.flush()


async def _open(session: AsyncSession, accounts: Sequence[Account]) -> None:
    rows = {
        account.name: {
            "name": account.name,
            "currency": account.currency.value,
            "is_source": account.is_source,
            "balance": 0,
            "version": 0,
        }
        for account in accounts
    }
    if rows:
        await insert_new(session, LedgerAccountRow, list(rows.values()))


async def _entry(session: AsyncSession, leg: _Leg, *, now: datetime) -> LedgerEntryRow:
    account = LedgerAccountRow
    try:
        changed = await session.execute(
            update(account)
            .where(account.name == leg.account.name)
            .values(balance=account.balance + leg.amount, version=account.version + 1)
            .returning(account.balance, account.version)
        )
    except IntegrityError as exc:
        raise NotEnoughError(f"{leg.account.name}: {leg.transfer_id}") from exc
    balance, version = changed.one()
    return LedgerEntryRow(
        transfer_id=leg.transfer_id,
        account=leg.account.name,
        amount=leg.amount,
        previous=balance - leg.amount,
        balance=balance,
        version=version,
        created_at=now,
    )
