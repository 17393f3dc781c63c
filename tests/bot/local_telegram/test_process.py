"""The local Telegram as a process: when it answers, and how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

TOKEN = "1000000:for-tests"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def process(
    folder: Path, *, port: int, api_port: int, token: str = TOKEN
) -> AsyncIterator[asyncio.subprocess.Process]:
    settings = {
        "ONEIRO_DATA_DIR": str(folder),
        "ONEIRO_PORT": str(port),
        "ONEIRO_BOT_TOKEN": token,
    }
    command = [sys.executable, "-m", "bot.cli", "local-telegram", "--api-port", str(api_port)]
    child = await asyncio.create_subprocess_exec(
        *command,
        env={**os.environ, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.communicate()


async def call(session: aiohttp.ClientSession, api_port: int, method: str) -> bool:
    """Call a method once the process has started."""
    for _ in range(400):
        try:
            async with session.get(f"http://127.0.0.1:{api_port}/bot{TOKEN}/{method}") as answer:
                return bool((await answer.json())["ok"])
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.05)  # a port cannot be awaited
    return False


async def site_answers(session: aiohttp.ClientSession, port: int) -> bool:
    try:
        async with session.get(f"http://127.0.0.1:{port}/bot") as answer:
            return answer.status == 200
    except aiohttp.ClientConnectorError:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_people_are_let_in_once_the_bot_listens(
    tmp_path: Path, number: signal.Signals
) -> None:
    port, api_port = free_port(), free_port()
    async with (
        process(tmp_path, port=port, api_port=api_port) as child,
        aiohttp.ClientSession() as session,
    ):
        assert await call(session, api_port, "getMe")
        assert not await site_answers(session, port)
        assert await call(session, api_port, "getUpdates")
        assert await site_answers(session, port)
        stream = await session.get(f"http://127.0.0.1:{port}/events")
        child.send_signal(number)
        _, words = await child.communicate()
        assert child.returncode == 0
        assert words == b""
        stream.close()


async def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with process(tmp_path, port=port, api_port=free_port()) as child:
            _, words = await child.communicate()
    assert child.returncode not in (0, None)
    assert len(words.splitlines()) == 1
    assert str(port).encode() in words


async def test_a_port_taken_before_the_bot_listens_is_told_as_well(tmp_path: Path) -> None:
    port, api_port = free_port(), free_port()
    async with (
        process(tmp_path, port=port, api_port=api_port) as child,
        aiohttp.ClientSession() as session,
    ):
        assert await call(session, api_port, "getMe")
        with socket.socket() as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", port))
            taken.listen()
            assert await call(session, api_port, "getUpdates")
            _, words = await child.communicate()
    assert child.returncode not in (0, None)
    assert len(words.splitlines()) == 1
    assert str(port).encode() in words


async def test_a_token_is_needed(tmp_path: Path) -> None:
    async with process(tmp_path, port=free_port(), api_port=free_port(), token="") as child:
        _, words = await child.communicate()
    assert child.returncode not in (0, None)
    assert b"ONEIRO_BOT_TOKEN" in words
