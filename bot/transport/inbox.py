"""What Telegram sends: stored first, then worked off in each person's order, then done with.

The poller and the webhook hand all updates to :meth:`Inbox.accept`.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Update

from bot.errors import StorageError
from bot.storage import updates
from bot.storage.database import Database, new_id
from bot.storage.updates import Hold
from bot.transport.backoff import FIRST_PAUSE_S, rest
from bot.transport.client import Client
from bot.transport.flood_gate import FloodGate
from bot.transport.lanes import (
    MONEY_LANE,
    Lane,
    is_money,
    kind_of,
    lane_of,
    question_of,
    read_update,
    update_id_of,
)

logger = logging.getLogger(__name__)

# An update that was begun again this often, and ended the process each time, is set aside. Money
# never is.
MAX_REPLAYS = 3
# Of a crowd so many begin at once, and each holds its place for so long at most: 32 a second begin
# even when all hang, which is more than Telegram lets us answer.
PLACES = 16
HOLDS_PLACE_S = 0.5
# What a process has in hand another takes over when nothing was heard of it for so long: longer
# than a write waits for a busy moment, and short of the time in which a checkout is answered.
HOLD_S = 5.0
# So often within it the hold is renewed: a write that fails once loses nothing.
_HEARTBEATS = 4

Process = Callable[[Update], Awaitable[None]]


class Inbox:
    """Works updates off: one after another for a person in a chat, all others side by side.

    Args:
        process: deals with one update; may be called again with the same one after a crash, and
            is after a StorageError.
        on_unread_money: told of each payment that the library cannot read.
        gate: what does not pass it is neither read nor stored; None lets everything through.
        hold_s: after this long another process takes over what this one left.
    """

    def __init__(
        self,
        db: Database,
        process: Process,
        bot: Client,
        *,
        on_unread_money: Callable[[], None] = lambda: None,
        gate: FloodGate | None = None,
        hold_s: float = HOLD_S,
    ) -> None:
        self._db = db
        self._process = process
        self._bot = bot
        self._on_unread_money = on_unread_money
        self._gate = gate
        self._hold_s = hold_s
        self._holder = new_id()
        self._lanes: dict[Lane, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closing = asyncio.Event()
        self._places = asyncio.Semaphore(PLACES)
        # Dealt with, and not noted yet.
        self._finished: set[int] = set()
        self._finishing = asyncio.Lock()
        # Left by an earlier process; those of them that a polite stop cut short.
        self._left: set[int] = set()
        self._cut_short: set[int] = set()

    async def replay(self) -> int:
        """Take up what other processes left unfinished. Returns: how many updates."""
        rows = await updates.take_over(self._db, self._hold(), now=datetime.now(UTC))
        worn = [row for row in rows if row.replays >= MAX_REPLAYS and not is_money(row.payload)]
        left = {row.update_id: row.payload for row in rows if row not in worn}
        self._left |= left.keys()
        taken = await self._take(left)
        for row in worn:
            await self._set_aside(row.update_id, row.payload, why="it ended us again and again")
        if taken:
            logger.info("taking up unfinished updates", extra={"count": taken})
        return taken

    @asynccontextmanager
    async def holding(self) -> AsyncIterator[None]:
        """Several processes may be the bot for a while, as when a new one takes an old one's place.

        While the block runs they know what we have in hand, and we take up what they lost.
        """
        keeping = asyncio.create_task(self._keep_hold())
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.wait([keeping])

    async def _keep_hold(self) -> None:
        while True:
            await asyncio.sleep(self._hold_s / _HEARTBEATS)
            try:
                if self._tasks:
                    await updates.hold_on(self._db, self._hold())
                if not self._is_closing.is_set():
                    await self.replay()
            except StorageError as exc:
                logger.warning("cannot look after updates in hand", extra={"why": exc})

    def _hold(self) -> Hold:
        until = datetime.now(UTC) + timedelta(seconds=self._hold_s)
        return Hold(holder=self._holder, until=until)

    async def accept(self, payloads: Sequence[Any]) -> int:
        """Store updates and set about those that are new. Returns: how many.

        Raises: StorageError: they could not be stored; Telegram has to send them again.
        """
        numbered = {
            number: payload for payload in payloads if (number := update_id_of(payload)) is not None
        }
        if len(numbered) < len(payloads):
            without = [payload for payload in payloads if update_id_of(payload) is None]
            logger.error("updates without a number are passed over", extra={"raw": repr(without)})
        if not numbered:
            return 0
        passing = await self._sift(numbered)
        if not passing:
            return 0
        new = await self._save(passing)
        await self._take({update_id: passing[update_id] for update_id in sorted(new)})
        return len(new)

    async def _sift(self, payloads: dict[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
        if self._gate is None:
            return payloads
        passing, too_fast = await self._gate.sift(payloads)
        for dropped in too_fast:
            self._start(self._gate.tell(dropped))
        return passing

    async def _save(self, payloads: dict[int, dict[str, Any]]) -> set[int]:
        try:
            now = datetime.now(UTC)
            return await updates.save(self._db, payloads, now=now, hold=self._hold())
        except StorageError:
            if self._gate is not None:
                self._gate.give_back(payloads)
            raise

    async def _take(self, payloads: Mapping[int, dict[str, Any]]) -> int:
        """Set about stored updates; those that cannot be read are set aside. Returns: how many.

        Those last, for it may fail: nobody else's update, stored and ours, waits for it.
        """
        read = {
            update_id: read_update(payload, self._bot) for update_id, payload in payloads.items()
        }
        for update in read.values():
            if update is not None:
                self._set_about(update)
        unread = [update_id for update_id, update in read.items() if update is None]
        for update_id in unread:
            await self._set_aside(update_id, payloads[update_id], why="the library cannot read it")
        return len(read) - len(unread)

    def _set_about(self, update: Update) -> None:
        if update.pre_checkout_query is not None or update.shipping_query is not None:
            # Must be answered within 10 s, so it never stands behind anything.
            self._start(self._work_off(update))
        else:
            self._line_up(update)

    async def _set_aside(self, update_id: int, payload: dict[str, Any], *, why: str) -> None:
        """It stays stored as it came, for an operator to look at, and stops nobody."""
        facts = {"update_id": update_id, "kind": kind_of(payload), "why": why}
        logger.error("an update was set aside", extra=facts)
        if is_money(payload):
            self._on_unread_money()
        await updates.set_aside(self._db, update_id)

    def _line_up(self, update: Update) -> None:
        lane = lane_of(update)
        waiting = self._lanes.get(lane)
        if waiting is None:
            self._lanes[lane] = deque([update])
            self._start(self._run_lane(lane))
        elif _is_asked_already(update, waiting):
            logger.info("one answer for both", extra={"update_id": update.update_id})
            self._start(self._finish(update))
        else:
            waiting.append(update)

    async def _run_lane(self, lane: Lane) -> None:
        waiting = self._lanes[lane]
        try:
            while waiting:
                async with self._place(lane):
                    if waiting:  # else we stopped meanwhile
                        await self._work_off(waiting.popleft())
        finally:
            if waiting:
                # An update that broke takes none of those behind it along.
                self._start(self._run_lane(lane))
            else:
                del self._lanes[lane]

    @asynccontextmanager
    async def _place(self, lane: Lane) -> AsyncIterator[None]:
        """Of a crowd the first are answered first, instead of all of them at the end.

        Money waits for nobody; who takes long, as one that waits for Telegram, goes on without.
        """
        if lane[0] == MONEY_LANE:
            yield
            return
        await self._places.acquire()
        is_held = True

        def give_back() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._places.release()

        late = asyncio.get_running_loop().call_later(HOLDS_PLACE_S, give_back)
        try:
            yield
        finally:
            late.cancel()
            give_back()

    async def _work_off(self, update: Update) -> None:
        if not await self._begin(update):
            return
        try:
            is_done = await self._insist(update, lambda: self._process(update))
        except asyncio.CancelledError:
            self._cut_short.add(update.update_id)
            raise
        if is_done:
            await self._finish(update)
        else:
            self._cut_short.add(update.update_id)

    async def _begin(self, update: Update) -> bool:
        """Count what an earlier process left, now that it is its turn; False: we stop."""
        update_id = update.update_id
        if update_id not in self._left:
            return True
        return await self._insist(update, lambda: updates.begin_again(self._db, update_id))

    async def _finish(self, update: Update) -> None:
        update_id = update.update_id
        self._finished.add(update_id)
        await self._insist(update, lambda: self._note_finished(update_id))
        self._left.discard(update_id)

    async def _note_finished(self, update_id: int) -> None:
        """All that are finished by now in one transaction, for a crowd ends at one moment."""
        async with self._finishing:
            if update_id in self._finished:
                finished = frozenset(self._finished)
                await updates.finish(self._db, finished)
                self._finished -= finished

    async def _insist(self, update: Update, step: Callable[[], Awaitable[None]]) -> bool:
        """Do ``step``, again and again while the database is away.

        Returns: False when we stop before it could be done; the next start takes it up.
        """
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                await step()
                return True
            except StorageError as exc:
                logger.warning(
                    "an update has to wait", extra={"update_id": update.update_id, "why": exc}
                )
            # Only now: what was dealt with while we stop is to be noted too.
            if self._is_closing.is_set():
                return False
            pause_s = await rest(pause_s, self._is_closing)

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
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within_s)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)
        try:
            await self._let_go()
        except StorageError as exc:
            logger.warning("cannot let go of updates in hand", extra={"why": exc})

    async def _let_go(self) -> None:
        """What we cut short ourselves has ended nobody, and anybody may take it up."""
        counted = self._cut_short & self._left
        if counted:
            await updates.take_back(self._db, counted)
        await updates.let_go(self._db, self._holder)


def _is_asked_already(update: Update, waiting: deque[Update]) -> bool:
    """Whether the same mere question waits already: one answer does for both."""
    question = question_of(update)
    return question is not None and any(question_of(other) == question for other in waiting)
