"""Builds and serves the chat process; which handler answers what stands in bot.routes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, TypeVar

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    PreCheckoutQueryHandler,
    ShippingQueryHandler,
    filters,
)

from bot.chat.context import ChatContext, Services
from bot.chat.elsewhere.contexts import GuestContext, InlineContext
from bot.chat.message_filters import (
    CommandFilter,
    FilmFilter,
    GuestHandler,
    PictureFilter,
    StyleNameFilter,
    SubscriptionHandler,
)
from bot.command_menus import set_commands
from bot.commands import plain_words
from bot.community.copies import open_feed, open_styles
from bot.community.sweeping import OF_STYLES, OF_WORKS, Sweeper
from bot.delivery.exports import Exports
from bot.delivery.guests import StorageChat
from bot.delivery.notifier import Notifier
from bot.delivery.reconciler import Reconciler
from bot.delivery.results.result_cache import open_cache
from bot.delivery.results.result_store import open_results
from bot.domain.money.current_tiers import CurrentTiers
from bot.domain.payments import payment_keys
from bot.domain.prints.current_prints import CurrentPrints
from bot.errors import StorageError, not_set
from bot.handlers import errors, films, photos, start
from bot.handlers.money import pay, subscription
from bot.handlers.prints import buying
from bot.logs import log_fields
from bot.operations.pages import chat_pages
from bot.processes import heeding_hangup, heeding_signals, tell_ready
from bot.queue.connection import connect
from bot.queue.line import Queue
from bot.routes import (
    COMMANDS,
    FOR_EVERYBODY,
    OPERATOR_COMMANDS,
    Handle,
    guest,
    inline_query,
    name_said,
    paid,
    plain_talk,
    pre_checkout,
    press,
    where_open,
)
from bot.settings import Settings
from bot.storage import live_dreams
from bot.storage.bans import BanList
from bot.storage.database import Database, make_ready
from bot.storage.jobs import unreadable_jobs
from bot.storage.people import LanguageBook
from bot.transport.chat_moves import ChatMoves
from bot.transport.client import Client, make_bot, reaching_telegram
from bot.transport.files.picture_check import PictureChecker
from bot.transport.flood_gate import FloodGate, Quota
from bot.transport.inbox import Inbox
from bot.transport.poller import Poller
from bot.transport.rate_limiter import Pace
from bot.transport.whispers import Whispers
from bot.web.serving import web_pages
from engine.options.bounds import MAX_SEED
from engine.texts.phrase import Phrase

logger = logging.getLogger(__name__)
AnyContext = TypeVar("AnyContext", bound=ChatContext)
ChatApplication = Application[ExtBot[Pace], Any, Any, Any, Any, None]

STOP_S = 4.0


class Chat:
    """The conversation: the real application, and a way to say that an update is not done.

    PTB logs whatever a handler raises and goes on; so a StorageError is noted and raised here,
    for the inbox to take the update up again. The person is told of it once.
    """

    def __init__(self, bot: ExtBot[Pace], services: Services) -> None:
        self._services = services
        self._put_off: dict[int, StorageError] = {}
        self._chat_moves = ChatMoves(services.db)
        self.app: ChatApplication = (
            Application.builder().bot(bot).updater(None).job_queue(None).build()
        )
        self.app.add_handlers(self._handlers())

    async def process(self, update: Update) -> None:
        """Deal with one update. Raises: StorageError: try it again later."""
        with log_fields(update_id=update.update_id):
            await self._chat_moves.note(update, now=self._services.clock())
            await self.app.process_update(update)
        error = self._put_off.get(update.update_id)
        if error is not None:
            raise error

    def _handlers(self) -> list[BaseHandler[Update, Any, Any]]:
        commands = [
            self._on(handle if name in FOR_EVERYBODY else where_open(handle), CommandFilter(name))
            for name, handle in COMMANDS.items()
        ]
        from_operator = filters.ChatType.PRIVATE & filters.User(self._services.settings.operators)
        for name, handle in OPERATOR_COMMANDS.items():
            commands.append(self._on(handle, CommandFilter(name) & from_operator))
        return [
            PreCheckoutQueryHandler(self._turning(pre_checkout)),
            ShippingQueryHandler(self._turning(buying.shipping)),
            SubscriptionHandler(self._turning(subscription.changed)),
            CallbackQueryHandler(self._turning(press)),
            GuestHandler(self._turning_in(GuestContext, guest)),
            InlineQueryHandler(self._turning_in(InlineContext, inline_query)),
            self._on(paid, filters.SUCCESSFUL_PAYMENT),
            self._on(pay.refunded, filters.StatusUpdate.REFUNDED_PAYMENT),
            self._on(where_open(name_said), StyleNameFilter()),
            *commands,
            self._on(where_open(start.unknown_command), CommandFilter(None)),
            self._on(where_open(films.film), FilmFilter()),
            self._on(where_open(photos.picture), PictureFilter()),
            self._on(where_open(plain_talk), filters.TEXT & filters.ChatType.PRIVATE),
            self._on(where_open(photos.no_picture), ~filters.TEXT & ~filters.StatusUpdate.ALL),
        ]

    def _on(self, handle: Handle, when: filters.BaseFilter) -> MessageHandler[Any, Any]:
        return MessageHandler(when & filters.UpdateType.MESSAGE, self._turning(handle))

    def _turning(self, handle: Handle) -> Callable[[Update, Any], Coroutine[Any, Any, None]]:
        return self._turning_in(ChatContext, handle)

    def _turning_in(
        self, kind: type[AnyContext], handle: Callable[[AnyContext], Awaitable[None]]
    ) -> Callable[[Update, Any], Coroutine[Any, Any, None]]:
        """A handler as PTB wants it; what goes wrong in it is told in one place."""

        async def run(update: Update, ptb: Any) -> None:
            context = kind(update, ptb.bot, self._services)
            was_told = self._put_off.pop(update.update_id, None) is not None
            try:
                await context.read_languages()
                await handle(context)
            except Exception as exc:  # the one chat error handler
                if isinstance(exc, StorageError):
                    self._put_off[update.update_id] = exc
                    if was_told:
                        return
                await errors.failed(context, exc)

        return run


def make_services(settings: Settings, *, bot: ExtBot[Pace], db: Database, queue: Queue) -> Services:
    """The handlers' collaborators as they are in use; tests may pass others."""
    if settings.bot_token is None:
        raise not_set("ONEIRO_BOT_TOKEN", Phrase("remedies.see_doctor"))
    token = settings.bot_token.get_secret_value()
    results, styles = open_results(settings), open_styles(settings)

    def clock() -> datetime:
        return datetime.now(UTC)

    return Services(
        db=db,
        queue=queue,
        notifier=Notifier(bot, db, storage=StorageChat.of(settings)),
        picture_checker=PictureChecker(settings.incoming_dir),
        tiers=CurrentTiers(settings.tiers),
        prints=CurrentPrints(settings.prints),
        settings=settings,
        results=results,
        feed=open_feed(settings),
        styles=styles,
        cache=open_cache(settings, db=db, results=results),
        exports=Exports(
            db=db, results=results, styles=styles, keep_h=settings.result_keep_h, clock=clock
        ),
        albums=Quota(1, clock=time.monotonic),
        clock=clock,
        draw_seed=lambda: secrets.randbelow(MAX_SEED + 1),
        payment_keys=payment_keys(token, settings.signing_keys),
        languages=LanguageBook(db),
        whispers=Whispers(),
    )


def make_gate(settings: Settings, db: Database, bot: Client) -> FloodGate:
    """Who is kept out of the inbox."""
    return FloodGate(
        BanList(db),
        bot,
        person_per_minute=settings.person_updates_per_minute,
        chat_per_minute=settings.chat_updates_per_minute,
    )


async def run_bot(settings: Settings, *, ready_fd: int | None = None) -> int:
    """The chat process: until SIGINT or SIGTERM. Returns: the exit code.

    Raises: as :func:`serve_bot`.
    """
    stop = asyncio.Event()
    with heeding_signals(lambda _: stop.set()):
        await serve_bot(settings, stop, ready_fd=ready_fd)
    return 0


async def serve_bot(
    settings: Settings, stop: asyncio.Event, *, ready_fd: int | None = None
) -> None:
    """Talk to people until ``stop``.

    Raises: SettingsError, QueueError, StorageError: it cannot start.
    """
    if settings.redis_url is None:
        raise not_set("ONEIRO_REDIS_URL", Phrase("remedies.run_everything"))
    redis_url = settings.redis_url.get_secret_value()
    bot = make_bot(settings)
    async with contextlib.AsyncExitStack() as stack:
        await asyncio.gather(
            asyncio.to_thread(make_ready, settings.sql_url, may_upgrade=settings.migrate),
            asyncio.to_thread(plain_words.learn),
        )
        db = Database(settings.sql_url)
        stack.push_async_callback(db.close)
        queue = Queue(
            await connect(redis_url),
            cpu_budget_s=settings.render_budget_s,
        )
        stack.push_async_callback(queue.close)
        services = make_services(settings, bot=bot, db=db, queue=queue)
        stack.push_async_callback(services.picture_checker.close)
        stack.enter_context(heeding_hangup(services.read_files))
        chat = Chat(bot, services)
        await stack.enter_async_context(
            chat_pages(settings, db=db, bot=bot, redis_url=redis_url, tiers=services.tiers)
        )
        with reaching_telegram():
            await stack.enter_async_context(chat.app)
        await stack.enter_async_context(
            web_pages(settings, db=db, store=services.feed, bot_name=bot.username)
        )
        await _serve(settings, services, chat, bot, stop=stop, ready_fd=ready_fd)


async def _serve(
    settings: Settings,
    services: Services,
    chat: Chat,
    bot: Client,
    *,
    stop: asyncio.Event,
    ready_fd: int | None,
) -> None:
    reconciler = Reconciler(
        db=services.db,
        queue=services.queue,
        notifier=services.notifier,
        bot=bot,
        settings=settings,
        tiers=services.tiers,
        also=[
            Sweeper(copies, db=services.db, store=store, clock=services.clock).look
            for copies, store in ((OF_WORKS, services.feed), (OF_STYLES, services.styles))
        ],
    )
    inbox = Inbox(
        services.db,
        chat.process,
        bot,
        on_unread_money=reconciler.look_for_payments,
        gate=make_gate(settings, services.db, bot),
    )
    await unreadable_jobs.look_anew(services.db)
    await live_dreams.look_anew(services.db)
    await inbox.replay()
    receive = _receive(inbox, bot, services.queue, settings, stop)
    telling = asyncio.create_task(_tell_commands(bot, settings))
    working = [asyncio.create_task(receive), asyncio.create_task(reconciler.run(stop))]
    tell_ready(ready_fd, "bot", username=bot.username)
    async with inbox.holding():
        try:
            # Both go on until the stop, unless one of them fails.
            await asyncio.wait(working, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            stop.set()
            telling.cancel()
            await asyncio.wait([*working, telling])
            await inbox.drain(within_s=STOP_S)
    for task in working:
        task.result()


async def _receive(
    inbox: Inbox, bot: Client, queue: Queue, settings: Settings, stop: asyncio.Event
) -> None:
    if settings.webhook_url is None:
        await Poller(inbox, bot, is_webhook_served=queue.is_webhook_served).run(stop)
        return
    from bot.transport.webhook import (
        serve_webhook,
    )  # a web server is slow to load and rarely needed

    await serve_webhook(inbox, bot, queue, settings, stop)


async def _tell_commands(bot: ExtBot[Pace], settings: Settings) -> None:
    try:
        await set_commands(bot, operators=settings.operators)
    except TelegramError as exc:
        logger.warning("cannot set the menu of commands", extra={"why": exc})
