"""What a person has already comes at once, costs nothing, and is nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.delivery.results import result_files
from bot.domain.jobs import JobState
from bot.storage.jobs import job_queries
from bot.storage.tables.conversation import PhotoRow
from bot.storage.tables.jobs import CachedResultRow
from tests.bot.conversation.talk import RESULT_BUTTONS, Talk, change_tier, labels
from tests.bot.operations.counts import Counts
from tests.bot.painters import SlowPainter
from tests.person import Message
from tests.pictures import photo_bytes


async def made(talk: Talk) -> tuple[Message, str]:
    """A dream, and the command that repeats it."""
    await talk.person.send("/dream seed=7", photos=[photo_bytes()])
    result = await talk.finished()
    return result, result["caption"].splitlines()[-1]


async def test_the_same_again_comes_without_a_render(working: Talk, painter: SlowPainter) -> None:
    counts = Counts()
    first, command = await made(working)
    await working.person.send(command)
    second = await working.finished(count=2)
    assert counts("oneiro_result_cache_hits_total", where="chat") == 1
    earlier, job = await working.jobs()
    assert painter.painted == 1
    assert (earlier.is_cached, job.is_cached, job.attempt) == (False, True, 0)
    assert job.outcome == earlier.outcome
    assert second["caption"] == first["caption"]
    assert labels(second) == [*RESULT_BUTTONS, "Make it bigger", "Print", "Show it", "More"]
    assert await working.person.press(second, "Full size") == "Here it comes."


async def test_it_comes_with_no_worker_at_all(talk: Talk, painter: SlowPainter) -> None:
    async with talk.worker(painter.open):
        _, command = await made(talk)
    await talk.person.send(command)
    await talk.finished(count=2)


async def test_it_costs_no_allowance(working: Talk) -> None:
    change_tier(working, "free", jobs_per_day=1)
    _, command = await made(working)
    await working.person.send(command)
    await working.finished(count=2)
    spent = await job_queries.spent_by(
        working.services.db, 1, tier="free", now=working.services.clock()
    )
    assert spent.jobs == 1
    await working.person.send("/dream seed=8")
    await working.says("used up")


async def test_the_same_photo_sent_once_more_is_the_same(
    working: Talk, painter: SlowPainter
) -> None:
    await made(working)
    await working.person.send("/dream seed=7", photos=[photo_bytes()])
    await working.finished(count=2)
    assert painter.painted == 1


async def test_nobody_gets_what_another_made(working: Talk, painter: SlowPainter) -> None:
    await made(working)
    await working.other.send("/dream seed=7", photos=[photo_bytes()])
    await working.result(person=working.other)
    await working.job(count=2, state=JobState.DONE)
    assert painter.painted == 2


@pytest.mark.parametrize("words", ["/dream seed=8", "/dream seed=7 octaves=3", "again"])
async def test_anything_else_is_made(working: Talk, painter: SlowPainter, words: str) -> None:
    result, _ = await made(working)
    if words == "again":
        await working.person.press(result, "Again")
    else:
        await working.person.send(words)
    await working.finished(count=2)
    assert painter.painted == 2


async def test_other_networks_paint_anew(working: Talk, painter: SlowPainter) -> None:
    _, command = await made(working)
    working.settings.weights_dir.mkdir(exist_ok=True)
    (working.settings.weights_dir / "new.safetensors").write_bytes(b"not read by this painter")
    await working.person.send(command)
    await working.finished(count=2)
    assert painter.painted == 2


@pytest.mark.parametrize("how", ["deleted", "file gone", "expired", "nameless photo"])
async def test_what_is_gone_is_made_anew(working: Talk, painter: SlowPainter, how: str) -> None:
    result, command = await made(working)
    job = await working.job()
    db = working.services.db
    if how == "deleted":
        await working.person.press(result, "Delete")
    elif how == "file gone":
        result_files.drop(working.services.results, job.id)
    elif how == "expired":
        long_ago = working.services.clock() - timedelta(hours=working.settings.result_keep_h)
        async with db.write() as session:
            await session.execute(update(CachedResultRow).values(created_at=long_ago))
    else:
        # Its row is from before such names were kept; the worker must not know it either.
        async with db.write() as session:
            await session.execute(update(PhotoRow).values(file_unique_id=None))
            await session.execute(update(CachedResultRow).values(user_id=2, job_id="x"))
    await working.person.send(command)
    await working.finished(count=2)
    assert painter.painted == 2


async def test_a_second_delete_leaves_nothing(working: Talk, painter: SlowPainter) -> None:
    first, command = await made(working)
    await working.person.send(command)
    second = await working.finished(count=2)
    await working.person.press(second, "Delete")
    await working.person.press(first, "Delete")
    await working.person.send(command)
    await working.finished(count=3)
    assert painter.painted == 2


async def test_a_replayed_order_is_delivered_once(working: Talk) -> None:
    _, command = await made(working)
    await working.person.send(command)
    await working.finished(count=2)
    before = await working.person.messages()
    await working.replay(working.seen[-1])
    assert await working.person.messages() == before
    assert len(await working.jobs()) == 2


async def test_what_was_bought_is_not_sold_again(working: Talk, painter: SlowPainter) -> None:
    first, command = await made(working)
    await working.person.press(first, "Make it bigger")
    offer = await working.says("The price stands on the button")
    await working.person.press(offer, "700 px")
    invoice = await working.person.wait_for_message(lambda m: m["invoice"])
    assert (await working.person.pay(invoice))["ok"]
    await working.job(count=2, state=JobState.DONE)
    await working.person.send(command)
    copy = await working.finished(count=3)
    await working.person.press(copy, "Make it bigger")
    other = await working.person.wait_for_message(
        lambda m: m["message_id"] > copy["message_id"] and "The price" in (m["text"] or "")
    )
    said = await working.person.press(other, "700 px")
    assert (
        said == "You have bought just this one already, so it costs nothing: here it is once more."
    )
    sent = await working.person.wait_for_message(lambda m: m["document"])
    assert sent["message_id"] > other["message_id"]
    assert painter.painted == 2
    invoices = [m for m in await working.person.messages() if m["invoice"]]
    assert [m["message_id"] for m in invoices] in ([], [invoice["message_id"]])
