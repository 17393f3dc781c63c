"""Keep what this version makes of a database, for the next one to be tried on; at each release.

python -m tests.bot.storage.previous.renew
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from bot.storage.database import upgrade
from tests.bot.storage.postgres import MISSING, find_program, new_postgres, postgres_server
from tests.bot.storage.previous.fill import fill
from tests.places import ROOT

HERE = Path(__file__).parent
SQLITE = HERE / "sqlite.sql"
POSTGRES = HERE / "postgres.sql"
TABLES = HERE / "tables"


def copy_tables() -> None:
    """The definitions as they are, to be used beside those that come."""
    shutil.rmtree(TABLES)
    TABLES.mkdir()
    for file in sorted((ROOT / "bot/storage/tables").glob("*.py")):
        source = file.read_text("utf-8").replace("bot.storage.tables", f"{__package__}.tables")
        (TABLES / file.name).write_text(source, "utf-8")


def dump_sqlite() -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "oneiro.sqlite3"
        url = f"sqlite+aiosqlite:///{file}"
        upgrade(url)
        fill(url)
        with closing(sqlite3.connect(file)) as connection:
            return "\n".join(connection.iterdump()) + "\n"


def dump_postgres() -> str:
    pg_dump = find_program("pg_dump")
    assert pg_dump, MISSING
    with postgres_server() as urls:
        url = new_postgres(urls)
        fill(url)
        words = [pg_dump, "--inserts", "--no-owner", "--no-privileges", "--no-comments"]
        words.append(url.replace("+asyncpg", ""))
        dump = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    # Lines for psql alone are no SQL.
    lines = [line for line in dump.splitlines() if line and not line.startswith(("\\", "--"))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    copy_tables()
    SQLITE.write_text(dump_sqlite(), "utf-8")
    POSTGRES.write_text(dump_postgres(), "utf-8")
