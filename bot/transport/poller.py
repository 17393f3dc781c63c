"""Long polling: updates are fetched, and the next ones only when these are stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.error import (
    BadRequest,
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.errors import QueueError, StorageError
from bot.transport.backoff import FIRST_PAUSE_S, LONGEST_PAUSE_S, rest, wait
from bot.transport.client import Client, unknown_token
from bot.transport.inbox import Inbox
from bot.transport.lanes import update_id_of
from bot.transport.rate_limiter import asked_to_wait_s

logger = logging.getLogger(__name__)

# All that our handlers understand; Telegram remembers the list, so it is always said.
ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.CALLBACK_QUERY,
    Update.PRE_CHECKOUT_QUERY,
    Update.SHIPPING_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.GUEST_MESSAGE,
    Update.INLINE_QUERY,
)
# Newer (Bot API 10.2) than the servers and the library that we know well: asked for until a server
# refuses it, and then never again in this process.
NEWER_UPDATES = ("subscription",)
LONG_POLL_S = 30


class Poller:
    """Asks Telegram for updates.

    ``is_webhook_served``: whether another process has Telegram call it; may raise QueueError.
    """

    def __init__(
        self,
        inbox: Inbox,
        bot: Client,
        *,
        is_webhook_served: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        self._inbox = inbox
        self._bot = bot
        self._is_webhook_served = is_webhook_served
        self._has_polled = False
        self._newer: tuple[str, ...] = NEWER_UPDATES

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch updates until ``stop``; what was fetched is stored before the next request.

        Raises: SettingsError: Telegram does not know the token.
        """
        # None asks for all that was never confirmed; what we know of it is passed over.
        offset: int | None = None
        pause_s = FIRST_PAUSE_S
        while not stop.is_set():
            try:
                batch = await self._fetch(offset, stop)
                self._has_polled = True
                await self._inbox.accept(batch)
                numbers = [number for number in map(update_id_of, batch) if number is not None]
                # After a silent week Telegram numbers anew, perhaps below what we had.
                offset = numbers[-1] + 1 if numbers else None
                if batch and not numbers:
                    # They come again at once, for nothing confirms them.
                    pause_s = await rest(pause_s, stop)
                    continue
                pause_s = FIRST_PAUSE_S
            except InvalidToken as exc:
                raise unknown_token() from exc
            except BadRequest as exc:
                if self._newer:
                    logger.info("newer kinds of updates are refused", extra={"why": exc})
                    self._newer = ()
                else:
                    logger.warning("cannot fetch updates", extra={"why": exc})
                    pause_s = await self._recover(exc, pause_s, stop)
            except (TelegramError, StorageError) as exc:
                logger.warning("cannot fetch updates", extra={"why": exc})
                pause_s = await self._recover(exc, pause_s, stop)

    async def _fetch(self, offset: int | None, stop: asyncio.Event) -> list[Any]:
        request = asyncio.ensure_future(
            self._bot.raw_updates(
                offset=offset, timeout_s=LONG_POLL_S, allowed=(*ALLOWED_UPDATES, *self._newer)
            )
        )
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait((request, stopping), return_when=asyncio.FIRST_COMPLETED)
            return request.result() if request.done() else []
        finally:
            request.cancel()
            stopping.cancel()
            await asyncio.wait((request, stopping))

    async def _recover(self, exc: Exception, pause_s: float, stop: asyncio.Event) -> float:
        """Wait as the trouble demands. Returns: how long to wait next time."""
        if isinstance(exc, Conflict):
            await self._resolve(exc)
        if isinstance(exc, RetryAfter):
            await wait(stop, asked_to_wait_s(exc))
            return min(pause_s * 2, LONGEST_PAUSE_S)
        return await rest(pause_s, stop)

    async def _resolve(self, exc: Conflict) -> None:
        """A webhook set since we began to poll stays: whoever replaces us has set it."""
        if "webhook is active" not in str(exc):
            self._has_polled = True  # it was polled until now, so no webhook was there
        elif not self._has_polled:
            await self._forget_webhook()

    async def _forget_webhook(self) -> None:
        """Nobody would listen there any more; one that somebody serves is left to them."""
        try:
            if self._is_webhook_served is None or not await self._is_webhook_served():
                await self._bot.delete_webhook(drop_pending_updates=False)
        except (NetworkError, QueueError) as exc:
            logger.warning("cannot remove the webhook", extra={"why": exc})
