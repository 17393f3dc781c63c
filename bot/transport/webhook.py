"""The webhook: Telegram calls us. An update is stored before it is answered."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from urllib.parse import urlsplit

from aiohttp import web
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.errors import QueueError, SettingsError, StorageError, not_set
from bot.queue.line import Queue
from bot.settings import Settings
from bot.transport.client import Client, unknown_token
from bot.transport.inbox import Inbox
from bot.transport.poller import ALLOWED_UPDATES, NEWER_UPDATES
from engine.texts.phrase import Phrase

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Updates are a few kB; Telegram sends no files here.
_MAX_BODY_BYTES = 1024 * 1024
# How often we look whether Telegram still calls us, and for how long others believe that we serve.
LOOK_S = 10.0
_BELIEVED_S = 3 * LOOK_S


def make_webhook(inbox: Inbox, *, path: str, secret: str) -> web.Application:
    """The server's one route: POST ``path``, for those who know ``secret``."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(errors="surrogateescape"), secret.encode()):
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


async def serve_webhook(
    inbox: Inbox,
    bot: Client,
    queue: Queue,
    settings: Settings,
    stop: asyncio.Event,
    *,
    look_s: float = LOOK_S,
) -> None:
    """Tell Telegram where we are and listen until ``stop``.

    Raises: SettingsError: the webhook's address or secret is not set, or Telegram refuses it.
    """
    if settings.webhook_url is None or settings.webhook_secret is None:
        raise not_set("ONEIRO_WEBHOOK_URL", Phrase("remedies.see_file", file=".env.example"))
    secret = settings.webhook_secret.get_secret_value()
    path = urlsplit(settings.webhook_url).path or "/"
    runner = web.AppRunner(make_webhook(inbox, path=path, secret=secret), access_log=None)
    await runner.setup()
    stopping = asyncio.create_task(stop.wait())
    try:
        await web.TCPSite(runner, settings.webhook_host, settings.webhook_port).start()
        staying = asyncio.create_task(
            _stay_set(bot, queue, settings.webhook_url, secret, look_s=look_s)
        )
        await asyncio.wait((staying, stopping), return_when=asyncio.FIRST_COMPLETED)
        if staying.done():
            staying.result()
        staying.cancel()
        await asyncio.wait([staying])
    finally:
        stopping.cancel()
        await runner.cleanup()


async def _stay_set(bot: Client, queue: Queue, url: str, secret: str, *, look_s: float) -> None:
    """Set the webhook, and set it again whenever somebody deleted it.

    Another address is left alone: a newer process, somewhere else, has taken our place.
    Raises: SettingsError: Telegram refuses it.
    """
    is_set = False
    newer: tuple[str, ...] = NEWER_UPDATES
    while True:
        await _say_served(queue)
        try:
            if not is_set or not (await bot.get_webhook_info()).url:
                allowed = (*ALLOWED_UPDATES, *newer)
                await bot.set_webhook(url, secret_token=secret, allowed_updates=allowed)
                logger.info("the webhook is set")
                is_set = True
        except BadRequest as exc:
            if newer:
                logger.info("newer kinds of updates are refused", extra={"why": exc})
                newer = ()
                continue
            remedy = Phrase("remedies.public_address")
            raise SettingsError(
                name="ONEIRO_WEBHOOK_URL", problem=exc.message, remedy=remedy
            ) from exc
        except InvalidToken as exc:
            raise unknown_token() from exc
        except TelegramError as exc:
            logger.warning("cannot look after the webhook", extra={"why": exc})
        await asyncio.sleep(look_s)


async def _say_served(queue: Queue) -> None:
    """So that a process that polls does not take the webhook for a forgotten one."""
    try:
        await queue.note_webhook(for_s=_BELIEVED_S)
    except QueueError as exc:
        logger.warning("cannot tell that the webhook is served", extra={"why": exc.detail})
