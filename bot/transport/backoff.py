"""Pauses that grow, and that a stop ends at once."""

from __future__ import annotations

import asyncio

# Between tries while SQL or Telegram is away: a short absence is hardly seen, a long one costs
# little.
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0


async def rest(pause_s: float, stop: asyncio.Event) -> float:
    """Wait so long, or until ``stop``. Returns: how long to wait next time."""
    await wait(stop, pause_s)
    return min(pause_s * 2, LONGEST_PAUSE_S)


async def wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
