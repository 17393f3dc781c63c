"""People under blows: they order, cancel, buy, and press again what was not heard."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import aiohttp

from tests.chaos.ledger import Ledger, is_open
from tests.fleet.people import FIRST_CHAT, is_result
from tests.person import Message, Person, RefusedError
from tests.pictures import photo_bytes

COMMANDS = ("/dream size=64 steps=4 octaves=1", "/style swirls size=64 steps=3")
PHOTOS_EACH = 4
AT_ONCE = 3
CANCELLED = 0.1
BOUGHT = 0.15
# Of what was bought: its Stars must come back, once.
REPENTED = 0.4
# A person presses again what did nothing.
PRESSES = 8
PRESS_WAIT_S = 15.0
# What Telegram's servers or ours say to a press that came to nothing.
_UNHEARD = (RefusedError, AssertionError, aiohttp.ClientError)


@dataclass(slots=True, kw_only=True)
class Crowd:
    """So many at a time; each goes when its photos are made, and another comes.

    Attributes:
        photos: by chat, the messages that order a picture.
        paid: the charges that Telegram told people of.
    """

    site_url: str
    ledger: Ledger
    dice: random.Random
    photos: dict[int, list[int]] = field(default_factory=dict)
    paid: set[str] = field(default_factory=set)
    _shades: itertools.count[int] = field(default_factory=itertools.count)

    async def order(self, photos: int, *, people: int) -> None:
        """Returns once every one of the ``photos`` has come to its end.

        Raises (in a group): AssertionError: one has not.
        """
        rounds = iter(_rounds(photos))
        chats = itertools.count(FIRST_CHAT)

        async def come_one_by_one() -> None:
            for share in rounds:
                await self._be_somebody(next(chats), share)

        async with asyncio.TaskGroup() as group:
            for _ in range(people):
                group.create_task(come_one_by_one())

    async def _be_somebody(self, chat_id: int, photos: int) -> None:
        dice = random.Random(self.dice.random())
        sent = self.photos.setdefault(chat_id, [])
        async with Person.at(self.site_url, chat_id=chat_id) as person:
            while len(sent) < photos:
                new = [
                    await self._send(person, dice)
                    for _ in range(min(dice.randint(1, AT_ONCE), photos - len(sent)))
                ]
                sent += new
                if dice.random() < CANCELLED:
                    await self._cancel(person, lambda m, photo=new[-1]: m["reply_to"] == photo)
                for photo_id in new:
                    await self._until_ended(chat_id, photo_id)
                if dice.random() < BOUGHT * len(new):
                    await self._buy(person, new[0], repents=dice.random() < REPENTED)

    async def _send(self, person: Person, dice: random.Random) -> int:
        photo = photo_bytes(next(self._shades) % 360)
        (photo_id,) = await person.send(dice.choice(COMMANDS), photos=[photo])
        return photo_id

    async def _until_ended(self, chat_id: int, photo_id: int) -> None:
        def is_ended() -> bool:
            jobs = self.ledger.of_photo(chat_id, photo_id)
            return bool(jobs) and not any(map(is_open, jobs))

        await self.ledger.until(is_ended, f"photo {photo_id} of chat {chat_id} has no outcome")

    async def _cancel(self, person: Person, is_of: Callable[[Message], bool]) -> None:
        """It may be made meanwhile."""

        def has_button(message: Message) -> bool:
            return "Cancel" in _buttons(message) and is_of(message)

        with suppress(*_UNHEARD):
            status = await person.wait_for_message(has_button, within_s=PRESS_WAIT_S)
            await person.press(status, "Cancel")

    async def _buy(self, person: Person, photo_id: int, *, repents: bool) -> None:
        """Make it bigger; who is not heard often enough leaves it."""
        result = await _find(
            person, lambda message: message["reply_to"] == photo_id and is_result(message)
        )
        if result is None:
            return
        offer = await _pressed(person, result, "Make it bigger", lambda m: "96 px" in _buttons(m))
        if offer is None:
            return
        invoice = await _pressed(person, offer, "96 px", lambda m: bool(m["invoice"]))
        if invoice is not None and await self._pay(person, invoice) and repents:
            await self._cancel(person, lambda m: m["message_id"] > invoice["message_id"])

    async def _pay(self, person: Person, invoice: Message) -> bool:
        for _ in range(PRESSES):
            with suppress(*_UNHEARD):
                paid = await person.pay(invoice)
                if paid["ok"]:
                    self.paid.add(paid["charge_id"])
                    return True
        return False


async def _pressed(
    person: Person, message: Message, button: str, wanted: Callable[[Message], bool]
) -> Message | None:
    """What comes of a press, after pressing again if need be; None: nothing."""
    for _ in range(PRESSES):
        with suppress(*_UNHEARD):
            await person.press(message, button)
            return await person.wait_for_message(
                lambda m: m["message_id"] >= message["message_id"] and wanted(m),
                within_s=PRESS_WAIT_S,
            )
    return None


async def _find(person: Person, wanted: Callable[[Message], bool]) -> Message | None:
    return next((m for m in await person.messages() if wanted(m)), None)


def _buttons(message: Message) -> str:
    return str(message["buttons"])


def _rounds(photos: int) -> list[int]:
    whole, rest = divmod(photos, PHOTOS_EACH)
    return [PHOTOS_EACH] * whole + ([rest] if rest else [])
