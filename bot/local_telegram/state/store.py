"""What survives a restart: JSON rows in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    kind TEXT, key TEXT, body TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS messages (
    chat_id INTEGER, message_id INTEGER, body TEXT NOT NULL, reply_to INTEGER, invoice_id TEXT,
    PRIMARY KEY (chat_id, message_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS updates (
    update_id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message of a chat. ``body`` is the Bot API's Message without ``reply_to_message``."""

    chat_id: int
    message_id: int
    body: Json
    reply_to: int | None = None
    invoice_id: str | None = None

    @property
    def is_from_bot(self) -> bool:
        return bool(self.body["from"]["is_bot"])


class Store:
    """Rows of three tables. Each call is one transaction, or all within ``together``.

    Used by one thread.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(file, isolation_level=None)
        # A killed process loses nothing; only a power cut could take the last rows.
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is stored meanwhile, or nothing of it: money never moves by halves."""
        if self._db.in_transaction:  # an outer one holds it together
            yield
            return
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def put(self, kind: str, key: str | int, body: Json) -> None:
        """Store a record of some ``kind`` (user, file, invoice, charge …), or replace it."""
        self._db.execute("REPLACE INTO records VALUES (?, ?, ?)", (kind, str(key), _dump(body)))

    def get(self, kind: str, key: str | int) -> Json | None:
        query = "SELECT body FROM records WHERE kind = ? AND key = ?"
        row = self._db.execute(query, (kind, str(key))).fetchone()
        return None if row is None else _load(row[0])

    def remove(self, kind: str, key: str | int) -> None:
        self._db.execute("DELETE FROM records WHERE kind = ? AND key = ?", (kind, str(key)))

    def all(self, kind: str) -> list[Json]:
        rows = self._db.execute("SELECT body FROM records WHERE kind = ?", (kind,))
        return [_load(body) for (body,) in rows]

    def keys(self, kind: str) -> list[str]:
        rows = self._db.execute("SELECT key FROM records WHERE kind = ?", (kind,))
        return [key for (key,) in rows]

    def count(self, counter: str) -> int:
        """The next number of ``counter``, from 1; never the same one twice."""
        number = int((self.get("counter", counter) or {"last": 0})["last"]) + 1
        self.put("counter", counter, {"last": number})
        return number

    def put_message(self, message: Message) -> None:
        self._db.execute(
            "REPLACE INTO messages VALUES (?, ?, ?, ?, ?)",
            (
                message.chat_id,
                message.message_id,
                _dump(message.body),
                message.reply_to,
                message.invoice_id,
            ),
        )

    def get_message(self, chat_id: int, message_id: int) -> Message | None:
        return next(self._messages("chat_id = ? AND message_id = ?", chat_id, message_id), None)

    def messages(self, chat_id: int) -> list[Message]:
        """All messages of a chat, oldest first."""
        return list(self._messages("chat_id = ? ORDER BY message_id", chat_id))

    def newest_message(self, chat_id: int) -> Message | None:
        return next(self._messages("chat_id = ? ORDER BY message_id DESC LIMIT 1", chat_id), None)

    def messages_with_invoice(self, invoice_id: str) -> list[Message]:
        return list(self._messages("invoice_id = ?", invoice_id))

    def remove_message(self, message: Message) -> None:
        query = "DELETE FROM messages WHERE chat_id = ? AND message_id = ?"
        self._db.execute(query, (message.chat_id, message.message_id))

    def _messages(self, where: str, *values: int | str) -> Iterator[Message]:
        query = (
            f"SELECT chat_id, message_id, body, reply_to, invoice_id FROM messages WHERE {where}"
        )
        for chat_id, message_id, body, reply_to, invoice_id in self._db.execute(query, values):
            yield Message(
                chat_id=chat_id,
                message_id=message_id,
                body=_load(body),
                reply_to=reply_to,
                invoice_id=invoice_id,
            )

    def add_update(self, body: Json) -> None:
        self._db.execute("INSERT INTO updates (body) VALUES (?)", (_dump(body),))

    def updates(self, limit: int) -> list[Json]:
        """Updates that the bot has not confirmed, oldest first, each with its ``update_id``."""
        query = "SELECT update_id, body FROM updates ORDER BY update_id LIMIT ?"
        rows = self._db.execute(query, (limit,))
        return [{"update_id": update_id, **_load(body)} for update_id, body in rows]

    def confirm_updates(self, *, below: int) -> None:
        self._db.execute("DELETE FROM updates WHERE update_id < ?", (below,))

    def keep_last_updates(self, count: int) -> None:
        """Forget all unconfirmed updates but the ``count`` newest."""
        newest = "SELECT update_id FROM updates ORDER BY update_id DESC LIMIT ?"
        self._db.execute(f"DELETE FROM updates WHERE update_id NOT IN ({newest})", (count,))

    def count_updates(self) -> int:
        return int(self._db.execute("SELECT COUNT(*) FROM updates").fetchone()[0])


def _dump(body: Json) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _load(body: str) -> Json:
    loaded: Json = json.loads(body)
    return loaded
