"""How this process uses the machine; to be settled before torch is loaded. No torch."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path


def file_in_the_way(folder: Path) -> Path | None:
    """What stands where ``folder``, or one that it is to lie in, should be; None: nothing."""
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), None)
    return None if nearest is None or nearest.is_dir() else nearest


def prepare_for_torch() -> None:
    """Set what torch's libraries read from the environment, where nobody has set it.

    Threads that wait for each other sleep instead of spinning: on two cores that other processes
    use too (the chat process, Redis), a dream took 3 s instead of 37 s or more.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TORCH_CPP_LOG_LEVEL", "ERROR")


def give_back_memory() -> None:
    """Return what was freed to the system, where glibc keeps it.

    It keeps blocks of up to 32 MB for later, in pieces, and tile after tile they become more.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
