"""The web pages of a running chat process, as a browser without scripts sees them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.transport.web_server import Address, serving
from bot.web.feed_app import Feed
from tests.bot.conversation.talk import Talk, labels
from tests.person import Message, Person
from tests.pictures import photo_bytes

_IMG = re.compile(r'<img src="([^"]+)"')
_START = re.compile(r't\.me/\w+\?start=([\w-]+)"')
_PAGE = re.compile(r'href="(/feed/w/[a-z0-9]{12})"')


@dataclass(slots=True, kw_only=True)
class Page:
    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def pictures(self) -> list[str]:
        return _IMG.findall(self.text)

    @property
    def starts(self) -> list[str]:
        """What links to the bot begin with."""
        return _START.findall(self.text)

    @property
    def works(self) -> list[str]:
        """The pages of works, each once."""
        return list(dict.fromkeys(_PAGE.findall(self.text)))

    def start(self, verb: str) -> str:
        return next(each for each in self.starts if each.startswith(f"{verb}_"))


@dataclass(slots=True, kw_only=True)
class FeedSite:
    url: str
    session: aiohttp.ClientSession

    async def get(self, path: str = "/feed", **headers: str) -> Page:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.session.get(f"{self.url}{path}", headers=told) as answer:
            return Page(
                status=answer.status,
                text=(await answer.read()).decode("utf-8", "replace"),
                headers=answer.headers,
            )

    async def bytes_of(self, path: str) -> bytes:
        async with self.session.get(f"{self.url}{path}") as answer:
            assert answer.status == 200
            return await answer.read()

    async def one(self) -> Page:
        """The page of the only work that is shown."""
        (path,) = (await self.get()).works
        return await self.get(path)


@asynccontextmanager
async def serving_feed(talk: Talk) -> AsyncIterator[FeedSite]:
    """The pages of this chat process."""
    services = talk.services
    bot = f"https://t.me/{talk.chat.app.bot.username}"
    feed = Feed(db=services.db, store=services.feed, bot=bot, url=None)
    async with (
        serving(feed.app(), Address("127.0.0.1", 0, "ONEIRO_WEB_PORT")) as port,
        aiohttp.ClientSession() as session,
    ):
        yield FeedSite(url=f"http://127.0.0.1:{port}", session=session)


def kept_copies(talk: Talk) -> list[Path]:
    """What is kept for the feed."""
    folder = talk.settings.data_dir / "feed"
    return sorted(folder.iterdir()) if folder.exists() else []


async def made(talk: Talk, words: str = "/dream creatures seed=7", *, shade: int = 0) -> Message:
    """A finished picture of person 1."""
    count = len(await talk.jobs())
    await talk.person.send(words, photos=[photo_bytes(shade)])
    await talk.job(count=count + 1)
    return await talk.finished(count=count + 1)


async def ask_to_show(talk: Talk, result: Message) -> Message:
    await talk.person.press(result, "Show it")
    return await talk.says("Show this to everybody?")


async def show(
    talk: Talk, words: str = "/dream creatures seed=7", *, button: str = "Only the result"
) -> Message:
    """Make a picture and show it. Returns: the message that says so."""
    result = await made(talk, words)
    question = await ask_to_show(talk, result)
    await talk.person.press(question, button)
    return await told_shown(talk.person, question)


async def told_shown(person: Person, question: Message) -> Message:
    place = question["message_id"]
    return await person.wait_for_message(
        lambda m: m["message_id"] == place and "Everybody can see it now" in (m["text"] or "")
    )


async def looking(person: Person) -> Message:
    """/feed, and the work that comes."""
    (sent,) = await person.send("/feed")
    return await person.wait_for_message(
        lambda m: m["message_id"] > sent and m["photo"] and "Next" in labels(m)
    )


async def changed(person: Person, message: Message) -> Message:
    """The same message, once it is another one."""

    def is_changed(m: Message) -> bool:
        return bool(m["message_id"] == message["message_id"] and m != message)

    return await person.wait_for_message(is_changed)


async def soon_gone(site: FeedSite) -> None:
    """Nothing is shown any more; the press that does it was answered already."""
    async with asyncio.timeout(2):
        while True:
            if not (await site.get()).pictures:
                return
            await asyncio.sleep(0.02)
