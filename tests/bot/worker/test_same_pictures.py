"""A worker that has fetched a person's pictures renders no result that they have already."""

from __future__ import annotations

from typing import Any

from bot.domain.jobs import JobState, NewJob
from bot.domain.orders import Art, Order
from engine.options.dream import DreamOptions
from tests.bot.painters import SlowPainter
from tests.bot.scene import Scene
from tests.bot.storage.postgres import on_each_database

pytestmark = on_each_database


async def ask(scene: Scene, name: str, *, shade: int = 0, seed: int = 3, **changes: Any) -> None:
    """Order a dream of a picture whose name at Telegram nobody has noted."""
    photo = await scene.keep_picture(shade)
    order = Order(art=Art.DREAM, options=DreamOptions(seed=seed), photo=photo)
    who: dict[str, Any] = {"chat_id": 1, "user_id": 1, "language": "en", "tier": "free"}
    await scene.put(NewJob(request_key=name, order=order, **(who | changes)))


async def test_the_same_bytes_are_not_rendered_again(scene: Scene) -> None:
    painter = SlowPainter()
    async with scene.worker(painter):
        await ask(scene, "first")
        first = await scene.job(JobState.DONE)
        await ask(scene, "second")
        second = await scene.job(JobState.DONE, count=2)
        assert len(await scene.results(2)) >= 2
    assert painter.painted == 1
    assert (first.is_cached, second.is_cached) == (False, True)
    assert second.outcome == first.outcome
    kept = [(scene.settings.results_dir / f"{job.id}.png").read_bytes() for job in (first, second)]
    assert kept[0] == kept[1]


async def test_other_bytes_another_seed_another_person_and_what_is_paid_are_rendered(
    scene: Scene,
) -> None:
    painter = SlowPainter()
    others: list[dict[str, Any]] = [{"shade": 9}, {"seed": 4}, {"user_id": 2}, {"charge_id": "c"}]
    async with scene.worker(painter):
        await ask(scene, "first")
        for count, changes in enumerate(others, start=1):
            await scene.job(JobState.DONE, count=count)
            await ask(scene, f"n{count}", **changes)
        await scene.job(JobState.DONE, count=len(others) + 1)
    assert painter.painted == len(others) + 1
