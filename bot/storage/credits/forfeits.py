"""Credits that somebody gives up when they have everything deleted; the books stay right."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.ledger import FORFEITED, Currency, Transfer, purse
from bot.storage.ledger.posting import post
from bot.storage.tables.ledger import LedgerAccountRow


async def give_up_within(session: AsyncSession, user_id: int, *, now: datetime) -> int:
    """Take all that can be spent out of a person's purse. Returns: how many credits."""
    own = purse(user_id, Currency.CREDITS)
    account = await session.scalar(
        select(LedgerAccountRow)
        .where(LedgerAccountRow.name == own.name)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if account is None or account.balance == 0:
        return 0
    given_up = Transfer(
        # Each is another one: its number is that of the purse's last entry.
        id=f"forfeit:{user_id}:{account.version}",
        source=own,
        target=FORFEITED,
        amount=account.balance,
        event_at=now,
        user_id=user_id,
    )
    await post(session, given_up, now=now)
    return given_up.amount
