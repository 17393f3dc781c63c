"""A worker process with a painter that takes its time, for tests to kill."""

from __future__ import annotations

import asyncio
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

from bot.logs import set_up_logging
from bot.settings import load_settings
from bot.worker.arq_worker import serve
from tests.bot.painters import SlowPainter


async def main(*, steps: int, step_s: float) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    painter = SlowPainter(steps=steps, step_s=step_s)
    with ThreadPoolExecutor(1) as thread:
        await serve(load_settings(), thread=thread, open_painter=painter.open, stop=stop)


if __name__ == "__main__":
    set_up_logging("INFO")
    asyncio.run(main(steps=int(sys.argv[1]), step_s=float(sys.argv[2])))
