"""Whether each gift's credits are held exactly while it is open. Reads alone."""

from __future__ import annotations

from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.ledger import hold_id
from bot.domain.money.entries import GIFT
from bot.storage.tables.gifts import GiftRow
from bot.storage.tables.ledger import LedgerTransferRow
from engine.texts.phrase import Phrase

_HOLD = hold_id(GIFT)


async def wrong_gifts(session: AsyncSession) -> list[Phrase]:
    """Gifts that are open without a hold, or the other way round."""
    held, end = LedgerTransferRow, aliased(LedgerTransferRow)
    pending = set(
        await session.scalars(
            select(held.id).where(
                held.id.startswith(_HOLD, autoescape=True),
                ~select(end.id).where(end.resolves == held.id).exists(),
            )
        )
    )
    open_gifts = set(
        await session.scalars(select(literal(_HOLD) + GiftRow.id).where(GiftRow.ended_at.is_(None)))
    )
    return [
        Phrase("ledger.gift_not_held" if hold in open_gifts else "ledger.gift_not_open", hold=hold)
        for hold in sorted(pending ^ open_gifts)
    ]
