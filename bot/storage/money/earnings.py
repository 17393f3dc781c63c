"""What was earned in a UTC day, by product: revenue that was booked, less what of it went back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.domain.ledger import Currency, Product, revenue
from bot.storage.database import Database
from bot.storage.operators.overview import midnight
from bot.storage.tables.ledger import LedgerEntryRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """A product's; below 0 where more went back than came."""

    product: Product
    stars: int
    credits: int


async def today(db: Database, *, now: datetime) -> Sequence[Earned]:
    """Of each product that moved anything today."""
    accounts = {
        revenue(product, currency).name: (product, currency)
        for product in Product
        for currency in Currency
    }
    entry = LedgerEntryRow
    async with db.read() as session:
        rows = await session.execute(
            select(entry.account, func.sum(entry.amount))
            .where(entry.account.in_(accounts), entry.created_at >= midnight(now))
            .group_by(entry.account)
        )
        # Postgres sums to a decimal.
        moved = {accounts[name]: int(amount) for name, amount in rows}
    return [
        Earned(
            product=product,
            stars=moved.get((product, Currency.STARS), 0),
            credits=moved.get((product, Currency.CREDITS), 0),
        )
        for product in Product
        if any(of == product for of, _ in moved)
    ]
