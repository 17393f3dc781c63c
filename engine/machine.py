"""How this process uses the machine; to be settled before torch is loaded. No torch."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

# Freed blocks of up to this size are taken again: larger than any feature map of a tile. The most
# that glibc takes, in malloc.h's own numbers; before 2.35 it takes no more than 32 MB.
_KEPT_BLOCK_BYTES = (2**30, 2**25)
_MOST_BYTES = 2**31 - 1
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
# Where somebody has settled it: glibc's manual, Memory Allocation Tunables.
_SETTLED = ("GLIBC_TUNABLES", "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_")


def file_in_the_way(folder: Path) -> Path | None:
    """What stands where ``folder``, or one that it is to lie in, should be; None: nothing."""
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), None)
    return None if nearest is None or nearest.is_dir() else nearest


def prepare_for_torch() -> None:
    """Set how torch's libraries and the allocator work, where nobody has set it.

    Threads that wait for each other sleep instead of spinning: on two cores that other processes
    use too (the chat process, Redis), a dream took 3 s instead of 37 s or more.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TORCH_CPP_LOG_LEVEL", "ERROR")
    if not any(name in os.environ for name in _SETTLED):
        _keep_freed_memory()


def _keep_freed_memory() -> None:
    """Have glibc take freed blocks again, not give them back.

    Every step of a painting frees and takes the same ones, and the system clears each page anew:
    that was a quarter of a painting's CPU time.
    """
    set_option = _of_glibc("mallopt")
    if set_option is None:
        return
    if any(set_option(_M_MMAP_THRESHOLD, size) for size in _KEPT_BLOCK_BYTES):
        set_option(_M_TRIM_THRESHOLD, _MOST_BYTES)


def give_back_memory() -> None:
    """Return what was freed to the system.

    Kept for later it lies in pieces, and tile after tile, or picture after picture, they become
    more.
    """
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def _of_glibc(name: str) -> Callable[..., int] | None:
    """One of its own functions; None elsewhere (musl has none)."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
