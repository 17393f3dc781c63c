"""The Telegram client that the bot and the workers share: timeouts, pacing, which server."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from telegram._utils.types import JSONDict
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.errors import SettingsError, not_set
from bot.metrics import TELEGRAM_REQUESTS
from bot.settings import Settings
from bot.transport.rate_limiter import Pace, RedisRateLimiter
from bot.transport.request import READ_TIMEOUT_S, AiohttpRequest
from engine.texts.phrase import Phrase

_POOL_SIZE = 32
# Telegram's own words, in lower case, for a topic where nothing can be said.
_TOPIC_GONE = ("message thread not found", "topic_closed", "topic_deleted")
_OF_TOPIC = ("message_thread_id", "reply_parameters")


class Client(ExtBot[Pace]):
    """The library's bot, and what of Telegram's answers has to be read one by one.

    The library reads a whole list or nothing: one entry that is newer than it hides all others.
    """

    async def _do_post(self, endpoint: str, data: JSONDict, **how: Any) -> Any:
        """What belongs to a topic that is closed or gone is said in the forum at large."""
        kept = dict(data)  # the library takes our pace out of it
        try:
            return await super()._do_post(endpoint, data, **how)
        except BadRequest as exc:
            if not kept.get("message_thread_id") or not is_topic_gone(exc):
                raise
        # An answer would go where the message that it answers stands.
        kept = {name: value for name, value in kept.items() if name not in _OF_TOPIC}
        return await super()._do_post(endpoint, kept, **how)

    async def raw_updates(
        self, *, offset: int | None, timeout_s: int, allowed: Sequence[str]
    ) -> list[Any]:
        """getUpdates as Telegram tells it; neither paced nor tried again."""
        data = {"offset": offset, "timeout": timeout_s, "allowed_updates": list(allowed)}
        read_timeout_s = READ_TIMEOUT_S + timeout_s
        updates: list[Any] = await self._post("getUpdates", data, read_timeout=read_timeout_s)
        return updates

    async def raw_star_transactions(self, *, offset: int, limit: int, pace: Pace) -> list[Any]:
        """getStarTransactions as Telegram tells it, the oldest first."""
        data = {"offset": offset, "limit": limit}
        kwargs = self._merge_api_rl_kwargs(None, pace)
        answer = await self._post("getStarTransactions", data, api_kwargs=kwargs)
        transactions: list[Any] = answer["transactions"]
        return transactions


def is_topic_gone(exc: TelegramError) -> bool:
    """Whether a topic was closed or deleted, where its forum may still be open to us."""
    return any(words in str(exc).lower() for words in _TOPIC_GONE)


def make_bot(settings: Settings) -> Client:
    """A client of the server at ``settings.telegram_url``; initialize() it before use.

    Raises: SettingsError: there is no bot token.
    """
    if settings.bot_token is None:
        raise not_set("ONEIRO_BOT_TOKEN", Phrase("remedies.get_token"))
    # Else PTB warns, on stderr, whenever Telegram asks us to wait.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    redis_url = settings.redis_url.get_secret_value() if settings.redis_url else None
    return Client(
        settings.bot_token.get_secret_value(),
        base_url=f"{settings.telegram_url}/bot",
        base_file_url=f"{settings.telegram_url}/file/bot",
        request=CountedRequest(settings.telegram_url, connections=_POOL_SIZE),
        get_updates_request=CountedRequest(settings.telegram_url, connections=1),
        rate_limiter=RedisRateLimiter(redis_url),
    )


@contextmanager
def reaching_telegram() -> Iterator[None]:
    """Around a process's first request.

    Raises: SettingsError: Telegram is away or does not know the token.
    """
    try:
        yield
    except InvalidToken:
        # Not chained: PTB's words hold the token.
        raise unknown_token() from None
    except TelegramError as exc:
        raise SettingsError(
            name="Telegram", problem=exc.message, remedy=Phrase("remedies.check_token")
        ) from exc


def unknown_token() -> SettingsError:
    return SettingsError(
        name="ONEIRO_BOT_TOKEN",
        problem=Phrase("problems.unknown_token"),
        remedy=Phrase("remedies.copy_token"),
    )


class CountedRequest(AiohttpRequest):
    """Each try of them counted by its method and how it ended."""

    async def do_request(
        self, url: str, method: str, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        # Files are fetched by addresses that hold the token and the file's name.
        name = "getFileContent" if method == "GET" else url.rpartition("/")[2]
        outcome = "unreachable"
        try:
            status, payload = await super().do_request(url, method, *args, **kwargs)
            outcome = _outcome(status)
            return status, payload
        finally:
            TELEGRAM_REQUESTS.labels(method=name, outcome=outcome).inc()


def _outcome(status: int) -> str:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "asked_to_wait"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "failed"
    return "refused" if status >= HTTPStatus.BAD_REQUEST else "ok"
