"""Offers and charges. A Star that came in is a row before anything else happens."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import JobState, NewJob
from bot.domain.ledger import Currency, Product, hold_id
from bot.domain.payments import INVOICE_FOR, Charge, ChargeState, Offer, Receipt
from bot.storage.database import Database, insert_once, new_id
from bot.storage.jobs import new_jobs
from bot.storage.jobs.job_rows import OPEN_STATES, to_job
from bot.storage.ledger import charges
from bot.storage.ledger.posting import posted_id
from bot.storage.refunds import take_back, to_charge
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.ledger import LedgerTransferRow
from bot.storage.tables.money import IS_STARS, ChargeRow, OfferRow

VALUES_AT_ONCE = 1000


async def create_offer(
    db: Database,
    *,
    request_key: str,
    user_id: int,
    chat_id: int,
    stars: int,
    now: datetime,
    parent_job_id: str = "",
    tier: str = "",
    steps: int = 0,
    sold: Mapping[str, Any] | None = None,
    product: Product = Product.PICTURE,
) -> tuple[Offer, bool]:
    """(offer, is_new): one per ``request_key``, so a handler that runs twice offers once.

    From now on it can be paid for INVOICE_FOR, also where it was made before.
    """
    expires_at = now + INVOICE_FOR
    same = select(OfferRow).where(OfferRow.request_key == request_key)
    async with db.write() as session:
        while True:
            key = await insert_once(
                session,
                OfferRow,
                id=new_id(),
                request_key=request_key,
                user_id=user_id,
                chat_id=chat_id,
                parent_job_id=parent_job_id,
                tier=tier,
                steps=steps,
                stars=stars,
                created_at=now,
                sold=None if sold is None else dict(sold),
                product=product.value,
                expires_at=expires_at,
            )
            row = await session.scalar(same)
            # None: another offer has that id; draw once more.
            if row is not None:
                row.expires_at = expires_at
                return _offer(row), key is not None


async def get_offer(db: Database, offer_id: str) -> Offer | None:
    async with db.read() as session:
        row = await session.get(OfferRow, offer_id)
        return _offer(row) if row else None


async def set_offer_message(db: Database, offer_id: str, *, message_id: int) -> None:
    """The invoice stands in this message."""
    async with db.write() as session:
        await session.execute(
            update(OfferRow).where(OfferRow.id == offer_id).values(message_id=message_id)
        )


async def is_paid(db: Database, offer_id: str) -> bool:
    """Stars or credits were paid for it and not given back."""
    async with db.read() as session:
        return await is_paid_within(session, offer_id)


async def is_paid_within(session: AsyncSession, offer_id: str) -> bool:
    """As :func:`is_paid`, within somebody's transaction."""
    paid = await session.scalar(
        select(func.count()).where(
            ChargeRow.offer_id == offer_id, ChargeRow.state == ChargeState.PAID.value
        )
    )
    return bool(paid)


async def get_charge(db: Database, charge_id: str) -> Charge | None:
    async with db.read() as session:
        row = await session.get(ChargeRow, charge_id)
        return to_charge(row) if row else None


async def sold_for(db: Database, charge_id: str) -> Mapping[str, Any] | None:
    """What the invoice that this charge paid promised; None where that is not known."""
    async with db.read() as session:
        sold: Mapping[str, Any] | None = await session.scalar(
            select(OfferRow.sold)
            .join(ChargeRow, ChargeRow.offer_id == OfferRow.id)
            .where(ChargeRow.charge_id == charge_id)
        )
        return sold


async def states_of(db: Database, charge_ids: Collection[str]) -> dict[str, ChargeState]:
    """What we know of these charges; those that we do not know are left out."""
    states: dict[str, ChargeState] = {}
    async with db.read() as session:
        # No database takes any number of values at once.
        for some in _in_parts(sorted(charge_ids)):
            rows = await session.execute(
                select(ChargeRow.charge_id, ChargeRow.state).where(ChargeRow.charge_id.in_(some))
            )
            states |= {row.charge_id: ChargeState(row.state) for row in rows}
    return states


def _in_parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), VALUES_AT_ONCE):
        yield values[start : start + VALUES_AT_ONCE]


async def imbalance_stars(db: Database, *, since: datetime) -> int:
    """Stars that came in ``since`` then and of which nothing became: 0 unless we have a fault.

    A charge that is paid for a picture buys a job that is open or done; else it is refunded, or due
    to be. Of a picture whose person had it deleted the ledger knows that it was delivered. What
    else is sold is delivered as it is paid.
    """
    is_delivered = exists().where(
        LedgerTransferRow.id == literal(posted_id(hold_id(""))) + ChargeRow.charge_id
    )
    is_accounted_for = JobRow.state.in_((*OPEN_STATES, JobState.DONE.value))
    async with db.read() as session:
        stars = await session.scalar(
            select(func.sum(ChargeRow.stars))
            .select_from(ChargeRow)
            .outerjoin(JobRow, JobRow.id == ChargeRow.job_id)
            .where(
                ChargeRow.charged_at >= since,
                ChargeRow.state == ChargeState.PAID.value,
                IS_STARS,
                ChargeRow.product == Product.PICTURE.value,
                ~func.coalesce(is_accounted_for, is_delivered),
            )
        )
        # Postgres sums to a decimal.
        return int(stars or 0)


async def book_refund(
    db: Database, *, charge_id: str, user_id: int, stars: int, now: datetime
) -> bool:
    """Telegram says that these Stars are back, whoever gave them; False when that was known.

    A job that was to be made for them ends; one that is done stays. A charge that we never knew
    is noted too, so that nothing is made for it; one that was paid in credits held no Stars, and
    stays as it is.
    """
    refunded = {
        "state": ChargeState.REFUNDED.value,
        "refunded_at": now,
        "next_try_at": None,
    }
    facts = {"charge_id": charge_id, "user_id": user_id, "stars": stars, "charged_at": now}
    async with db.write() as session:
        key = await insert_once(session, ChargeRow, refund_tries=0, **facts, **refunded)
        charge = await session.get_one(ChargeRow, charge_id, with_for_update=True)
        if key is not None:
            await charges.came_in(session, to_charge(charge), now=now)
        elif charge.state == ChargeState.REFUNDED.value or charge.currency != Currency.STARS.value:
            return False
        if charge.job_id is not None:
            await _end_job(session, charge.job_id, now=now)
        if charge.state == ChargeState.PAID.value:
            await take_back(session, charge, now=now)
        charge.state, charge.refunded_at, charge.next_try_at = (
            ChargeState.REFUNDED.value,
            now,
            None,
        )
        await charges.given_back(session, to_charge(charge), now=now)
        return True


async def give_back_within(
    session: AsyncSession, charge_id: str, *, now: datetime
) -> tuple[Charge, bool] | None:
    """Make a charge due for refund unless it is or was already; its job ends unless it is done.

    Returns: (the charge as it is then, whether it was not so before); None: there is none of that
    id.
    """
    charge = await session.get(ChargeRow, charge_id, with_for_update=True)
    if charge is None:
        return None
    is_news = charge.state == ChargeState.PAID.value
    if is_news:
        if charge.job_id is not None:
            await _end_job(session, charge.job_id, now=now)
        await take_back(session, charge, now=now)
    return to_charge(charge), is_news


async def _end_job(session: AsyncSession, job_id: str, *, now: datetime) -> None:
    """Cancel it unless it is done, or in a worker's hands on its way to the person."""
    unmade = (JobState.WAITING.value, JobState.RUNNING.value)
    is_held = JobRow.lease_until > now
    await session.execute(
        update(JobRow)
        .where(
            JobRow.id == job_id,
            or_(
                JobRow.state.in_(unmade),
                (JobRow.state == JobState.RENDERED.value)
                & (JobRow.lease_until.is_(None) | ~is_held),
            ),
        )
        .values(state=JobState.CANCELLED.value, finished_at=now, lease_until=None)
    )


async def record_charge(
    db: Database,
    *,
    charge_id: str,
    offer_id: str | None,
    user_id: int,
    stars: int,
    job: NewJob | None,
    now: datetime,
    score: datetime,
    product: Product = Product.PICTURE,
    credits: int = 0,
) -> Receipt:
    """Credit a charge once and order or give what it pays for, in one transaction.

    Args:
        charge_id: Telegram's own; replays of the payment are known by it.
        job: the picture that was bought; ``credits``: or so many, theirs at once. Where neither
            fits the payment, it is given back; so is a second charge for one offer.
    """
    async with db.write() as session:
        if offer_id is not None:
            # Two charges for one offer come one after the other on Postgres too.
            await session.get(OfferRow, offer_id, with_for_update=True)
        was_paid = offer_id is not None and await is_paid_within(session, offer_id)
        key = await insert_once(
            session,
            ChargeRow,
            charge_id=charge_id,
            offer_id=offer_id,
            user_id=user_id,
            stars=stars,
            state=ChargeState.REFUND_DUE.value,
            charged_at=now,
            refund_tries=0,
            next_try_at=now,
            product=product.value,
        )
        charge = await session.get_one(ChargeRow, charge_id)
        if key is not None:
            made, is_new = None, credits > 0
            if job is not None and not was_paid:
                made, is_new = await new_jobs.insert(session, job, now=now, score=score)
            if is_new and not was_paid:
                charge.state, charge.next_try_at = ChargeState.PAID.value, None
                charge.job_id = made.id if made is not None else None
            await charges.came_in(session, to_charge(charge), credits=credits, now=now)
        row = await session.get(JobRow, charge.job_id) if charge.job_id else None
        ordered = to_job(row) if row else None
        return Receipt(charge=to_charge(charge), job=ordered, is_new=key is not None)


def _offer(row: OfferRow) -> Offer:
    return Offer(
        id=row.id,
        user_id=row.user_id,
        chat_id=row.chat_id,
        parent_job_id=row.parent_job_id,
        tier=row.tier,
        steps=row.steps,
        stars=row.stars,
        message_id=row.message_id,
        sold=row.sold,
        product=Product(row.product),
        expires_at=row.expires_at,
    )
