"""The time between people's jobs: theirs as soon as they want it."""

from __future__ import annotations

import asyncio

import pytest

from bot.worker.idle.spare_time import SpareTime
from engine.errors import RenderStoppedError


async def test_a_persons_job_ends_it_and_keeps_it_from_beginning() -> None:
    spare = SpareTime()
    with spare.taken() as is_wanted:
        assert not is_wanted.is_set()
        with spare.wanted():
            assert is_wanted.is_set()
    with spare.wanted(), pytest.raises(RenderStoppedError), spare.taken():
        pass


async def test_a_job_waits_until_it_is_put_down_and_no_longer() -> None:
    spare = SpareTime()
    with spare.taken() as is_wanted, spare.wanted():
        waiting = asyncio.create_task(spare.at_rest())
        await asyncio.wait((waiting,), timeout=0)
        assert is_wanted.is_set()
        assert not waiting.done()
    assert await waiting
    assert not await spare.at_rest()


async def test_it_is_free_once_the_last_job_is_over() -> None:
    spare = SpareTime()
    with spare.wanted():
        with spare.wanted():
            pass
        waiting = asyncio.create_task(spare.free())
        await asyncio.wait((waiting,), timeout=0)
        assert not waiting.done()
    await waiting


async def test_one_uses_it_at_a_time() -> None:
    spare = SpareTime()
    with spare.taken(), pytest.raises(RenderStoppedError), spare.taken():
        pass


async def test_after_its_end_nobody_uses_it() -> None:
    spare = SpareTime()
    with spare.taken() as is_wanted:
        spare.end()
        assert is_wanted.is_set()
    with pytest.raises(RenderStoppedError), spare.taken():
        pass
