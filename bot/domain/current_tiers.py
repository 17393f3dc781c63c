"""The tiers as the operator's file has them at this moment: no change needs a restart."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from bot.domain.money.tier_file import DEFAULT_FILE, load_tiers
from bot.domain.tiers import Tiers
from bot.errors import SettingsError

logger = logging.getLogger(__name__)

# When it was written, how long it is, and which file it is: editors put a new one in its place.
_Stamp = tuple[int, int, int]


class CurrentTiers:
    """The tiers of a file, read anew whenever it has changed.

    A file that says what cannot be changes nothing: the tiers before it go on, and the log says
    what is wrong, once for each change.
    """

    def __init__(self, file: Path | None = None) -> None:
        """Raises: SettingsError: at the start there are none to go on with."""
        self._file = file or DEFAULT_FILE
        self._stamp = self._look()
        self._tiers = load_tiers(self._file)

    @property
    def now(self) -> Tiers:
        """What counts now. To look at the file takes microseconds."""
        if self._look() != self._stamp:
            self.read()
        return self._tiers

    def read(self) -> None:
        """Take the file as it is, changed or not."""
        # Noted before it is read: what is written meanwhile is another change.
        self._stamp = self._look()
        try:
            self._tiers = load_tiers(self._file)
        except SettingsError as exc:
            logger.warning("the tiers stay as they were", extra={"why": str(exc)})
        else:
            logger.info("the tiers were read", extra={"file": str(self._file)})

    def _look(self) -> _Stamp | None:
        """None: it is not there."""
        try:
            status = os.stat(self._file)  # noqa: PTH116  # Path.stat is twice as slow
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
