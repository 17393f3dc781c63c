"""Pictures that come in: which part of a message is one, and whether we can work on it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import PurePath

from telegram import Message
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.errors import PictureGoneError
from bot.limiter import Pace
from engine.errors import PictureTooLargeError
from engine.pictures import MAX_BYTES, decode_picture

REMEMBERED_PICTURES = 2000
_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".avif"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A picture as Telegram offers it."""

    file_id: str
    message_id: int
    sender_id: int
    size_bytes: int | None = None
    media_group_id: str | None = None


def picture_of(message: Message) -> Incoming | None:
    """The picture that a message carries, as a photo or as a file."""
    if message.photo:
        file_id, size_bytes = message.photo[-1].file_id, message.photo[-1].file_size
    elif message.document and _is_picture_file(
        message.document.mime_type, message.document.file_name
    ):
        file_id, size_bytes = message.document.file_id, message.document.file_size
    else:
        return None
    return Incoming(
        file_id=file_id,
        message_id=message.message_id,
        sender_id=message.from_user.id if message.from_user else message.chat.id,
        size_bytes=size_bytes,
        media_group_id=message.media_group_id,
    )


def _is_picture_file(mime_type: str | None, file_name: str | None) -> bool:
    """By what it calls itself; what it is comes out when it is opened."""
    if mime_type and mime_type.startswith("image/"):
        return True
    return PurePath(file_name or "").suffix.lower() in _SUFFIXES


class PictureGate:
    """Opens each picture once, before it may be used for an order."""

    def __init__(self) -> None:
        self._passed: OrderedDict[str, bool] = OrderedDict()
        # A large picture takes much memory while it is open.
        self._one_at_a_time = asyncio.Semaphore(1)

    async def check(
        self, bot: ExtBot[Pace], file_id: str, *, name: str, size_bytes: int | None = None
    ) -> bool:
        """Whether the picture moves. ``name``: what to call it when it does not do.

        Raises: BadInputError: we cannot work on it; PictureGoneError: Telegram has lost it.
        """
        if file_id not in self._passed:
            data = await _download(bot, file_id, name=name, size_bytes=size_bytes)
            async with self._one_at_a_time:
                picture = await asyncio.to_thread(decode_picture, data, name=name)
            self._passed[file_id] = picture.is_animated
            while len(self._passed) > REMEMBERED_PICTURES:
                self._passed.popitem(last=False)
        return self._passed[file_id]


async def _download(
    bot: ExtBot[Pace], file_id: str, *, name: str, size_bytes: int | None
) -> bytes:
    if size_bytes is not None and size_bytes > MAX_BYTES:
        raise _too_large(name, f"{size_bytes / 1e6:.0f} MB")
    try:
        file = await bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())
    except BadRequest as exc:
        if "too big" in str(exc).lower():
            raise _too_large(name, "too many bytes") from exc
        raise PictureGoneError(str(exc)) from exc


def _too_large(name: str, what: str) -> PictureTooLargeError:
    return PictureTooLargeError(name=name, what=what, limit=f"{MAX_BYTES // 10**6} MB")
