"""A Postgres server of our own for the tests, where the machine has its programs."""

from __future__ import annotations

import asyncio
import fcntl
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import asyncpg
import pytest

from bot.processes import die_with_parent
from bot.storage.database import upgrade

# Postgres refuses to run as root; its Debian package brings a user for it.
OWNER = "postgres" if os.geteuid() == 0 else None
TEMPLATE = "template"
# What tests wear that matter as much on one database as on the other.
on_each_database = pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)
MISSING = "needs Postgres (Debian: apt install postgresql)"
_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """One with its data and its socket in ``folder``, which OWNER must be able to reach."""

    folder: Path

    @property
    def urls(self) -> str:
        return f"postgresql+asyncpg://oneiro@/{{}}?host={self.folder}"

    def prepare(self) -> None:
        """Make its data, empty."""
        initdb = find_program("initdb")
        assert initdb, MISSING
        if OWNER:
            shutil.chown(self.folder, OWNER)
        words = ["-D", str(self.folder / "data"), "-U", "oneiro", "-A", "trust", "--no-sync"]
        subprocess.run([initdb, *words], user=OWNER, cwd="/", check=True, capture_output=True)

    def command(self) -> list[str]:
        """To be run as OWNER; it stays in the foreground."""
        postgres = find_program("postgres")
        assert postgres, MISSING
        settings = ("listen_addresses=", "fsync=off", "max_connections=200")
        words = [postgres, "-D", str(self.folder / "data"), "-k", str(self.folder)]
        return [*words, *(word for setting in settings for word in ("-c", setting))]


def find_program(name: str) -> str | None:
    # Debian keeps the server's programs off the PATH.
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, folders)])
    return shutil.which(name, path=path)


def new_name() -> str:
    """Of a database that no other test has."""
    return f"test_{os.getpid()}_{next(_numbers)}"


def new_postgres(urls: str, *, name: str | None = None, template: str = TEMPLATE) -> str:
    """Make a database, of the newest migration and empty. Returns: its URL."""
    name = name or new_name()
    _tell(urls, f"CREATE DATABASE {name} TEMPLATE {template}")
    return urls.format(name)


def _tell(urls: str, words: str) -> None:
    async def tell() -> None:
        connection = await asyncpg.connect(urls.format("postgres").replace("+asyncpg", ""))
        await connection.execute(words)
        await connection.close()

    asyncio.run(tell())


@contextmanager
def shared_postgres(folder: Path) -> Iterator[str]:
    """As :func:`postgres_server`: one for all processes that name the same ``folder``.

    The first of them starts it, and ends it once the others need it no more.
    """
    told = folder / "postgres-urls"
    with ExitStack() as stack:
        with _locked(folder / "postgres-lock", fcntl.LOCK_EX):
            if told.exists():
                stack.enter_context(_locked(folder / "postgres-users", fcntl.LOCK_SH))
            else:
                told.write_text(stack.enter_context(postgres_server()))
                stack.callback(_wait_for_others, folder, told)
        yield told.read_text()


def _wait_for_others(folder: Path, told: Path) -> None:
    with (
        _locked(folder / "postgres-lock", fcntl.LOCK_EX),
        _locked(folder / "postgres-users", fcntl.LOCK_EX),
    ):
        told.unlink()


@contextmanager
def _locked(path: Path, kind: int) -> Iterator[IO[str]]:
    """The kernel lets go of it as well when this process is killed."""
    with path.open("a") as file:
        fcntl.flock(file, kind)
        yield file


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run one on a socket; yields the URL of its databases, to be completed by a name.

    One of them is up to date and empty, for :func:`new_postgres`.
    """
    with tempfile.TemporaryDirectory(prefix="oneiro-pg-", ignore_cleanup_errors=True) as name:
        postgres = PostgresServer(Path(name))
        postgres.prepare()
        with subprocess.Popen(
            postgres.command(),
            user=OWNER,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_parent(os.getpid(), signal.SIGINT),
        ) as server:
            assert server.stderr is not None
            for line in server.stderr:
                if "ready to accept connections" in line:
                    break
            # A full pipe would stop the server.
            drain = threading.Thread(target=deque, args=(server.stderr, 0))
            drain.start()
            try:
                upgrade(new_postgres(postgres.urls, name=TEMPLATE, template="template1"))
                yield postgres.urls
            finally:
                server.send_signal(signal.SIGINT)  # ends it without waiting for clients
                drain.join()
