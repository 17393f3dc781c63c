"""A Redis that fails is replaced by its copy, and nobody has to be started again."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.domain.jobs import JobState
from bot.errors import QueueError, SettingsError
from bot.local_telegram.server import LocalTelegram
from bot.queue.connection import connect
from bot.queue.redis_client import redis_client
from bot.run.redis_server import find_redis
from tests.bot.painters import SlowPainter
from tests.bot.redises import TestRedis
from tests.bot.running import all_jobs
from tests.bot.scene import playing

SENTINEL = """
port {port}
dir {folder}
sentinel monitor dreams 127.0.0.1 {master} 1
sentinel down-after-milliseconds dreams 500
sentinel failover-timeout dreams 3000
"""


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [opened.getsockname()[1] for opened in sockets]
    for opened in sockets:
        opened.close()
    return ports


@dataclass(slots=True, kw_only=True)
class WatchedRedis:
    """A Redis, its copy and the Sentinel that watches them."""

    url: str
    master: asyncio.subprocess.Process
    copy_port: int

    async def kill_master(self) -> None:
        """As a crash would, once all that it knows has been copied."""
        async with redis_client(self.url, Redis) as client:
            await client.execute_command("WAIT", 1, 5000)
        self.master.kill()
        await self.master.wait()

    async def until_replaced(self) -> None:
        await until(self.copy_port, is_master)


@pytest.fixture
async def watched_redis(tmp_path: Path) -> AsyncIterator[WatchedRedis]:
    master_port, copy_port, sentinel_port = free_ports(3)
    async with AsyncExitStack() as stack:

        async def start(name: str, *words: str) -> asyncio.subprocess.Process:
            folder = tmp_path / name
            folder.mkdir()
            process = await asyncio.create_subprocess_exec(
                find_redis(), *words, cwd=folder, stdout=asyncio.subprocess.DEVNULL
            )
            stack.push_async_callback(ended, process)
            return process

        plain = ("--save", "", "--repl-diskless-sync-delay", "0")
        master = await start("master", "--port", str(master_port), *plain)
        copying = ("--replicaof", "127.0.0.1", str(master_port))
        await start("copy", "--port", str(copy_port), *copying, *plain)
        await until(copy_port, has_copied)
        conf = tmp_path / "sentinel.conf"
        conf.write_text(SENTINEL.format(port=sentinel_port, folder=tmp_path, master=master_port))
        await start("sentinel", str(conf), "--sentinel")
        await until(sentinel_port, knows_copy)
        url = f"redis+sentinel://127.0.0.1:{sentinel_port}/dreams/0"
        yield WatchedRedis(url=url, master=master, copy_port=copy_port)


async def ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()


async def until(port: int, is_so: Callable[[Redis], Awaitable[bool]]) -> None:
    """Servers tell nobody of what they have come to, so they are asked."""
    async with asyncio.timeout(20), Redis(port=port) as client:
        while True:
            with contextlib.suppress(RedisError):  # it may not listen yet
                if await is_so(client):
                    return
            await asyncio.sleep(0.05)


async def has_copied(client: Redis) -> bool:
    return bool((await client.info("replication"))["master_link_status"] == "up")


async def is_master(client: Redis) -> bool:
    return bool((await client.info("replication"))["role"] == "master")


async def knows_copy(client: Redis) -> bool:
    return bool((await client.sentinel_masters())["dreams"]["num-slaves"] == 1)


async def test_a_bot_and_a_worker_outlive_a_failover(
    telegram: LocalTelegram, watched_redis: WatchedRedis, migrated: Path, tmp_path: Path
) -> None:
    """One job is in work and one waits while the Redis dies; a third comes after."""
    data_dir = tmp_path / "data"
    shutil.copytree(migrated, data_dir)
    painter = SlowPainter()
    painter.gate.clear()
    async with playing(telegram, watched_redis, data_dir) as scene:  # type: ignore[arg-type]  # its URL is all that is asked of a Redis
        await scene.send_photo()
        await scene.job()
        async with scene.worker(painter), scene.reconciling():
            await scene.job(JobState.RUNNING)
            await scene.send_photo()
            await scene.job(count=2)
            await watched_redis.kill_master()
            await watched_redis.until_replaced()
            await scene.send_photo()
            await scene.job(count=3)
            painter.gate.set()
            await scene.results(3)
        # A new worker, too, finds the one that is in charge now.
        await scene.send_photo()
        async with scene.worker(painter):
            await scene.job(JobState.DONE, count=4)
        assert [job.state for job in await all_jobs(scene.db)] == [JobState.DONE] * 4


async def test_sentinels_that_are_away_are_told_in_our_words() -> None:
    (port,) = free_ports(1)
    with pytest.raises(QueueError) as told:
        await connect(f"redis+sentinel://127.0.0.1:{port}/dreams")
    assert "No master found for 'dreams'" in str(told.value.detail)


async def test_a_plain_url_is_reached_as_ever(redis_server: TestRedis) -> None:
    async with redis_client(redis_server.url, Redis) as client:
        assert await client.ping()


@pytest.mark.parametrize(
    "address", ["a:26379", "a,b/dreams", "a:26379/dreams/first", ":secret@a:26379/"]
)
def test_sentinels_without_ports_or_a_name_are_refused_without_their_password(address: str) -> None:
    with pytest.raises(SettingsError, match="ONEIRO_REDIS_URL") as told:
        redis_client(f"redis+sentinel://{address}", Redis)
    assert "secret" not in str(told.value)
