"""What dead processes left behind is taken up: lines, leases, words unsaid, Stars, old files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram.error import BadRequest

from bot.delivery.reconciler import Reconciler
from bot.delivery.results import result_files
from bot.delivery.results.result_store import ResultFolder
from bot.domain.jobs import MAX_TRIES, Job, JobState, NewJob, Outcome, StatusMessage
from bot.domain.orders import Art, Order, PictureRef
from bot.domain.pools import Pool
from bot.queue import workers
from bot.queue.workers import WorkerReport, tell_alive
from bot.storage import payments, refunds
from bot.storage.jobs import claims, job_deferral, jobs
from engine.options.dream import DreamOptions
from tests.bot.scene import Scene
from tests.bot.storage.postgres import on_each_database
from tests.pictures import photo_bytes

START = datetime.now(UTC)
pytestmark = [pytest.mark.usefixtures("no_limits"), on_each_database]


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reconciler(scene: Scene, clock: Clock) -> Reconciler:
    return Reconciler(
        db=scene.db,
        queue=scene.queue,
        notifier=scene.notifier,
        bot=scene.bot,
        settings=scene.settings,
        clock=clock,
    )


def order(key: str, *, status: StatusMessage | None = None, charge_id: str | None = None) -> NewJob:
    photo = PictureRef(id="k3f9ab", file_id="f", message_id=1)
    return NewJob(
        request_key=key,
        chat_id=1,
        user_id=1,
        language="en",
        order=Order(art=Art.DREAM, options=DreamOptions(), photo=photo),
        tier="free",
        charge_id=charge_id,
        status=status,
    )


async def add(scene: Scene, key: str = "u1", *, after_s: float = 0) -> Job:
    said = await scene.bot.send_message(1, f"In the queue: {key}.")
    status = StatusMessage(message_id=said.message_id, has_media=False)
    at = START + timedelta(seconds=after_s)
    job, _ = await jobs.create(scene.db, order(key, status=status), now=at, score=at)
    return job


async def test_a_waiting_job_that_redis_forgot_is_put_in_line(
    scene: Scene, reconciler: Reconciler, clock: Clock
) -> None:
    job = await add(scene)
    await reconciler.look()
    assert await scene.queue.unknown([job]) == [job]  # its handler is still at it
    clock.forward(10)
    await reconciler.look()
    assert await scene.queue.unknown([job]) == []


async def test_a_job_whose_message_is_still_on_its_way_is_left_to_its_handler(
    scene: Scene, reconciler: Reconciler, clock: Clock
) -> None:
    """Else its worker sends a message too, and "In the queue" stays behind."""
    job, _ = await jobs.create(scene.db, order("u1"), now=START, score=START)
    clock.forward(60)
    await reconciler.look()
    assert await scene.queue.unknown([job]) == [job]
    clock.forward(60)
    await reconciler.look()
    assert await scene.queue.unknown([job]) == []


async def test_a_job_of_a_dead_worker_is_put_in_line(
    scene: Scene, reconciler: Reconciler, clock: Clock
) -> None:
    job = await add(scene)
    await claims.claim(scene.db, job.id, now=START, lease_s=30, max_attempts=5)
    clock.forward(10)
    await reconciler.look()
    assert await scene.queue.unknown([job]) == [job]
    clock.forward(30)
    await reconciler.look()
    assert await scene.queue.unknown([job]) == []


async def test_a_job_that_ends_every_worker_fails_and_is_told(
    scene: Scene, reconciler: Reconciler, clock: Clock
) -> None:
    job = await add(scene)
    for _ in range(MAX_TRIES):
        await claims.claim(scene.db, job.id, now=clock.now, lease_s=1, max_attempts=MAX_TRIES)
        clock.forward(5)
    await reconciler.look()
    failed = await jobs.get(scene.db, job.id)
    assert failed is not None
    assert failed.state is JobState.FAILED
    await scene.says("could not be made")


async def test_a_failure_that_was_not_told_is_told_later(
    scene: Scene, reconciler: Reconciler, clock: Clock
) -> None:
    job = await add(scene)
    await jobs.fail(
        scene.db, job.id, attempt=None, error_code="RenderError", facts={}, now=clock.now
    )
    clock.forward(10)
    await reconciler.look()
    await scene.says("could not be made")


async def test_stars_of_a_failed_job_come_back_once(
    scene: Scene, reconciler: Reconciler, clock: Clock
) -> None:
    receipt = await payments.record_charge(
        scene.db,
        charge_id="unknown-to-telegram",
        offer_id=None,
        user_id=1,
        stars=25,
        job=order("p1", charge_id="unknown-to-telegram"),
        now=START,
        score=START,
    )
    assert receipt.job is not None
    await jobs.cancel(scene.db, receipt.job.id, user_id=1, now=START)
    assert len(await refunds.due(scene.db, now=clock.now)) == 1
    await reconciler.look()
    # Refused for now: asked again later, not at once.
    assert await refunds.due(scene.db, now=clock.now) == []
    clock.forward(3600)
    assert len(await refunds.due(scene.db, now=clock.now)) == 1


async def test_a_refund_that_telegram_already_made_counts(
    scene: Scene, reconciler: Reconciler, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object, **__: object) -> bool:
        raise BadRequest("CHARGE_ALREADY_REFUNDED")

    monkeypatch.setattr(scene.bot.__class__, "refund_star_payment", refuse)
    await payments.record_charge(
        scene.db,
        charge_id="c",
        offer_id=None,
        user_id=1,
        stars=25,
        job=None,
        now=START,
        score=START,
    )
    await reconciler.look()
    clock.forward(7200)
    assert await refunds.due(scene.db, now=clock.now) == []


async def test_places_are_shown_when_they_change_and_only_some(
    scene: Scene, reconciler: Reconciler, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "ALIVE_S", 3600.0)
    report = WorkerReport(name="a", pools=tuple(Pool), device="cpu")
    await tell_alive(scene.queue._pool, report)
    line = [await add(scene, f"u{number}", after_s=number) for number in range(1, 7)]
    await reconciler.look()
    for job in line[:2]:
        await jobs.cancel(scene.db, job.id, user_id=1, now=clock.now)
    await reconciler.look()
    texts = {m["message_id"]: m["text"] for m in await scene.person.messages() if m["from_bot"]}
    shown = [texts[job.status.message_id] for job in line[2:] if job.status]
    assert shown == [
        "In the queue: number 1.",
        "In the queue: number 2.",
        "In the queue: number 3.",
        "In the queue: u6.",  # 6 → 4: not worth an edit
    ]


async def test_old_results_are_deleted(
    scene: Scene, reconciler: Reconciler, clock: Clock, tmp_path: Path
) -> None:
    job = await add(scene)
    claim = await claims.claim(scene.db, job.id, now=START, lease_s=30, max_attempts=5)
    assert claim.job is not None
    folder = scene.settings.results_dir
    result_files.keep(ResultFolder(folder), job.id, photo_bytes(), kind="png")
    (folder / ".oneiro.of-a-killed-worker.part").touch()
    outcome = Outcome(
        options={}, width=1, height=1, steps=1, steps_cut=False, seconds=1, device="cpu"
    )
    await jobs.mark_rendered(scene.db, job.id, attempt=1, outcome=outcome)
    await jobs.mark_done(scene.db, job.id, attempt=1, now=START)
    clock.forward(47 * 3600)
    await reconciler.look()
    assert (folder / f"{job.id}.png").is_file()
    clock.forward(2 * 3600)
    await reconciler.look()
    assert list(folder.iterdir()) == []


async def test_a_paid_picture_that_cannot_be_delivered_is_given_back_after_days(
    scene: Scene, reconciler: Reconciler, clock: Clock
) -> None:
    receipt = await payments.record_charge(
        scene.db,
        charge_id="c9",
        offer_id=None,
        user_id=1,
        stars=25,
        job=order("p9", charge_id="c9"),
        now=START,
        score=START,
    )
    paid = receipt.job
    assert paid is not None
    claim = await claims.claim(scene.db, paid.id, now=START, lease_s=5, max_attempts=3)
    assert claim.job is not None
    attempt = claim.job.attempt
    outcome = Outcome(
        options={}, width=1, height=1, steps=1, steps_cut=False, seconds=1, device="cpu"
    )
    await jobs.mark_rendered(scene.db, paid.id, attempt=attempt, outcome=outcome)
    await job_deferral.keep_for_return(scene.db, paid.id, attempt=attempt, now=START)
    clock.forward(6 * 86400)
    await reconciler._end_undelivered()
    assert (await scene.job()).state is JobState.RENDERED
    clock.forward(2 * 86400)
    await reconciler._end_undelivered()
    assert (await scene.job()).state is JobState.FAILED
    assert len(await refunds.due(scene.db, now=clock.now)) == 1
