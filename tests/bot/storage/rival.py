"""Another process on the same database: python -m tests.bot.storage.rival upgrade|claim URL."""

from __future__ import annotations

import asyncio
import sys

from bot.storage import updates
from bot.storage.database import Database, upgrade
from bot.storage.jobs import claims
from tests.bot.storage.examples import NOW, in_line


async def claim_all(url: str) -> None:
    """Claim whatever waits, writing between the claims; print what was got."""
    db = Database(url)
    for job_id in await in_line(db):
        claim = await claims.claim(db, job_id, now=NOW, lease_s=60, max_attempts=5)
        if claim.result is claims.ClaimResult.TAKEN:
            sys.stdout.write(f"{job_id}\n")
        await updates.save(db, {1: {"x": 1}}, now=NOW)
    await db.close()


if __name__ == "__main__":
    task, url = sys.argv[1:]
    if task == "upgrade":
        upgrade(url)
    else:
        asyncio.run(claim_all(url))
