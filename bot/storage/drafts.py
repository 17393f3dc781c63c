"""Orders being composed under a menu: the prompt, the More menu, the style menu."""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.orders import PictureRef
from bot.storage.database import Database, insert_once
from bot.storage.jobs.job_rows import UNREADABLE
from bot.storage.photos import NewPicture, named
from bot.storage.tables.conversation import DraftRow

logger = logging.getLogger(__name__)


class DraftKind(StrEnum):
    PROMPT = "prompt"
    DREAM = "dream"
    STYLE = "style"
    FILM = "film"
    STYLE_NAME = "style_name"  # no menu: the next words are a saved style's name
    COLOUR = "colour"  # whether a photo's colours may go; or no menu: its album's second is awaited
    FILM_ALBUM = "film_album"  # no menu: /video waits for the film of its album


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One menu and what was chosen there so far.

    Attributes:
        message_id: the menu's message, once it was sent.
        choices: small JSON of the menu's own.
    """

    id: int
    chat_id: int
    user_id: int
    kind: DraftKind
    photo: PictureRef | None = None
    message_id: int | None = None
    has_media: bool = False
    choices: dict[str, Any] = field(default_factory=dict)
    is_open: bool = True
    request_key: str = ""


async def create(
    db: Database,
    *,
    request_key: str,
    chat_id: int,
    user_id: int,
    kind: DraftKind,
    photo: PictureRef | None = None,
    choices: dict[str, Any] | None = None,
    now: datetime,
) -> tuple[Draft, bool]:
    """(draft, is_new): one per ``request_key``, so a handler that runs twice opens one menu."""
    new = Draft(
        id=0,
        request_key=request_key,
        chat_id=chat_id,
        user_id=user_id,
        kind=kind,
        photo=photo,
        choices=choices or {},
    )
    async with db.write() as session:
        return await _opened(session, new, now=now)


async def open_prompt(
    db: Database, picture: NewPicture, *, request_key: str, now: datetime
) -> Draft:
    """Name a picture and open the prompt that asks what to do with it, both or neither."""
    async with db.write() as session:
        new = Draft(
            id=0,
            request_key=request_key,
            chat_id=picture.chat_id,
            user_id=picture.user_id,
            kind=DraftKind.PROMPT,
            photo=await named(session, picture, now=now),
        )
        draft, _ = await _opened(session, new, now=now)
        return draft


async def _opened(session: AsyncSession, new: Draft, *, now: datetime) -> tuple[Draft, bool]:
    values = dataclasses.asdict(new) | {"kind": new.kind.value, "created_at": now}
    del values["id"]
    draft_id = await insert_once(session, DraftRow, **values)
    if draft_id is not None:
        return dataclasses.replace(new, id=draft_id), True
    of_request = select(DraftRow).where(DraftRow.request_key == new.request_key)
    return _draft((await session.scalars(of_request)).one()), False


async def get(db: Database, draft_id: int) -> Draft | None:
    async with db.read() as session:
        return _readable(await session.get(DraftRow, draft_id))


async def change(
    db: Database,
    draft_id: int,
    *,
    photo: PictureRef | None = None,
    choices: dict[str, Any] | None = None,
) -> Draft | None:
    """Replace what is given; None when there is no such draft or it is closed."""
    values: dict[str, Any] = {"is_open": True}
    if photo is not None:
        values["photo"] = dataclasses.asdict(photo)
    if choices is not None:
        values["choices"] = choices
    async with db.write() as session:
        row = await session.scalar(
            update(DraftRow)
            .where(DraftRow.id == draft_id, DraftRow.is_open)
            .values(values)
            .returning(DraftRow)
        )
        return _readable(row)


async def set_message(db: Database, draft_id: int, *, message_id: int, has_media: bool) -> None:
    """The menu stands in this message."""
    async with db.write() as session:
        await session.execute(
            update(DraftRow)
            .where(DraftRow.id == draft_id)
            .values(message_id=message_id, has_media=has_media)
        )


async def close(db: Database, draft_id: int) -> bool:
    """End a draft; False when it was closed already."""
    async with db.write() as session:
        key = await session.scalar(
            update(DraftRow)
            .where(DraftRow.id == draft_id, DraftRow.is_open)
            .values(is_open=False)
            .returning(DraftRow.id)
        )
        return key is not None


async def waiting(
    db: Database, *, chat_id: int, user_id: int, since: datetime
) -> dict[DraftKind, Draft]:
    """The menus that take this person's next picture: of each kind the latest, while open."""
    latest = (
        select(func.max(DraftRow.id))
        .where(
            DraftRow.chat_id == chat_id,
            DraftRow.user_id == user_id,
            DraftRow.created_at >= since,
        )
        .group_by(DraftRow.kind)
    )
    async with db.read() as session:
        rows = await session.scalars(select(DraftRow).where(DraftRow.id.in_(latest)))
        latest_drafts = [_readable(row) for row in rows if row.is_open]
    return {draft.kind: draft for draft in latest_drafts if draft is not None}


async def find_request(db: Database, request_key: str) -> Draft | None:
    """The menu that this message or album opened when it was handled before."""
    async with db.read() as session:
        row = await session.scalar(select(DraftRow).where(DraftRow.request_key == request_key))
        return _readable(row)


async def filmless(db: Database, *, since: datetime, before: datetime) -> list[Draft]:
    """The albums under which /video was said in that time, and whose film has not come."""
    async with db.read() as session:
        rows = await session.scalars(
            select(DraftRow)
            .where(
                DraftRow.kind == DraftKind.FILM_ALBUM.value,
                DraftRow.is_open,
                DraftRow.created_at >= since,
                DraftRow.created_at < before,
            )
            .order_by(DraftRow.id)
        )
        return [_draft(row) for row in rows]


def _readable(row: DraftRow | None) -> Draft | None:
    """None also for a menu of another version: nobody's press is lost on more than that."""
    try:
        return _draft(row) if row else None
    except UNREADABLE as exc:
        logger.warning("a menu cannot be read", extra={"why": repr(exc)})
        return None


def _draft(row: DraftRow) -> Draft:
    return Draft(
        id=row.id,
        chat_id=row.chat_id,
        user_id=row.user_id,
        kind=DraftKind(row.kind),
        photo=PictureRef(**row.photo) if row.photo else None,
        message_id=row.message_id,
        has_media=row.has_media,
        choices=row.choices,
        is_open=row.is_open,
        request_key=row.request_key,
    )
