"""The webhook: Telegram calls us. An update is stored before it is answered."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from urllib.parse import urlsplit

from aiohttp import web

from bot.client import Client
from bot.errors import SettingsError, StorageError
from bot.inbox import ALLOWED_UPDATES, Inbox
from bot.settings import Settings

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Updates are a few kB; Telegram sends no files here.
_MAX_BODY_BYTES = 1024 * 1024


def make_webhook(inbox: Inbox, *, path: str, secret: str) -> web.Application:
    """The server's one route: POST ``path``, for those who know ``secret``."""

    async def receive(request: web.Request) -> web.Response:
        told = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(told.encode(errors="surrogateescape"), secret.encode()):
            return web.Response(status=403)
        try:
            payload = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        if not isinstance(payload, dict):
            return web.Response(status=400)
        try:
            await inbox.accept([payload])
        except StorageError as exc:
            logger.error("cannot store an update", extra={"why": exc})
            return web.Response(status=503)  # Telegram sends it again
        return web.Response()

    app = web.Application(client_max_size=_MAX_BODY_BYTES)
    app.router.add_post(path, receive)
    return app


async def serve_webhook(inbox: Inbox, bot: Client, settings: Settings, stop: asyncio.Event) -> None:
    """Tell Telegram where we are and listen until ``stop``.

    Raises: SettingsError: the webhook's address or secret is not set.
    """
    if settings.webhook_url is None or settings.webhook_secret is None:
        raise SettingsError(
            name="ONEIRO_WEBHOOK_URL", problem="it is not set", hint="See .env.example."
        )
    secret = settings.webhook_secret.get_secret_value()
    path = urlsplit(settings.webhook_url).path or "/"
    runner = web.AppRunner(make_webhook(inbox, path=path, secret=secret), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, port=settings.webhook_port).start()
        await bot.set_webhook(
            settings.webhook_url, secret_token=secret, allowed_updates=ALLOWED_UPDATES
        )
        await stop.wait()
    finally:
        await runner.cleanup()
