"""A Postgres server of our own for the tests, where the machine has its programs."""

from __future__ import annotations

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


def find_program(name: str) -> str | None:
    # Debian keeps the server's programs off the PATH.
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, folders)])
    return shutil.which(name, path=path)


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run one on a socket; yields the URL of its databases, to be completed by a name."""
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
            try:
                yield f"postgresql+asyncpg://oneiro@/{{}}?host={name}"
            finally:
                server.send_signal(signal.SIGINT)  # ends it without waiting for clients
                drain.join()
