"""Works to test with."""

from __future__ import annotations

from typing import Any

from bot.domain.community.works import TOKEN_CHARS, WORK_ID_CHARS, NewWork, Size, Work, recipe_of
from bot.storage.community import works
from bot.storage.database import Database, new_id
from tests.bot.storage.examples import NOW, STYLE, add

SIZE = Size(width=600, height=400)


def new_work(job_id: str, **changes: Any) -> NewWork:
    values: dict[str, Any] = {
        "id": new_id(WORK_ID_CHARS),
        "job_id": job_id,
        "user_id": 1,
        "token": new_id(TOKEN_CHARS),
        "recipe": recipe_of(STYLE, with_own_styles=False),
        "size": SIZE,
    }
    return NewWork(**(values | changes))


async def shown(db: Database, request_key: str = "u1", **changes: Any) -> Work:
    """A work that everybody can see, of a job of its own."""
    job = await add(db, request_key, user_id=changes.get("user_id", 1))
    new = new_work(job.id, **changes)
    await works.begin(db, new.token, now=NOW)
    work = await works.show(db, new, now=NOW)
    assert isinstance(work, Work)
    return work
