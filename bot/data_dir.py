"""Where data lies: decided alike for the service and for the arts. Quick to load."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

ENV_FILE = ".env"


def data_dir(environment: Mapping[str, str]) -> Path:
    """ONEIRO_DATA_DIR of the environment, else of ``.env``, else :func:`default_data_dir`."""
    named = environment.get("ONEIRO_DATA_DIR")
    if not named and Path(ENV_FILE).is_file():
        from dotenv import dotenv_values

        named = dotenv_values(ENV_FILE).get("ONEIRO_DATA_DIR")
    return Path(named) if named else default_data_dir(environment)


def default_data_dir(environment: Mapping[str, str]) -> Path:
    """Where data lies unless told: the desktop's data folder."""
    home = environment.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "oneiro"


def keep_private(folder: Path) -> None:
    """What this process and its children write is for its user alone; so is ``folder``.

    A folder of somebody else, or of everybody (/tmp), is left as it is.
    """
    os.umask(0o077)
    with contextlib.suppress(OSError):  # doctor says what is wrong with a folder
        state = folder.stat()
        is_ours = stat.S_ISDIR(state.st_mode) and state.st_uid == os.getuid()
        if is_ours and not state.st_mode & stat.S_ISVTX and state.st_mode & 0o077:
            folder.chmod(0o700)
