"""The tiers as the operator's file has them at this moment: no change needs a restart."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from bot.domain.money.tier_file import DEFAULT_FILE, load_tiers
from bot.domain.tiers import Tiers
from bot.errors import SettingsError

logger = logging.getLogger(__name__)

# When it was written, how long it is, and which file it is: editors put a new one in its place.
_Stamp = tuple[int, int, int]


_Read = TypeVar("_Read")


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


class CurrentTiers(CurrentFile[Tiers]):
    """The operator's tiers, or ours."""

    def __init__(self, file: Path | None = None) -> None:
        """Raises: as CurrentFile."""
        super().__init__(file or DEFAULT_FILE, load_tiers)
