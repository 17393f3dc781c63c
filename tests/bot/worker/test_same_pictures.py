"""A worker that has fetched a person's pictures renders no result that they have already."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.domain.jobs import JobState, NewJob
from bot.domain.orders import Art, Order
from bot.domain.payments import ChargeState
from bot.storage import payments
from engine.options.dream import DreamOptions
from tests.bot.operations.counts import Counts
from tests.bot.painters import SlowPainter
from tests.bot.scene import Scene
from tests.bot.storage.postgres import on_each_database

pytestmark = on_each_database


async def wish(scene: Scene, name: str, *, shade: int = 0, seed: int = 3, **changes: Any) -> NewJob:
    """A dream of a picture whose name at Telegram nobody has noted."""
    photo = await scene.keep_picture(shade)
    order = Order(art=Art.DREAM, options=DreamOptions(seed=seed), photo=photo)
    who: dict[str, Any] = {"chat_id": 1, "user_id": 1, "language": "en", "tier": "free"}
    return NewJob(request_key=name, order=order, **(who | changes))


async def ask(scene: Scene, name: str, **changes: Any) -> None:
    await scene.put(await wish(scene, name, **changes))


async def buy(scene: Scene, name: str) -> None:
    """As if 25 Stars had come in for it."""
    new, now = await wish(scene, name, tier="premium", charge_id=name), datetime.now(UTC)
    await payments.record_charge(
        scene.db,
        charge_id=name,
        offer_id=None,
        user_id=1,
        stars=25,
        job=new,
        now=now,
        score=now,
    )
    await scene.put(new)


async def test_the_same_bytes_are_not_rendered_again(scene: Scene) -> None:
    painter, counts = SlowPainter(), Counts()
    async with scene.worker(painter):
        await ask(scene, "first")
        first = await scene.job(JobState.DONE)
        await ask(scene, "second")
        second = await scene.job(JobState.DONE, count=2)
        assert len(await scene.results(2)) >= 2
    assert painter.painted == 1
    assert (first.is_cached, second.is_cached) == (False, True)
    assert counts("oneiro_result_cache_hits_total", where="worker") == 1
    assert second.outcome == first.outcome
    kept = [(scene.settings.results_dir / f"{job.id}.png").read_bytes() for job in (first, second)]
    assert kept[0] == kept[1]


async def test_other_bytes_another_seed_another_person_and_another_size_are_rendered(
    scene: Scene,
) -> None:
    painter = SlowPainter()
    others: list[dict[str, Any]] = [{"shade": 9}, {"seed": 4}, {"user_id": 2}, {"tier": "hd"}]
    async with scene.worker(painter):
        await ask(scene, "first")
        for count, changes in enumerate(others, start=1):
            await scene.job(JobState.DONE, count=count)
            await ask(scene, f"n{count}", **changes)
        await scene.job(JobState.DONE, count=len(others) + 1)
    assert painter.painted == len(others) + 1


async def test_what_was_bought_before_is_given_back_and_what_was_free_is_not_sold(
    scene: Scene,
) -> None:
    painter = SlowPainter()
    async with scene.worker(painter):
        await ask(scene, "for nothing", tier="premium")
        await scene.job(JobState.DONE)
        for count, name in enumerate(("first", "second", "third"), start=2):
            await buy(scene, name)
            await scene.job(JobState.DONE, count=count)
        said = await scene.says("You had bought just this one before")
    assert said["text"].endswith("comes back by itself.")
    assert painter.painted == 2
    states = await payments.states_of(scene.db, ["first", "second", "third"])
    assert states == {
        "first": ChargeState.PAID,
        "second": ChargeState.REFUND_DUE,
        "third": ChargeState.REFUND_DUE,
    }
