"""``oneiro backup`` and ``oneiro restore``: the tables and the index of results in one file.

The file is a .tar.gz of a manifest, the database, and the results where they were asked for.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.community.copies import open_feed, open_styles
from bot.delivery.results.result_store import ResultFolder, ResultStore, open_results
from bot.errors import BackupError, NotReadableError
from bot.settings import Settings
from bot.storage.database import upgrade
from bot.storage.tables.base import SCHEMA_VERSION
from bot.texts.catalogue import text
from engine.files import whole_file
from engine.terminal.console import os_words, say
from engine.texts.phrase import Phrase

DATABASE = "oneiro.sqlite3"
_MANIFEST = "manifest.json"
_RESULTS = "results"
_FEED = "feed"
_STYLES = "styles"
_FORMAT = 1
# What comes of a file that is cut off, changed, or none of ours.
_DAMAGED = (
    tarfile.TarError,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
)


def run_backup(settings: Settings, file: Path, *, with_results: bool) -> int:
    """Write the backup while everything may run. Returns: the exit code, 0.

    Raises: BackupError: this database has a tool of its own, or the file cannot be written;
        NotReadableError: there is no database; ResultsAwayError.
    """
    if settings.database_url is not None:
        raise BackupError(file=str(file), problem=Phrase("backup.use_pg_dump", file=str(file)))
    source = settings.data_dir / DATABASE
    if not source.is_file():
        raise NotReadableError(problem=Phrase("overview.no_database", file=str(source)))
    with _told(file), tempfile.TemporaryDirectory(dir=file.resolve().parent) as folder:
        copy = Path(folder) / DATABASE
        version = _copy_database(source, copy)
        with (
            whole_file(file, is_synced=True, is_private=True) as part,
            tarfile.open(part, "w:gz") as archive,
        ):
            archive.add(copy, DATABASE)
            results = _add_results(archive, open_results(settings), with_results=with_results)
            shown = _add_files(archive, open_feed(settings), _FEED) if with_results else []
            saved = _add_files(archive, open_styles(settings), _STYLES) if with_results else []
            manifest = {
                "format": _FORMAT,
                "made_at": datetime.now(UTC).isoformat(),
                "version": version,
                "database": _facts(copy.read_bytes()),
                "with_results": with_results,
                "results": results,
                "feed": shown,
                "styles": saved,
            }
            _add(archive, _MANIFEST, json.dumps(manifest).encode())
    say(text("backup.made", file=str(file), version=version, results=len(results)))
    return 0


def run_restore(settings: Settings, file: Path) -> int:
    """Lay a backup into a data folder that is empty or not there. Returns: the exit code, 0.

    Raises: BackupError: it is damaged or too new, or there is something in the way.
    """
    if settings.database_url is not None:
        raise BackupError(file=str(file), problem=Phrase("backup.use_pg_restore", file=str(file)))
    target = settings.data_dir
    if target.is_dir() and any(target.iterdir()):
        raise BackupError(file=str(file), problem=Phrase("backup.not_empty", folder=str(target)))
    with _told(file):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as beside:
            folder = Path(beside) / "data"
            folder.mkdir(mode=0o700)
            manifest = _unpack(file, folder)
            upgrade(f"sqlite+aiosqlite:///{folder / DATABASE}")
            with contextlib.suppress(FileNotFoundError):
                target.rmdir()
            folder.rename(target)
    say(text("backup.restored", folder=str(target), made_at=manifest["made_at"]))
    return 0


def _copy_database(source: Path, copy: Path) -> str:
    """One moment of the database, whoever writes to it meanwhile. Returns: its version."""
    with (
        contextlib.closing(sqlite3.connect(source)) as live,
        contextlib.closing(sqlite3.connect(copy)) as still,
    ):
        live.backup(still)
        # One file alone, without a log beside it.
        still.execute("PRAGMA journal_mode = DELETE")
        return str(still.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _add_results(
    archive: tarfile.TarFile, results: ResultStore, *, with_results: bool
) -> list[dict[str, Any]]:
    """The index of all that is kept, by job; what is deleted meanwhile is left out."""
    index = []
    for name in sorted(name for name, _ in results.written() if not name.startswith(".")):
        data = results.read(name)
        if data is None:
            continue
        job_id = name.partition(".")[0].partition("-")[0]
        index.append({"job": job_id, "name": name, **_facts(data)})
        if with_results:
            _add(archive, f"{_RESULTS}/{name}", data)
    return index


def _add_files(archive: tarfile.TarFile, store: ResultStore, folder: str) -> list[dict[str, Any]]:
    """All that is kept there; what is deleted meanwhile is left out."""
    index = []
    for name in sorted(name for name, _ in store.written() if not name.startswith(".")):
        data = store.read(name)
        if data is not None:
            index.append({"name": name, **_facts(data)})
            _add(archive, f"{folder}/{name}", data)
    return index


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))


def _facts(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _unpack(file: Path, folder: Path) -> Mapping[str, Any]:
    """All that the manifest names, into ``folder``, each as it was. Returns: the manifest."""
    with tarfile.open(file, "r:gz") as archive:
        manifest: Mapping[str, Any] = json.loads(_member(archive, _MANIFEST))
        _check_version(file, manifest)
        (folder / DATABASE).write_bytes(_checked(archive, DATABASE, manifest["database"]))
        results = manifest["results"] if manifest["with_results"] else ()
        # Older backups have none of a place that was not there.
        places = {_RESULTS: results, **{each: manifest.get(each, ()) for each in (_FEED, _STYLES)}}
        for place, files in places.items():
            kept = ResultFolder(folder / place)
            for file_facts in files:
                name = Path(file_facts["name"]).name
                kept.write(name, _checked(archive, f"{place}/{name}", file_facts))
    return manifest


def _check_version(file: Path, manifest: Mapping[str, Any]) -> None:
    if manifest["format"] > _FORMAT or manifest["version"] > SCHEMA_VERSION:
        newer = Phrase("backup.newer", version=manifest["version"], known=SCHEMA_VERSION)
        raise BackupError(file=str(file), problem=newer)


def _checked(archive: tarfile.TarFile, name: str, facts: Mapping[str, Any]) -> bytes:
    """Raises: ValueError: it is not what was put in."""
    data = _member(archive, name)
    if _facts(data)["sha256"] != facts["sha256"]:
        raise ValueError(name)
    return data


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member.read()


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    """What goes wrong with files, in our words."""
    try:
        yield
    except sqlite3.Error as exc:
        raise BackupError(file=str(file), problem=Phrase("backup.no_copy", why=str(exc))) from exc
    except _DAMAGED as exc:
        raise BackupError(file=str(file), problem=Phrase("backup.damaged")) from exc
    except OSError as exc:
        problem = Phrase("problems.unreadable", why=os_words(exc))
        raise BackupError(file=str(file), problem=problem) from exc
