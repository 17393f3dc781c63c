"""What each error of Telegram means for a job, and that no job stands in others' way."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.results import result_files
from bot.delivery.results.result_store import open_results
from bot.delivery.telegram_errors import Trouble, growing_pause_s, judge
from bot.domain.jobs import JobState
from bot.errors import PictureGoneError
from bot.storage import chats
from bot.storage.jobs import claims, job_deferral, job_queries, jobs
from bot.storage.jobs.claims import ClaimResult
from bot.storage.tables.jobs import JobRow
from bot.transport.files.downloads import download_picture
from tests.bot.painters import SlowPainter
from tests.bot.scene import Scene

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("error", "trouble", "pause_s"),
    [
        (RetryAfter(120), Trouble.PUT_OFF, 120),
        (RetryAfter(1), Trouble.PUT_OFF, 2),
        (NetworkError("Bad Gateway"), Trouble.PUT_OFF, 2),
        (TimedOut(), Trouble.PUT_OFF, 2),
        (BadRequest("PHOTO_INVALID_DIMENSIONS"), Trouble.REFUSED, 2),
        (InvalidToken("Not Found"), Trouble.REFUSED, 2),
        (Forbidden("bot was blocked by the user"), Trouble.UNREACHABLE, 2),
        (BadRequest("Chat not found"), Trouble.UNREACHABLE, 2),
        (ChatMigrated(-1005), Trouble.MIGRATED, 0),
    ],
)
def test_every_error_has_its_verdict(error: TelegramError, trouble: Trouble, pause_s: int) -> None:
    verdict = judge(error, troubles=0)
    assert (verdict.trouble, verdict.pause_s) == (trouble, pause_s)


def test_no_verdict_lets_a_job_come_back_again_and_again_without_a_pause() -> None:
    errors = (RetryAfter(1), TimedOut(), BadRequest("no"), Forbidden("blocked"), ChatMigrated(-1))
    assert [judge(error, troubles=3).pause_s for error in errors] == [16] * len(errors)


def test_pauses_grow_up_to_ten_minutes() -> None:
    assert [growing_pause_s(n) for n in (0, 1, 2, 50, 10**6)] == [2, 4, 8, 600, 600]


async def test_a_delivery_that_telegram_pauses_is_put_off(scene: Scene) -> None:
    await scene.person.order_fault("429", method="editMessageMedia", retry_after_s=120)
    async with scene.worker(SlowPainter()):
        await scene.send_photo()
        job = await scene.job(JobState.RENDERED)
        await _until_troubled(scene)
    found = await scene.job()
    assert (found.tries, found.state) == (0, JobState.RENDERED)
    soon, later = job.created_at + timedelta(seconds=60), job.created_at + DAY
    assert await job_queries.stale(scene.db, now=soon) == []
    assert [j.id for j in await job_queries.stale(scene.db, now=later)] == [job.id]
    claim = await claims.claim(scene.db, job.id, now=soon, lease_s=5, max_attempts=3)
    assert claim.result is ClaimResult.PUT_OFF


@pytest.mark.parametrize("error", [InvalidToken("Not Found"), Forbidden("Forbidden")])
async def test_a_picture_that_the_file_server_has_no_more_is_gone(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, error: TelegramError
) -> None:
    picture = await scene.keep_picture()

    async def lost(*_: object, **__: object) -> bytes:
        raise error

    monkeypatch.setattr("telegram.File.download_as_bytearray", lost)
    with pytest.raises(PictureGoneError):
        await download_picture(scene.bot, picture.file_id, name="photo")


async def test_a_group_that_became_a_supergroup_gets_its_picture(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first delivery tells the new id; the next goes there, as a message of its own."""

    async def migrated(*_: object, **__: object) -> None:
        raise ChatMigrated(-1001)

    monkeypatch.setattr("telegram.ext.ExtBot.edit_message_media", migrated)
    async with scene.worker(SlowPainter()):
        await scene.send_photo()
        await _until_troubled(scene)
    job = await scene.job()
    assert (job.chat_id, job.status, job.reply_to) == (-1001, None, None)
    assert (job.state, job.tries) == (JobState.RENDERED, 0)


async def _until_troubled(scene: Scene) -> None:
    async with asyncio.timeout(20):
        while (await scene.job()).troubles == 0:  # noqa: ASYNC110 - a row cannot be awaited
            await asyncio.sleep(0.05)


async def test_what_was_paid_for_waits_for_a_person_who_shut_us_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not done, not in line, its file is kept; when they return it is due."""

    async def blocked(*_: object, **__: object) -> None:
        raise Forbidden("Forbidden: bot was blocked by the user")

    monkeypatch.setattr("telegram.ext.ExtBot.edit_message_media", blocked)
    await scene.send_photo()
    await _pay_for(scene)
    async with scene.worker(SlowPainter()), asyncio.timeout(20):
        while not await job_queries.undelivered(scene.db):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.05)
    job, later = await scene.job(JobState.RENDERED), datetime.now(UTC) + DAY
    assert await job_queries.stale(scene.db, now=later) == []
    result_files.drop_old(open_results(scene.settings), before=later, spared={job.id})
    assert (scene.settings.results_dir / f"{job.id}.png").is_file()
    await chats.let_in(scene.db, job.chat_id)
    assert [j.id for j in await job_queries.stale(scene.db, now=later)] == [job.id]


async def _pay_for(scene: Scene) -> None:
    job = await scene.job()
    async with scene.db.write() as session:
        await session.execute(update(JobRow).where(JobRow.id == job.id).values(charge_id="c1"))


async def test_who_cannot_be_told_is_not_asked_every_round(scene: Scene) -> None:
    await scene.send_photo()
    job = await scene.job(JobState.WAITING)
    closed = await jobs.cancel(scene.db, job.id, user_id=1, now=job.created_at)
    assert closed is not None
    await job_deferral.tell_later(scene.db, job.id, until=job.created_at + timedelta(seconds=120))
    soon, later = job.created_at + timedelta(seconds=60), job.created_at + DAY
    assert await job_queries.untold(scene.db, before=soon) == []
    assert [j.id for j in await job_queries.untold(scene.db, before=later)] == [job.id]
