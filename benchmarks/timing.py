"""How all benchmarks measure, and tell it."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any


def fastest_s(runs: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, float]:
    """Each one's shortest time over interleaved rounds, after one to warm up.

    Interleaved and the fastest, so that a busy machine troubles all alike.
    """
    best = dict.fromkeys(runs, math.inf)
    for number in range(rounds + 1):
        for name, run in runs.items():
            started = time.perf_counter()
            run()
            if number:
                best[name] = min(best[name], time.perf_counter() - started)
    return best


def in_own_process(module: str, *words: object) -> Any:
    """What ``benchmarks.MODULE`` prints as JSON: its memory is then nobody else's."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, words)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def say(line: str) -> None:
    """Print a line at once: a table may take minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
