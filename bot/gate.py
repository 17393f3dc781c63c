"""The gate for pictures: each is opened once before it may be used for an order."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from telegram.ext import ExtBot

from bot.downloads import download_picture
from bot.limiter import Pace
from engine.pictures import decode_picture

REMEMBERED_PICTURES = 2000


class PictureGate:
    """Opens each picture once, so that what cannot be worked on never becomes a job."""

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
            async with self._one_at_a_time:
                data = await download_picture(bot, file_id, name=name, size_bytes=size_bytes)
                picture = await asyncio.to_thread(decode_picture, data, name=name)
            self._passed[file_id] = picture.is_animated
            while len(self._passed) > REMEMBERED_PICTURES:
                self._passed.popitem(last=False)
        return self._passed[file_id]
