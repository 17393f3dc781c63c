"""What the Bot API and the site share: one Telegram, seen from both of its sides."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.local_telegram.errors import BotApiError, bad_request
from bot.local_telegram.media.files import Files
from bot.local_telegram.money.payments import Payments
from bot.local_telegram.state.clock import Clock
from bot.local_telegram.state.events import Hub
from bot.local_telegram.state.faults import Faults
from bot.local_telegram.state.guests import Guests
from bot.local_telegram.state.limits import Limits
from bot.local_telegram.state.messages import Messages
from bot.local_telegram.state.people import Chats, bot_user
from bot.local_telegram.state.questions import Questions
from bot.local_telegram.state.store import Json, Store
from bot.local_telegram.state.updates import UpdateQueue

# Telegram publishes neither; a press is answered within seconds, a checkout must be within 10.
PRESS_LIFETIME_S = 60.0
CHECKOUT_LIFETIME_S = 10.0
SHIPPING_LIFETIME_S = 10.0
GUEST_QUERY_LIFETIME_S = 30.0
INLINE_QUERY_LIFETIME_S = 10.0
# How Telegram calls what a bot may not send.
MEDIA_WORDS = {
    "photo": "photos",
    "video": "videos",
    "animation": "GIFs",
    "document": "documents",
    "sticker": "stickers",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """The parts of the local Telegram."""

    token: str
    bot: Json
    store: Store
    hub: Hub
    chats: Chats
    files: Files
    messages: Messages
    payments: Payments
    updates: UpdateQueue
    presses: Questions
    checkouts: Questions
    shippings: Questions
    guests: Guests
    guest_queries: Questions
    inline_queries: Questions
    limits: Limits
    faults: Faults
    clock: Clock
    now: Callable[[], int]

    @classmethod
    def open(cls, folder: Path, *, token: str) -> Self:
        """Open what ``folder`` keeps; an empty or missing folder is a fresh Telegram."""
        store = Store(folder / "telegram.sqlite3")
        hub = Hub()
        clock = Clock(store)
        payments = Payments(store, clock=clock)
        return cls(
            token=token,
            bot=bot_user(token),
            store=store,
            hub=hub,
            chats=Chats(store),
            files=Files(store, folder / "files"),
            messages=Messages(store, hub, invoice_state=payments.state, now=clock.now),
            payments=payments,
            updates=UpdateQueue(store),
            presses=Questions(lifetime_s=PRESS_LIFETIME_S),
            checkouts=Questions(lifetime_s=CHECKOUT_LIFETIME_S),
            shippings=Questions(lifetime_s=SHIPPING_LIFETIME_S),
            guests=Guests(store),
            guest_queries=Questions(lifetime_s=GUEST_QUERY_LIFETIME_S),
            inline_queries=Questions(lifetime_s=INLINE_QUERY_LIFETIME_S),
            limits=Limits(clock=time.monotonic),
            faults=Faults(clock=time.monotonic),
            clock=clock,
            now=clock.now,
        )

    def speak_to(self, chat_id: int, *, count: int = 1) -> int:
        """Let the bot say something to a chat, or refuse as Telegram would."""
        self.need_in(self.chats.for_bot(chat_id))
        if not self.chats.may_send(chat_id, "text"):
            raise bad_request("not enough rights to send text messages to the chat")
        self.limits.spend(chat_id, count=count)
        return chat_id

    def need_in(self, chat_id: int) -> None:
        """Refuse as Telegram would where the bot was blocked or thrown out."""
        if self.chats.is_blocked(chat_id):
            how = "blocked by the user" if chat_id > 0 else "kicked from the group chat"
            raise BotApiError(403, f"Forbidden: bot was {how}")

    def show_to(self, chat_id: int, content: Json) -> None:
        """Let the bot show a picture, film or file to a chat, or refuse as Telegram would."""
        kind = next((media for media in MEDIA_WORDS if media in content), None)
        if kind is not None and not self.chats.may_send(chat_id, "media"):
            raise bad_request(f"not enough rights to send {MEDIA_WORDS[kind]} to the chat")

    def stop_waiting(self) -> None:
        """End every long poll and every stream of events."""
        self.updates.close()
        self.hub.close()
