"""Which workers are alive and what they do: each says so again and again, and is forgotten soon
after its last word.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from arq.connections import ArqRedis

from bot.errors import QueueError
from bot.queue.connection import PUT_TIMEOUT_S, REDIS_TROUBLE

KEY_PREFIX = "oneiro:worker:"
# The names of those keys: to search for them would read through every job in line.
NAMES_KEY = "oneiro:workers"
# Three words may be missed.
ALIVE_S = 6.0
TELL_EVERY_S = ALIVE_S / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerReport:
    """One worker, as it was at its last word.

    Attributes:
        name: unique among the living: host and process.
        pools: the names of those that it serves.
        device: "cpu", "cuda:0", …
        job_ids: those that it renders now.
        since: unix time, in s, at which it became ready.
        is_taken_whole: a long render leaves no room for a short one beside it.
    """

    name: str
    pools: tuple[str, ...]
    device: str
    job_ids: tuple[str, ...] = ()
    since: float = 0.0
    is_taken_whole: bool = False

    def to_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> WorkerReport:
        """The inverse of :meth:`to_json`, of whatever version."""
        names = {field.name for field in dataclasses.fields(cls)}
        known = {name: value for name, value in values.items() if name in names}
        lists = {name: tuple(known.get(name, ())) for name in ("pools", "job_ids")}
        return cls(**known | lists)


def own_name() -> str:
    """This process's among the workers: host and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


async def tell_alive(pool: ArqRedis, report: WorkerReport) -> None:
    """Say what this worker does. Raises: QueueError: Redis is away."""
    payload = json.dumps(report.to_json())
    try:
        async with asyncio.timeout(PUT_TIMEOUT_S):
            async with pool.pipeline() as pipe:
                pipe.set(KEY_PREFIX + report.name, payload, px=round(ALIVE_S * 1000))
                pipe.sadd(NAMES_KEY, report.name)
                await pipe.execute()
    except REDIS_TROUBLE as exc:
        raise QueueError(str(exc)) from exc


async def say_goodbye(pool: ArqRedis, name: str) -> None:
    """This worker takes nothing more. Raises: QueueError: Redis is away."""
    try:
        async with asyncio.timeout(PUT_TIMEOUT_S):
            async with pool.pipeline() as pipe:
                pipe.delete(KEY_PREFIX + name)
                pipe.srem(NAMES_KEY, name)
                await pipe.execute()
    except REDIS_TROUBLE as exc:
        raise QueueError(str(exc)) from exc


async def alive(pool: ArqRedis) -> Sequence[WorkerReport]:
    """Those that have said so lately, by name. Raises: QueueError: Redis is away."""
    try:
        async with asyncio.timeout(PUT_TIMEOUT_S):
            said = await _said(pool)
            silent = [name for name, payload in said.items() if payload is None]
            if silent:
                async with pool.pipeline() as pipe:
                    pipe.srem(NAMES_KEY, *silent)
                    await pipe.execute()
    except REDIS_TROUBLE as exc:
        raise QueueError(str(exc)) from exc
    reports = [_read(payload) for _, payload in sorted(said.items()) if payload]
    return [report for report in reports if report is not None]


async def _said(pool: ArqRedis) -> dict[bytes, bytes | None]:
    """By name; None of one that has fallen silent."""
    async with pool.pipeline() as pipe:
        pipe.smembers(NAMES_KEY)
        (names,) = await pipe.execute()
        for name in names:
            pipe.get(KEY_PREFIX + name.decode())
        payloads = await pipe.execute()
    return dict(zip(names, payloads, strict=True))


def _read(payload: bytes) -> WorkerReport | None:
    """None: another version or hand wrote what this one cannot read."""
    try:
        return WorkerReport.from_json(json.loads(payload))
    except (ValueError, TypeError, AttributeError):
        return None
