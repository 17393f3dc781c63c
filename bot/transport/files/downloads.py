"""Fetch a person's picture or film from Telegram, which keeps it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import ExtBot

from bot.errors import PictureGoneError
from bot.transport.rate_limiter import Pace, asked_to_wait_s
from engine.errors import PictureTooLargeError
from engine.media.pictures import MAX_BYTES
from engine.texts.phrase import Phrase, megabytes

T = TypeVar("T")
# More than that is the job's to put off, behind others (bot.delivery.telegram_errors).
_TRIES = 3
_FIRST_PAUSE_S = 0.3
_LONGEST_PAUSE_S = 5.0
# To ask where it lies and to fetch it. As long as the chat process had for the same file.
_ATTEMPT_S = 60.0
_PACE = Pace(patience_s=5.0)


async def download_picture(
    bot: ExtBot[Pace], file_id: str, *, name: str, size_bytes: int | None = None
) -> bytes:
    """The picture's bytes.

    Args:
        name: what to call it when it does not do.
        size_bytes: what Telegram said of it, if it did.
    Raises:
        PictureTooLargeError: more than Telegram lets a bot fetch.
        PictureGoneError: Telegram has it no more.
        NetworkError, RetryAfter: Telegram is away, also after several tries; TimedOut: an attempt
            took too long, which is not tried again here.
    """
    if size_bytes is not None and size_bytes > MAX_BYTES:
        raise too_large(name, megabytes(size_bytes))
    return await patiently(lambda: _attempt(bot, file_id), name=name, tries=_TRIES)


async def patiently(attempt: Callable[[], Awaitable[T]], *, name: str, tries: int) -> T:
    """What an attempt to fetch a file comes to; Telegram's hiccups are waited out.

    Raises:
        PictureTooLargeError, PictureGoneError: trying again is of no use.
        NetworkError, RetryAfter: also the last attempt failed; TimedOut: it took too long, which
            is not tried again here.
    """
    for number in range(tries):
        try:
            return await attempt()
        except TimedOut:
            raise
        except BadRequest as exc:
            if "too big" in str(exc).lower():
                raise too_large(name, Phrase("amounts.too_many_bytes")) from exc
            raise PictureGoneError(str(exc), name=name) from exc
        except (InvalidToken, Forbidden) as exc:
            # So PTB calls every 404, 401 and 403, and the token was good enough for getMe.
            raise PictureGoneError(str(exc), name=name) from exc
        except (NetworkError, RetryAfter) as exc:
            # The limiter repeats getFile, but not the download itself.
            pause_s = _FIRST_PAUSE_S * 2**number * random.uniform(0.5, 1)
            if isinstance(exc, RetryAfter):
                pause_s += asked_to_wait_s(exc)
            if number == tries - 1 or pause_s > _LONGEST_PAUSE_S:
                raise
        await asyncio.sleep(pause_s)
    raise AssertionError("unreachable")


def too_large(name: str, what: Phrase) -> PictureTooLargeError:
    """More than Telegram lets a bot fetch."""
    return PictureTooLargeError(name=name, what=what, limit=megabytes(MAX_BYTES))


async def _attempt(bot: ExtBot[Pace], file_id: str) -> bytes:
    """Raises: TimedOut: it hangs, or drips in."""
    try:
        async with asyncio.timeout(_ATTEMPT_S):
            file = await bot.get_file(file_id, rate_limit_args=_PACE)
            return bytes(await file.download_as_bytearray())
    except TimeoutError as exc:
        raise TimedOut(f"a download took more than {_ATTEMPT_S:.0f} s") from exc
