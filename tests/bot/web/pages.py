"""Works that pages show."""

from __future__ import annotations

from bot.community.copies import SMALL, WORK, copy_of, file_name, preview_of
from bot.delivery.results.result_store import ResultFolder
from bot.domain.community.works import Work
from bot.storage.database import Database
from tests.bot.storage.community.shown import shown
from tests.pictures import encoded, photo


async def drawn(db: Database, store: ResultFolder, key: str = "u1", **changes: object) -> Work:
    """A shown work with its pictures."""
    work = await shown(db, key, **changes)
    data = encoded(photo(width=320, height=200))
    store.write(file_name(work.token, WORK), copy_of(data, longest_px=1280).data)
    store.write(file_name(work.token, SMALL), preview_of(data))
    return work
