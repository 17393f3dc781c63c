"""Plays a person: the JSON interface of the local Telegram, as a client for tests and scripts."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

import aiohttp

Message = dict[str, Any]
File = bytes | tuple[str, bytes]

# Where a person has things sent.
ADDRESS = {
    "country_code": "DE",
    "state": "",
    "city": "Berlin",
    "street_line1": "Unter den Linden 1",
    "street_line2": "",
    "post_code": "10117",
}


class RefusedError(Exception):
    """The site answered with a 4xx status and ``{"error": …}``."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(f"{status}: {error}")
        self.status = status
        self.error = error


class Person:
    """One person in one chat."""

    def __init__(
        self, session: aiohttp.ClientSession, site_url: str, chat_id: int, user_id: int | None
    ) -> None:
        self._session = session
        self._site_url = site_url
        self.chat_id = chat_id
        self.user_id = user_id
        # The topic of a forum that they speak in.
        self.topic: int | None = None

    @classmethod
    @asynccontextmanager
    async def at(
        cls, site_url: str, *, chat_id: int = 1, user_id: int | None = None
    ) -> AsyncIterator[Self]:
        timeout = aiohttp.ClientTimeout(total=60)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            yield cls(session, site_url, chat_id, user_id)

    async def send(
        self,
        text: str | None = None,
        *,
        photos: Sequence[File] = (),
        films: Sequence[File] = (),
        documents: Sequence[File] = (),
        reply_to: int | None = None,
        topic: int | None = None,
    ) -> list[int]:
        """Send a text, a photo, an album or files; a text with files is their caption."""
        form = aiohttp.FormData(quote_fields=False)  # names as browsers send them
        fields = {
            "text": text,
            "reply_to": reply_to,
            "from_user": self.user_id,
            "message_thread_id": topic or self.topic,
        }
        for name, value in fields.items():
            if value is not None:
                form.add_field(name, str(value))
        for kind, files in (("photo", photos), ("video", films), ("document", documents)):
            for file in files:
                suffix = "mp4" if kind == "video" else "png"
                name, data = file if isinstance(file, tuple) else (f"{kind}.{suffix}", file)
                form.add_field(kind, io.BytesIO(data), filename=name)
        sent = await self._post("messages", data=form)
        ids: list[int] = sent["message_ids"]
        return ids

    async def messages(self) -> list[Message]:
        found: list[Message] = await self.get(f"/chat/{self.chat_id}/messages")
        return found

    async def message(self, message_id: int) -> Message | None:
        return next((m for m in await self.messages() if m["message_id"] == message_id), None)

    async def press(self, message: Message, text: str) -> str | None:
        """Press the button of ``message`` whose words contain ``text``; what the bot says to it."""
        return await self.press_data(message["message_id"], button(message, text)["data"])

    async def press_data(self, message_id: int, data: str) -> str | None:
        answer = await self._post_json("press", message_id=message_id, data=data)
        alert: str | None = answer["alert"]
        return alert

    async def pay(self, message: Message, **terms: Any) -> dict[str, Any]:
        """Pay an invoice; ``terms``: order_id, shipping_option_id and card, for goods."""
        paid: dict[str, Any] = await self._post_json(
            "pay", message_id=message["message_id"], **terms
        )
        return paid

    async def pay_link(self, link: str, **terms: Any) -> dict[str, Any]:
        """Pay an invoice by the link to it."""
        body = {"from_user": self.payer_id, **terms}
        paid: dict[str, Any] = await self.ask("POST", f"{invoice_path(link)}/pay", json=body)
        return paid

    async def order(self, invoice: Message | str, info: dict[str, Any]) -> dict[str, Any]:
        """Say where goods should go. ``invoice``: its message, or a link to it."""
        path = invoice_path(invoice if isinstance(invoice, str) else f"${invoice['invoice_id']}")
        body = {"from_user": self.payer_id, "order_info": info}
        ordered: dict[str, Any] = await self.ask("POST", f"{path}/order", json=body)
        return ordered

    async def purse(self) -> dict[str, Any]:
        purse: dict[str, Any] = await self.get(f"/person/{self.payer_id}/purse")
        return purse

    async def stars(self) -> int:
        return int((await self.purse())["stars"])

    async def fill_purse(self, stars: int) -> None:
        await self.ask("POST", f"/person/{self.payer_id}/purse", json={"add": stars})

    async def edit_subscription(self, subscription_id: str, *, is_canceled: bool) -> None:
        path = f"/person/{self.payer_id}/subscriptions/{subscription_id}"
        await self.ask("POST", path, json={"canceled": is_canceled})

    async def advance(self, seconds: int) -> None:
        """Move this Telegram's clock; subscriptions that are due meanwhile are renewed."""
        await self.ask("POST", "/clock", json={"advance_s": seconds})

    @property
    def payer_id(self) -> int:
        return self.user_id or max(self.chat_id, 1)

    async def block(self, *, is_blocked: bool = True) -> None:
        await self._post_json("block", blocked=is_blocked)

    async def introduce(self, **said: str) -> dict[str, Any]:
        """Say ``language_code`` or ``first_name`` from now on."""
        told: dict[str, Any] = await self._post("person", json=said)
        return told

    async def pack(self, link: str) -> dict[str, Any]:
        """The sticker pack that a link leads to."""
        pack: dict[str, Any] = await self.get(f"/stickers/{link.rpartition('/')[2]}")
        return pack

    async def delete_pack(self, link: str) -> None:
        """As its owner."""
        await self.ask("DELETE", f"/stickers/{link.rpartition('/')[2]}")

    async def vote(self, message: Message, option: int | None) -> dict[str, Any]:
        """For the option of that number; None takes a vote back. Returns: the poll."""
        body = {"message_id": message["message_id"], "option": option, "from_user": self.user_id}
        poll: dict[str, Any] = await self._post("vote", json=body)
        return poll

    async def show_face(self, photo: bytes | None) -> None:
        """Another photo of themselves; None: none at all."""
        form = aiohttp.FormData()
        form.add_field("photo", photo or "", filename="me.jpg" if photo else None)
        await self.ask("POST", f"/person/{self.payer_id}/photo", data=form)

    async def restrict(self, *, text: bool = True, media: bool = True) -> None:
        """What the bot may send in this group."""
        await self._post("rights", json={"text": text, "media": media})

    async def open_topic(self, name: str) -> int:
        """Begin a topic in this group. Returns: its message_thread_id."""
        opened: dict[str, int] = await self._post("topics", json={"name": name})
        return opened["message_thread_id"]

    async def close_topic(self, topic_id: int, *, is_closed: bool = True) -> None:
        await self._post(f"topics/{topic_id}", json={"closed": is_closed})

    async def delete_topic(self, topic_id: int) -> None:
        await self._post(f"topics/{topic_id}", json={"deleted": True})

    async def entitle(self, title: str) -> None:
        """The group is called so from now on."""
        await self._post("title", json={"title": title})

    async def promote(self, person_id: int, *, is_administrator: bool = True) -> None:
        await self._post(
            "administrators", json={"person": person_id, "is_administrator": is_administrator}
        )

    async def allow_ephemeral(self, *, is_allowed: bool | None) -> None:
        """Whether this group takes messages for one alone; None: nobody knows of any."""
        await self._post("ephemeral", json={"allowed": is_allowed})

    async def migrate(self) -> int:
        """Upgrade the group. Returns: the supergroup's id."""
        moved: dict[str, int] = await self._post("migrate")
        return moved["chat_id"]

    async def look_up(self, query: str = "", *, offset: str = "") -> dict[str, Any]:
        """Write the bot's name and ``query`` into the field of this chat: what is offered."""
        offered: dict[str, Any] = await self._post_json("inline", query=query, offset=offset)
        return offered

    async def choose(self, result_id: str) -> int:
        """Send what was offered last. Returns: the message."""
        sent: dict[str, int] = await self._post_json("inline/choose", result_id=result_id)
        return sent["message_id"]

    async def switch(self, **modes: bool) -> None:
        """As @BotFather would: supports_guest_queries, supports_inline_queries."""
        await self.ask("POST", "/bot", json=modes)

    async def order_fault(self, kind: str, **facts: Any) -> None:
        await self.ask("POST", "/faults", json={"kind": kind, **facts})

    async def clear_faults(self) -> None:
        await self.ask("DELETE", "/faults")

    async def download(self, url: str) -> bytes:
        async with self._session.get(self._site_url + url) as response:
            assert response.status == 200
            return await response.read()

    async def wait_for(
        self, wanted: Callable[[list[Message]], Any], *, within_s: float = 20.0
    ) -> Any:
        """The first true thing that ``wanted`` makes of the chat's messages, now or later.

        Raises: AssertionError: it did not come; tells the chat as it stands.
        """
        try:
            async with asyncio.timeout(within_s), self._events() as events:
                while not (found := wanted(await self.messages())):
                    await anext(events)
        except TimeoutError:
            chat = json.dumps(await self.messages(), indent=1, ensure_ascii=False)
            raise AssertionError(
                f"This did not happen in {within_s} s; the chat:\n{chat}"
            ) from None
        return found

    async def wait_for_message(
        self, wanted: Callable[[Message], Any], *, within_s: float = 20.0
    ) -> Message:
        """The newest message that fits ``wanted``."""

        def newest(messages: list[Message]) -> Message | None:
            return next((m for m in reversed(messages) if wanted(m)), None)

        found: Message = await self.wait_for(newest, within_s=within_s)
        return found

    @asynccontextmanager
    async def _events(self) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        url = f"{self._site_url}/chat/{self.chat_id}/events"
        # Whoever reads them says for how long.
        timeless = aiohttp.ClientTimeout(total=None)
        async with self._session.get(url, timeout=timeless) as response:
            assert response.status == 200
            await response.content.readline()  # the greeting: from here on nothing is missed
            yield _read_events(response)

    async def get(self, path: str) -> Any:
        return await self.ask("GET", path)

    async def ask(self, method: str, path: str, **request: Any) -> Any:
        """Any request to the site. Raises: RefusedError: it was refused."""
        async with self._session.request(method, self._site_url + path, **request) as response:
            body = await response.json()
            if response.status != 200:
                raise RefusedError(response.status, body["error"])
            return body

    async def _post(self, what: str, **request: Any) -> Any:
        return await self.ask("POST", f"/chat/{self.chat_id}/{what}", **request)

    async def _post_json(self, what: str, **body: Any) -> Any:
        if self.user_id is not None:
            body["from_user"] = self.user_id
        return await self._post(what, json=body)


async def _read_events(response: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
    async for line in response.content:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def invoice_path(link: str) -> str:
    """Where the site has the invoice of ``https://t.me/$ID``."""
    return f"/invoice/{link.partition('$')[2]}"


def button(message: Message, text: str) -> dict[str, Any]:
    """The button of ``message`` whose words contain ``text``."""
    for row in message["buttons"] or []:
        for found in row:
            if text in found["text"]:
                whole: dict[str, Any] = found
                return whole
    raise AssertionError(f"No button {text!r} in {message['buttons']}")
