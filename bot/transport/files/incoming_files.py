"""People's files from Telegram into a folder of ours, for as long as they are looked at."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.ext import ExtBot

from bot.errors import PictureGoneError, StorageError
from bot.transport.files.downloads import patiently, too_large
from bot.transport.rate_limiter import Pace
from bot.transport.request import certificates
from engine.media.pictures import MAX_BYTES
from engine.texts.phrase import Phrase, megabytes

# Each costs a connection and a file, and never its bytes in memory.
AT_ONCE = 16
_TRIES = 5
_TIMEOUT = httpx.Timeout(20.0, connect=5.0, pool=60.0)
# A file that drips in holds its place no longer.
_LONGEST_S = 60.0


class Fetcher:
    """Downloads side by side, each into a file and never into memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places = asyncio.Semaphore(AT_ONCE)
        self._client: httpx.AsyncClient | None = None

    @contextlib.asynccontextmanager
    async def fetched(
        self, bot: ExtBot[Pace], file_id: str, *, name: str, size_bytes: int | None = None
    ) -> AsyncIterator[Path]:
        """The file, until the block ends; arguments and errors as downloads.download_picture.

        Raises: StorageError: there is no room for it.
        """
        if size_bytes is not None and size_bytes > MAX_BYTES:
            raise too_large(name, megabytes(size_bytes))
        file = await asyncio.to_thread(self._new_file)
        try:
            # Given back before the file is used: that may have to wait for long.
            async with self._places:
                await patiently(
                    lambda: self._fetch_once(bot, file_id, file, name=name), name=name, tries=_TRIES
                )
            yield file
        finally:
            file.unlink(missing_ok=True)

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    def _new_file(self) -> Path:
        with _telling():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, path = tempfile.mkstemp(dir=self._folder)
            os.close(handle)
        return Path(path)

    async def _fetch_once(self, bot: ExtBot[Pace], file_id: str, file: Path, *, name: str) -> None:
        telegram_file = await bot.get_file(file_id)
        if telegram_file.file_path is None:
            raise PictureGoneError("no path", name=name)
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=_TIMEOUT, verify=certificates())
        try:
            async with (
                asyncio.timeout(_LONGEST_S),
                self._client.stream("GET", telegram_file.file_path) as response,
            ):
                _check(response.status_code, name)
                await _write(response, file, name=name)
        except TimeoutError:
            raise TimedOut(f"a download took more than {_LONGEST_S:.0f} s") from None
        except httpx.HTTPError as exc:
            # Not chained: its words may hold the address, and that the token.
            raise NetworkError(f"download: {type(exc).__name__}") from None


def _check(status: int, name: str) -> None:
    """Raises: PictureGoneError: asking again is of no use; NetworkError: it may be."""
    if status == httpx.codes.OK:
        return
    if status < 500 and status != httpx.codes.TOO_MANY_REQUESTS:
        raise PictureGoneError(f"the file server answered {status}", name=name)
    raise NetworkError(f"the file server answered {status}")


async def _write(response: httpx.Response, file: Path, *, name: str) -> None:
    # Small pieces into the page cache: that blocks for less than handing them to a thread.
    with _telling(), file.open("wb") as sink:
        async for piece in response.aiter_bytes():
            if sink.tell() + len(piece) > MAX_BYTES:
                raise too_large(name, Phrase("amounts.too_many_bytes"))
            sink.write(piece)


@contextlib.contextmanager
def _telling() -> Iterator[None]:
    """Raises: StorageError: the disk is full, or gone; what needs it is taken up again later."""
    try:
        yield
    except OSError as exc:
        raise StorageError(f"incoming files: {exc}") from exc
