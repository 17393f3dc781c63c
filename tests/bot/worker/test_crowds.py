"""What a crowd leaves behind, or another version wrote, costs and stops nobody else."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.delivery import reconciler as reconcile
from bot.delivery.reconciler import Reconciler
from bot.domain.jobs import Job, JobState, NewJob, StatusMessage
from bot.domain.orders import Art, Order, PictureRef
from bot.storage import live_dreams
from bot.storage.jobs import claims, job_queries, jobs, line_ahead, unreadable_jobs
from bot.storage.jobs.claims import ClaimResult
from bot.storage.tables.jobs import JobRow
from bot.storage.tables.live import LiveDreamRow
from engine.options.dream import DreamOptions
from tests.bot.scene import Scene

LONG_AGO = datetime.now(UTC) - timedelta(minutes=10)
pytestmark = pytest.mark.usefixtures("no_limits")


@pytest.fixture
def reconciler(scene: Scene) -> Reconciler:
    return Reconciler(
        db=scene.db,
        queue=scene.queue,
        notifier=scene.notifier,
        bot=scene.bot,
        settings=scene.settings,
    )


async def add(scene: Scene, number: int, *, charge_id: str | None = None) -> Job:
    photo = PictureRef(id="k3f9ab", file_id="f", message_id=1)
    new = NewJob(
        request_key=f"u{number}",
        chat_id=1,
        user_id=1,
        language="en",
        order=Order(art=Art.DREAM, options=DreamOptions(), photo=photo),
        tier="free",
        charge_id=charge_id,
        status=StatusMessage(message_id=number, has_media=False),
    )
    at = LONG_AGO + timedelta(seconds=number)
    return (await jobs.create(scene.db, new, now=at, score=at))[0]


async def spoil(scene: Scene, job: Job, **values: Any) -> None:
    """As another version would have written it."""
    changes = values or {"order": {**job.order.to_json(), "art": "sculpture"}}
    async with scene.db.write() as session:
        await session.execute(update(JobRow).where(JobRow.id == job.id).values(changes))


UNREADABLE: list[dict[str, Any]] = [
    {},
    {"order": {"art": "dream"}},
    {"order": {"art": "dream", "options": {"unheard_of": 1}, "photo": None, "styles": []}},
    {"outcome": {"size": 1}},
]


@pytest.mark.parametrize("values", UNREADABLE, ids=("art", "order", "options", "outcome"))
async def test_a_job_that_cannot_be_read_stops_nobody_else(
    scene: Scene,
    reconciler: Reconciler,
    values: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad, good = await add(scene, 1, charge_id="c1"), await add(scene, 2)
    await spoil(scene, bad, **values)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            own = await job_queries.open_jobs_of(scene.db, chat_id=1, user_id=1)
            await reconciler.look()
    assert [job.id for job in own] == [good.id]
    assert await scene.queue.unknown([good]) == []
    assert [waiting.id for waiting in await line_ahead.front(scene.db, count=9)] == [good.id]
    told = [record for record in caplog.records if "set aside" in record.message]
    assert [record.__dict__["job_id"] for record in told] == [bad.id]  # once
    assert told[0].__dict__["charge_id"] == "c1"
    assert await unreadable_jobs.count(scene.db) == unreadable_jobs.SetAside(jobs=1, paid=1)


async def test_no_worker_takes_or_ends_over_a_job_that_cannot_be_read(scene: Scene) -> None:
    bad = await add(scene, 1)
    await spoil(scene, bad)
    for _ in range(2):
        claim = await claims.claim(
            scene.db, bad.id, now=datetime.now(UTC), lease_s=9, max_attempts=5
        )
        assert claim.result is ClaimResult.UNKNOWN
    await spoil(scene, bad, order=bad.order.to_json())  # the version that can read it is back
    await unreadable_jobs.look_anew(scene.db)
    found = await jobs.get(scene.db, bad.id)
    assert found is not None
    assert (found.state, found.attempt) == (JobState.WAITING, 0)


async def test_a_live_dream_that_cannot_be_read_stops_no_other(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    for number in (1, 2):
        await live_dreams.begin(
            scene.db,
            request_key=f"u{number}",
            chat_id=-number,
            user_id=1,
            name="Ann",
            language="en",
            seed=1,
            photo=None,
            now=LONG_AGO,
        )
    async with scene.db.write() as session:
        await session.execute(
            update(LiveDreamRow).where(LiveDreamRow.chat_id == -1).values(photo={"what": 1})
        )
    for _ in range(2):
        assert [live.chat_id for live in await live_dreams.running(scene.db)] == [-2]
    assert len([one for one in caplog.records if "set aside" in one.message]) == 1


async def test_a_part_that_waits_for_telegram_holds_up_no_other(
    scene: Scene, reconciler: Reconciler, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs = asyncio.Event()

    async def hang(self: Reconciler) -> None:
        hangs.set()
        await asyncio.Event().wait()

    was_told = asyncio.Event()

    async def tell(self: Reconciler) -> None:
        was_told.set()

    monkeypatch.setattr(Reconciler, "_fail_exhausted", hang)
    monkeypatch.setattr(Reconciler, "_forget_old", tell)
    monkeypatch.setattr(reconcile, "STOP_S", 0.0)
    stop = asyncio.Event()
    running = asyncio.create_task(reconciler.run(stop))
    async with asyncio.timeout(20):
        await hangs.wait()
        await was_told.wait()
        stop.set()
        await running


async def test_what_no_reader_foresaw_does_not_end_the_process(
    reconciler: Reconciler, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stumble(self: Reconciler) -> None:
        raise ValueError("a row of the future")

    monkeypatch.setattr(Reconciler, "_tell_untold", stumble)
    await reconciler.look()


async def test_a_redis_that_forgot_a_long_line_learns_all_of_it_in_one_round(
    scene: Scene, reconciler: Reconciler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile, "SLICE", 3)
    line = [await add(scene, number) for number in range(8)]
    await reconciler.look()
    assert await scene.queue.unknown(line) == []


async def test_a_round_asks_for_a_slice_of_a_long_line_and_for_all_of_it_in_turn(
    scene: Scene, reconciler: Reconciler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile, "SLICE", 3)
    line = [await add(scene, number) for number in range(8)]
    for job in line:
        await scene.queue.put(job)
    asked: list[list[str]] = []
    unknown = scene.queue.unknown

    async def note(some: Any) -> Any:
        asked.append([job.id for job in some])
        return await unknown(some)

    monkeypatch.setattr(scene.queue, "unknown", note)
    for _ in range(3):
        await reconciler.look()
    slices = [some for some in asked if some]
    assert [len(some) for some in slices] == [3, 3, 2]
    assert [one for some in slices for one in some] == [job.id for job in line]
