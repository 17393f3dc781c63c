"""A short job is rendered beside a long one where memory admits it, and else waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.orders import Art, Order, PictureRef
from bot.domain.pools import Pool
from bot.domain.render_memory import BESIDE_BYTES, PROCESS_BYTES, more_bytes, most_pixels
from bot.settings import Settings
from bot.storage.database import Database
from bot.worker import render_desk
from bot.worker.child.render_child import RenderChild
from bot.worker.render_desk import RenderDesk
from bot.worker.render_slot import NEAR_END_S, Place
from bot.worker.render_watch import RenderWatch
from bot.worker.renderer import Made
from engine.errors import OutOfMemoryError, RenderStoppedError
from engine.options.interpret import WhatOptions
from engine.options.style import StyleOptions
from tests.bot.painters import SlowPainter

PHOTO = PictureRef(id="k3f9ab", file_id="photo", message_id=1)
LONG = Order(art=Art.STYLE, options=StyleOptions(size_px=1200), photo=PHOTO)
SHORT = Order(art=Art.WHAT, options=WhatOptions(), photo=PHOTO)
LEAST = more_bytes(LONG, pixels=most_pixels(LONG)) + BESIDE_BYTES + PROCESS_BYTES


@pytest.fixture
async def children(tmp_path: Path) -> AsyncIterator[list[RenderChild]]:
    """The worker's, which is warm, and the one beside it."""
    children = [SlowPainter().open(Settings(_env_file=None, data_dir=tmp_path)) for _ in range(2)]
    await children[0].open()
    yield children
    for child in children:
        await child.close()


@pytest.fixture
def desk(children: list[RenderChild], monkeypatch: pytest.MonkeyPatch) -> RenderDesk:
    """With as much memory left as is needed."""
    monkeypatch.setattr(render_desk, "free_bytes", lambda: LEAST)
    return RenderDesk(Database("sqlite+aiosqlite://"), children[0], beside=children[1])


async def test_a_short_job_is_rendered_beside_a_long_one_and_leaves_nothing(
    desk: RenderDesk, children: list[RenderChild]
) -> None:
    with desk.slot.place() as long, desk.slot.place() as short:
        async with desk.child_for(long, LONG) as first, desk.child_for(short, SHORT) as second:
            await second.open()
            assert [first, second] == children
            assert not desk.has_room_for(Pool.INSTANT), "one at a time"
        assert [child.is_open for child in children] == [True, False]


async def test_a_short_job_is_taken_beside_a_long_one_and_no_other(desk: RenderDesk) -> None:
    assert desk.has_room_for(Pool.GPU)
    with desk.slot.place() as long:
        async with desk.child_for(long, LONG):
            assert [pool for pool in Pool if desk.has_room_for(pool)] == [Pool.INSTANT]
            assert not desk.is_taken_whole


@pytest.mark.parametrize("left", [LEAST - 1, None])
async def test_where_memory_does_not_admit_it_a_short_job_waits(
    desk: RenderDesk, monkeypatch: pytest.MonkeyPatch, left: int | None
) -> None:
    monkeypatch.setattr(render_desk, "free_bytes", lambda: left)
    with desk.slot.place() as long, desk.slot.place() as short:
        async with desk.child_for(long, LONG) as child:
            assert not desk.has_room_for(Pool.INSTANT)
            assert desk.is_taken_whole
            waiting = asyncio.create_task(rendered_by(desk, short))
            await asyncio.sleep(0)
            assert not waiting.done()
        assert await waiting is child


async def test_beside_a_render_that_is_as_good_as_done_nothing_is_begun(desk: RenderDesk) -> None:
    with desk.slot.place() as long, desk.slot.place() as short:
        async with desk.child_for(long, LONG) as child:
            long.begin()
            long.since -= 10 * NEAR_END_S
            long.fraction = 0.95
            waiting = asyncio.create_task(rendered_by(desk, short))
            await asyncio.sleep(0)
        assert await waiting is child


async def test_for_a_render_that_ends_before_a_second_process_is_warm_a_short_job_waits(
    desk: RenderDesk, children: list[RenderChild]
) -> None:
    with desk.slot.place() as long:
        long.expected_s = render_desk.BEGIN_S
        async with desk.child_for(long, LONG):
            assert not desk.has_room_for(Pool.INSTANT)
            await children[1].open()
            assert desk.has_room_for(Pool.INSTANT), "it is warm"


async def test_on_a_gpu_a_short_job_waits(
    children: list[RenderChild], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What memory it has left, only a process that uses it can say."""
    monkeypatch.setattr(render_desk, "free_bytes", lambda: LEAST)
    children[0].hand["device"] = "cuda:0"
    desk = RenderDesk(Database("sqlite+aiosqlite://"), children[0], beside=children[1])
    with desk.slot.place() as long:
        async with desk.child_for(long, LONG):
            assert not desk.has_room_for(Pool.INSTANT)
            assert desk.is_taken_whole
    assert not desk.is_taken_whole


async def test_whether_a_worker_can_render_is_told_by_its_last_render_and_its_process(
    desk: RenderDesk, children: list[RenderChild]
) -> None:
    async def ending(exc: Exception) -> Made:
        raise exc

    watch = RenderWatch(Database("sqlite+aiosqlite://"), desk)
    assert watch.state().is_ok, "nothing has been rendered yet"
    with pytest.raises(OutOfMemoryError):
        await watch.over(Art.DREAM, ending(OutOfMemoryError("killed")))
    with pytest.raises(RenderStoppedError):
        await watch.over(Art.DREAM, ending(RenderStoppedError()))
    assert "failed" in watch.state().says, "a stopped one says nothing of the machine"
    await children[0].close()
    state = watch.state()
    assert (state.is_ok, "render process ended" in state.says) == (False, True)


async def rendered_by(desk: RenderDesk, place: Place) -> RenderChild:
    async with desk.child_for(place, SHORT) as child:
        return child
