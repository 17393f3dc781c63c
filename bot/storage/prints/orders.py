"""Orders of prints. Money that came in is a row before anything else happens, and once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.jobs import Job, JobState, NewJob
from bot.domain.prints.orders import (
    PrintChange,
    PrintOffer,
    PrintOrder,
    PrintPayment,
    PrintState,
    Problem,
    file_key,
)
from bot.domain.prints.spec import PrintSpec
from bot.storage.database import Database, insert_once
from bot.storage.jobs import new_jobs
from bot.storage.jobs.job_rows import to_job
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.prints import PrintChangeRow, PrintOfferRow, PrintOrderRow

_OPEN = tuple(state.value for state in PrintState if state.is_open)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReceipt:
    """What became of a payment; ``job`` makes the file."""

    order: PrintOrder
    job: Job | None
    is_new: bool


async def is_paid(db: Database, offer_id: str) -> bool:
    """Somebody paid this invoice, and the money was not given back."""
    async with db.read() as session:
        return await _is_paid(session, offer_id)


async def record(
    db: Database,
    payment: PrintPayment,
    *,
    offer: PrintOffer | None,
    language: str,
    shipping: str,
    job: NewJob | None,
    now: datetime,
    score: datetime,
) -> PrintReceipt:
    """Make an order of a payment once, and the job of its file, in one transaction.

    Args:
        offer: what was paid for; None: nobody knows. Such an order, and a second one for one
            offer, is not made: it waits to be paid back by hand.
        job: of the file; None: it cannot be made any more, likewise.
    """
    async with db.write() as session:
        if offer is not None:
            # Two payments of one offer come one after the other on Postgres too.
            await session.get(PrintOfferRow, offer.id, with_for_update=True)
        problem = Problem.UNKNOWN if offer is None or job is None else None
        if offer is not None and await _is_paid(session, offer.id):
            problem = Problem.SECOND
        number = await _insert(
            session, payment, offer, language=language, shipping=shipping, problem=problem
        )
        row = await _by_charge(session, payment.charge_id)
        if number is not None:
            change = PrintChange(state=PrintState.PAID, at=payment.at, operator="", note="")
            await _note(session, row.number, change)
            if job is not None and problem is None:
                made, _ = await new_jobs.insert(session, job, now=now, score=score)
                row.job_id = made.id
        job_row = await session.get(JobRow, row.job_id) if row.job_id else None
        return PrintReceipt(
            order=to_order(row),
            job=to_job(job_row) if job_row else None,
            is_new=number is not None,
        )


async def _insert(
    session: AsyncSession,
    payment: PrintPayment,
    offer: PrintOffer | None,
    *,
    language: str,
    shipping: str,
    problem: Problem | None,
) -> int | None:
    number: int | None = await insert_once(
        session,
        PrintOrderRow,
        charge_id=payment.charge_id,
        provider_charge_id=payment.provider_charge_id,
        offer_id=offer.id if offer else None,
        user_id=payment.user_id,
        chat_id=offer.chat_id if offer else payment.chat_id,
        language=language,
        parent_job_id=offer.parent_job_id if offer else None,
        spec=offer.spec.to_json() if offer else None,
        country=offer.country if offer else "",
        currency=payment.currency,
        amount=payment.amount,
        shipping=shipping,
        address=dict(payment.address),
        state=PrintState.PAID.value,
        problem=problem.value if problem else None,
        created_at=payment.at,
    )
    return number


async def set_state(
    db: Database, number: int, change: PrintChange, *, checksum: str | None = None
) -> PrintOrder | None:
    """Bring an order to a state. Said again, it changes nothing.

    Args:
        checksum: of the file that is right, when that is what is said.
    Returns: the order as it is then; None: there is none of that number, or it cannot come there
        from where it is.
    """
    async with db.write() as session:
        row = await session.get(PrintOrderRow, number, with_for_update=True)
        if row is None:
            return None
        state = PrintState(row.state)
        if change.state not in (state, *state.nexts):
            return None
        if change.state is not state:
            row.state = change.state.value
            row.checksum = checksum or row.checksum
            row.ended_at = row.ended_at if change.state.is_open else change.at
            await _note(session, number, change)
        return to_order(row)


async def make_anew(db: Database, number: int, *, now: datetime) -> Job | None:
    """Another job for an order's file, with the message and the place in line of the last one.

    None: there is no such order, it is past being paid, or its job is gone or still open.
    """
    async with db.write() as session:
        row = await session.get(PrintOrderRow, number, with_for_update=True)
        last_row = await session.get(JobRow, row.job_id) if row and row.job_id else None
        if row is None or last_row is None or row.state != PrintState.PAID.value:
            return None
        last = to_job(last_row)
        if last.state.is_open:
            return None
        new = NewJob(
            request_key=file_key(row.charge_id, after=last.id),
            chat_id=last.chat_id,
            user_id=last.user_id,
            language=last.language,
            order=last.order,
            tier=last.tier,
            reply_to=last.reply_to,
            parent_id=last.parent_id,
            status=last.status,
            thread_id=last.thread_id,
            expected_s=last.expected_s,
        )
        made, _ = await new_jobs.insert(session, new, now=now, score=last.score)
        row.job_id = made.id
        return made


async def get(db: Database, number: int) -> PrintOrder | None:
    async with db.read() as session:
        row = await session.get(PrintOrderRow, number)
        return to_order(row) if row else None


async def newest(db: Database, *, state: str | None = None, limit: int = 1000) -> list[PrintOrder]:
    """Orders, the newest first."""
    query = select(PrintOrderRow).order_by(PrintOrderRow.number.desc()).limit(limit)
    if state is not None:
        query = query.where(PrintOrderRow.state == state)
    async with db.read() as session:
        return [to_order(row) for row in await session.scalars(query)]


async def history(db: Database, number: int) -> list[PrintChange]:
    """How an order came to its state, the oldest first."""
    query = select(PrintChangeRow).where(PrintChangeRow.number == number)
    async with db.read() as session:
        rows = await session.scalars(query.order_by(PrintChangeRow.id))
        return [_change(row) for row in rows]


async def untold(db: Database, *, limit: int) -> list[tuple[PrintOrder, PrintChange]]:
    """Changes that their people do not know of, the oldest first."""
    query = (
        select(PrintOrderRow, PrintChangeRow)
        .join(PrintChangeRow, PrintChangeRow.number == PrintOrderRow.number)
        .where(PrintChangeRow.told_at.is_(None))
        .order_by(PrintChangeRow.id)
        .limit(limit)
    )
    async with db.read() as session:
        rows = await session.execute(query)
        return [(to_order(order), _change(change)) for order, change in rows]


async def mark_told(db: Database, number: int, state: PrintState, *, now: datetime) -> None:
    async with db.write() as session:
        await session.execute(
            update(PrintChangeRow)
            .where(PrintChangeRow.number == number, PrintChangeRow.state == state.value)
            .values(told_at=now)
        )


async def files_needed(db: Database) -> set[str]:
    """Ids of jobs whose files open orders are made of: those of the prints, and until such a file
    is there that of the result.
    """
    async with db.read() as session:
        return await _jobs_needed(session, PrintOrderRow.state.in_(_OPEN))


async def _jobs_needed(session: AsyncSession, *conditions: ColumnElement[bool]) -> set[str]:
    query = (
        select(PrintOrderRow.job_id, PrintOrderRow.parent_job_id, JobRow.state)
        .outerjoin(JobRow, JobRow.id == PrintOrderRow.job_id)
        .where(*conditions)
    )
    rows = (await session.execute(query)).all()
    prints = {job_id for job_id, _, _ in rows if job_id is not None}
    return prints | {parent for _, parent, state in rows if parent and state != JobState.DONE.value}


async def forget_addresses(db: Database, *, before: datetime) -> None:
    """Of orders that ended before that time."""
    async with db.write() as session:
        await session.execute(
            update(PrintOrderRow)
            .where(PrintOrderRow.ended_at < before, PrintOrderRow.address.is_not(None))
            .values(address=None)
        )


async def forget_within(session: AsyncSession, user_id: int) -> set[str]:
    """A person has everything deleted: of their orders stays what was paid, and of those that go
    on what they need until they end.

    Returns: ids of the jobs that those need.
    """
    of_person = PrintOrderRow.user_id == user_id
    goes_on = PrintOrderRow.state.in_(_OPEN) & PrintOrderRow.problem.is_(None)
    await session.execute(
        update(PrintChangeRow)
        .where(PrintChangeRow.number.in_(select(PrintOrderRow.number).where(of_person)))
        .values(note="")
    )
    await session.execute(update(PrintOrderRow).where(of_person, ~goes_on).values(address=None))
    await session.execute(update(PrintOrderRow).where(of_person).values(is_forgotten=True))
    return await _jobs_needed(session, of_person, goes_on)


async def forget_ended_within(session: AsyncSession) -> list[str]:
    """What forgotten people's orders needed, once they have ended.

    Returns: ids of the jobs of their files, made anew or not, and of the results.
    """
    row = PrintOrderRow
    ended = await session.execute(
        update(row)
        .where(row.is_forgotten, row.ended_at.is_not(None), row.address.is_not(None))
        .values(address=None)
        .returning(row.charge_id, row.parent_job_id)
    )
    job_ids = []
    for charge_id, parent_id in ended.all():
        key = file_key(charge_id)
        is_of_it = (JobRow.request_key == key) | JobRow.request_key.startswith(
            f"{key}:", autoescape=True
        )
        job_ids += [*await session.scalars(select(JobRow.id).where(is_of_it))]
        job_ids += [parent_id] if parent_id is not None else []
    return job_ids


async def _is_paid(session: AsyncSession, offer_id: str) -> bool:
    paid = await session.scalar(
        select(func.count()).where(
            PrintOrderRow.offer_id == offer_id,
            PrintOrderRow.state != PrintState.REFUNDED.value,
            PrintOrderRow.problem.is_(None),
        )
    )
    return bool(paid)


async def _by_charge(session: AsyncSession, charge_id: str) -> PrintOrderRow:
    return (
        await session.scalars(select(PrintOrderRow).where(PrintOrderRow.charge_id == charge_id))
    ).one()


async def _note(session: AsyncSession, number: int, change: PrintChange) -> None:
    await insert_once(
        session,
        PrintChangeRow,
        number=number,
        state=change.state.value,
        at=change.at,
        operator=change.operator,
        note=change.note,
    )


def _change(row: PrintChangeRow) -> PrintChange:
    return PrintChange(state=PrintState(row.state), at=row.at, operator=row.operator, note=row.note)


def to_order(row: PrintOrderRow) -> PrintOrder:
    return PrintOrder(
        number=row.number,
        charge_id=row.charge_id,
        provider_charge_id=row.provider_charge_id,
        offer_id=row.offer_id,
        user_id=row.user_id,
        chat_id=row.chat_id,
        language=row.language,
        job_id=row.job_id,
        spec=PrintSpec.from_json(row.spec) if row.spec else None,
        country=row.country,
        currency=row.currency,
        amount=row.amount,
        shipping=row.shipping,
        address=row.address,
        state=PrintState(row.state),
        problem=Problem(row.problem) if row.problem else None,
        checksum=row.checksum,
        created_at=row.created_at,
    )
