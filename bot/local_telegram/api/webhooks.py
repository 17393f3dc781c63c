"""Pushes updates to the bot's webhook, in order, until it takes each."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import aiohttp

from bot.local_telegram.api.app import Exchange, OnExchange
from bot.local_telegram.api.calls import Call
from bot.local_telegram.backend import Backend
from bot.local_telegram.state.store import Json

FIRST_RETRY_S = 0.2
LONGEST_RETRY_S = 5.0
DELIVERY_S = 60.0


async def deliver_updates(backend: Backend, *, on_exchange: OnExchange | None) -> None:
    """Run for ever: whenever a webhook is set and an update waits, post it there."""
    retry_s = FIRST_RETRY_S
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=DELIVERY_S)) as session:
        while True:
            changed = backend.updates.changed
            webhook, waiting = backend.updates.webhook, backend.store.updates(1)
            if webhook is None or not waiting:
                await changed.wait()
                continue
            if on_exchange is not None:
                reply = {"ok": True, "result": waiting}
                on_exchange(Exchange(call=Call(method="getUpdates"), reply=reply))
            problem = await _post(session, webhook, waiting[0])
            if problem is None:
                backend.store.confirm_updates(below=waiting[0]["update_id"] + 1)
                retry_s = FIRST_RETRY_S
                continue
            _note(backend, webhook, problem)
            with suppress(TimeoutError):
                async with asyncio.timeout(retry_s):
                    await changed.wait()
            retry_s = min(retry_s * 2, LONGEST_RETRY_S)


async def _post(session: aiohttp.ClientSession, webhook: Json, update: Json) -> str | None:
    """Deliver one update. Returns: why it was not taken; None if it was."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook["secret_token"]}
    try:
        async with session.post(webhook["url"], json=update, headers=headers) as response:
            return None if response.ok else f"Wrong response from the webhook: {response.status}"
    except (aiohttp.ClientError, TimeoutError) as error:
        return f"Connection failed: {type(error).__name__}"


def _note(backend: Backend, webhook: Json, problem: str) -> None:
    if backend.updates.webhook == webhook:
        noted = {**webhook, "last_error_date": backend.now(), "last_error_message": problem}
        backend.store.put("setting", "webhook", noted)
