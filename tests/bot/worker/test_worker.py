"""A job in the hands of a worker: one result, whatever happens on the way."""

from __future__ import annotations

import asyncio
import io

import pytest
from PIL import Image

from bot.delivery import reconciler as reconcile
from bot.domain.jobs import JobState
from bot.storage.jobs import claims, jobs
from bot.worker import leased_worker as worker
from engine.errors import NotFiniteError, OutOfMemoryError
from tests.bot.painters import SlowPainter
from tests.bot.scene import Scene
from tests.bot.storage.postgres import on_each_database
from tests.pictures import decoded, photo_bytes

pytestmark = on_each_database


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stopping worker does not wait for its delivery."""
    monkeypatch.setattr(worker, "STOP_S", 0.1)


async def test_a_photo_comes_back_as_a_picture_in_the_same_message(scene: Scene) -> None:
    async with scene.worker(SlowPainter()):
        await scene.send_photo()
        status = await scene.says("In the queue")
        (result,) = await scene.results()
    assert result["message_id"] == status["message_id"]
    assert result["caption"].splitlines()[-1].startswith("/dream layer=")
    with Image.open(io.BytesIO(await scene.person.download(result["photo"]))) as picture:
        assert picture.size == (120, 80)
    job = await scene.job(JobState.DONE)
    assert (scene.settings.results_dir / f"{job.id}.png").is_file()


async def test_a_long_render_shows_how_it_comes_along(scene: Scene) -> None:
    async with scene.worker(SlowPainter(steps=60, step_s=0.05)):
        await scene.send_photo()
        preview = await scene.says("% done")
        assert "Cancel" in str(preview["buttons"])
        assert "Again" not in str(preview["buttons"])
        assert len(await scene.results()) == 1


async def test_a_cancelled_render_stops_and_the_next_begins(scene: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with scene.worker(painter):
        await scene.send_photo()
        job = await scene.job(JobState.RUNNING)
        await asyncio.to_thread(painter.begun.wait)
        assert await jobs.cancel(scene.db, job.id, user_id=1, now=job.created_at)
        await scene.says("Cancelled.")
        painter.gate.set()
        await scene.send_photo()
        assert len(await scene.results()) == 1
    assert painter.painted == 1


async def test_a_broken_picture_is_told_and_not_tried_again(scene: Scene) -> None:
    painter = SlowPainter()
    async with scene.worker(painter):
        await scene.person.send(documents=[("a.jpg", b"this is text")])
        await scene.says("Your photo does not open as a picture")
    job = await scene.job(JobState.FAILED)
    assert (job.error_code, job.tries, painter.painted) == ("BrokenPictureError", 1, 0)


async def test_a_failure_of_the_machine_is_tried_once_more(scene: Scene) -> None:
    async with scene.worker(SlowPainter(errors=[OutOfMemoryError("no")])):
        await scene.send_photo()
        assert len(await scene.results()) == 1


@pytest.mark.parametrize(
    "errors",
    [[OutOfMemoryError("no"), OutOfMemoryError("no")], [NotFiniteError("no")]],
    ids=["twice", "hopeless"],
)
async def test_a_render_that_fails_for_good_is_told(scene: Scene, errors: list[Exception]) -> None:
    code = type(errors[0]).__name__
    async with scene.worker(SlowPainter(errors=list(errors))):
        await scene.send_photo()
        job = await scene.job(JobState.FAILED)
        await scene.says("Please try")
    assert job.error_code == code


async def test_a_worker_that_stops_gives_its_job_back(scene: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    await scene.send_photo()
    async with scene.worker(painter):
        await asyncio.to_thread(painter.begun.wait)
    job = await scene.job(JobState.WAITING)
    assert job.tries == 0
    async with scene.worker(SlowPainter()):
        assert len(await scene.results()) == 1


async def test_a_killed_worker_loses_no_job(scene: Scene) -> None:
    await scene.send_photo()
    worker = await scene.start_worker("1000", "0.05")
    await scene.job(JobState.RUNNING)
    worker.kill()
    await worker.wait()
    async with scene.worker(SlowPainter()):
        assert len(await scene.results()) == 1
    assert (await scene.job(JobState.DONE)).tries == 2


@pytest.mark.usefixtures("impatient")
async def test_a_rendered_job_is_only_delivered(scene: Scene) -> None:
    await scene.person.order_fault("drop", method="editMessageMedia")
    async with scene.worker(SlowPainter()):
        await scene.send_photo()
        await scene.job(JobState.RENDERED)
    await scene.person.clear_faults()
    again = SlowPainter()
    async with scene.reconciling(), scene.worker(again):
        assert len(await scene.results()) == 1
    assert again.painted == 0


@pytest.mark.usefixtures("impatient")
async def test_a_lost_result_is_rendered_again(scene: Scene) -> None:
    await scene.person.order_fault("drop", method="editMessageMedia")
    async with scene.worker(SlowPainter()):
        await scene.send_photo()
        job = await scene.job(JobState.RENDERED)
    (scene.settings.results_dir / f"{job.id}.png").unlink()
    await scene.person.clear_faults()
    async with scene.reconciling(), scene.worker(SlowPainter()):
        assert len(await scene.results()) == 1


@pytest.mark.parametrize("kind", ["429", "500", "drop", "slow"])
async def test_a_telegram_in_trouble_gets_one_result(scene: Scene, kind: str) -> None:
    async with scene.worker(SlowPainter()):
        await scene.person.order_fault(kind, times=2, delay_s=0.4)
        await scene.person.order_fault(kind, method="download", times=1, delay_s=0.4)
        await scene.send_photo()
        assert len(await scene.results()) == 1
    await scene.job(JobState.DONE)


async def test_a_job_outlives_a_restart_of_redis_in_mid_render(scene: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with scene.reconciling(), scene.worker(painter):
        await scene.send_photo()
        await asyncio.to_thread(painter.begun.wait)
        await scene.redis.kill()
        painter.gate.set()
        assert len(await scene.results()) == 1
        await scene.redis.start()
        await scene.send_photo(photo_bytes(90))
        assert len(await scene.results(2)) == 2
    assert painter.painted == 2


async def test_waiting_jobs_outlive_a_wiped_redis(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile, "GRACE_S", 0.2)
    for turn in (0, 90):
        await scene.send_photo(photo_bytes(turn))
    await scene.job(JobState.WAITING, count=2)
    await scene.redis.kill()
    scene.redis.wipe()
    await scene.redis.start()
    async with scene.reconciling(), scene.worker(SlowPainter()):
        assert len(await scene.results(2)) == 2


async def test_a_worker_that_lost_its_lease_does_not_deliver(scene: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with scene.worker(painter):
        await scene.send_photo()
        await asyncio.to_thread(painter.begun.wait)
        job = await scene.job(JobState.RUNNING)
        later = job.created_at.replace(year=job.created_at.year + 1)
        taken = await claims.claim(scene.db, job.id, now=later, lease_s=60, max_attempts=5)
        assert taken.job is not None
        painter.gate.set()
        await asyncio.to_thread(painter.begun.wait)
    assert not [m for m in await scene.person.messages() if m["from_bot"] and m["photo"]]
    assert (await scene.job()).attempt == taken.job.attempt


async def test_a_person_who_blocked_the_bot_blocks_nobody_else(scene: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with scene.worker(painter):
        await scene.send_photo()
        await asyncio.to_thread(painter.begun.wait)
        await scene.person.block()
        painter.gate.set()
        await scene.job(JobState.DONE)


async def test_a_worker_stops_although_telegram_is_gone(scene: Scene) -> None:
    await scene.person.order_fault("500")
    async with asyncio.timeout(10), scene.worker(SlowPainter()):
        pass


@pytest.mark.usefixtures("impatient")
async def test_a_worker_stops_although_redis_is_gone(scene: Scene) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with asyncio.timeout(20), scene.worker(painter):
        await scene.send_photo()
        await asyncio.to_thread(painter.begun.wait)
        await scene.redis.kill()
    assert (await scene.job()).state is JobState.WAITING


async def test_a_first_look_is_shown_while_the_work_has_not_begun(scene: Scene) -> None:
    painter = SlowPainter(first_look=70)
    painter.gate.clear()
    await scene.send_photo()
    async with scene.worker(painter):
        shown = await scene.says("0 % done")
        picture = decoded(await scene.person.download(shown["photo"]))
    assert picture.size == (60, 40)
    assert picture.convert("L").getpixel((30, 20)) == pytest.approx(70, abs=3)
