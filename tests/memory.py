"""What a process needs that does one thing only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
# Not getrusage: that counts what the process that starts it had.
_TELL = """
import re, pathlib
peak = re.search(r"VmHWM:\\s+(\\d+) kB", pathlib.Path("/proc/self/status").read_text())
print(int(peak[1]) // 1024)
"""


def peak_mb(code: str, data: bytes) -> int:
    """Of a process that runs this Python with ``data`` on its standard input, in MB."""
    run = [sys.executable, "-c", code + _TELL]
    told = subprocess.run(run, input=data, capture_output=True, check=True)
    return int(told.stdout.split()[-1])
