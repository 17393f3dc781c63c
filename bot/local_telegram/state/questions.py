"""Questions that a person's client asks the bot and then waits for: presses and checkouts."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from bot.local_telegram.errors import bad_request

Answer = dict[str, Any]

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Questions:
    """Open queries by id. One that outlives ``lifetime_s`` can no longer be answered."""

    def __init__(self, *, lifetime_s: float) -> None:
        self._lifetime_s = lifetime_s
        self._open: dict[str, asyncio.Future[Answer]] = {}
        self._asked: dict[str, Answer] = {}

    def ask(self, asked: Answer | None = None) -> tuple[str, asyncio.Future[Answer]]:
        """``asked``: what is to be known of it when it is answered."""
        loop = asyncio.get_running_loop()
        query_id = str(secrets.randbits(60))
        future: asyncio.Future[Answer] = loop.create_future()
        self._open[query_id] = future
        self._asked[query_id] = asked or {}
        loop.call_later(self._lifetime_s, self._forget, query_id)
        return query_id, future

    def answer(self, query_id: str, answer: Answer) -> None:
        future = self._open.get(query_id)
        if future is None:
            raise bad_request(TOO_OLD)
        if not future.done():  # an answer given twice counts once
            future.set_result(answer)

    def waiting(self, query_id: str) -> Answer | None:
        """What was asked; None: nobody waits for an answer, or it is given."""
        future = self._open.get(query_id)
        return self._asked[query_id] if future is not None and not future.done() else None

    def _forget(self, query_id: str) -> None:
        self._open.pop(query_id).cancel()
        del self._asked[query_id]


async def wait_for_answer(future: asyncio.Future[Answer], *, within_s: float) -> Answer | None:
    """The bot's answer, or None when it did not come in time (it may still be given later)."""
    done, _ = await asyncio.wait([future], timeout=within_s)
    return future.result() if done and not future.cancelled() else None
