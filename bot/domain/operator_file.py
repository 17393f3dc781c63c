"""A TOML file of the operator's, as it is at this moment: no change needs a restart."""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.errors import SettingsError
from engine.texts.phrase import Phrase

logger = logging.getLogger(__name__)

# When it was written, how long it is, and which file it is: editors put a new one in its place.
_Stamp = tuple[int, int, int]
_Read = TypeVar("_Read")


def read_toml(file: Path, *, example: Path) -> dict[str, Any]:
    """Its tables.

    Args:
        example: ours in this package, which tells what may stand there.
    Raises: SettingsError: it is missing, or no TOML.
    """
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise SettingsError(
            name=str(file),
            problem=Phrase("problems.unreadable", why=str(exc)),
            remedy=Phrase("remedies.see_file", file=f"bot/{example.name}"),
        ) from exc


class CurrentFile(Generic[_Read]):
    """What a file of the operator's says, read anew whenever it has changed.

    A file that says what cannot be changes nothing: what was before it goes on, and the log says
    what is wrong, once for each change.
    """

    def __init__(self, file: Path, load: Callable[[Path], _Read]) -> None:
        """Raises: SettingsError: at the start there is nothing to go on with."""
        self._file = file
        self._load = load
        self._stamp = self._look()
        self._read = load(file)

    @property
    def now(self) -> _Read:
        """What counts now. To look at the file takes microseconds."""
        if self._look() != self._stamp:
            self.read()
        return self._read

    def read(self) -> None:
        """Take the file as it is, changed or not."""
        # Noted before it is read: what is written meanwhile is another change.
        self._stamp = self._look()
        facts = {"file": str(self._file)}
        try:
            self._read = self._load(self._file)
        except SettingsError as exc:
            logger.warning("a file stays as it was", extra={**facts, "why": str(exc)})
        else:
            logger.info("a file was read", extra=facts)

    def _look(self) -> _Stamp | None:
        """None: it is not there."""
        try:
            status = os.stat(self._file)  # noqa: PTH116  # Path.stat is twice as slow
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
