"""What the reconciler costs while nothing happens, by what waits and what has ended.

``python -m benchmarks.idle``
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from bot.delivery import reconciler as reconcile
from bot.delivery.reconciler import Reconciler
from bot.domain.jobs import NewJob, StatusMessage
from bot.domain.orders import Art, Order
from bot.run.redis_server import embedded_redis
from bot.storage.jobs import jobs
from bot.storage.tables.jobs import JobRow
from engine.options.interpret import DrawOptions
from tests.bot.redises import TestRedis
from tests.bot.scene import Scene, playing
from tests.telegrams import running_telegram

ROUNDS = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    argparse.ArgumentParser(description="The idle reconciler.").parse_args(arguments)
    asyncio.run(_measure())
    return 0


async def _measure() -> None:
    sys.stdout.write("the idle reconciler, one round every 2 s\n")
    with tempfile.TemporaryDirectory(prefix="oneiro-") as folder:
        redis = TestRedis(embedded_redis(Path(folder)))
        await redis.start()
        try:
            async with (
                running_telegram(Path(folder, "telegram"), shared=None) as telegram,
                playing(telegram, redis, Path(folder, "data")) as scene,
            ):
                await _rows(scene)
        finally:
            await redis.kill()


async def _rows(scene: Scene) -> None:
    await _fill(scene, "waiting", 1)
    await _print(scene, "1 job waits")
    await _fill(scene, "waiting", 5_000)
    await _print(scene, "5,000 wait")
    await _fill(scene, "done", 200_000)
    await _print(scene, "5,000 wait, 200,000 have ended")


async def _print(scene: Scene, what: str) -> None:
    reconciler = Reconciler(
        db=scene.db,
        queue=scene.queue,
        notifier=scene.notifier,
        bot=scene.bot,
        settings=scene.settings,
    )
    await reconciler.look()
    began = time.process_time()
    for _ in range(ROUNDS):
        await reconciler.look()
    share = (time.process_time() - began) / ROUNDS / reconcile.INTERVAL_S
    sys.stdout.write(f"{what:50} {share:>9.1%} of a core\n")


async def _fill(scene: Scene, state: str, count: int) -> None:
    """So many rows of one kind, copies of one; those that wait stand in Redis too."""
    at = datetime.now(UTC) - timedelta(hours=1)
    new = NewJob(
        request_key=f"{state}{count}",
        chat_id=1,
        user_id=1,
        language="en",
        order=Order(art=Art.DRAW, options=DrawOptions(), photo=None),
        tier="free",
        status=StatusMessage(message_id=1, has_media=False),
    )
    job, _ = await jobs.create(scene.db, new, now=at, score=at)
    finished = None if state == "waiting" else at
    async with scene.db.write() as session:
        row = await session.get_one(JobRow, job.id)
        row.state, row.finished_at, row.is_told = state, finished, state != "waiting"
    async with scene.db.write() as session:
        table = JobRow.__table__
        common = dict(
            (await session.execute(select(table).where(JobRow.id == job.id))).mappings().one()
        )
        rows = [
            common
            | {"id": f"{state[0]}{count}-{n}", "request_key": f"{state}{count}-{n}", "user_id": n}
            for n in range(count - 1)
        ]
        if rows:
            await session.execute(insert(JobRow), rows)


if __name__ == "__main__":
    sys.exit(main())
