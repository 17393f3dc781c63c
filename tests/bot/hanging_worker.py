"""A worker process whose renders never come back, with little patience for it."""

from __future__ import annotations

import sys
import threading

from bot.logs import set_up_logging
from bot.settings import Settings, load_settings
from bot.worker import arq_worker as worker
from bot.worker import job_run
from tests.bot.painters import HangingPainter


def open_hanging(settings: Settings, give_up: threading.Event) -> HangingPainter:
    return HangingPainter()


if __name__ == "__main__":
    set_up_logging("INFO")
    job_run.DEADLINE_S = job_run.GRACE_S = 0.2
    worker.open_studio = open_hanging
    sys.exit(worker.run_worker(load_settings()))
