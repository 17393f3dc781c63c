"""Fetch what a job starts from: people's pictures from Telegram, which keeps them, as we keep
only their file_ids; the film so far from our results.
"""

from __future__ import annotations

import asyncio

from telegram.ext import ExtBot

from bot.delivery import result_files
from bot.delivery.result_store import ResultStore
from bot.domain.jobs import Job
from bot.domain.orders import Art, PictureRef
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.texts.catalogue import text
from bot.transport.downloads import download_picture
from bot.transport.rate_limiter import Pace
from bot.worker.renderer import Earlier, Pictures
from engine.errors import RenderError
from engine.media.pictures import Picture, decode_picture


async def fetch_pictures(bot: ExtBot[Pace], job: Job) -> Pictures:
    """Every picture that the job's order names, checked, and the film as it is.

    Raises: as :func:`download_picture`.
    """

    async def fetch(ref: PictureRef, key: str) -> Picture:
        name = text(key, job.language)
        data = await download_picture(bot, ref.file_id, name=name)
        return await asyncio.to_thread(decode_picture, data, name=name)

    order, photo, clip = job.order, None, None
    if order.photo is not None and order.art is Art.VIDEO:
        clip = await download_picture(
            bot, order.photo.file_id, name=text("names.film", job.language)
        )
    elif order.photo is not None:
        photo = await fetch(order.photo, "names.photo")
    own = [style.picture for style in order.styles if style.picture]
    return Pictures(
        photo=photo,
        clip=clip,
        guide=await fetch(order.guide, "names.guide") if order.guide else None,
        mask=await fetch(order.mask, "names.mask") if order.mask else None,
        styles=tuple([await fetch(ref, "names.style") for ref in own]),
    )


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
