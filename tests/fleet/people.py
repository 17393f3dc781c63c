"""People who send photos, one after another, and look at what comes of each."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.person import Message, Person
from tests.pictures import photo_bytes

COMMAND = "/dream size=64 steps=4 octaves=1"
# Under what a tier allows in a day; then somebody else comes.
PHOTOS_EACH = 10
ANSWERED_WITHIN_S = 60.0
DELIVERED_WITHIN_S = 300.0
FIRST_CHAT = 100


@dataclass(slots=True)
class Ask:
    """One photo: when it was sent, answered, delivered (``time.monotonic``)."""

    asked_s: float
    answered_s: float = 0.0
    delivered_s: float = 0.0


@dataclass(slots=True)
class Crowd:
    """Sends until told to stop; then each waits for what was promised.

    Attributes:
        chats: everybody who was there, with the number of their photos.
    """

    site_url: str
    asks: list[Ask] = field(default_factory=list)
    chats: dict[int, int] = field(default_factory=dict)
    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(FIRST_CHAT))

    @asynccontextmanager
    async def sending(self, people: int) -> AsyncIterator[None]:
        """So many at once. Raises (in a group): AssertionError: a photo was not answered."""
        async with asyncio.TaskGroup() as group:
            for _ in range(people):
                group.create_task(self._one_after_another())
            try:
                yield
            finally:
                self.is_over.set()

    async def _one_after_another(self) -> None:
        while not self.is_over.is_set():
            chat_id = next(self._numbers)
            self.chats[chat_id] = 0
            async with Person.at(self.site_url, chat_id=chat_id) as person:
                for _ in range(PHOTOS_EACH):
                    if self.is_over.is_set():
                        return
                    self.chats[chat_id] += 1
                    await self._ask(person)

    async def _ask(self, person: Person) -> None:
        ask = Ask(time.monotonic())
        self.asks.append(ask)
        (photo_id,) = await person.send(COMMAND, photos=[photo_bytes(len(self.asks) % 360)])

        def is_answer(message: Message) -> bool:
            return bool(message["from_bot"]) and message["message_id"] > photo_id

        await person.wait_for_message(is_answer, within_s=ANSWERED_WITHIN_S)
        ask.answered_s = time.monotonic()
        await person.wait_for_message(
            lambda message: is_answer(message) and is_result(message), within_s=DELIVERED_WITHIN_S
        )
        ask.delivered_s = time.monotonic()

    async def check_chats(self) -> None:
        """Everybody has one picture for each of their photos, and nothing is left open."""
        for chat_id, photos in self.chats.items():
            async with Person.at(self.site_url, chat_id=chat_id) as person:
                messages = [m for m in await person.messages() if m["from_bot"]]
            results = [m for m in messages if is_result(m)]
            assert len(results) == len(messages) == photos, (chat_id, photos, messages)

    def longest_gap_s(self) -> float:
        """The longest time, from the first photo on, in which nobody got an answer."""
        times = [self.asks[0].asked_s, *sorted(ask.answered_s for ask in self.asks)]
        return max(later - earlier for earlier, later in itertools.pairwise(times))


def is_result(message: Message) -> bool:
    return bool(message["photo"]) and "Again" in str(message["buttons"])
