"""Saving a style: its copy first, then the row; what is deleted is gone at once, both of it.

Where the store is away copies are deleted later, and nobody can paint with them meanwhile.
"""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.community.sweeping import OF_STYLES, sweep_now
from bot.delivery.results.result_store import ResultStore
from bot.domain.community.saved_styles import STYLE_ID_CHARS, NewStyle, SavedStyle, copy_name
from bot.storage.community import saved_styles
from bot.storage.community.saved_styles import Refusal
from bot.storage.database import Database, new_id


async def save(
    db: Database,
    store: ResultStore,
    copy: bytes,
    *,
    user_id: int,
    source: str,
    name: str,
    now: datetime,
) -> SavedStyle | Refusal:
    """Keep a copy until it is deleted.

    Args:
        copy: a JPEG of pixels alone.
        source: what the picture is known by; one that is saved already stays as it is.
    Raises: ResultsAwayError: nothing is saved.
    """
    new = NewStyle(id=new_id(STYLE_ID_CHARS), user_id=user_id, source=source, name=name)
    await saved_styles.begin(db, new.id, now=now)
    await asyncio.to_thread(store.write, copy_name(new.id), copy)
    saved = await saved_styles.save(db, new, now=now)
    if isinstance(saved, Refusal) or saved.id != new.id:
        await sweep_now(OF_STYLES, db, store, now=now)
    return saved


async def delete(
    db: Database, store: ResultStore, style_id: str, *, user_id: int, now: datetime
) -> bool:
    """Delete one's own for everybody, or put another's away. False: it is neither."""
    is_gone = await saved_styles.remove(db, style_id, user_id=user_id)
    await sweep_now(OF_STYLES, db, store, now=now)
    return is_gone
