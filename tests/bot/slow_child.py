"""A render process with a slow painter: ``SETTINGS STEPS STEP_S [OPENING_BYTES]``."""

from __future__ import annotations

import sys

from bot.worker import render_process
from tests.bot.painters import SlowPainter

if __name__ == "__main__":
    painter = SlowPainter(steps=int(sys.argv[2]), step_s=float(sys.argv[3]))
    render_process.OPENING_BYTES = int([*sys.argv, render_process.OPENING_BYTES][4])
    sys.exit(render_process.run(sys.argv[1], lambda settings, on_progress: painter))
