"""What Telegram sends: stored first, then worked off in each chat's order, then done with.

Polling here, the webhook in bot.webhook; both hand every update to :meth:`Inbox.accept`.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.client import unknown_token
from bot.errors import StorageError
from bot.limiter import asked_to_wait_s
from bot.storage import updates
from bot.storage.database import Database

logger = logging.getLogger(__name__)

# All that our handlers understand; Telegram remembers the list, so it is always said.
ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.CALLBACK_QUERY,
    Update.PRE_CHECKOUT_QUERY,
    Update.MY_CHAT_MEMBER,
)
LONG_POLL_S = 30
_FIRST_PAUSE_S = 0.2
_LONGEST_PAUSE_S = 5.0
# An update that ended the process this often in a row is put aside.
MAX_REPLAYS = 3

Process = Callable[[Update], Awaitable[None]]


class Inbox:
    """Works updates off: one after another within a chat, chats side by side.

    Args:
        process: deals with one update; may be called again with the same one after a crash, and
            is after a StorageError.
    """

    def __init__(self, db: Database, process: Process, bot: Bot) -> None:
        self._db = db
        self._process = process
        self._bot = bot
        self._lanes: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closing = asyncio.Event()

    async def replay(self) -> int:
        """Take up what an earlier process left unfinished. Returns: how many updates."""
        payloads = await updates.take_unfinished(self._db, max_replays=MAX_REPLAYS)
        for payload in payloads:
            self._dispatch(payload)
        if payloads:
            logger.info("taking up unfinished updates", extra={"count": len(payloads)})
        return len(payloads)

    async def accept(self, payload: dict[str, Any]) -> bool:
        """Store an update and set about it; False when it was known already.

        Raises: StorageError: it could not be stored; Telegram has to send it again.
        """
        is_new = await updates.save(self._db, payload["update_id"], payload, now=datetime.now(UTC))
        if is_new:
            self._dispatch(payload)
        return is_new

    async def poll(self, stop: asyncio.Event) -> None:
        """Fetch updates until ``stop``; what was fetched is stored before the next request.

        Raises: SettingsError: Telegram does not know the token.
        """
        # None asks for all that was never confirmed; what we know of it is passed over.
        offset: int | None = None
        pause_s = _FIRST_PAUSE_S
        while not stop.is_set():
            try:
                batch = await self._fetch(offset, stop)
                for update in batch:
                    await self.accept(update.to_dict())
                # After a silent week Telegram numbers anew, perhaps below what we had.
                offset = batch[-1].update_id + 1 if batch else None
                pause_s = _FIRST_PAUSE_S
            except InvalidToken as exc:
                raise unknown_token() from exc
            except (TelegramError, StorageError) as exc:
                logger.warning("cannot fetch updates", extra={"why": exc})
                pause_s = await self._recover(exc, pause_s, stop)

    async def _fetch(self, offset: int | None, stop: asyncio.Event) -> tuple[Update, ...]:
        request = asyncio.ensure_future(
            self._bot.get_updates(
                offset=offset, timeout=LONG_POLL_S, allowed_updates=ALLOWED_UPDATES
            )
        )
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait((request, stopping), return_when=asyncio.FIRST_COMPLETED)
            return request.result() if request.done() else ()
        finally:
            request.cancel()
            stopping.cancel()
            await asyncio.wait((request, stopping))

    async def _recover(self, exc: Exception, pause_s: float, stop: asyncio.Event) -> float:
        """Wait as the trouble demands. Returns: how long to wait next time."""
        wait_s = pause_s
        if isinstance(exc, RetryAfter):
            wait_s = asked_to_wait_s(exc)
        if isinstance(exc, Conflict) and "webhook" in str(exc):
            await self._forget_webhook()
        await _wait(stop, wait_s)
        return min(pause_s * 2, _LONGEST_PAUSE_S)

    async def _forget_webhook(self) -> None:
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except NetworkError as exc:
            logger.warning("cannot remove the webhook", extra={"why": exc})

    def _dispatch(self, payload: dict[str, Any]) -> None:
        update = Update.de_json(payload, self._bot)
        if update.pre_checkout_query is not None:
            # Must be answered within 10 s, so it never stands behind anything.
            self._start(self._work_off(update))
            return
        lane = _lane(update)
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(update)
            return
        self._lanes[lane] = deque([update])
        self._start(self._run_lane(lane))

    async def _run_lane(self, lane: int) -> None:
        waiting = self._lanes[lane]
        try:
            while waiting:
                await self._work_off(waiting.popleft())
        finally:
            if waiting:
                # An update that broke takes none of those behind it along.
                self._start(self._run_lane(lane))
            else:
                del self._lanes[lane]

    async def _work_off(self, update: Update) -> None:
        if await self._insist(update, lambda: self._process(update)):
            await self._insist(update, lambda: updates.finish(self._db, update.update_id))

    async def _insist(self, update: Update, step: Callable[[], Awaitable[None]]) -> bool:
        """Do ``step``, again and again while the database is away.

        Returns: False when we stop before it could be done; the next start takes it up.
        """
        pause_s = _FIRST_PAUSE_S
        while not self._is_closing.is_set():
            try:
                await step()
                return True
            except StorageError as exc:
                logger.warning(
                    "an update has to wait", extra={"update_id": update.update_id, "why": exc}
                )
            await _wait(self._is_closing, pause_s)
            pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
        return False

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("an update failed unexpectedly", exc_info=task.exception())

    async def drain(self, *, within_s: float) -> None:
        """Let what has begun come to its end; what has not is taken up at the next start."""
        self._is_closing.set()
        for waiting in self._lanes.values():
            waiting.clear()
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=within_s)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)


def _lane(update: Update) -> int:
    """Updates of one lane keep their order."""
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else 0


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
