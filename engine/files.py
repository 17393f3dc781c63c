"""Files are written as a whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Whole or not at all; what a link points to stays where it is."""
    path = path.resolve()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".oneiro.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)  # mkstemp's files are for their owner alone
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
