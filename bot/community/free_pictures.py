"""An operator's folder of free pictures: which of them may be painted, and why the others not.

Beside ``cat.jpg`` lies ``cat.jpg.toml`` with its licence, author and source. Nothing is opened here
but these notes: bot.transport.files.openers opens the pictures.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.community.paintings import Credit, free_licence
from engine.media.formats import PICTURE_SUFFIXES
from engine.media.pictures import MAX_BYTES
from engine.texts.phrase import Fact, Phrase, megabytes

NOTE_SUFFIX = ".toml"
MAX_NOTE_BYTES = 10_000
# Of what a caption of the chat shows, with all else that stands in it.
MAX_WORDS = 120
MAX_SOURCE_CHARS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePicture:
    """``digest``: of its bytes, so that it is the same one under another name."""

    file: Path
    digest: str
    credit: Credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """``why``: a whole sentence."""

    name: str
    why: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    pictures: tuple[FreePicture, ...] = ()
    skipped: tuple[Skipped, ...] = ()


class FreeFolder:
    """Looks through the folder again and again; what has not changed is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[Path, tuple[tuple[int, ...], FreePicture | Skipped]] = {}

    def look(self) -> Found:
        """All that lies there now, by name. Blocks. Raises: OSError: there is no such folder."""
        files = sorted(file for file in self.folder.iterdir() if _is_picture(file))
        known = self._known
        self._known = {file: self._seen(known, file) for file in files}
        found = [each for _, each in self._known.values()]
        return Found(
            pictures=tuple(each for each in found if isinstance(each, FreePicture)),
            skipped=tuple(each for each in found if isinstance(each, Skipped)),
        )

    def _seen(
        self, known: Mapping[Path, tuple[tuple[int, ...], FreePicture | Skipped]], file: Path
    ) -> tuple[tuple[int, ...], FreePicture | Skipped]:
        mark = (*_mark(file), *_mark(_note_of(file)))
        had = known.get(file)
        return had if had is not None and had[0] == mark else (mark, _read(file))


def _is_picture(file: Path) -> bool:
    return file.suffix.lower() in PICTURE_SUFFIXES and file.is_file()


def _note_of(file: Path) -> Path:
    return file.with_name(file.name + NOTE_SUFFIX)


def _mark(file: Path) -> tuple[int, ...]:
    """Another one once the file has changed."""
    try:
        stat = file.stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


def _read(file: Path) -> FreePicture | Skipped:
    try:
        credit = _credit_of(file)
        if isinstance(credit, Phrase):
            return Skipped(name=file.name, why=credit)
        size_bytes = file.stat().st_size
        if size_bytes > MAX_BYTES:
            facts = {"what": megabytes(size_bytes), "limit": megabytes(MAX_BYTES)}
            why = Phrase("errors.PictureTooLargeError", name=file.name, **facts)
            return Skipped(name=file.name, why=why)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as exc:
        why = Phrase("house.unreadable", why=exc.strerror or type(exc).__name__)
        return Skipped(name=file.name, why=why)
    return FreePicture(file=file, digest=digest, credit=credit)


def _credit_of(file: Path) -> Credit | Phrase:
    """What its note says, or what is wrong with that. Raises: OSError."""
    note = _note_of(file)
    if not note.is_file():
        return Phrase("house.no_note", note=note.name)
    with note.open("rb") as opened:
        data = opened.read(MAX_NOTE_BYTES)
    try:
        values = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as exc:
        return Phrase("house.broken_note", note=note.name, why=str(exc))
    said = {key: _words(values, key) for key in ("licence", "author", "source")}
    for key, words in said.items():
        if not words:
            return Phrase("house.lacks", note=note.name, what=key)
    licence = free_licence(said["licence"])
    if licence is None:
        return Phrase("house.not_free", licence=said["licence"])
    return Credit(
        title=_words(values, "title") or file.stem,
        author=said["author"],
        licence=licence,
        source=said["source"],
    )


def _words(values: Mapping[str, Any], key: str) -> str:
    """In one line, and no longer than a caption has room for; none where it is no text."""
    value = values.get(key)
    if not isinstance(value, str):
        return ""
    limit = MAX_SOURCE_CHARS if key == "source" else MAX_WORDS
    in_line = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return in_line[:limit]
