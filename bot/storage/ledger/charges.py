"""What becomes of a charge, in the ledger; each step is booked once, by the charge's id.

In the transaction that changes the charge, so that neither can be without the other.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.ledger import (
    HOLD_FOR,
    REFUNDS_DUE,
    TELEGRAM,
    WRITTEN_OFF,
    Account,
    CreditSource,
    Currency,
    Product,
    Transfer,
    held,
    hold_id,
    issued,
    purse,
    revenue,
)
from bot.domain.payments import Charge, ChargeState
from bot.storage.ledger.posting import balance, post, resolve
from bot.storage.tables.ledger import LedgerTransferRow

_CREDITS_OF = {
    Product.PACK: CreditSource.SOLD,
    Product.SUBSCRIPTION: CreditSource.SUBSCRIPTION,
}


async def is_known(session: AsyncSession, charge: Charge) -> bool:
    """Whether anything of it is booked."""
    of_it = select(LedgerTransferRow.id).where(LedgerTransferRow.charge_id == charge.charge_id)
    return await session.scalar(of_it.limit(1)) is not None


async def came_in(
    session: AsyncSession, charge: Charge, *, now: datetime, credits: int = 0
) -> None:
    """It was paid: for something to be delivered it is held, for nothing it is due back.

    Args:
        credits: what it was paid for: theirs at once, and so it is ours.
    Raises: NotEnoughError: there are fewer credits than that.
    """
    own = purse(charge.user_id, charge.currency)
    transfers = []
    if charge.currency is Currency.STARS:
        transfers.append(_of(charge, "charge", TELEGRAM, own, at=charge.charged_at))
    if charge.state is not ChargeState.PAID:
        transfers.append(_of(charge, "due", own, REFUNDS_DUE))
    elif credits:
        target = purse(charge.user_id, Currency.CREDITS)
        source = issued(_CREDITS_OF[charge.product])
        transfers.append(_of(charge, "sale", own, revenue(charge.product, charge.currency)))
        transfers.append(_of(charge, charge.product, source, target, amount=credits))
    else:
        target = held(charge.user_id, charge.currency)
        transfers.append(_of(charge, "hold", own, target, expires=True))
    await post(session, *transfers, now=now)


async def earned(
    session: AsyncSession, charge: Charge, *, now: datetime, amount: int | None = None
) -> None:
    """What it was paid for is delivered; ``amount``: so much of it, where less was made.

    The rest goes back: of credits as such, of Stars as credits, for Telegram gives a charge
    back as a whole.
    """
    own = purse(charge.user_id, charge.currency)
    amount = charge.stars if amount is None else amount
    is_credits = charge.currency is Currency.CREDITS
    is_new = await resolve(
        session,
        hold_id(charge.charge_id),
        to=revenue(charge.product, charge.currency),
        back_to=own,
        amount=amount if is_credits else charge.stars,
        now=now,
    )
    if is_new and not is_credits and amount < charge.stars:
        await post(
            session,
            Transfer(
                id=f"shortfall:{charge.charge_id}",
                source=issued(CreditSource.SHORTFALL),
                target=purse(charge.user_id, Currency.CREDITS),
                amount=charge.stars - amount,
                event_at=now,
                user_id=charge.user_id,
                charge_id=charge.charge_id,
            ),
            now=now,
        )


async def go_back(session: AsyncSession, charge: Charge, *, now: datetime) -> None:
    """It is due to its person, from wherever it stands; credits are theirs again at once."""
    is_stars = charge.currency is Currency.STARS
    target = REFUNDS_DUE if is_stars else purse(charge.user_id, charge.currency)
    if await resolve(
        session, hold_id(charge.charge_id), to=target, back_to=target, amount=0, now=now
    ):
        return
    for number, (name, amount) in enumerate(await _where(session, charge, besides=target)):
        account = Account(name=name, currency=charge.currency)
        back = _of(charge, f"due{number or ''}", account, target, amount=amount, at=now)
        await post(session, back, now=now)
    if is_stars:
        await _take_credits(session, charge, now=now)


async def _take_credits(session: AsyncSession, charge: Charge, *, now: datetime) -> None:
    """Credits that came with it go with it; those that are spent already are written off."""
    row, account = LedgerTransferRow, purse(charge.user_id, Currency.CREDITS)
    moves = await session.execute(
        select(row.id, row.source, row.target, row.amount).where(
            row.charge_id == charge.charge_id, row.currency == Currency.CREDITS.value
        )
    )
    moved = moves.all()
    booked = {transfer_id for transfer_id, *_ in moved}
    for transfer_id, source, target, amount in moved:
        is_taken = not booked.isdisjoint({f"unsold:{transfer_id}", f"written_off:{transfer_id}"})
        if target != account.name or is_taken:
            continue
        there = min(amount, await balance(session, account, is_locked=True))
        for kind, payer, part in (
            ("unsold", account, there),
            ("written_off", WRITTEN_OFF, amount - there),
        ):
            back = Transfer(
                id=f"{kind}:{transfer_id}",
                source=payer,
                target=Account(name=source, currency=Currency.CREDITS, is_source=True),
                amount=part,
                event_at=now,
                user_id=charge.user_id,
                charge_id=charge.charge_id,
            )
            await post(session, *([back] if part else []), now=now)


async def given_back(session: AsyncSession, charge: Charge, *, now: datetime) -> None:
    """Telegram has given its Stars back."""
    await post(session, _of(charge, "refund", REFUNDS_DUE, TELEGRAM, at=now), now=now)


async def _where(
    session: AsyncSession, charge: Charge, *, besides: Account
) -> list[tuple[str, int]]:
    """The accounts in which what came by this charge stands now, and how much in each."""
    rows = await session.execute(
        select(LedgerTransferRow.source, LedgerTransferRow.target, LedgerTransferRow.amount).where(
            LedgerTransferRow.charge_id == charge.charge_id,
            LedgerTransferRow.currency == charge.currency.value,
        )
    )
    stands: Counter[str] = Counter()
    for source, target, amount in rows:
        stands[source] -= amount
        stands[target] += amount
    return sorted((name, n) for name, n in stands.items() if n > 0 and name != besides.name)


def _of(
    charge: Charge,
    kind: str,
    source: Account,
    target: Account,
    *,
    at: datetime | None = None,
    amount: int | None = None,
    expires: bool = False,
) -> Transfer:
    at = at or charge.charged_at
    return Transfer(
        id=f"{kind}:{charge.charge_id}",
        source=source,
        target=target,
        amount=charge.stars if amount is None else amount,
        event_at=at,
        user_id=charge.user_id,
        charge_id=charge.charge_id,
        expires_at=at + HOLD_FOR if expires else None,
    )
