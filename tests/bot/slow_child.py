"""A render process with a slow painter: ``SETTINGS STEPS STEP_S [OPENING_BYTES]``."""

from __future__ import annotations

import logging
import sys

from bot.domain.orders import Order
from bot.settings import Settings
from bot.worker import render_process
from bot.worker.renderer import Made, OnProgress, Pictures
from tests.bot.painters import SlowPainter

logger = logging.getLogger("tests.bot.slow_child")


class TellingPainter(SlowPainter):
    """Logs that it paints."""

    def paint(
        self, order: Order, pictures: Pictures, on_progress: OnProgress, *, in_tiles: bool = False
    ) -> Made:
        logger.info("paint")
        return super().paint(order, pictures, on_progress, in_tiles=in_tiles)


if __name__ == "__main__":
    painter = TellingPainter(steps=int(sys.argv[2]), step_s=float(sys.argv[3]))
    render_process.OPENING_BYTES = int([*sys.argv, render_process.OPENING_BYTES][4])

    def open_painter(settings: Settings, _: OnProgress) -> SlowPainter:
        logger.info("open", extra={"device": settings.device})
        return painter

    sys.exit(render_process.run(sys.argv[1], open_painter))
