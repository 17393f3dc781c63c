"""What a person reads while they wait: the place, the time, what is left of a render."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from arq.connections import ArqRedis

from bot.domain.jobs import Job, JobState, Outcome
from bot.domain.orders import Art, Order, PictureRef
from bot.domain.pools import Pool
from bot.queue import estimates, workers
from bot.queue.connection import connect
from bot.queue.workers import WorkerReport, say_goodbye, tell_alive
from bot.storage.jobs import claims
from bot.storage.jobs.job_changes import set_columns
from bot.storage.operators import switches
from engine.options.dream import DreamOptions
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import Talk
from tests.bot.painters import SlowPainter
from tests.person import Person
from tests.pictures import photo_bytes

DREAM = Order(
    art=Art.DREAM,
    options=DreamOptions(),
    photo=PictureRef(id="k3f9ab", file_id="f", message_id=1),
)
# What the test's machine took for one.
DREAM_S = 100.0
OUTCOME = Outcome(
    options={}, width=600, height=400, steps=40, steps_cut=False, seconds=DREAM_S, device="cpu"
)


WORKER = WorkerReport(name="a", pools=tuple(Pool), device="cpu")


@pytest.fixture(autouse=True)
async def redis(
    redis_server: TestRedis, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[ArqRedis]:
    """With one worker, of whom nobody hears for a long time."""
    monkeypatch.setattr(workers, "ALIVE_S", 3600.0)
    pool = await connect(redis_server.url, patience=3)
    await tell_alive(pool, WORKER)
    yield pool
    await pool.aclose(close_connection_pool=True)


@pytest.fixture(autouse=True)
async def _measured(talk: Talk, redis: ArqRedis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimates, "FRESH_S", 0.0)
    known = talk.services.queue.estimates
    monkeypatch.setattr(known, "_cpu_budget_s", 1e9)
    await known.note(DREAM, OUTCOME)


async def dream(person: Person) -> None:
    (photo,) = await person.send(photos=[photo_bytes()])
    await person.send("/dream", reply_to=photo)


async def taken(talk: Talk, *, progress: float) -> Job:
    """The newest job, in the hands of a worker."""
    job = await talk.job(count=len(await talk.jobs()))
    now = talk.services.clock()
    await claims.claim(talk.services.db, job.id, now=now, lease_s=600, max_attempts=5)
    await set_columns(talk.services.db, job.id, progress=progress)
    return job


async def test_an_order_is_told_its_place_and_its_time(talk: Talk) -> None:
    await dream(talk.person)
    await talk.says("In the queue: number 1. Ready in about 2 minutes.")
    assert (await talk.job()).expected_s == pytest.approx(DREAM_S)
    await dream(talk.other)
    await talk.says("In the queue: number 2. Ready in about 3 minutes.", person=talk.other)


async def test_a_second_worker_shortens_the_time_that_is_told(talk: Talk, redis: ArqRedis) -> None:
    await tell_alive(redis, replace(WORKER, name="b"))
    await dream(talk.person)
    await talk.says("In the queue: number 1.")
    await taken(talk, progress=0.0)
    await dream(talk.other)
    await talk.says("In the queue: number 1. Ready in about 2 minutes.", person=talk.other)


async def test_the_queue_tells_place_and_time_of_each_and_what_is_left_of_one_in_work(
    talk: Talk,
) -> None:
    await dream(talk.person)
    await talk.says("In the queue: number 1.")
    await taken(talk, progress=0.4)
    for number in (1, 2):
        await dream(talk.person)
        await talk.says(f"In the queue: number {number}.")
    await talk.person.send("/queue")
    said = await talk.says("Your pictures")
    assert said["text"] == (
        "Your pictures: one at 40 % (about 1 minute), number 1 in the queue (about 3 minutes), "
        "number 2 in the queue (about 4 minutes). Waiting in all: 2."
    )


async def test_in_a_group_each_reads_of_their_own(talk: Talk) -> None:
    await dream(talk.in_group)
    await talk.says("In the queue: number 1.", person=talk.in_group)
    await dream(talk.other_in_group)
    await talk.says("In the queue: number 2. Ready in about 3 minutes.", person=talk.other_in_group)
    await talk.other_in_group.send("/queue")
    said = await talk.says("Your pictures", person=talk.other_in_group)
    assert "number 2 in the queue (about 3 minutes). Waiting in all: 2" in said["text"]


async def test_redis_away_the_last_known_times_are_told(
    talk: Talk, redis_server: TestRedis
) -> None:
    await dream(talk.person)
    await talk.says("In the queue: number 1.")
    await redis_server.kill()
    await dream(talk.person)
    await talk.says("In the queue: number 2. Ready in about 3 minutes.")
    await talk.person.send("/queue")
    said = await talk.says("Your pictures")
    assert "number 1 in the queue (about 2 minutes)" in said["text"]


async def test_a_job_of_which_nobody_knows_how_long_it_takes_is_told_its_place(
    talk: Talk,
) -> None:
    await dream(talk.person)
    await talk.says("In the queue: number 1.")
    await set_columns(talk.services.db, (await talk.job()).id, expected_s=0.0)
    await talk.person.send("/queue")
    assert "Your pictures: number 1 in the queue. " in (await talk.says("Your pictures"))["text"]


@pytest.mark.parametrize("reports", [[], [replace(WORKER, pools=("gpu",))]])
async def test_without_a_worker_for_it_nobody_is_told_a_time(
    talk: Talk, redis: ArqRedis, reports: list[WorkerReport]
) -> None:
    await say_goodbye(redis, WORKER.name)
    for report in reports:
        await tell_alive(redis, report)
    await talk.person.send("/what", photos=[photo_bytes()])
    await talk.says(
        "In the queue: number 1. No painter for it is at work just now; your order is kept, and "
        "made when one comes."
    )
    await talk.person.send("/queue")
    await talk.says(
        "Your pictures: number 1 in the queue (no painter for it is at work just now; it is kept "
        "until one comes). Waiting in all: 1."
    )


async def test_a_short_job_that_has_no_room_beside_a_long_render_waits_for_it_and_says_so(
    talk: Talk, redis: ArqRedis
) -> None:
    await tell_alive(redis, replace(WORKER, is_taken_whole=True))
    await dream(talk.other)
    await talk.says("In the queue: number 1. Ready in about 2 minutes.", person=talk.other)
    await taken(talk, progress=0.0)
    await talk.person.send("/what", photos=[photo_bytes()])
    await talk.says(
        "In the queue: number 1. It waits for a picture that is being made now. "
        "Ready in about 2 minutes."
    )
    await talk.person.send("/queue")
    said = await talk.says("Your pictures")
    assert "(after a picture that is being made now: about 2 minutes)" in said["text"]


async def test_while_paused_an_order_keeps_its_place_and_nobody_is_told_a_time(
    talk: Talk,
) -> None:
    async with talk.services.db.write() as session:
        now = talk.services.clock()
        await switches.turn_within(session, switches.PAUSED, is_on=True, now=now)
    await dream(talk.other)
    await talk.says(
        "In the queue: number 1. Pictures are paused for a moment; yours keeps its place.",
        person=talk.other,
    )
    await talk.other.send("/queue")
    await talk.says(
        "number 1 in the queue (paused for a moment; it keeps its place)", person=talk.other
    )


async def test_a_render_tells_what_is_left_and_teaches_the_next_order(talk: Talk) -> None:
    painter = SlowPainter()
    painter.gate.clear()
    async with talk.worker(painter.open):
        await dream(talk.person)
        await talk.says("0 % done, about 2 minutes left")
        painter.gate.set()
        await talk.job(state=JobState.DONE)
    # 100 s, and now the 0.1 s that SlowPainter says: half of both.
    known = talk.services.queue.estimates
    assert await known.expected_s(DREAM) == pytest.approx((DREAM_S + 0.1) / 2)


async def test_a_bought_picture_knows_how_long_it_takes(talk: Talk) -> None:
    larger = replace(DREAM, options=DreamOptions(size_px=1200))
    known = talk.services.queue.estimates
    assert await known.expected_s(larger) == pytest.approx(4 * DREAM_S)
