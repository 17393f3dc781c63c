"""People in a chat that the bot is not in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.local_telegram.state.people import FOREIGN_ID
from tests.bot.conversation.talk import Talk
from tests.bot.running import WITHIN_S
from tests.person import Message, Person
from tests.pictures import photo_bytes

BOT = "@oneiro_local_bot"


@dataclass(slots=True, kw_only=True)
class Elsewhere:
    """``ada`` asks; ``ben`` has sent a photo."""

    talk: Talk
    ada: Person
    ben: Person

    async def photo(self, **parcel: object) -> int:
        """Ben's photo."""
        return (await self.ben.send(**(parcel or {"photos": [photo_bytes()]})))[0]  # type: ignore[arg-type]  # of a test

    async def ask(self, words: str = "dream seed=1", *, below: int | None = None) -> int:
        """Ada names the bot below Ben's photo. Returns: her message."""
        place = below if below is not None else await self.photo()
        return (await self.ada.send(f"{BOT} {words}", reply_to=place))[0]

    async def answer(self, words: str, *, has_photo: bool | None = None) -> Message:
        """The bot's newest message here with these words, now or soon."""
        return await self.ada.wait_for_message(
            lambda m: (
                m["from_bot"]
                and words in (m["text"] or m["caption"] or "")
                and (has_photo is None or bool(m["photo"]) is has_photo)
            ),
            within_s=WITHIN_S,
        )

    async def answers(self) -> list[Message]:
        return [message for message in await self.ada.messages() if message["from_bot"]]


@asynccontextmanager
async def elsewhere(talk: Talk, *, ada: int = 1) -> AsyncIterator[Elsewhere]:
    url = talk.telegram.site_url
    async with AsyncExitStack() as stack:
        people = [
            await stack.enter_async_context(Person.at(url, chat_id=FOREIGN_ID, user_id=user_id))
            for user_id in (ada, 2)
        ]
        yield Elsewhere(talk=talk, ada=people[0], ben=people[1])
