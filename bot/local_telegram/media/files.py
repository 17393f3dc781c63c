"""Files that people and the bot have sent, by the ids under which Telegram hands them out."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.local_telegram.state.store import Json, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A stored file: ``path`` is the Bot API's ``file_path``, ``name`` the sender's."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    size_bytes: int


class Files:
    """Bytes in a folder, what is known of them in the store."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, data: bytes, *, kind: str, name: str, mime: str) -> File:
        """Keep a file. ``kind`` (photos, documents, videos …) begins its ``file_path``."""
        digest = hashlib.sha256(data).hexdigest()[:20]
        suffix = Path(name).suffix[:10]
        path = f"{kind}/file_{self._store.count('file')}{suffix}"
        file = File(
            file_id=f"{kind[:1].upper()}{secrets.token_urlsafe(24)}",
            unique_id=f"{kind[:1].upper()}{digest}",
            path=path,
            name=name,
            mime=mime,
            size_bytes=len(data),
        )
        place = self._folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
        self._store.put("file", file.file_id, asdict(file))
        self._store.put("path", path, {"file_id": file.file_id})
        return file

    def get(self, file_id: str) -> File | None:
        row = self._store.get("file", file_id)
        return None if row is None else File(**row)

    def at(self, path: str) -> File | None:
        """The file under a ``file_path``; anything else, such as ``../``, is not known."""
        row = self._store.get("path", path)
        return None if row is None else self.get(row["file_id"])

    def place(self, file: File) -> Path:
        return self._folder / file.path

    def remember_media(self, file_id: str, media: Json) -> None:
        """Keep how a file stands in a message, so that the bot can send it again by id."""
        self._store.put("media", file_id, media)

    def media(self, file_id: str) -> Json | None:
        """``{"photo": [...]}``, ``{"document": {...}}`` and so on, as it was first sent."""
        return self._store.get("media", file_id)
