"""Freed memory is taken again, step after step, and given back when a picture is done."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="glibc's allocator is set up")

BLOCK_BYTES = 40_000_000
TIMES = 8
# Each time a block is taken, filled and freed. Prints how often a page was cleared for them, in
# blocks, and how many bytes the process holds before and after they are given back.
WORK = f"""
import json, resource
from pathlib import Path
from engine.machine import give_back_memory, prepare_for_torch

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

prepare_for_torch()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range({TIMES}):
    b"x" * {BLOCK_BYTES}
faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
kept = held()
give_back_memory()
cleared = faults * resource.getpagesize() / {BLOCK_BYTES}
print(json.dumps([cleared, kept - held()]))
"""


def ran(**environment: str) -> tuple[float, int]:
    """(blocks whose pages were cleared, bytes given back)."""
    command = [sys.executable, "-c", WORK]
    done = subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=True
    )
    cleared, given_back = json.loads(done.stdout)
    return cleared, given_back


def test_freed_memory_is_taken_again_and_given_back_when_asked() -> None:
    cleared, given_back = ran()
    assert cleared < 2
    assert given_back > 0.9 * BLOCK_BYTES


def test_whoever_has_settled_the_allocator_is_let_be() -> None:
    cleared, _ = ran(MALLOC_TRIM_THRESHOLD_="131072")
    assert cleared > TIMES - 1
