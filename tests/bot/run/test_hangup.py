"""SIGHUP: something is read anew, and nothing ends."""

from __future__ import annotations

import asyncio
import os
import signal

from bot.processes import heeding_hangup, heeding_signals


async def test_a_hangup_is_heeded_and_ends_nothing() -> None:
    stopped, heard = asyncio.Event(), asyncio.Event()
    with heeding_signals(lambda _: stopped.set()):
        with heeding_hangup(heard.set):
            os.kill(os.getpid(), signal.SIGHUP)
            await asyncio.wait_for(heard.wait(), 10)
        heard.clear()
        # After it there is nothing to be read anew, and the process goes on.
        os.kill(os.getpid(), signal.SIGHUP)
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(stopped.wait(), 10)
    assert not heard.is_set()
