"""``python -m benchmarks.feed [URL]``: pages of a feed of 100,000 works, from SQL.

Without a URL (``sqlite+aiosqlite:///…``, ``postgresql+asyncpg://…``) a fresh SQLite file is filled
and deleted again; a database that is named must be empty and is filled for good.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bot.community import choosing
from bot.domain.community.works import Recipe
from bot.domain.orders import Art, StyleRef
from bot.storage.community import opinions, works
from bot.storage.database import Database, upgrade
from bot.storage.tables.community import FeedWorkRow
from bot.web import feed_pages
from bot.web.feed_pages import Site

WORKS = 100_000
PEOPLE = 2_000
ROUNDS = 300
_BATCH = 2_000
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
_RECIPE = Recipe(art=Art.STYLE, options={"scale": 1.5}, styles=(StyleRef(name="swirls"),))
_SITE = Site(bot="https://t.me/a_bot", url=None, language="en")


async def fill(db: Database) -> None:
    """One work in a hundred is hidden."""
    for first in range(0, WORKS, _BATCH):
        async with db.write() as session:
            await session.execute(insert(FeedWorkRow), [_row(first + n) for n in range(_BATCH)])


def _row(number: int) -> dict[str, Any]:
    return {
        "id": f"w{number:011}",
        "job_id": f"j{number:011}",
        "user_id": number % PEOPLE,
        "token": f"{number:024}",
        "recipe": _RECIPE.to_json(),
        "sizes": {"size": [600, 400]},
        "signature": None,
        "likes": number % 37,
        "seen": number % 11,
        "reports": 0,
        "is_hidden": number % 100 == 0,
        "shown_at": _BEGAN + timedelta(minutes=number),
    }


async def measure(name: str, ask: Callable[[int], Awaitable[object]]) -> None:
    """Print the median and the slowest in a hundred, in ms."""
    taken = []
    for number in range(ROUNDS):
        began = time.perf_counter()
        await ask(number)
        taken.append(1000 * (time.perf_counter() - began))
    slow = statistics.quantiles(taken, n=100)[-1]
    sys.stdout.write(f"{name:28} {statistics.median(taken):6.2f} {slow:6.2f}\n")


async def run(url: str) -> None:
    db, draw = Database(url), random.Random(7)
    await fill(db)
    sys.stdout.write(f"{WORKS} works, {url.partition(':')[0]}: ms, median and 99 of 100\n")

    async def page(before: int | None) -> None:
        found = await choosing.page(db, before=before, draw=draw.randrange)
        feed_pages.many(_SITE, found, is_first=before is None)

    async def like(number: int) -> None:
        work_id = f"w{draw.randrange(WORKS):011}"
        await opinions.like(db, work_id, user_id=number, now=_BEGAN)

    await measure("first page, as HTML", lambda _: page(None))
    await measure("a page anywhere", lambda _: page(draw.randrange(2, WORKS)))
    await measure("the last page", lambda _: page(PEOPLE // 100))
    await measure("one's own newest", lambda n: choosing.mine(db, user_id=n, before=None))
    await measure("whether a picture is shown", lambda n: works.is_public(db, f"{n * 300:024}"))
    await measure("a like", like)
    await db.close()


def main() -> None:
    if len(sys.argv) > 1:
        upgrade(sys.argv[1])
        asyncio.run(run(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'feed.sqlite3'}"
        upgrade(url)
        asyncio.run(run(url))


if __name__ == "__main__":
    main()
