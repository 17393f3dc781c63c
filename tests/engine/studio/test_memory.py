"""No art keeps memory: what a picture needed is given back when it is done."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from benchmarks.many_pictures import orders_at
from benchmarks.memory import growth_of_each

# The smallest pictures, and a probe that is smaller yet: its graph is quickly made, and still many
# times what the measurement strays by: 60 kB from one picture to another, a fifth of that over the
# five that count of eight.
WORK = """
from benchmarks import many_pictures
from engine.ops import tiles
tiles._PROBE_PX = 48
many_pictures.main("blocks", "8", "64")
"""
MOST_BYTES = 300_000


@pytest.mark.skipif(sys.platform != "linux", reason="reads what a process holds from /proc")
def test_eight_pictures_of_each_art_keep_no_memory() -> None:
    done = subprocess.run([sys.executable, "-c", WORK], capture_output=True, text=True, check=True)
    growth = growth_of_each([(art, held) for art, held in json.loads(done.stdout)])
    assert growth.keys() == orders_at(64).keys()
    assert {art: kept for art, kept in growth.items() if kept > MOST_BYTES} == {}
