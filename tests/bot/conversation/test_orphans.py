"""The answer to sending a status message is lost: no second one, and no Cancel button for ever."""

from __future__ import annotations

import pytest

from bot.domain.jobs import JobState
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.person import Message
from tests.pictures import photo_bytes

pytestmark = pytest.mark.usefixtures("no_limits")


async def ordered_with_a_lost_answer(talk: Talk) -> Message:
    await talk.person.order_fault("drop", method="sendMessage", times=1, after=True)
    await talk.person.send("/dream seed=7", photos=[photo_bytes()])
    return await talk.person.wait_for_message(lambda m: "Cancel" in labels(m))


async def test_a_lost_answer_sends_no_second_status_message(talk: Talk) -> None:
    await ordered_with_a_lost_answer(talk)
    async with talk.worker(SlowPainter().open):
        await talk.job(state=JobState.DONE)
        await talk.result()
    queued = [m for m in await talk.person.messages() if "queue" in (m["text"] or "").lower()]
    assert len(queued) == 1


async def test_cancel_under_an_orphan_stops_the_job_and_removes_it(talk: Talk) -> None:
    orphan = await ordered_with_a_lost_answer(talk)
    assert (await talk.job()).status is None
    await talk.person.press(orphan, "Cancel")
    await talk.job(state=JobState.CANCELLED)
    await talk.person.wait_for(
        lambda messages: all(m["message_id"] != orphan["message_id"] for m in messages)
    )


async def test_cancel_under_an_orphan_of_a_finished_job_says_so_and_removes_it(talk: Talk) -> None:
    orphan = await ordered_with_a_lost_answer(talk)
    async with talk.worker(SlowPainter().open):
        await talk.job(state=JobState.DONE)
    assert "already ended" in str(await talk.person.press(orphan, "Cancel")).lower()
    await talk.person.wait_for(
        lambda messages: all(m["message_id"] != orphan["message_id"] for m in messages)
    )
