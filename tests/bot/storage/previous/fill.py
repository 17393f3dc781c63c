"""Rows of every kind that a service has after a while."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.domain.jobs import Job
from bot.domain.live import Ending
from bot.storage import chats, drafts, live_dreams, payments, people, photos, refunds, updates
from bot.storage.database import Database
from bot.storage.drafts import DraftKind
from bot.storage.jobs import deleted, job_deferral, jobs
from bot.storage.photos import NewPicture
from tests.bot.storage.examples import NOW, OUTCOME, PHOTO, STYLE, add, after, new_job, start
from tests.bot.storage.test_live import begin, piece, wish

GROUP = -1001
SUPERGROUP = -1002001


async def _fill(db: Database) -> None:
    await _updates(db)
    await _people(db)
    await _menus(db)
    await _open_jobs(db)
    await _ended_jobs(db)
    await _money(db)
    await _live_dreams(db)
    await chats.move(db, old_chat_id=GROUP, new_chat_id=SUPERGROUP, now=NOW)


async def _updates(db: Database) -> None:
    """Unfinished, in another process's hand, set aside, finished."""
    hold = updates.Hold(holder="another", until=after(5))
    await updates.save(db, {1: {"update_id": 1, "message": {"text": "héllo \N{ROCKET}"}}}, now=NOW)
    await updates.save(db, {2: {"update_id": 2}}, now=NOW, hold=hold)
    await updates.save(db, {3: {"update_id": 3}, 4: {"update_id": 4}}, now=NOW)
    await updates.set_aside(db, 3)
    await updates.finish(db, {4})


async def _people(db: Database) -> None:
    """Two of them, a photo, an album of two, a style, a film."""
    await people.remember(db, 1, language="en", now=NOW)
    await people.remember(db, 2**40, language="de", now=after(60))
    album: dict[str, Any] = {"media_group_id": "a"}
    kinds: list[dict[str, Any]] = [{}, album, album, {"is_style": True}, {"is_film": True}]
    for message_id, changes in enumerate(kinds):
        new = NewPicture(
            chat_id=1, user_id=1, message_id=message_id, file_id=f"file-{message_id}", **changes
        )
        await photos.remember(db, new, now=after(message_id))


async def _menus(db: Database) -> None:
    """One that is open, with choices, and one that was closed."""
    for kind, choices in ((DraftKind.DREAM, {"depth": 2}), (DraftKind.STYLE, {})):
        draft, _ = await drafts.create(
            db,
            request_key=f"menu-{kind}",
            chat_id=1,
            user_id=1,
            kind=kind,
            photo=PHOTO,
            choices=choices,
            now=NOW,
        )
        await drafts.set_message(db, draft.id, message_id=8, has_media=True)
    await drafts.close(db, draft.id)


async def _open_jobs(db: Database) -> None:
    """Waiting, put off, running, rendered, and rendered for somebody who shut us out."""
    await add(db, "waiting", order=STYLE, reply_to=7, thread_id=3)
    put_off = await start(db, await add(db, "put off"))
    await job_deferral.put_off(db, put_off.id, attempt=put_off.attempt, until=after(90))
    running = await start(db, await add(db, "running"))
    await jobs.mark_begun(db, running.id)
    await jobs.set_status_message(db, running.id, message_id=9, has_media=False)
    await _rendered(db, "rendered")
    kept = await _rendered(db, "kept")
    await job_deferral.keep_for_return(db, kept.id, attempt=kept.attempt, now=after(5))


async def _rendered(db: Database, key: str) -> Job:
    job = await start(db, await add(db, key))
    await jobs.mark_rendered(db, job.id, attempt=job.attempt, outcome=OUTCOME)
    return job


async def _ended_jobs(db: Database) -> None:
    """Done, done and deleted, failed and told of, failed and not yet, cancelled."""
    for key in ("done", "deleted"):
        job = await _rendered(db, key)
        await jobs.mark_done(db, job.id, attempt=job.attempt, now=after(9))
    await deleted.mark_deleted(db, job.id)
    for key in ("told", "untold"):
        job = await start(db, await add(db, key))
        facts = {"name": "Your photo"}
        await jobs.fail(
            db,
            job.id,
            attempt=job.attempt,
            error_code="BrokenPictureError",
            facts=facts,
            now=after(9),
        )
        if key == "told":
            await jobs.mark_told(db, job.id)
    cancelled = await add(db, "cancelled")
    await jobs.cancel(db, cancelled.id, user_id=1, now=after(9))


async def _money(db: Database) -> None:
    """An offer, a charge with its job, one to be given back, one that was."""
    for charge_id in ("paid", "due", "refunded"):
        offer, _ = await payments.create_offer(
            db,
            request_key=f"offer-{charge_id}",
            user_id=1,
            chat_id=1,
            parent_job_id="parent",
            tier="hd",
            steps=550,
            stars=75,
            now=NOW,
        )
        bought = new_job(f"bought-{charge_id}", tier="hd", charge_id=charge_id, parent_id="parent")
        await payments.record_charge(
            db,
            charge_id=charge_id,
            offer_id=offer.id,
            user_id=1,
            stars=75,
            job=bought if charge_id == "paid" else None,
            now=NOW,
            score=after(-300),
        )
    await refunds.mark_refunded(db, "refunded", now=after(9))


async def _live_dreams(db: Database) -> None:
    """One that runs, with a piece in work and a wish that waits; one that ended."""
    live = await begin(db, "live", chat_id=GROUP)
    await wish(db, live, "w1", "cat")
    await live_dreams.order_piece(db, live, piece, now=after(11), score=after(11))
    await wish(db, live, "w2", "dog", "\N{CAT FACE}", user_id=2**40)
    over = await begin(db, "over", chat_id=-5)
    await live_dreams.end(db, over.id, Ending.QUIET)


def fill(url: str) -> None:
    """Write them through the functions of bot.storage."""

    async def write() -> None:
        db = Database(url)
        await _fill(db)
        await db.close()

    asyncio.run(write())
