"""People's pictures and films: each is opened once before it may be used for an order.

Nothing is opened in this process: see bot.transport.files.openers.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from telegram.ext import ExtBot

from bot.transport.files.incoming_files import Fetcher
from bot.transport.files.openers import FileUse, Openers
from bot.transport.rate_limiter import Pace
from engine.errors import BadInputError
from engine.media.colour_state import State
from engine.texts.phrase import Phrase, fact_from_json

REMEMBERED_FILES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """What is known of a picture that is fit to work on.

    ``style_flaw``: why it would make a poor style; None: it would not. ``colours``: what it has
    left of them.
    """

    moves: bool
    colours: State
    style_flaw: Phrase | None = None

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> PictureFacts:
        """As the child tells them."""
        flaw = cast(Phrase | None, fact_from_json(values["style_flaw"]))
        return cls(moves=values["moves"], colours=values["colours"], style_flaw=flaw)

    @property
    def is_grey(self) -> bool:
        """Or of one tint."""
        return self.colours in ("grey", "tinted")

    @property
    def has_colours(self) -> bool:
        """Of its own, which a colouring would take away."""
        return self.colours == "coloured"


class PictureChecker:
    """Opens each picture once, so that what cannot be worked on never becomes a job."""

    def __init__(self, folder: Path) -> None:
        self._known: OrderedDict[tuple[str, FileUse], Any] = OrderedDict()
        self._fetcher = Fetcher(folder)
        self._openers = Openers()
        self._people: dict[int, _Person] = {}

    async def check(
        self,
        bot: ExtBot[Pace],
        file_id: str,
        *,
        name: str,
        user_id: int,
        size_bytes: int | None = None,
    ) -> PictureFacts:
        """What there is to know of the picture.

        Args:
            name: what to call it when it does not do.
            user_id: who has us open it.
        Raises: BadInputError: we cannot work on it; PictureGoneError: Telegram has lost it.
        """
        fact = await self._fact(bot, file_id, "picture", name, user_id, size_bytes)
        return PictureFacts.from_json(fact)

    async def check_film(
        self,
        bot: ExtBot[Pace],
        file_id: str,
        *,
        name: str,
        user_id: int,
        size_bytes: int | None = None,
    ) -> float:
        """How long the film is, in s. Arguments, raises: as :meth:`check`."""
        return float(await self._fact(bot, file_id, "film", name, user_id, size_bytes))

    async def copy(self, bot: ExtBot[Pace], file_id: str, *, name: str, user_id: int) -> bytes:
        """A JPEG of the picture's pixels alone, small enough to stand on a page.

        Arguments, raises: as :meth:`check`.
        """
        async with self._turn_of(user_id), self._fetcher.fetched(bot, file_id, name=name) as file:
            value = await self._openers.open(file, kind="copy", name=name, user_id=user_id)
        return base64.b64decode(value)

    async def close(self) -> None:
        """End the children."""
        await self._openers.close()
        await self._fetcher.close()

    async def _fact(
        self,
        bot: ExtBot[Pace],
        file_id: str,
        kind: FileUse,
        name: str,
        user_id: int,
        size_bytes: int | None,
    ) -> Any:
        async with self._turn_of(user_id):
            fact = self._known.get((file_id, kind))
            if fact is None:
                async with self._fetcher.fetched(
                    bot, file_id, name=name, size_bytes=size_bytes
                ) as file:
                    fact = await self._open(file, kind=kind, name=name, user_id=user_id)
                self._remember((file_id, kind), fact)
        if isinstance(fact, BadInputError):
            # Anew, since a raised error grows; and perhaps it is called something else now.
            raise type(fact)(fact.detail, **{**fact.facts, "name": name})
        return fact

    async def _open(self, file: Path, *, kind: FileUse, name: str, user_id: int) -> Any:
        """A refusal is a fact too: a hostile file is not opened again and again."""
        try:
            return await self._openers.open(file, kind=kind, name=name, user_id=user_id)
        except BadInputError as exc:
            return exc.with_traceback(None)

    def _remember(self, key: tuple[str, FileUse], fact: Any) -> None:
        self._known[key] = fact
        while len(self._known) > REMEMBERED_FILES:
            self._known.popitem(last=False)

    @contextlib.asynccontextmanager
    async def _turn_of(self, user_id: int) -> AsyncIterator[None]:
        """One file of a person at a time, however many chats they are in."""
        person = self._people.setdefault(user_id, _Person())
        person.files += 1
        try:
            async with person.turn:
                yield
        finally:
            person.files -= 1
            if not person.files:
                del self._people[user_id]


class _Person:
    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.files = 0
