"""What answers a wish: its person's own, delivered, kept; and how that ends."""

from __future__ import annotations

import dataclasses

import pytest

from bot.domain.jobs import Job
from bot.storage import cached_results, people, photos
from bot.storage.database import Database
from bot.storage.jobs import deleted, jobs
from bot.storage.photos import NewPicture
from tests.bot.storage.examples import NOW, OUTCOME, add, after, new_job, start


async def delivered(db: Database, name: str = "u1", *, at: float = 0) -> Job:
    """A job that is done and answers ``key``."""
    job = await start(db, await add(db, name, at=at), at=at)
    assert await jobs.mark_rendered(db, job.id, attempt=job.attempt, outcome=OUTCOME)
    assert await jobs.mark_done(db, job.id, attempt=job.attempt, now=after(at))
    await cached_results.note(db, ["key", "key", "other"], user_id=1, job_id=job.id, now=after(at))
    return job


async def found(db: Database, *keys: str, user_id: int = 1, since: float = 0) -> str | None:
    job = await cached_results.find(db, keys, user_id=user_id, since=after(since))
    return job.id if job else None


async def test_it_is_its_persons_own_and_of_that_key(db: Database) -> None:
    job = await delivered(db)
    assert await found(db, "none", "key") == job.id
    assert await found(db, "other") == job.id
    assert await found(db, "key", user_id=2) is None
    assert await found(db, "none") is None


async def test_a_job_that_is_not_delivered_answers_nothing(db: Database) -> None:
    job = await start(db, await add(db))
    await cached_results.note(db, ["key"], user_id=1, job_id=job.id, now=NOW)
    assert await found(db, "key") is None
    await jobs.mark_rendered(db, job.id, attempt=job.attempt, outcome=OUTCOME)
    assert await found(db, "key") is None


async def test_the_newest_answers(db: Database) -> None:
    await delivered(db)
    newer = await delivered(db, "u2", at=5)
    assert await found(db, "key") == newer.id
    assert await found(db, "key", since=6) is None


@pytest.mark.parametrize("how", ["deleted", "forgotten", "person forgotten"])
async def test_what_is_gone_answers_nothing(db: Database, how: str) -> None:
    job = await delivered(db)
    if how == "deleted":
        await deleted.mark_deleted(db, job.id)
    elif how == "forgotten":
        await cached_results.forget(db, before=after(1))
    else:
        await people.forget_person(db, 1, now=NOW)
    assert await found(db, "key") is None


async def test_a_job_that_is_answered_is_rendered_and_held(db: Database) -> None:
    new = dataclasses.replace(new_job(), had=OUTCOME)
    job, is_new = await jobs.create(db, new, now=NOW, score=NOW)
    assert is_new
    assert (job.state.value, job.is_cached, job.outcome) == ("rendered", True, OUTCOME)
    again, is_new = await jobs.create(db, new, now=NOW, score=NOW)
    assert (again, is_new) == (job, False)


async def test_a_picture_is_known_by_telegrams_name_where_it_has_one(db: Database) -> None:
    values = {"chat_id": 1, "user_id": 1}
    named = await photos.remember(
        db, NewPicture(message_id=1, file_id="f", file_unique_id="u", **values), now=NOW
    )
    old = await photos.remember(db, NewPicture(message_id=2, file_id="g", **values), now=NOW)
    assert await photos.unique_ids(db, [named.id, old.id]) == {named.id: "u"}
