"""Before an update is stored or read: whether it comes from somebody shut out, or too fast.

What belongs to a payment always passes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram.error import TelegramError

from bot.storage.bans import BanList
from bot.texts.catalogue import known_language, text
from bot.transport.client import Client
from bot.transport.lanes import Source, is_of_payment, source_of
from bot.transport.rate_limiter import DROPPABLE

logger = logging.getLogger(__name__)

MINUTE_S = 60.0


class Quota:
    """So many a minute for each key: all of them at once, or one by one.

    Source: the generic cell rate algorithm (ITU-T I.371), a number for each key: when its quota is
    whole again. What is whole is forgotten, so that a crowd leaves nothing behind.
    """

    def __init__(self, per_minute: int, *, clock: Callable[[], float]) -> None:
        """``per_minute``: 0 is no limit."""
        self._cost_s = MINUTE_S / per_minute if per_minute else 0.0
        self._clock = clock
        self._whole_at: dict[Hashable, float] = {}
        self._forget_at = clock() + MINUTE_S

    def take(self, key: Hashable) -> bool:
        """Whether one more goes; only then it costs anything."""
        now = self._clock()
        self._forget(now)
        whole_at = max(self._whole_at.get(key, now), now) + self._cost_s
        # A float's dust is no reason to refuse the last one.
        if whole_at - now > MINUTE_S + 1e-6:
            return False
        self._whole_at[key] = whole_at
        return True

    def give_back(self, key: Hashable) -> None:
        """One that was taken was not used."""
        if key in self._whole_at:
            self._whole_at[key] -= self._cost_s

    def _forget(self, now: float) -> None:
        if now >= self._forget_at:
            self._whole_at = {key: at for key, at in self._whole_at.items() if at > now}
            self._forget_at = now + MINUTE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class TooFast:
    """One that is dropped, and whose sender is to be told so: by ``key``."""

    source: Source
    key: str


class FloodGate:
    """Lets through what people send; generous with people, firm with machines."""

    def __init__(
        self,
        bans: BanList,
        bot: Client,
        *,
        person_per_minute: int,
        chat_per_minute: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bans = bans
        self._bot = bot
        self._people = Quota(person_per_minute, clock=clock)
        self._chats = Quota(chat_per_minute, clock=clock)
        self._told = Quota(1, clock=clock)

    async def sift(
        self, payloads: Mapping[int, dict[str, Any]]
    ) -> tuple[dict[int, dict[str, Any]], list[TooFast]]:
        """(what passes, who is to be told that theirs did not). Raises: StorageError."""
        banned = await self._bans.banned()
        passing, too_fast = {}, []
        for update_id, payload in payloads.items():
            source = source_of(payload)
            if is_of_payment(payload):
                passing[update_id] = payload
            elif source.sender_id in banned or source.chat_id in banned:
                logger.debug("dropped: shut out", extra={"update_id": update_id})
            elif (key := self._over(source)) is None:
                passing[update_id] = payload
            elif self._is_to_be_told(source, key):
                logger.info("dropped: too fast", extra={"update_id": update_id})
                too_fast.append(TooFast(source=source, key=key))
        return passing, too_fast

    def give_back(self, payloads: Mapping[int, dict[str, Any]]) -> None:
        """These could not be stored, and come again."""
        for payload in payloads.values():
            source = source_of(payload)
            if not is_of_payment(payload):
                self._people.give_back(_person_key(source))
                self._chats.give_back(source.chat_id)

    async def tell(self, too_fast: TooFast) -> None:
        """Say it where it was sent; the next minute's first one is told again."""
        source = too_fast.source
        words = text(too_fast.key, known_language(source.language))
        try:
            if source.press_id is not None:
                await self._bot.answer_callback_query(source.press_id, words, show_alert=True)
            elif source.chat_id is not None:
                await self._bot.send_message(
                    source.chat_id,
                    words,
                    message_thread_id=source.thread_id,
                    rate_limit_args=DROPPABLE,
                )
        except TelegramError as exc:
            logger.info("cannot tell who is too fast", extra={"why": exc})

    def _over(self, source: Source) -> str | None:
        """The sentence of the limit that it is over."""
        if not self._people.take(_person_key(source)):
            return "flood.person"
        if source.is_private or source.chat_id is None or self._chats.take(source.chat_id):
            return None
        self._people.give_back(_person_key(source))
        return "flood.chat"

    def _is_to_be_told(self, source: Source, key: str) -> bool:
        """Once a minute; nobody who only talks to others in a group."""
        whose = source.sender_id if key == "flood.person" else source.chat_id
        return source.is_for_us and self._told.take((key, whose))


def _person_key(source: Source) -> Hashable:
    """What somebody types to look for something takes nothing from what they say."""
    return ("typed", source.sender_id) if source.is_typed else source.sender_id
