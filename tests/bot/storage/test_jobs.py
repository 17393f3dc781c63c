from __future__ import annotations

import asyncio
import random

import pytest

from bot.domain.jobs import JobState, StatusMessage
from bot.storage import drafts
from bot.storage.database import Database
from bot.storage.jobs import claims, job_deferral, jobs
from bot.storage.jobs.claims import ClaimResult
from engine.texts.phrase import Phrase
from tests.bot.storage.examples import NOW, OUTCOME, STYLE, add, after, new_job, start


async def test_a_job_comes_back_as_it_was_stored(db: Database) -> None:
    new = new_job(
        order=STYLE, reply_to=9, parent_id="p", status=StatusMessage(message_id=5, has_media=True)
    )
    job, is_new = await jobs.create(db, new, now=NOW, score=after(-300))
    assert is_new
    assert await jobs.get(db, job.id) == job
    assert (job.order, job.reply_to, job.parent_id) == (STYLE, 9, "p")
    assert job.status == StatusMessage(message_id=5, has_media=True)
    assert (job.state, job.created_at, job.score) == (JobState.WAITING, NOW, after(-300))


async def test_a_replayed_request_makes_one_job(db: Database) -> None:
    job = await add(db)
    again, is_new = await jobs.create(db, new_job(), now=after(60), score=after(60))
    assert (again, is_new) == (job, False)
    assert await jobs.find_request(db, "u1") == job
    assert await jobs.find_request(db, "u2") is None


async def test_two_presses_at_once_on_one_menu_make_one_job(db: Database, rival: Database) -> None:
    results = await asyncio.gather(
        *(
            jobs.create(database, new_job(f"u{number}", draft_id=8), now=NOW, score=NOW)
            for number, database in enumerate([db, rival] * 4)
        )
    )
    assert sum(is_new for _, is_new in results) == 1
    assert len({job.id for job, _ in results}) == 1


async def test_a_menu_takes_another_order_once_its_job_is_over(db: Database) -> None:
    first = await add(db, "u1", draft_id=8)
    await jobs.cancel(db, first.id, user_id=1, now=NOW)
    second = await add(db, "u2", draft_id=8)
    # A replay finds its own job, not the one that is open now.
    replayed, is_new = await jobs.create(db, new_job("u1", draft_id=8), now=NOW, score=NOW)
    assert (replayed.id, is_new) == (first.id, False)
    assert second.id != first.id


async def test_one_of_many_workers_gets_a_job(db: Database, rival: Database) -> None:
    job = await add(db)
    answers = await asyncio.gather(
        *(
            claims.claim(database, job.id, now=NOW, lease_s=3, max_attempts=5)
            for database in [db, rival] * 4
        )
    )
    results = sorted(claim.result for claim in answers)
    assert results == [ClaimResult.BUSY] * 7 + [ClaimResult.TAKEN]


async def test_a_claim_says_why_it_is_refused(db: Database) -> None:
    async def claim(job_id: str, at: float) -> ClaimResult:
        found = await claims.claim(db, job_id, now=after(at), lease_s=3, max_attempts=2)
        return found.result

    job = await add(db)
    assert await claim(job.id, 0) is ClaimResult.TAKEN
    assert await claim(job.id, 2) is ClaimResult.BUSY
    assert await claim(job.id, 3) is ClaimResult.TAKEN
    assert await claim(job.id, 6) is ClaimResult.EXHAUSTED
    assert await jobs.fail(
        db, job.id, attempt=None, error_code="RenderError", facts={}, now=after(6)
    )
    assert await claim(job.id, 7) is ClaimResult.CLOSED
    assert await claim("nothing", 0) is ClaimResult.UNKNOWN


async def test_a_worker_that_lost_its_lease_changes_nothing(db: Database) -> None:
    job = await add(db)
    old = await start(db, job)
    new = await start(db, job, at=4)
    assert (old.attempt, new.attempt) == (1, 2)

    assert not await jobs.heartbeat(db, job.id, attempt=1, now=after(5), lease_s=3, progress=0.9)
    assert not await jobs.mark_rendered(db, job.id, attempt=1, outcome=OUTCOME)
    assert not await job_deferral.release(db, job.id, attempt=1)
    assert (
        await jobs.fail(db, job.id, attempt=1, error_code="RenderError", facts={}, now=NOW) is None
    )
    assert await jobs.get(db, job.id) == new


async def test_a_heartbeat_holds_the_lease_and_tells_the_progress(db: Database) -> None:
    job = await start(db, await add(db))
    assert await jobs.heartbeat(db, job.id, attempt=1, now=after(2), lease_s=3, progress=0.4)
    claim = await claims.claim(db, job.id, now=after(4), lease_s=3, max_attempts=5)
    assert claim.result is ClaimResult.BUSY
    assert claim.job is not None
    assert claim.job.progress == 0.4
    assert await jobs.heartbeat(db, job.id, attempt=1, now=after(4), lease_s=3)
    seen = await jobs.get(db, job.id)
    assert seen is not None
    assert seen.progress == 0.4


async def test_a_rendered_job_is_only_delivered_by_the_next_worker(db: Database) -> None:
    job = await start(db, await add(db))
    assert await jobs.mark_rendered(db, job.id, attempt=1, outcome=OUTCOME)
    heir = await start(db, job, at=4)
    assert (heir.state, heir.outcome, heir.attempt) == (JobState.RENDERED, OUTCOME, 2)
    assert not await jobs.mark_done(db, job.id, attempt=1, now=after(5))
    assert await jobs.mark_done(db, job.id, attempt=2, now=after(5))
    assert not await jobs.mark_done(db, job.id, attempt=2, now=after(5))


async def test_a_job_given_back_waits_again_and_has_lost_no_try(db: Database) -> None:
    job = await add(db)
    for attempt in range(1, 8):
        assert (await start(db, job)).attempt == attempt
        assert await job_deferral.release(db, job.id, attempt=attempt)
    seen = await jobs.get(db, job.id)
    assert seen is not None
    assert (seen.state, seen.tries) == (JobState.WAITING, 0)


async def test_a_rendered_job_given_back_stays_rendered(db: Database) -> None:
    job = await start(db, await add(db))
    await jobs.mark_rendered(db, job.id, attempt=1, outcome=OUTCOME)
    assert await job_deferral.release(db, job.id, attempt=1)
    assert (await start(db, job)).state is JobState.RENDERED


async def test_only_the_person_who_asked_cancels(db: Database) -> None:
    job = await add(db, chat_id=-1001)
    assert await jobs.cancel(db, job.id, user_id=2, now=NOW) is None
    cancelled = await jobs.cancel(db, job.id, user_id=1, now=NOW)
    assert cancelled is not None
    assert cancelled.state is JobState.CANCELLED
    assert await jobs.cancel(db, job.id, user_id=1, now=NOW) is None


async def test_a_cancelled_job_stops_its_worker(db: Database) -> None:
    job = await start(db, await add(db))
    assert await jobs.cancel(db, job.id, user_id=1, now=NOW)
    assert not await jobs.heartbeat(db, job.id, attempt=1, now=NOW, lease_s=3)


@pytest.mark.parametrize("seed", range(3))
async def test_a_job_is_either_cancelled_or_rendered(
    db: Database, rival: Database, seed: int
) -> None:
    order = random.Random(seed)
    for number in range(4):
        job = await start(db, await add(db, f"u{number}"))
        calls = [
            jobs.cancel(rival, job.id, user_id=1, now=NOW),
            jobs.mark_rendered(db, job.id, attempt=1, outcome=OUTCOME),
        ]
        order.shuffle(calls)
        won = [bool(result) for result in await asyncio.gather(*calls)]
        assert sorted(won) == [False, True]


NAME = Phrase("names.photo")


async def test_a_failure_is_told_by_one(db: Database, rival: Database) -> None:
    job = await start(db, await add(db))
    results = await asyncio.gather(
        *(
            jobs.fail(
                database,
                job.id,
                attempt=None,
                error_code="PictureTooSmallError",
                facts={"width": 1, "name": NAME},
                now=NOW,
            )
            for database in (db, rival)
        )
    )
    told = [result for result in results if result is not None]
    assert len(told) == 1
    assert told[0].error_code == "PictureTooSmallError"
    assert told[0].error_facts == {"width": 1, "name": NAME}


async def test_the_status_message_is_remembered(db: Database) -> None:
    job = await add(db)
    await jobs.set_status_message(db, job.id, message_id=11, has_media=False)
    seen = await jobs.get(db, job.id)
    assert seen is not None
    assert seen.status == StatusMessage(message_id=11, has_media=False)


async def test_a_menu_and_its_job_know_each_other(db: Database) -> None:
    draft, _ = await drafts.create(
        db, request_key="u0", chat_id=1, user_id=1, kind=drafts.DraftKind.PROMPT, now=NOW
    )
    assert (await add(db, draft_id=draft.id)).draft_id == draft.id
