"""The gate for pictures and films: each is opened once before it may be used for an order."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TypeVar

from telegram.ext import ExtBot

from bot.downloads import download_picture
from bot.limiter import Pace
from engine.pictures import decode_picture

REMEMBERED_PICTURES = 2000
_Fact = TypeVar("_Fact")


class PictureGate:
    """Opens each picture once, so that what cannot be worked on never becomes a job."""

    def __init__(self) -> None:
        self._passed: OrderedDict[str, bool] = OrderedDict()
        self._films: OrderedDict[str, float] = OrderedDict()
        # A large picture takes much memory while it is open.
        self._one_at_a_time = asyncio.Semaphore(1)

    async def check(
        self, bot: ExtBot[Pace], file_id: str, *, name: str, size_bytes: int | None = None
    ) -> bool:
        """Whether the picture moves. ``name``: what to call it when it does not do.

        Raises: BadInputError: we cannot work on it; PictureGoneError: Telegram has lost it.
        """
        if file_id not in self._passed:
            async with self._one_at_a_time:
                data = await download_picture(bot, file_id, name=name, size_bytes=size_bytes)
                picture = await asyncio.to_thread(decode_picture, data, name=name)
            _remember(self._passed, file_id, picture.is_animated)
        return self._passed[file_id]

    async def check_film(
        self, bot: ExtBot[Pace], file_id: str, *, name: str, size_bytes: int | None = None
    ) -> float:
        """How long the film is, in s. ``name``, raises: as :meth:`check`."""
        if file_id not in self._films:
            async with self._one_at_a_time:
                data = await download_picture(bot, file_id, name=name, size_bytes=size_bytes)
                seconds = await asyncio.to_thread(_film_seconds, data, name=name)
            _remember(self._films, file_id, seconds)
        return self._films[file_id]


def _film_seconds(data: bytes, *, name: str) -> float:
    from engine.clips import read_clip  # a tenth of a second that most days never need

    return read_clip(data, name=name).seconds


def _remember(passed: OrderedDict[str, _Fact], file_id: str, fact: _Fact) -> None:
    passed[file_id] = fact
    while len(passed) > REMEMBERED_PICTURES:
        passed.popitem(last=False)
