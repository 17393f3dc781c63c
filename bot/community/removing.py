"""What is taken back is gone at once: the row with its transaction, the pictures right after."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from bot.community.sweeping import OF_WORKS, sweep_now
from bot.delivery.results.result_store import ResultStore
from bot.storage.community import works
from bot.storage.database import Database


class TakenBack(StrEnum):
    """What became of a wish to take a work back; the value is the key of its sentence."""

    DONE = "feed.took_back"
    NOT_THEIRS = "answer.not_yours"
    GONE = "feed.gone"


async def take_back(
    db: Database, store: ResultStore, work_id: str, *, user_id: int, now: datetime
) -> TakenBack:
    """Show a work no more, if it is this person's."""
    if await works.take_back(db, work_id, user_id=user_id):
        await sweep_now(OF_WORKS, db, store, now=now)
        return TakenBack.DONE
    is_others = await works.get(db, work_id) is not None
    return TakenBack.NOT_THEIRS if is_others else TakenBack.GONE
