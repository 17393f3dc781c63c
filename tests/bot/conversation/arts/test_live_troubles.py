"""A live dream when something fails, dies, comes twice or is too much."""

from __future__ import annotations

from typing import Any

from bot.delivery.reconciler import Reconciler
from bot.domain.jobs import JobState
from bot.domain.live import MOST_S, PIECE_S, Ending
from bot.domain.orders import Art
from bot.storage import live_dreams
from bot.storage.jobs import jobs
from engine.errors import NotFiniteError
from tests.bot.conversation.arts.live_talk import begin, film, said, settled, show, showing, steered
from tests.bot.conversation.talk import Talk, change_tier
from tests.bot.painters import SlowPainter
from tests.bot.storage.examples import new_job
from tests.pictures import photo_bytes


async def test_a_wish_that_fails_says_so_and_the_film_goes_on(talk: Talk) -> None:
    await begin(talk)
    painter = SlowPainter()
    async with showing(talk, painter):
        await film(talk, "3 s")
        painter.errors.append(NotFiniteError())
        (asked,) = await talk.in_group.send("/dream cat")
        answer = await said(talk, "The picture broke while it was being made.")
        assert answer["reply_to"] == asked
        await talk.in_group.send("/dream creatures")
        grown = await film(talk, "6 s", "Ada wished for Creatures.")
        await settled(talk)
    assert "cat" not in grown["caption"].split("\n\n")[0]
    _, failed, last = await talk.jobs()
    assert failed.state is JobState.FAILED
    assert steered(last) == ((), "creatures")


async def test_a_worker_that_dies_loses_and_doubles_nothing(talk: Talk) -> None:
    await begin(talk)
    async with showing(talk, SlowPainter()):
        await film(talk, "3 s")
    slow = SlowPainter()
    slow.gate.clear()
    async with talk.worker(slow.open):
        await talk.in_group.send("/dream cat")
        await talk.job(count=2, state=JobState.RUNNING)
    async with showing(talk, SlowPainter()):
        await film(talk, "6 s", "Ada wished for cat.")
        await settled(talk)
    assert [job.state for job in await talk.jobs()] == [JobState.DONE, JobState.DONE]
    assert len([m for m in await talk.in_group.messages() if m["video"]]) == 1


async def test_a_chat_process_that_starts_anew_goes_on_by_sql_alone(talk: Talk) -> None:
    await begin(talk)
    async with talk.worker(SlowPainter().open):
        await film(talk, "3 s")
    live = await live_dreams.open_in(talk.services.db, -1001)
    assert live is not None
    # A wish that was stored just before everything went down.
    await live_dreams.add_wish(
        talk.services.db,
        live.id,
        request_key="u999",
        user_id=2,
        name="Ben",
        language="en",
        subjects=["castle"],
        message_id=None,
        now=talk.services.clock(),
    )
    services = talk.services
    await Reconciler(
        db=services.db,
        queue=services.queue,
        notifier=services.notifier,
        bot=talk.chat.app.bot,
        settings=talk.settings,
    ).look()
    assert steered(await talk.job(count=2)) == (("castle",), None)
    async with talk.worker(SlowPainter().open):
        await film(talk, "6 s", "Ben wished for castle.")


async def test_every_turn_may_be_taken_twice(talk: Talk) -> None:
    await begin(talk)
    await talk.in_group.send("/dream cat")
    await settled(talk)
    before: list[Any] = await talk.in_group.messages()
    for update in talk.seen[:-1]:
        await talk.replay(update)
    assert await talk.in_group.messages() == before
    live = await live_dreams.open_in(talk.services.db, -1001)
    assert live is not None
    assert len(await live_dreams.wishes(talk.services.db, live.id)) == 2
    assert len(await talk.jobs()) == 1
    await show(talk).end(live, Ending.STOPPED)
    for update in talk.seen[:-1]:
        await talk.replay(update)
    # A wish of a dream that has ended stays one.
    assert [job.order.art for job in await talk.jobs()] == [Art.ZOOM]


async def test_the_film_has_a_longest_length(talk: Talk) -> None:
    await begin(talk)
    async with talk.worker(SlowPainter().open):
        await film(talk, "3 s")
    await show(talk).look()
    live = await live_dreams.open_in(talk.services.db, -1001)
    assert live is not None
    assert live.film_id is not None
    too_long = MOST_S - PIECE_S + 0.1
    await live_dreams.note_film(talk.services.db, live.id, job_id=live.film_id, film_s=too_long)
    await show(talk).look()
    await film(talk, "It ended: 60 s is as long as it gets.")


async def test_a_wish_counts_like_any_free_picture(talk: Talk) -> None:
    change_tier(talk, "free", waiting=None)
    limit = talk.services.tiers.now.free.jobs_per_day
    assert limit is not None
    await begin(talk)
    await talk.other.send(photos=[photo_bytes(1)])
    for seed in range(limit):
        await talk.other.send(f"/dream seed={seed}")
    await talk.job(count=limit + 1)
    await talk.other_in_group.send("/dream cat")
    await talk.says(f"Your {limit} free", person=talk.in_group)
    live = await live_dreams.open_in(talk.services.db, -1001)
    assert live is not None
    assert len(await live_dreams.wishes(talk.services.db, live.id)) == 1


async def test_a_wish_that_waited_over_the_limit_is_refused_and_the_next_goes_on(
    talk: Talk,
) -> None:
    await begin(talk)
    painter = SlowPainter()
    painter.gate.clear()
    async with showing(talk, painter):
        await talk.job(state=JobState.RUNNING)
        (refused,) = await talk.other_in_group.send("/dream cat")
        await said(talk, "Next: cat, as Ben wished.")
        await talk.in_group.send("/dream castle")
        await said(talk, "Next: castle, as Ada wished.")
        limit = await use_up_today(talk, user_id=2)
        painter.gate.set()
        grown = await film(talk, "6 s", "Ada wished for castle.")
        answer = await said(talk, f"Your {limit} free pictures for today are used up.")
        assert answer["reply_to"] == refused
    assert "Ben wished" not in grown["caption"]
    last = (await talk.jobs())[-1]
    assert (last.user_id, steered(last)) == (1, (("castle",), None))
    assert painter.painted == 2
    refusals = [m for m in await talk.in_group.messages() if "used up" in (m["text"] or "")]
    assert len(refusals) == 1


async def use_up_today(talk: Talk, *, user_id: int) -> int:
    """This person has had what is free today. Returns: how much that is."""
    db, free, now = talk.services.db, talk.services.tiers.now.free, talk.services.clock()
    assert free.jobs_per_day is not None
    for number in range(free.jobs_per_day):
        new = new_job(f"today {number}", user_id=user_id, tier=free.name)
        job, _ = await jobs.create(db, new, now=now, score=now)
        await jobs.mark_begun(db, job.id, now=now)
        await jobs.fail(db, job.id, attempt=None, error_code="RenderError", facts={}, now=now)
        await jobs.mark_told(db, job.id)
    return free.jobs_per_day


async def test_a_photo_that_came_as_a_file_is_a_picture_before_the_film_comes(talk: Talk) -> None:
    (sent,) = await talk.in_group.send(documents=[("a.jpg", photo_bytes())])
    await talk.in_group.send("/dream live", reply_to=sent)
    begun = await said(talk, "Live dream")
    painter = SlowPainter(first_look=200)
    painter.gate.clear()
    async with showing(talk, painter):
        seen = await talk.in_group.wait_for_message(
            lambda m: m["message_id"] == begun["message_id"] and bool(m["photo"]), within_s=30
        )
        assert "Live dream" in seen["caption"]
        painter.gate.set()
        grown = await film(talk, "3 s")
        await settled(talk)
    assert grown["message_id"] == begun["message_id"]
