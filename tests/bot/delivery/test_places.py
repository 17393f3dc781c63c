"""Those near the front read where they stand and when they are ready: seldom, and when it moves."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from arq.connections import ArqRedis

from bot.delivery import notifier
from bot.delivery import places as module
from bot.delivery.places import Places, is_news
from bot.domain.jobs import Job, NewJob, StatusMessage
from bot.domain.orders import Art, Order, PictureRef
from bot.domain.pools import Pool
from bot.domain.waiting import Hold, Outlook
from bot.queue import estimates, workers
from bot.queue.connection import connect
from bot.queue.workers import WorkerReport, say_goodbye, tell_alive
from bot.storage.jobs import claims, jobs
from bot.storage.jobs.job_changes import set_columns
from bot.storage.operators import switches
from bot.transport.rate_limiter import RequestDroppedError
from engine.options.dream import DreamOptions
from tests.bot.scene import Scene

START = datetime.now(UTC)
pytestmark = pytest.mark.usefixtures("no_limits")
WORKER = WorkerReport(name="a", pools=tuple(Pool), device="cpu")


@pytest.fixture
async def redis(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ArqRedis]:
    """With one worker, of whom nobody hears for a long time."""
    monkeypatch.setattr(workers, "ALIVE_S", 3600.0)
    pool = await connect(scene.redis.url, patience=3)
    await tell_alive(pool, WORKER)
    yield pool
    await pool.aclose(close_connection_pool=True)


@pytest.fixture
def places(scene: Scene, redis: ArqRedis, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setattr(estimates, "FRESH_S", 0.0)
    return Places(db=scene.db, estimates=scene.queue.estimates, notifier=scene.notifier)


async def add(scene: Scene, number: int, *, expected_s: float = 60.0) -> Job:
    said = await scene.bot.send_message(1, f"ordered {number}")
    new = NewJob(
        request_key=f"u{number}",
        chat_id=1,
        user_id=1,
        language="en",
        order=Order(
            art=Art.DREAM,
            options=DreamOptions(),
            photo=PictureRef(id="k3f9ab", file_id="f", message_id=1),
        ),
        tier="free",
        status=StatusMessage(message_id=said.message_id, has_media=False),
        expected_s=expected_s,
    )
    at = START + timedelta(seconds=number)
    job, _ = await jobs.create(scene.db, new, now=at, score=at)
    return job


async def read(scene: Scene) -> list[str]:
    """What stands in the bot's messages."""
    return [message["text"] for message in await scene.person.messages() if message["from_bot"]]


async def begin(scene: Scene, job: Job, *, progress: float = 0.0) -> None:
    await claims.claim(scene.db, job.id, now=START, lease_s=60, max_attempts=5)
    await set_columns(scene.db, job.id, progress=progress)


async def test_who_comes_forward_reads_the_place_and_the_time(scene: Scene, places: Places) -> None:
    line = [await add(scene, number) for number in range(1, 5)]
    await places.look()
    assert await read(scene) == ["ordered 1", "ordered 2", "ordered 3", "ordered 4"]
    await begin(scene, line[0])
    await places.look()
    assert await read(scene) == [
        "ordered 1",
        "In the queue: number 1. Ready in about 2 minutes.",
        "In the queue: number 2. Ready in about 3 minutes.",
        "In the queue: number 3. Ready in about 4 minutes.",
    ]


async def test_an_estimate_that_moves_by_a_third_is_told_where_no_place_changes(
    scene: Scene, places: Places
) -> None:
    first, _ = await add(scene, 1, expected_s=200), await add(scene, 2)
    await begin(scene, first)
    await places.look()
    await begin(scene, first, progress=0.3)
    await places.look()
    assert await read(scene) == ["ordered 1", "ordered 2"]  # 260 s → 200 s
    await begin(scene, first, progress=0.5)
    await places.look()
    assert (await read(scene))[1] == "In the queue: number 1. Ready in about 3 minutes."


async def test_a_worker_that_joins_or_dies_moves_the_estimate(
    scene: Scene, places: Places, redis: ArqRedis
) -> None:
    for number in range(1, 8):
        await add(scene, number)
    await places.look()
    for name in ("b", "c"):
        await tell_alive(redis, replace(WORKER, name=name))
    await places.look()
    assert (await read(scene))[6] == "In the queue: number 7. Ready in about 3 minutes."
    for name in ("a", "b"):
        await say_goodbye(redis, name)
    await places.look()
    assert (await read(scene))[6] == "In the queue: number 7. Ready in about 7 minutes."


async def pause(scene: Scene, *, is_on: bool) -> None:
    async with scene.db.write() as session:
        await switches.turn_within(session, switches.PAUSED, is_on=is_on, now=START)


PAUSED_WORDS = "In the queue: number 1. Pictures are paused for a moment; yours keeps its place."


async def test_a_pause_is_told_and_afterwards_the_time_again(scene: Scene, places: Places) -> None:
    await add(scene, 1)
    await places.look()
    await pause(scene, is_on=True)
    await places.look()
    assert await read(scene) == [PAUSED_WORDS]
    await pause(scene, is_on=False)
    await places.look()
    assert await read(scene) == ["In the queue: number 1. Ready in about 1 minute."]


async def test_a_pause_that_begins_or_ends_before_the_first_look_is_told_too(
    scene: Scene, places: Places
) -> None:
    await add(scene, 1)
    await pause(scene, is_on=True)
    await places.look()
    assert await read(scene) == [PAUSED_WORDS]
    await add(scene, 2)
    await pause(scene, is_on=False)
    await places.look()
    assert await read(scene) == [
        "In the queue: number 1. Ready in about 1 minute.",
        "In the queue: number 2. Ready in about 2 minutes.",
    ]


async def test_what_telegram_had_no_room_for_is_told_in_the_next_round(
    scene: Scene, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def drop(*_: object, **__: object) -> None:
        raise RequestDroppedError("busy")

    await add(scene, 1)
    await pause(scene, is_on=True)
    with monkeypatch.context() as busy:
        busy.setattr(notifier, "edit_or_send", drop)
        await places.look()
    assert await read(scene) == ["ordered 1"]
    await places.look()
    assert await read(scene) == [PAUSED_WORDS]


async def test_that_the_last_worker_went_is_told_and_that_one_came(
    scene: Scene, places: Places, redis: ArqRedis
) -> None:
    await add(scene, 1)
    await places.look()
    await say_goodbye(redis, WORKER.name)
    await places.look()
    assert await read(scene) == [
        "In the queue: number 1. No painter for it is at work just now; your order is kept, and "
        "made when one comes."
    ]
    await tell_alive(redis, WORKER)
    await places.look()
    assert await read(scene) == ["In the queue: number 1. Ready in about 1 minute."]


async def test_edits_of_a_round_are_few_and_the_rest_comes_in_the_next(
    scene: Scene, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "EDITS_A_ROUND", 2)
    line = [await add(scene, number) for number in range(1, 5)]
    await places.look()
    await begin(scene, line[0])
    await places.look()
    assert [("In the queue" in words) for words in await read(scene)] == [False, True, True, False]
    await places.look()
    assert [("In the queue" in words) for words in await read(scene)] == [False, True, True, True]


async def test_a_line_that_does_not_move_is_edited_by_nobody(
    scene: Scene, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise AssertionError("edited")

    for number in range(1, 4):
        await add(scene, number)
    await places.look()
    monkeypatch.setattr(scene.notifier.__class__, "show_place", fail)
    await places.look()


def told(place: int, ready_s: float | None, hold: Hold | None = None) -> Outlook:
    return Outlook(place=place, ready_s=ready_s, hold=hold)


@pytest.mark.parametrize(
    ("now", "before", "news"),
    [
        ((3, 90.0), (5, 100.0), True),
        ((4, 90.0), (5, 100.0), False),  # not a place that is shown
        ((6, 100.0), (5, 90.0), False),  # others were let before it
        ((4, 66.0), (4, 100.0), True),
        ((4, 68.0), (4, 100.0), False),
        ((4, 160.0), (4, 100.0), True),
        ((4, 5.0), (4, 15.0), False),  # it is there in a moment
        ((4, 61.0), (4, 60.0), False),
        ((4, 30.0), (4, None), True),
        ((4, None), (4, 30.0), True),
        ((4, None), (4, None), False),
        ((4, None, Hold.PAUSED), (4, 5.0), True),
        ((4, None, Hold.UNSERVED), (4, None, Hold.PAUSED), True),
        ((4, None, Hold.PAUSED), (4, None, Hold.PAUSED), False),
        ((4, 5.0), (4, None, Hold.PAUSED), True),
        ((4, 60.0, Hold.BEHIND), (4, 60.0), True),
        ((4, 5.0), (4, 8.0, Hold.BEHIND), False),  # it is there in a moment
    ],
)
def test_what_is_news(now: tuple[Any, ...], before: tuple[Any, ...], news: bool) -> None:
    assert is_news(told(*now), told(*before)) is news
