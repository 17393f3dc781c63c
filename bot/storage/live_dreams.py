"""Live dreams and their wishes. A piece of the film is a job like any other."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.allowance import Allowance
from bot.domain.jobs import Job, NewJob, StatusMessage
from bot.domain.live import Ending, LiveDream, Wish
from bot.domain.orders import PictureRef
from bot.storage.database import Database, insert_once, new_id
from bot.storage.jobs import jobs, new_jobs
from bot.storage.jobs.job_queries import Due, score_within
from bot.storage.jobs.job_rows import UNREADABLE
from bot.storage.jobs.limits import check_limits, one_at_a_time
from bot.storage.tables.live import LiveDreamRow, LiveWishRow
from engine.errors import ArtError, BadInputError

logger = logging.getLogger(__name__)
MakePiece = Callable[[LiveDream, Sequence[Wish]], NewJob]


async def begin(
    db: Database,
    *,
    request_key: str,
    chat_id: int,
    user_id: int,
    name: str,
    language: str,
    seed: int,
    photo: PictureRef | None,
    now: datetime,
    thread_id: int | None = None,
) -> LiveDream:
    """The chat's live dream: a new one, or with another ``request_key`` the one that runs."""
    twin = (LiveDreamRow.request_key == request_key) | (LiveDreamRow.open_chat_id == chat_id)
    replay_first = (LiveDreamRow.request_key == request_key).desc()
    async with db.write() as session:
        while True:
            await insert_once(
                session,
                LiveDreamRow,
                id=new_id(),
                request_key=request_key,
                chat_id=chat_id,
                open_chat_id=chat_id,
                user_id=user_id,
                name=name,
                language=language,
                seed=seed,
                photo=dataclasses.asdict(photo) if photo else None,
                thread_id=thread_id,
                has_media=False,
                pieces=0,
                film_s=0.0,
                created_at=now,
                last_wish_at=now,
                is_told=True,
            )
            row = await session.scalar(
                select(LiveDreamRow).where(twin).order_by(replay_first).limit(1)
            )
            # None: that id was taken; draw once more.
            if row is not None:
                return _live(row)


async def get(db: Database, live_id: str) -> LiveDream | None:
    return next(iter(await _lives(db, LiveDreamRow.id == live_id)), None)


async def open_in(db: Database, chat_id: int) -> LiveDream | None:
    """The live dream that runs in this chat."""
    return next(iter(await _lives(db, LiveDreamRow.open_chat_id == chat_id)), None)


async def running(db: Database) -> list[LiveDream]:
    """All that have not ended."""
    return await _lives(db, LiveDreamRow.open_chat_id.is_not(None))


async def untold(db: Database) -> list[LiveDream]:
    """Those that have ended, and whose message does not say so yet."""
    return await _lives(db, LiveDreamRow.is_told.is_(False))


async def set_message(
    db: Database, live_id: str, status: StatusMessage, *, photo: PictureRef | None = None
) -> None:
    """The film stands in this message; ``photo``: the one that came with it."""
    values: dict[str, object] = {
        "message_id": status.message_id,
        "has_media": status.has_media,
    }
    if photo is not None:
        values["photo"] = dataclasses.asdict(photo)
    await _set(db, live_id, **values)


async def note_shown(db: Database, live_id: str, words: str) -> None:
    """What stands under the film now."""
    await _set(db, live_id, shown=words)


async def mark_told(db: Database, live_id: str) -> None:
    await _set(db, live_id, is_told=True)


async def add_wish(
    db: Database,
    live_id: str,
    *,
    request_key: str,
    user_id: int,
    name: str,
    language: str,
    subjects: Sequence[str],
    message_id: int | None,
    now: datetime,
) -> bool:
    """Note a wish, once; it keeps the dream going. False: the dream has ended."""
    async with db.write() as session:
        still = await session.scalar(
            update(LiveDreamRow)
            .where(LiveDreamRow.id == live_id, LiveDreamRow.open_chat_id.is_not(None))
            .values(last_wish_at=now)
            .returning(LiveDreamRow.id)
        )
        if still is None:
            return False
        await insert_once(
            session,
            LiveWishRow,
            request_key=request_key,
            live_id=live_id,
            user_id=user_id,
            name=name,
            language=language,
            subjects=list(subjects),
            message_id=message_id,
            is_dropped=False,
            created_at=now,
        )
        return True


async def is_wish(db: Database, request_key: str) -> bool:
    """Whether this message was taken as a wish when it was handled before."""
    async with db.read() as session:
        query = select(LiveWishRow.id).where(LiveWishRow.request_key == request_key)
        return await session.scalar(query) is not None


async def wishes(db: Database, live_id: str) -> tuple[Wish, ...]:
    """All wishes, the oldest first."""
    async with db.read() as session:
        return await _wishes(session, live_id)


async def order_piece(
    db: Database,
    seen: LiveDream,
    make: MakePiece,
    *,
    now: datetime,
    due: Due,
    allowance: Allowance | None = None,
) -> Job | None:
    """Make one piece of all wishes that wait, in one transaction.

    Args:
        seen: the dream as it was looked at; None comes back when it has gone on since.
        make: given the dream and all its wishes.
        allowance: of this person in this tier. Where it is used up the piece comes back as a job
            that failed; it takes this person's wishes along, and the others' still wait.
    """
    async with db.write() as session:
        row = await session.get(LiveDreamRow, seen.id, with_for_update=True)
        if row is None or row.open_chat_id is None or row.piece_id != seen.piece_id:
            return None
        new = make(_live(row), await _wishes(session, seen.id))
        if allowance is not None:
            await one_at_a_time(session, new.user_id)
        score = await score_within(session, new, due, now=now)
        job, is_new = await new_jobs.insert(session, new, now=now, score=score)
        if not is_new:
            return None
        row.pieces += 1
        row.piece_id = job.id
        if allowance is not None:
            try:
                await check_limits(session, job, allowance, now=now)
            except BadInputError as exc:
                return await _refuse(session, row, job, fault=exc, now=now)
        await _take_wishes(session, row, job)
        return job


async def _refuse(
    session: AsyncSession, live: LiveDreamRow, job: Job, *, fault: ArtError, now: datetime
) -> Job | None:
    """The piece fails as it is made: its person is told as of every job that failed, once."""
    await _take_wishes(session, live, job, LiveWishRow.user_id == job.user_id, is_dropped=True)
    return await jobs.fail_within(
        session, job.id, attempt=None, error_code=fault.code, facts=fault.facts, now=now
    )


async def _take_wishes(
    session: AsyncSession,
    live: LiveDreamRow,
    job: Job,
    *whose: ColumnElement[bool],
    is_dropped: bool = False,
) -> None:
    """The wishes that wait, or some of them, went into this job."""
    await session.execute(
        update(LiveWishRow)
        .where(LiveWishRow.live_id == live.id, LiveWishRow.job_id.is_(None), *whose)
        .values(job_id=job.id, is_dropped=is_dropped)
    )


async def note_film(db: Database, live_id: str, *, job_id: str, film_s: float) -> None:
    """The film so far is this job's result."""
    await _set(db, live_id, film_id=job_id, film_s=film_s)


async def drop_wishes(db: Database, job_id: str) -> None:
    """The piece that these went into could not be made."""
    async with db.write() as session:
        await session.execute(
            update(LiveWishRow).where(LiveWishRow.job_id == job_id).values(is_dropped=True)
        )


async def end(db: Database, live_id: str, ending: Ending) -> bool:
    """False when it had ended already."""
    async with db.write() as session:
        key = await session.scalar(
            update(LiveDreamRow)
            .where(LiveDreamRow.id == live_id, LiveDreamRow.open_chat_id.is_not(None))
            .values(open_chat_id=None, ending=ending.value, is_told=False)
            .returning(LiveDreamRow.id)
        )
        return key is not None


async def _wishes(session: AsyncSession, live_id: str) -> tuple[Wish, ...]:
    rows = await session.scalars(
        select(LiveWishRow).where(LiveWishRow.live_id == live_id).order_by(LiveWishRow.id)
    )
    return tuple(_wish(row) for row in rows)


async def _lives(db: Database, condition: ColumnElement[bool]) -> list[LiveDream]:
    async with db.read() as session:
        rows = await session.scalars(
            select(LiveDreamRow)
            .where(condition, LiveDreamRow.is_set_aside.is_(False))
            .order_by(LiveDreamRow.created_at)
        )
        fetched = rows.all()
    return await _readable(db, fetched)


async def look_anew(db: Database) -> None:
    """At a start: this version may be able to read those that another could not."""
    async with db.write() as session:
        await session.execute(
            update(LiveDreamRow).where(LiveDreamRow.is_set_aside).values(is_set_aside=False)
        )


async def _readable(db: Database, rows: Iterable[LiveDreamRow]) -> list[LiveDream]:
    """Each row by itself; those that this version cannot read are set aside."""
    lives: list[LiveDream] = []
    for row in rows:
        try:
            lives.append(_live(row))
        except UNREADABLE as exc:
            logger.error(
                "a live dream cannot be read and is set aside",
                extra={"live_id": row.id, "why": repr(exc)},
            )
            await _set(db, row.id, is_set_aside=True)
    return lives


async def _set(db: Database, live_id: str, **values: object) -> None:
    async with db.write() as session:
        await session.execute(update(LiveDreamRow).where(LiveDreamRow.id == live_id).values(values))


def _live(row: LiveDreamRow) -> LiveDream:
    message = None
    if row.message_id is not None:
        message = StatusMessage(message_id=row.message_id, has_media=row.has_media)
    return LiveDream(
        id=row.id,
        request_key=row.request_key,
        chat_id=row.chat_id,
        user_id=row.user_id,
        name=row.name,
        language=row.language,
        seed=row.seed,
        photo=PictureRef(**row.photo) if row.photo else None,
        message=message,
        shown=row.shown,
        pieces=row.pieces,
        piece_id=row.piece_id,
        film_id=row.film_id,
        film_s=row.film_s,
        last_wish_at=row.last_wish_at,
        ending=Ending(row.ending) if row.ending else None,
        is_told=row.is_told,
        thread_id=row.thread_id,
    )


def _wish(row: LiveWishRow) -> Wish:
    return Wish(
        id=row.id,
        live_id=row.live_id,
        user_id=row.user_id,
        name=row.name,
        language=row.language,
        subjects=tuple(row.subjects),
        message_id=row.message_id,
        job_id=row.job_id,
        is_dropped=row.is_dropped,
    )
