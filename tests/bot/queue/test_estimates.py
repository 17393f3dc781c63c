"""Seconds of renders and living workers in a real Redis; without it, what is known or the seeds."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from arq.connections import ArqRedis

from bot.domain.jobs import Outcome
from bot.domain.orders import OPTIONS_OF, Art, Order, PictureRef
from bot.queue import estimates as module
from bot.queue.connection import connect
from bot.queue.estimates import KEY, Estimates
from bot.queue.workers import KEY_PREFIX, NAMES_KEY, WorkerReport, alive, say_goodbye, tell_alive
from tests.bot.redises import TestRedis

PHOTO = PictureRef(id="k3f9ab", file_id="f", message_id=7)
OUTCOME = Outcome(
    options={}, width=600, height=400, steps=40, steps_cut=False, seconds=12.5, device="cpu"
)


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[ArqRedis]:
    pool = await connect(redis_url, patience=3)
    yield pool
    await pool.aclose(close_connection_pool=True)


@pytest.fixture(autouse=True)
def _always_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FRESH_S", 0.0)


def ask(art: Art = Art.DREAM, **options: Any) -> Order:
    return Order(art=art, options=OPTIONS_OF[art](**options), photo=PHOTO)


def worker(name: str, *, device: str = "cpu", pools: tuple[str, ...] = ("cpu",)) -> WorkerReport:
    return WorkerReport(name=name, pools=pools, device=device)


async def seed_s(order: Order) -> float:
    return await Estimates(None).expected_s(order)


async def test_what_one_process_notes_another_expects(redis: ArqRedis) -> None:
    await Estimates(redis).note(ask(), OUTCOME)
    assert await Estimates(redis).expected_s(ask()) == pytest.approx(12.5)


async def test_several_renders_come_to_their_mean(redis: ArqRedis) -> None:
    known = Estimates(redis)
    for seconds in (10.0, 20.0):
        await known.note(ask(), replace(OUTCOME, seconds=seconds))
    assert await known.expected_s(ask()) == pytest.approx(15)


async def test_what_is_around_renders_is_expected_of_any_size(redis: ArqRedis) -> None:
    known = Estimates(redis)
    await known.note(ask(), OUTCOME, took_s=OUTCOME.seconds + 2)
    assert await known.expected_s(ask()) == pytest.approx(14.5)
    small = ask(size_px=16, steps=1, octaves=1)
    assert await known.expected_s(small) == pytest.approx(2, abs=0.1)


async def test_without_redis_the_seeds_guess(redis: ArqRedis, redis_server: TestRedis) -> None:
    await redis_server.kill()
    known = Estimates(redis)
    assert await known.expected_s(ask()) == await seed_s(ask()) > 0
    assert await known.servers() == []
    await known.note(ask(), OUTCOME)


async def test_what_was_known_outlives_redis(
    redis: ArqRedis, redis_server: TestRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Estimates(redis)
    await known.note(ask(), OUTCOME)
    await known.expected_s(ask())
    await redis_server.kill()
    assert await known.expected_s(ask()) == pytest.approx(12.5)


async def test_a_redis_that_is_away_holds_up_one_question_not_each(
    redis: ArqRedis, redis_server: TestRedis
) -> None:
    await redis_server.kill()
    known, reads = Estimates(redis), 0

    async def count(*_: object) -> dict[bytes, bytes]:
        nonlocal reads
        reads += 1
        raise ConnectionError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_all", count)
        await asyncio.gather(*(known.expected_s(ask()) for _ in range(50)))
    assert reads == 1


async def test_garbage_in_redis_is_passed_over(redis: ArqRedis) -> None:
    good = Estimates(redis)
    await good.note(ask(), OUTCOME)
    (key,) = await redis.hkeys(KEY)
    for field, value in {
        "no/kind": "[1, 1, 1]",
        "a/b/c/d/cpu/": "[1, 1, 1]",
        "style/18/8/0/cpu/": "[1e999, 1, 1]",
        "draw/18/8/0/cpu/": "{}",
        b"\xff": b"\xff",
    }.items():
        await redis.hset(KEY, field, value)
    assert await good.expected_s(ask()) == pytest.approx(12.5)
    await redis.hset(KEY, key, "null")
    assert await good.expected_s(ask()) == await seed_s(ask())
    await good.note(ask(), OUTCOME)
    assert await good.expected_s(ask()) == pytest.approx(12.5)
    await redis.delete(KEY)
    await redis.set(KEY, "no hash at all")
    await good.note(ask(), OUTCOME)
    assert await good.expected_s(ask()) == pytest.approx(12.5)  # as it was last known


async def test_a_worker_that_says_nonsense_is_passed_over(redis: ArqRedis) -> None:
    await tell_alive(redis, worker("b"))
    await redis.sadd(NAMES_KEY, "a", "c")
    await redis.set(KEY_PREFIX + "a", "[]")
    await redis.set(KEY_PREFIX + "c", b"\xff")
    assert [report.name for report in await alive(redis)] == ["b"]
    assert await Estimates(redis).servers() == [("cpu",)]


async def test_kinds_are_bounded_and_the_oldest_go(
    redis: ArqRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_KINDS", 3)
    await redis.hset(KEY, "garbage", "x")
    sizes = [64, 128, 256, 512, 1024]
    for now, size_px in enumerate(sizes):
        monkeypatch.setattr(time, "time", lambda now=now: float(now))
        await Estimates(redis).note(ask(size_px=size_px), replace(OUTCOME, seconds=size_px))
    assert await redis.hlen(KEY) == 3
    known = Estimates(redis)
    assert [await known.expected_s(ask(size_px=px)) for px in sizes[2:]] == [256, 512, 1024]


async def test_a_guess_is_for_the_devices_of_the_workers_that_take_it(redis: ArqRedis) -> None:
    known = Estimates(redis)
    await known.note(ask(), replace(OUTCOME, seconds=20.0, device="cpu"))
    await known.note(ask(), replace(OUTCOME, seconds=2.0, device="cuda"))
    assert await known.expected_s(ask()) == pytest.approx(11)
    await tell_alive(redis, worker("slow"))
    await tell_alive(redis, worker("other", device="cuda", pools=("gpu",)))
    assert await known.expected_s(ask()) == pytest.approx(20)
    await tell_alive(redis, worker("quick", device="cuda", pools=("gpu", "cpu", "instant")))
    assert await known.expected_s(ask()) == pytest.approx(11)
    await say_goodbye(redis, "slow")
    assert await known.expected_s(ask()) == pytest.approx(2)


async def test_who_falls_silent_or_says_goodbye_is_no_server(redis: ArqRedis) -> None:
    known = Estimates(redis)
    for name in ("a", "b", "c"):
        await tell_alive(redis, worker(name))
    assert len(await known.servers()) == 3
    await say_goodbye(redis, "a")
    await redis.delete(KEY_PREFIX + "b")  # as its expiry does
    assert await known.servers() == [("cpu",)]
    assert await redis.smembers(NAMES_KEY) == {b"c"}


async def test_what_takes_no_time_is_not_noted(redis: ArqRedis) -> None:
    await Estimates(redis).note(ask(), replace(OUTCOME, seconds=0.0))
    assert await redis.exists(KEY) == 0


async def fresh(redis: ArqRedis, *, device: str, seconds: float) -> None:
    """A worker has warmed up."""
    hand = {"device": device, "first_render_s": f"{seconds}"}
    await Estimates(None, hand=hand).reach(redis)


async def test_a_fresh_machine_is_known_by_its_first_render_until_it_has_made_a_picture(
    redis: ArqRedis,
) -> None:
    known, first = Estimates(redis), ask(**{"size_px": 224, "steps": 8})
    style_s = await seed_s(ask(Art.STYLE))
    four_times_s = 4 * await seed_s(first)
    await fresh(redis, device="cpu", seconds=four_times_s)
    assert await known.expected_s(first) == pytest.approx(four_times_s)
    assert await known.expected_s(ask(Art.STYLE)) == pytest.approx(4 * style_s)
    # A worker that starts anew changes nothing ...
    await fresh(redis, device="cpu", seconds=100 * four_times_s)
    assert await known.expected_s(first) == pytest.approx(four_times_s)
    # ... and one of another device is a fresh machine.
    await fresh(redis, device="cuda", seconds=0.0)
    assert await redis.hlen(KEY) == 1
    await fresh(redis, device="cuda", seconds=0.01)
    assert await redis.hlen(KEY) == 2


async def test_answers_are_kept_for_a_moment(
    redis: ArqRedis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FRESH_S", 60.0)
    known = Estimates(redis)
    before_s = await known.expected_s(ask())
    await known.note(ask(), OUTCOME)
    assert await known.expected_s(ask()) == before_s
