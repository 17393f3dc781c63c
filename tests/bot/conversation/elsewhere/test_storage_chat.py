"""Results of guests in the operator's storage chat."""

from __future__ import annotations

from bot.domain.jobs import JobState
from bot.storage.guests import uploads
from bot.storage.people import forget_person
from tests.bot.conversation.elsewhere.guests import Elsewhere, elsewhere
from tests.bot.conversation.talk import from_bot, labels, reconciling
from tests.bot.painters import SlowPainter


async def test_a_result_lies_there_and_goes_with_what_its_person_deletes(
    stored: Elsewhere, painter: SlowPainter
) -> None:
    talk = stored.talk
    async with elsewhere(talk, ada=77) as stranger:  # who never wrote to us
        await stranger.ask()
        async with talk.worker(painter.open):
            await talk.job(state=JobState.DONE)
            shown = await stored.answer("Dream", has_photo=True)
    (upload,) = from_bot(await talk.in_group.messages())
    assert upload["photo"] == shown["photo"]
    assert (upload["caption"], upload["buttons"]) == (None, None)
    await forget_person(talk.services.db, 77, now=talk.services.clock())
    async with reconciling(talk):
        await talk.in_group.wait_for(lambda messages: not from_bot(messages))


async def test_a_worker_that_died_between_upload_and_edit_uploads_no_second(
    stored: Elsewhere, painter: SlowPainter
) -> None:
    talk = stored.talk
    fault = {"method": "editMessageMedia", "times": 1, "description": "Bad Request: try later"}
    await stored.ada.order_fault("400", **fault)
    await stored.ask()
    job = await talk.job()
    async with talk.worker(painter.open), reconciling(talk):
        shown = await stored.ada.wait_for_message(
            lambda m: labels(m) == ["Make one yourself"], within_s=60
        )
        await talk.job(state=JobState.DONE)
    assert len(from_bot(await talk.in_group.messages())) == 1
    assert await uploads.file_id_of(talk.services.db, job.id)
    assert shown["photo"] == from_bot(await talk.in_group.messages())[0]["photo"]


async def test_closed_to_us_the_guest_is_told_and_operators_once(
    stored: Elsewhere, painter: SlowPainter
) -> None:
    talk = stored.talk
    await talk.in_group.restrict(text=False)
    async with talk.worker(painter.open):
        for number in (1, 2):
            await stored.ask(f"dream seed={number}")
            await talk.job(count=number, state=JobState.FAILED)
            await stored.answer("cannot bring pictures", has_photo=True)
        told = [m for m in await talk.other.messages() if "ONEIRO_STORAGE_CHAT" in m["text"]]
        assert len(told) == 1
        # Once it is open again, the next closing is news.
        await talk.in_group.restrict()
        await stored.ask("dream seed=3")
        await talk.job(count=3, state=JobState.DONE)
        await talk.in_group.restrict(media=False)
        await stored.ask("dream seed=4")
        await talk.job(count=4, state=JobState.FAILED)
    told = [m for m in await talk.other.messages() if "ONEIRO_STORAGE_CHAT" in m["text"]]
    assert len(told) == 2


async def test_a_storage_chat_that_moved_is_closed(stored: Elsewhere, painter: SlowPainter) -> None:
    await stored.talk.in_group.migrate()
    await stored.ask()
    async with stored.talk.worker(painter.open):
        job = await stored.talk.job(state=JobState.FAILED)
    assert (job.error_code, job.chat_id) == ("StorageChatError", 1)
