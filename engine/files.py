"""Files are written as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Whole or not at all; what a link points to stays where it is."""
    with whole_file(path.resolve()) as part:
        part.write_bytes(data)


@contextmanager
def whole_file(path: Path, *, is_synced: bool = False, is_private: bool = False) -> Iterator[Path]:
    """A file beside ``path`` to write into, which takes its place if the block ends well.

    Its folder is there already; a link in its place is replaced.

    Args:
        is_synced: it is on the disk before it is there, and survives a power cut whole.
        is_private: for its owner alone, whatever the umask.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".oneiro.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        umask = os.umask(0)
        os.umask(umask)
        # mkstemp's files are for their owner alone.
        part.chmod(0o600 if is_private else 0o666 & ~umask)
        if is_synced:
            _sync(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
