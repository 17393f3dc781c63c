"""Where results lie: a folder of this machine, or a bucket that every machine reaches."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from bot.errors import ResultsAwayError, SettingsError
from bot.settings import Settings
from engine.files import write_whole
from engine.texts.phrase import Phrase

# A worker that is asked to stop waits for no store longer than these: a try and a second one.
_CONNECT_S = 5
_ANSWER_S = 15
_TRIES = 2


class ResultStore(Protocol):
    """Files by name. Everything here blocks.

    Raises: ResultsAwayError: by every method: it cannot be reached, or is full.
    """

    def size_bytes(self, name: str) -> int | None:
        """None: it is not there."""

    def read(self, name: str) -> bytes | None:
        """None: it is not there."""

    def write(self, name: str, data: bytes) -> None:
        """As a whole or not at all; what had that name is replaced."""

    def delete(self, names: Iterable[str]) -> None:
        """Those that are there."""

    def written(self) -> list[tuple[str, datetime]]:
        """Every name, and when it was written, aware UTC."""


def open_results(settings: Settings) -> ResultStore:
    """The store of the settings; nothing is asked of it yet.

    Raises: SettingsError: a bucket needs a library that is not installed.
    """
    if settings.results_url is None:
        return ResultFolder(settings.results_dir)
    return ResultBucket(settings.results_url)


class ResultFolder:
    """Results on this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def size_bytes(self, name: str) -> int | None:
        with _telling(OSError), contextlib.suppress(FileNotFoundError):
            return (self._folder / name).stat().st_size
        return None

    def read(self, name: str) -> bytes | None:
        with _telling(OSError), contextlib.suppress(FileNotFoundError):
            return (self._folder / name).read_bytes()
        return None

    def write(self, name: str, data: bytes) -> None:
        with _telling(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._folder / name, data)

    def delete(self, names: Iterable[str]) -> None:
        with _telling(OSError):
            for name in names:
                (self._folder / name).unlink(missing_ok=True)

    def written(self) -> list[tuple[str, datetime]]:
        """Also what killed workers have left half written."""
        found = []
        for file in self._folder.glob("*"):
            # Delete may be pressed at this moment.
            with _telling(OSError), contextlib.suppress(FileNotFoundError):
                found.append((file.name, datetime.fromtimestamp(file.stat().st_mtime, UTC)))
        return found


class ResultBucket:
    """Results in a bucket of an S3 server, which shows no file before all of it has come.

    Keys, endpoint and region are where every client of S3 looks for them: in ``AWS_ACCESS_KEY_ID``,
    ``AWS_SECRET_ACCESS_KEY``, ``AWS_ENDPOINT_URL``, ``AWS_DEFAULT_REGION``, or the machine's role.
    """

    def __init__(self, url: str) -> None:
        try:
            import botocore.exceptions  # type: ignore[import-untyped]  # it has no types
            import s3fs  # type: ignore[import-untyped]  # it has no types
        except ImportError as exc:
            raise SettingsError(
                name="ONEIRO_RESULTS_URL",
                problem=Phrase("problems.no_library", library="s3fs"),
                remedy=Phrase("remedies.install_for_buckets"),
            ) from exc
        self._root = url.removeprefix("s3://").strip("/")
        self._troubles = (OSError, botocore.exceptions.BotoCoreError)
        # Other machines write too, so no listing is remembered.
        self._files: Any = s3fs.S3FileSystem(
            use_listings_cache=False,
            skip_instance_cache=True,
            config_kwargs={
                "connect_timeout": _CONNECT_S,
                "read_timeout": _ANSWER_S,
                "retries": {"max_attempts": 0},
            },
        )
        self._files.retries = _TRIES

    def size_bytes(self, name: str) -> int | None:
        with _telling(*self._troubles), contextlib.suppress(FileNotFoundError):
            return int(self._files.info(self._path(name))["size"])
        return None

    def read(self, name: str) -> bytes | None:
        with _telling(*self._troubles), contextlib.suppress(FileNotFoundError):
            return bytes(self._files.cat_file(self._path(name)))
        return None

    def write(self, name: str, data: bytes) -> None:
        with _telling(*self._troubles):
            self._files.pipe_file(self._path(name), data)

    def delete(self, names: Iterable[str]) -> None:
        """In one request: a bucket does not mind names that it does not have."""
        with _telling(*self._troubles):
            self._files.rm([self._path(name) for name in names])

    def written(self) -> list[tuple[str, datetime]]:
        with _telling(*self._troubles):
            found = self._files.find(self._root, maxdepth=1, detail=True).items()
        return [(path.rpartition("/")[2], facts["LastModified"]) for path, facts in found]

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


@contextlib.contextmanager
def _telling(*troubles: type[Exception]) -> Iterator[None]:
    """Trouble with a store, as our own error."""
    try:
        yield
    except troubles as exc:
        raise ResultsAwayError(f"{type(exc).__name__}: {exc}") from exc
