"""Showing a result to everybody: copies first, then the row that makes them public."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping
from datetime import datetime

from bot.community.copies import (
    FILM,
    PHOTO,
    SMALL,
    STYLE,
    WORK,
    WORK_PX,
    copy_of,
    file_name,
    film_copy_of,
    preview_of,
    size_of,
)
from bot.delivery.results.result_store import ResultStore
from bot.domain.community.paintings import HOUSE_ID, Credit
from bot.domain.community.works import (
    TOKEN_CHARS,
    WORK_ID_CHARS,
    NewWork,
    Size,
    Work,
    is_film,
    recipe_of,
)
from bot.domain.jobs import Job
from bot.domain.orders import Order
from bot.storage.community import paintings, works
from bot.storage.community.paintings import Painting
from bot.storage.community.works import Refusal
from bot.storage.database import Database, new_id

# Until its copies are made.
UNKNOWN = Size(width=0, height=0)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Copies of what a result was made of, for whoever shows that too: JPEGs of pixels alone."""

    photo: bytes | None = None
    style: bytes | None = None


async def show(
    db: Database,
    store: ResultStore,
    job: Job,
    result: bytes,
    *,
    inputs: Inputs | None,
    signature: str | None,
    now: datetime,
) -> Work | Refusal:
    """Keep copies until they are taken back, and let everybody look at them.

    Args:
        result: the picture or film as it was rendered.
        inputs: None: what it was made of stays private.
    Raises: ResultsAwayError, FilmTooLargeToShowError: nothing is shown.
    """
    new = NewWork(
        id=new_id(WORK_ID_CHARS),
        job_id=job.id,
        user_id=job.user_id,
        token=new_id(TOKEN_CHARS),
        recipe=recipe_of(job.order, with_own_styles=inputs is not None),
        size=UNKNOWN,
        signature=signature,
    )
    film, picture = None, result
    if is_film(job.order):
        film, picture = await asyncio.to_thread(film_copy_of, result)
    given = inputs or Inputs()
    new = await _with_copies(db, store, new, picture, inputs=given, film=film, now=now)
    return await works.show(db, new, now=now)


async def show_painting(
    db: Database,
    store: ResultStore,
    painting: Painting,
    order: Order,
    result: bytes,
    *,
    photo: bytes,
    credit: Credit,
    now: datetime,
) -> Work | None:
    """The same for what the house itself has painted. ``photo``: as Inputs has it.

    Returns: None: it was given to another worker.
    Raises: ResultsAwayError: nothing is shown.
    """
    new = NewWork(
        id=new_id(WORK_ID_CHARS),
        job_id=painting.id,
        user_id=HOUSE_ID,
        token=new_id(TOKEN_CHARS),
        recipe=recipe_of(order, with_own_styles=False),
        size=UNKNOWN,
        credit=credit,
    )
    new = await _with_copies(db, store, new, result, inputs=Inputs(photo=photo), now=now)
    return await paintings.show(db, new, now=now)


async def _with_copies(
    db: Database,
    store: ResultStore,
    new: NewWork,
    result: bytes,
    *,
    inputs: Inputs,
    now: datetime,
    film: bytes | None = None,
) -> NewWork:
    """The work with the sizes of its copies, which lie in the store from here on.

    ``result``: of a ``film``, how it looks half-way.
    """
    large = await asyncio.to_thread(copy_of, result, longest_px=WORK_PX, signature=new.signature)
    small = await asyncio.to_thread(preview_of, result)
    shown = {WORK: large.data, SMALL: small, PHOTO: inputs.photo, STYLE: inputs.style, FILM: film}
    files = {name: data for name, data in shown.items() if data is not None}
    await works.begin(db, new.token, now=now)
    await asyncio.to_thread(_write, store, new.token, files)
    return dataclasses.replace(
        new,
        size=large.size,
        photo=size_of(files[PHOTO]) if PHOTO in files else None,
        style=size_of(files[STYLE]) if STYLE in files else None,
        film=large.size if film is not None else None,
    )


def _write(store: ResultStore, token: str, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        store.write(file_name(token, name), data)
