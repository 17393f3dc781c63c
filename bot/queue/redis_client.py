"""A client of Redis by its URL: of one server, or of the one that Sentinels say is in charge."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from redis.asyncio import Redis
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool

from bot.errors import SettingsError
from engine.texts.phrase import Phrase

SENTINEL_SCHEME = "redis+sentinel://"
_SENTINEL_URL = re.compile(
    r"redis\+sentinel://(?:(?P<user>[^:@/]*):(?P<password>[^@/]*)@)?"
    r"(?P<hosts>[^,:/@]+:\d+(?:,[^,:/@]+:\d+)*)/(?P<name>[^/?]+)(?:/(?P<database>\d+))?"
)
# A machine that vanishes answers nothing at all: then the Sentinels are asked anew.
_ANSWER_S = 5.0
_CONNECT_S = 1.0

# Redis, or a class of ours that is one.
Client = TypeVar("Client", bound="Redis")


def redis_client(url: str, kind: type[Client], **options: Any) -> Client:
    """A client that connects when it is first used.

    Args:
        options: of its connections, as :class:`redis.asyncio.Redis` takes them.
    Raises: SettingsError: it begins as the URL of Sentinels and is none.
    """
    if not url.startswith(SENTINEL_SCHEME):
        plain: Client = kind.from_url(url, **options)
        return plain
    parts = _SENTINEL_URL.fullmatch(url)
    if parts is None:
        raise SettingsError(
            name="ONEIRO_REDIS_URL",
            problem=Phrase("problems.no_sentinels"),
            remedy=Phrase("remedies.see_file", file=".env.example"),
        )
    timeouts = {"socket_connect_timeout": _CONNECT_S, "socket_timeout": _ANSWER_S}
    sentinel = Sentinel(  # type: ignore[no-untyped-call]  # it ships no types
        [(host, int(port)) for host, port in _pairs(parts["hosts"])], sentinel_kwargs=timeouts
    )
    client: Client = sentinel.master_for(
        parts["name"],
        redis_class=kind,
        connection_pool_class=_MasterPool,
        db=int(parts["database"] or 0),
        username=parts["user"] or None,
        password=parts["password"],
        **timeouts | options,
    )
    return client


def _pairs(hosts: str) -> list[list[str]]:
    return [host.split(":") for host in hosts.split(",")]


class _MasterPool(SentinelConnectionPool):
    """Takes the connections to the Sentinels with it when it is closed."""

    async def disconnect(self, inuse_connections: bool = True) -> None:
        await super().disconnect(inuse_connections)
        if inuse_connections:
            for client in self.sentinel_manager.sentinels:
                await client.aclose()
