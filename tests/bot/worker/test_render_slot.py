"""Whoever waits for Telegram holds up nobody's render."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from telegram.error import TimedOut
from telegram.ext import ExtBot

from bot.domain.jobs import Job, JobState, NewJob
from bot.domain.orders import Art, Order
from bot.storage.jobs import claims, jobs
from bot.transport.files import downloads
from bot.transport.files.downloads import download_picture
from bot.worker import leased_worker, render_slot
from bot.worker.render_slot import Slot, Stage
from engine.media.pictures import decode_picture
from engine.options.interpret import DrawOptions
from tests.bot.painters import SlowPainter
from tests.bot.running import WITHIN_S, all_jobs
from tests.bot.scene import Scene
from tests.pictures import photo_bytes

# Far longer than any test: who waits for it hangs.
FOR_EVER_S = 300.0


@pytest.fixture
async def hung_downloads(scene: Scene) -> AsyncIterator[None]:
    """The first two pictures never come."""
    await scene.person.order_fault("slow", method="download", times=2, delay_s=FOR_EVER_S)
    yield
    await scene.person.clear_faults()


@pytest.mark.usefixtures("hung_downloads")
async def test_two_downloads_that_hang_do_not_hold_up_anothers_drawing(scene: Scene) -> None:
    async with scene.worker(SlowPainter()):
        await scene.send_photo()
        await scene.send_photo(photo_bytes(90))
        await _until(scene, lambda found: _states(found) == [JobState.RUNNING] * 2)
        await _order_drawing(scene)
        await scene.job(JobState.DONE, count=3)
        found = await all_jobs(scene.db)
    assert [job.state for job in found[:2]] == [JobState.RUNNING] * 2


@pytest.mark.usefixtures("hung_downloads")
async def test_a_worker_that_stops_gives_back_all_that_it_has_in_hand(scene: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with scene.worker(painter):
        await scene.send_photo()
        await scene.send_photo(photo_bytes(90))
        await _until(scene, lambda found: _states(found) == [JobState.RUNNING] * 2)
        await _order_drawing(scene)
        assert await _has_begun(painter)
    found = await all_jobs(scene.db)
    assert [(job.state, job.tries) for job in found] == [(JobState.WAITING, 0)] * 3


async def test_a_worker_that_renders_leaves_the_next_job_to_another(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However crowded the machine, the idle one has come by before that.
    monkeypatch.setattr(leased_worker, "IDLE_FIRST_S", FOR_EVER_S)
    painters = [SlowPainter(), SlowPainter()]
    for painter in painters:
        painter.gate.clear()
    async with scene.worker(painters[0]), scene.worker(painters[1]):
        await scene.send_photo()
        await scene.send_photo(photo_bytes(90))
        assert [await _has_begun(painter) for painter in painters] == [True, True]


async def test_jobs_keep_their_order_while_downloads_are_quick(scene: Scene) -> None:
    shades = (10, 90, 170)
    for count, shade in enumerate(shades, start=1):
        await scene.send_photo(photo_bytes(shade))
        await scene.job(count=count)
    painter = SlowPainter()
    async with scene.worker(painter):
        await _until(scene, lambda found: _states(found) == [JobState.DONE] * 3)
    photos = [pictures.photo for pictures in painter.seen]
    expected = [await _photo_shown(scene, number) for number in range(len(shades))]
    assert [photo.image.tobytes() for photo in photos if photo] == expected


async def test_a_slow_delivery_does_not_hold_up_the_next_render(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns, may_go = itertools.count(), asyncio.Event()
    edit = ExtBot.edit_message_media

    async def first_waits(*args: Any, **kwargs: Any) -> Any:
        if next(turns) == 0:
            await may_go.wait()
        return await edit(*args, **kwargs)

    monkeypatch.setattr(ExtBot, "edit_message_media", first_waits)
    async with scene.worker(SlowPainter()):
        await scene.send_photo()
        await scene.job(JobState.RENDERED)
        await scene.send_photo(photo_bytes(90))
        await scene.job(JobState.DONE, count=2)
        assert (await all_jobs(scene.db))[0].state is JobState.RENDERED
        may_go.set()
        await _until(scene, lambda found: _states(found) == [JobState.DONE] * 2)


async def test_a_download_that_hangs_is_put_off_and_not_tried_at_once(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "_ATTEMPT_S", 0.2)
    await scene.person.order_fault("slow", method="download", delay_s=FOR_EVER_S)
    painter = SlowPainter()
    async with scene.worker(painter):
        await scene.send_photo()
        await _until(scene, lambda found: bool(found) and found[0].troubles == 1)
        job = await scene.job(JobState.WAITING)
        await scene.person.clear_faults()
    claim = await claims.claim(scene.db, job.id, now=job.created_at, lease_s=5, max_attempts=5)
    assert (claim.result, job.tries, painter.painted) == (claims.ClaimResult.PUT_OFF, 0, 0)


async def test_an_attempt_that_takes_too_long_is_the_last(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, attempts = await scene.keep_picture(), []

    async def drip(*_: object, **__: object) -> None:
        attempts.append(1)
        await asyncio.Event().wait()

    monkeypatch.setattr(downloads, "_ATTEMPT_S", 0.2)
    monkeypatch.setattr("telegram.File.download_as_bytearray", drip)
    with pytest.raises(TimedOut):
        await download_picture(scene.bot, picture.file_id, name="photo")
    assert len(attempts) == 1


async def test_a_hung_download_of_a_cancelled_job_makes_room(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_slot, "MOST_FETCHES", 1)
    await scene.person.order_fault("slow", method="download", times=1, delay_s=FOR_EVER_S)
    async with scene.worker(SlowPainter()):
        await scene.send_photo()
        job = await scene.job(JobState.RUNNING)
        assert await jobs.cancel(scene.db, job.id, user_id=1, now=job.created_at)
        await scene.send_photo(photo_bytes(90))
        await scene.job(JobState.DONE, count=2)
        await scene.person.clear_faults()


def test_the_room_beside_the_slot_is_limited() -> None:
    beside = Slot()
    with contextlib.ExitStack() as in_hand:
        places = []
        for _ in range(render_slot.MOST_FETCHES):
            assert beside.has_room
            places.append(in_hand.enter_context(beside.place()))
            assert not beside.has_room, "one that has just come goes first"
            places[-1].since -= render_slot.QUICK_FETCH_S
        assert not beside.has_room
        for place, has_room in zip(places, (True, False), strict=False):
            place.stage = Stage.DELIVERING
            assert beside.has_room is has_room
    assert beside.has_room


def test_the_next_job_is_fetched_while_the_last_steps_of_this_one_are_made() -> None:
    slot = Slot()
    with slot.place() as place:
        place.begin()
        assert not slot.has_room, "another worker may be free before"
        place.since -= 10.0
        place.fraction = 0.5
        assert not slot.has_room
        place.fraction = 0.9
        assert slot.has_room
        with slot.place() as fetched:
            fetched.enter(Stage.RENDERING)
            assert not slot.has_room, "one waits for the slot already"


def test_beside_a_render_that_is_expected_to_be_short_the_next_job_is_fetched() -> None:
    """A look at a photo tells of no steps."""
    slot = Slot()
    with slot.place() as place:
        place.expected_s = render_slot.NEAR_END_S + 60
        place.begin()
        assert not slot.has_room
        place.expected_s = render_slot.NEAR_END_S
        assert slot.has_room


def test_before_it_begins_a_render_is_as_long_as_it_is_expected_to_be() -> None:
    """Else a short job would go beside one that is over at once."""
    slot = Slot()
    with slot.place() as place:
        place.enter(Stage.RENDERING)
        assert slot.is_free_beside, "nobody knows how long it takes"
        place.expected_s = render_slot.NEAR_END_S
        assert not slot.is_free_beside


async def test_a_job_takes_its_workers_time_since_it_came_or_the_render_before_it_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr(render_slot, "time", SimpleNamespace(monotonic=lambda: now))
    slot = Slot()
    with slot.place() as first, slot.place() as second:
        first.came_at = 0.0
        now = 0.5
        async with slot.rendering(first):
            second.came_at = now = 4.0
            now = 5.0
        assert first.took_s == 5.0
        now = 5.25
        async with slot.rendering(second):
            now = 7.0
    assert second.took_s == 2.0


async def test_a_slow_fetch_is_not_its_workers_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others are taken meanwhile."""
    now = 0.0
    monkeypatch.setattr(render_slot, "time", SimpleNamespace(monotonic=lambda: now))
    slot = Slot()
    with slot.place() as place:
        place.came_at, now = 0.0, 60.0
        async with slot.rendering(place):
            now = 62.0
    assert place.took_s == 2.0 + render_slot.QUICK_FETCH_S


async def _order_drawing(scene: Scene) -> None:
    """Of another person; nothing has to be fetched for it."""
    new = NewJob(
        request_key="drawing",
        chat_id=1,
        user_id=2,
        language="en",
        order=Order(art=Art.DRAW, options=DrawOptions(), photo=None),
        tier="free",
    )
    await scene.put(new)


def _states(found: list[Job]) -> list[JobState]:
    return [job.state for job in found]


async def _until(scene: Scene, is_so: Callable[[list[Job]], bool]) -> None:
    """SQL tells nobody of changes, so it is asked."""
    async with asyncio.timeout(WITHIN_S):
        while not is_so(await all_jobs(scene.db)):  # noqa: ASYNC110 - a row cannot be awaited
            await asyncio.sleep(0.02)


async def _has_begun(painter: SlowPainter) -> bool:
    return await asyncio.to_thread(painter.begun.wait, WITHIN_S)


async def _photo_shown(scene: Scene, number: int) -> bytes:
    """The pixels of the person's photo of this number, as a worker reads them."""
    photo = (await all_jobs(scene.db))[number].order.photo
    assert photo is not None
    data = await download_picture(scene.bot, photo.file_id, name="photo")
    return decode_picture(data, name="photo").image.tobytes()
