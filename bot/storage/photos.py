"""Pictures and films that people sent: where they lie at Telegram, by our own short names."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.orders import PictureRef
from bot.storage.database import Database, insert_once, new_id
from bot.storage.tables.conversation import PhotoRow

# Short, for it stands in commands that people copy; a name that is taken is drawn anew.
ID_LENGTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPicture:
    """A picture or film as it came.

    Attributes:
        user_id: who sent it.
        is_style: it was sent to be painted like, so it is nobody's last photo.
        is_film: a GIF may be found to be one later on.
        file_unique_id: the same for the same file, whoever sends it; a file_id is not.
    """

    chat_id: int
    user_id: int
    message_id: int
    file_id: str
    media_group_id: str | None = None
    is_style: bool = False
    is_film: bool = False
    file_unique_id: str | None = None


async def remember(db: Database, picture: NewPicture, *, now: datetime) -> PictureRef:
    """Name a picture; one message's picture keeps its name however often this is called."""
    async with db.write() as session:
        return await named(session, picture, now=now)


async def named(session: AsyncSession, picture: NewPicture, *, now: datetime) -> PictureRef:
    """As :func:`remember`, within a transaction."""
    here = (PhotoRow.chat_id == picture.chat_id) & (PhotoRow.message_id == picture.message_id)
    row = None
    while row is None:
        # A new name that is taken, or a message that came before.
        values = dataclasses.asdict(picture)
        photo_id = new_id(ID_LENGTH)
        if await insert_once(session, PhotoRow, id=photo_id, created_at=now, **values):
            return PictureRef(
                id=photo_id,
                file_id=picture.file_id,
                message_id=picture.message_id,
                is_film=picture.is_film,
            )
        row = await session.scalar(select(PhotoRow).where(here))
    # What is worked on as such is one, whatever it was taken for when it came.
    is_style, is_film = picture.is_style or row.is_style, picture.is_film or row.is_film
    if (is_style, is_film) != (row.is_style, row.is_film):
        await session.execute(
            update(PhotoRow).where(here).values(is_style=is_style, is_film=is_film)
        )
    return dataclasses.replace(_ref(row), is_film=is_film)


async def find(db: Database, photo_id: str, *, user_id: int, chat_id: int) -> PictureRef | None:
    """The picture called ``photo_id``, if this person sent it or it was sent to this chat."""
    return await _first(
        db,
        PhotoRow.id == photo_id,
        or_(PhotoRow.user_id == user_id, PhotoRow.chat_id == chat_id),
    )


async def last(
    db: Database, *, chat_id: int, user_id: int, is_film: bool | None = False
) -> PictureRef | None:
    """The last photo of this person in this chat; pictures sent as a style do not count.

    ``is_film``: the last film instead; None: whichever came last.
    """
    of_kind = [] if is_film is None else [PhotoRow.is_film.is_(is_film)]
    return await _first(
        db,
        PhotoRow.chat_id == chat_id,
        PhotoRow.user_id == user_id,
        PhotoRow.is_style.is_(False),
        *of_kind,
    )


async def at(db: Database, *, chat_id: int, message_id: int) -> PictureRef | None:
    """The picture of one message."""
    return await _first(db, PhotoRow.chat_id == chat_id, PhotoRow.message_id == message_id)


async def album(db: Database, *, chat_id: int, media_group_id: str) -> list[PictureRef]:
    """The pictures of an album that have come so far, in the sender's order."""
    async with db.read() as session:
        rows = await session.scalars(
            select(PhotoRow)
            .where(PhotoRow.chat_id == chat_id, PhotoRow.media_group_id == media_group_id)
            .order_by(PhotoRow.message_id)
        )
        return [_ref(row) for row in rows]


async def album_aside(db: Database, *, chat_id: int, media_group_id: str) -> list[PictureRef]:
    """Those of an album that nothing was made of, or that served as a style, guide or mask."""
    async with db.read() as session:
        rows = await session.scalars(
            select(PhotoRow)
            .where(
                PhotoRow.chat_id == chat_id,
                PhotoRow.media_group_id == media_group_id,
                PhotoRow.is_style,
            )
            .order_by(PhotoRow.message_id)
        )
        return [_ref(row) for row in rows]


async def unique_ids(db: Database, photo_ids: Collection[str]) -> dict[str, str]:
    """Telegram's file_unique_id of these pictures, of those where it is known."""
    async with db.read() as session:
        rows = await session.execute(
            select(PhotoRow.id, PhotoRow.file_unique_id).where(PhotoRow.id.in_(photo_ids))
        )
        return {photo_id: unique_id for photo_id, unique_id in rows if unique_id is not None}


async def _first(db: Database, *conditions: ColumnElement[bool]) -> PictureRef | None:
    async with db.read() as session:
        row = await session.scalar(
            select(PhotoRow).where(*conditions).order_by(PhotoRow.message_id.desc()).limit(1)
        )
        return _ref(row) if row else None


def _ref(row: PhotoRow) -> PictureRef:
    return PictureRef(
        id=row.id, file_id=row.file_id, message_id=row.message_id, is_film=row.is_film
    )
