"""A worker process whose render process takes its time, for tests to kill: ``STEPS STEP_S``."""

from __future__ import annotations

import asyncio
import functools
import signal
import sys

from bot.logs import set_up_logging
from bot.settings import load_settings
from bot.worker.arq_worker import serve
from bot.worker.child.render_child import open_child


async def main(*words: str) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    open_slow = functools.partial(open_child, module="tests.bot.slow_child", words=words)
    await serve(load_settings(), open_renderer=open_slow, stop=stop)


if __name__ == "__main__":
    set_up_logging("INFO")
    asyncio.run(main(*sys.argv[1:]))
