"""A Postgres server of our own for the tests, where the machine has its programs."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from bot.storage.database import upgrade

TEMPLATE = "template"
_numbers = itertools.count()


def find_program(name: str) -> str | None:
    # Debian keeps the server's programs off the PATH.
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, folders)])
    return shutil.which(name, path=path)


def new_postgres(urls: str, *, name: str | None = None, template: str = TEMPLATE) -> str:
    """Make a database, of the newest migration and empty. Returns: its URL."""
    name = name or f"test_{next(_numbers)}"

    async def create() -> None:
        connection = await asyncpg.connect(urls.format("postgres").replace("+asyncpg", ""))
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        await connection.close()

    asyncio.run(create())
    return urls.format(name)


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run one on a socket; yields the URL of its databases, to be completed by a name.

    One of them is up to date and empty, for :func:`new_postgres`.
    """
    initdb, postgres = find_program("initdb"), find_program("postgres")
    assert initdb
    assert postgres
    # Postgres refuses to run as root.
    user = "nobody" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="oneiro-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        data = str(folder / "data")
        subprocess.run(
            [initdb, "-D", data, "-U", "oneiro", "-A", "trust", "--no-sync"],
            user=user,
            check=True,
            capture_output=True,
        )
        command = [postgres, "-D", data, "-k", name]
        command += ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"]
        with subprocess.Popen(command, user=user, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr is not None
            for line in server.stderr:
                if "ready to accept connections" in line:
                    break
            # A full pipe would stop the server.
            drain = threading.Thread(target=deque, args=(server.stderr, 0))
            drain.start()
            urls = f"postgresql+asyncpg://oneiro@/{{}}?host={name}"
            try:
                upgrade(new_postgres(urls, name=TEMPLATE, template="template1"))
                yield urls
            finally:
                server.send_signal(signal.SIGINT)  # ends it without waiting for clients
                drain.join()
