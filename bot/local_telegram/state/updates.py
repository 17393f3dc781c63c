"""The bot's updates: kept until it confirms them, handed out by long polling."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from bot.local_telegram.errors import BotApiError
from bot.local_telegram.state.store import Json, Store

# Telegram sends these only to bots that ask for them by name.
UNASKED_KINDS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LONGEST_POLL_S = 50


class UpdateQueue:
    """Unconfirmed updates; ``changed`` is set, and replaced, whenever there may be news."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = 0
        self.is_closed = False
        self.changed = asyncio.Event()
        self.bot_listens = asyncio.Event()
        self.release()

    @property
    def webhook(self) -> Json | None:
        return self._store.get("setting", "webhook")

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds of updates the bot wants; None leaves the last wish."""
        if kinds is not None:
            self._store.put("setting", "allowed_updates", {"kinds": kinds})

    @property
    def allowed(self) -> list[str]:
        wish = self._store.get("setting", "allowed_updates")
        return [] if wish is None else list(wish["kinds"])

    def add(self, kind: str, body: dict[str, Any]) -> None:
        wanted = self.allowed
        if kind in wanted or (not wanted and kind not in UNASKED_KINDS):
            self._store.add_update({kind: body})
            self.wake()

    def hold(self, kind: str, body: dict[str, Any]) -> None:
        """Keep an update back until ``release``, or until a restart."""
        self._store.put("held", self._store.count("held"), {"kind": kind, "body": body})

    def release(self) -> None:
        """Hand out what was kept back, oldest first."""
        for number in sorted(self._store.keys("held"), key=int):
            held = self._store.get("held", number) or {}
            self.add(held["kind"], held["body"])
            self._store.remove("held", number)

    def wake(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()

    def close(self) -> None:
        self.is_closed = True
        self.wake()

    async def poll(self, *, offset: int, limit: int, timeout_s: float) -> list[Json]:
        """Confirm everything before ``offset``; then wait until there is an update to hand out.

        A newer poll ends an older one, as only one process may be the bot.
        """
        if self.webhook is not None:
            raise BotApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self.bot_listens.set()
        self._turn += 1
        turn = self._turn
        self.wake()
        self._confirm(offset)
        deadline = asyncio.get_running_loop().time() + min(timeout_s, LONGEST_POLL_S)
        while not (updates := self._store.updates(limit)) and not self.is_closed:
            changed = self.changed
            with suppress(TimeoutError):
                async with asyncio.timeout_at(deadline):
                    await changed.wait()
            if not changed.is_set():
                return []
            if turn != self._turn:
                raise BotApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
        return updates

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._store.keep_last_updates(-offset)
        else:
            self._store.confirm_updates(below=offset)
