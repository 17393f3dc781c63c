"""What SQL keeps of guests: answers, uploads, and a gallery page by page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.jobs import GuestMessage, StatusMessage
from bot.storage.database import Database
from bot.storage.guests import answers, gallery, uploads
from bot.storage.guests.uploads import StoredUpload
from bot.storage.jobs import claims, deleted, job_queries, jobs
from bot.storage.people import forget_person
from tests.bot.storage.examples import NOW, OUTCOME, add, after

PLACE = GuestMessage(inline_id="AAQk-inline", has_media=True)


async def test_a_job_knows_where_its_news_go(db: Database) -> None:
    job = await add(db, guest=PLACE)
    assert job.guest == PLACE
    await jobs.set_guest_media(db, job.id, has_media=False)
    again = await jobs.get(db, job.id)
    assert again is not None
    assert again.guest == GuestMessage(inline_id=PLACE.inline_id, has_media=False)


async def test_its_place_counts_as_shown_when_the_line_is_looked_through(db: Database) -> None:
    await add(db, guest=PLACE)
    times = {"now": after(10), "shown_before": after(5), "made_before": after(-60)}
    found = await job_queries.slice_of_line(db, after=None, count=5, **times)  # type: ignore[arg-type]  # times alone
    assert len(found) == 1


async def test_the_first_answer_to_a_request_stays(db: Database) -> None:
    assert await answers.find(db, "u1") is None
    await answers.note(db, "u1", PLACE, now=NOW)
    await answers.note(db, "u1", GuestMessage(inline_id="other", has_media=False), now=NOW)
    assert await answers.find(db, "u1") == PLACE
    await answers.forget(db, before=after(1))
    assert await answers.find(db, "u1") is None


async def test_an_upload_is_noted_once_and_ends_with_its_time(db: Database) -> None:
    job = await add(db)
    upload = StoredUpload(job_id=job.id, chat_id=-5, message_id=9)
    await uploads.note_stored(db, upload, file_id="AgAC-1", delete_at=NOW + timedelta(hours=48))
    assert await uploads.file_id_of(db, job.id) == "AgAC-1"
    assert await uploads.due(db, now=NOW, limit=5) == []
    later = NOW + timedelta(hours=49)
    assert await uploads.due(db, now=later, limit=5) == [upload]
    await uploads.postpone(db, job.id, now=later)
    assert await uploads.due(db, now=later, limit=5) == []
    await uploads.forget(db, job.id)
    assert await uploads.due(db, now=later + timedelta(days=1), limit=5) == []


async def test_an_upload_goes_at_once_with_all_of_its_person(db: Database) -> None:
    job, other = await add(db, "u1"), await add(db, "u2", user_id=2)
    for each in (job, other):
        upload = StoredUpload(job_id=each.id, chat_id=-5, message_id=9)
        await uploads.note_stored(db, upload, file_id="AgAC-1", delete_at=after(3600))
    await forget_person(db, 1, now=NOW)
    assert [upload.job_id for upload in await uploads.due(db, now=NOW, limit=5)] == [job.id]


@pytest.fixture
async def works(db: Database) -> list[str]:
    """Five finished ones of person 1, and one whose name at Telegram is not known."""
    ids = []
    for number in range(6):
        job = await add(db, f"w{number}")
        claim = await claims.claim(
            db, job.id, now=after(number), lease_s=5, max_attempts=5, worker="w"
        )
        assert claim.job is not None
        attempt = claim.job.attempt
        await jobs.mark_rendered(db, job.id, attempt=attempt, outcome=OUTCOME)
        await jobs.mark_done(db, job.id, attempt=attempt, now=after(number))
        if number < 5:
            await jobs.set_result_file(db, job.id, f"AgAC-{job.id}")
            ids.append(job.id)
    return ids


async def test_a_gallery_is_read_page_by_page(db: Database, works: list[str]) -> None:
    first = await gallery.works(db, 1, after=None, count=2)
    second = await gallery.works(db, 1, after=first[-1].job.id, count=2)
    rest = await gallery.works(db, 1, after=second[-1].job.id, count=2)
    assert [kept.job.id for kept in (*first, *second, *rest)] == works[::-1]
    assert first[0].file_id == f"AgAC-{works[-1]}"
    # Neither somebody else's, nor what was deleted, nor from a page that is gone.
    assert await gallery.works(db, 2, after=None, count=5) == []
    await deleted.mark_deleted(db, works[-1])
    assert (await gallery.works(db, 1, after=None, count=1))[0].job.id == works[-2]
    assert await gallery.works(db, 1, after="nosuchjob000", count=5) == []


async def test_a_result_of_ones_own_chat_has_its_message(db: Database) -> None:
    job = await add(db, guest=PLACE)
    status = StatusMessage(message_id=5, has_media=True, file_id="AgAC-own")
    await uploads.note_own(db, job.id, status)
    again = await jobs.get(db, job.id)
    assert again is not None
    assert again.status == status
    assert await uploads.file_id_of(db, job.id) == "AgAC-own"
