"""Fetch what a job starts from: people's pictures from Telegram, which keeps them, as we keep
only their file_ids; the film so far from our results.
"""

from __future__ import annotations

import asyncio

from telegram.ext import ExtBot

from bot.delivery.results import result_files
from bot.delivery.results.result_store import ResultStore
from bot.domain.jobs import Job
from bot.domain.orders import Art, PictureRef
from bot.domain.tiers import Tiers, with_snapshots
from bot.storage import payments
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.texts.catalogue import text
from bot.transport.files.downloads import download_picture
from bot.transport.rate_limiter import Pace
from bot.worker.renderer import Earlier, PictureFile, PictureRole, RenderRequest
from engine.errors import RenderError

# So many workers may die with a job before it is made in small parts: some systems end all of a
# container's processes when one of them takes too much memory.
WHOLE_TRIES = 2


async def fetch_request(
    bot: ExtBot[Pace], db: Database, results: ResultStore, tiers: Tiers, job: Job
) -> RenderRequest:
    """All that the job's render needs. Raises: as fetch_pictures and earlier_film."""
    if job.order.printed is not None and job.order.printed.is_enlarged:
        result = await printed_result(results, job)
        return RenderRequest(order=job.order, files=(result,), job_id=job.id)
    sold = await payments.sold_for(db, job.charge_id) if job.charge_id else None
    earlier = await earlier_film(db, results, job)
    return RenderRequest(
        # With the snapshots of its tier, or those that were paid for.
        order=with_snapshots(tiers, job, sold=sold),
        files=() if earlier else await fetch_pictures(bot, job),
        earlier=earlier,
        in_tiles=job.in_tiles or job.tries > WHOLE_TRIES,
        job_id=job.id,
    )


async def fetch_pictures(bot: ExtBot[Pace], job: Job) -> tuple[PictureFile, ...]:
    """Every picture and film that the job's order names, unopened.

    Raises: as :func:`download_picture`.
    """
    order = job.order
    own = [style.picture for style in order.styles if style.picture]
    is_film = order.art is Art.VIDEO
    second = "names.reference" if order.art is Art.COLORIZE else "names.guide"
    named: list[tuple[PictureRole, str, PictureRef | None]] = [
        ("clip", "names.film", order.photo if is_film else None),
        ("photo", "names.photo", None if is_film else order.photo),
        ("guide", second, order.guide),
        ("mask", "names.mask", order.mask),
        *(("style", "names.style", ref) for ref in own),
    ]
    files = []
    for role, key, ref in named:
        if ref is not None:
            name = text(key, job.language)
            data = await download_picture(bot, ref.file_id, name=name)
            files.append(PictureFile(role=role, data=data, name=name))
    return tuple(files)


async def printed_result(results: ResultStore, job: Job) -> PictureFile:
    """The result that is enlarged for a print.

    Raises: RenderError: it is gone; ResultsAwayError: it cannot be had now.
    """
    data = await asyncio.to_thread(result_files.read, results, job.parent_id or "")
    if data is None:
        raise RenderError("the result to be printed is gone")
    return PictureFile(role="result", data=data)


async def earlier_film(db: Database, results: ResultStore, job: Job) -> Earlier | None:
    """The film that a live dream's next piece goes on from; None: the job begins with its photo.

    Raises: RenderError: it is gone; ResultsAwayError: it cannot be had now.
    """
    if job.order.live_id is None or job.parent_id is None:
        return None
    parent = await jobs.get(db, job.parent_id)
    mp4 = await asyncio.to_thread(result_files.read, results, job.parent_id)
    if parent is None or parent.outcome is None or parent.outcome.film is None or mp4 is None:
        raise RenderError("the film so far is gone")
    return Earlier(mp4=mp4, film=parent.outcome.film)
