"""A group's live dream: wishes steer one growing film in one message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.jobs import JobState
from bot.domain.orders import Art
from tests.bot.conversation.arts.live_talk import (
    LIVE,
    begin,
    film,
    said,
    settled,
    show,
    showing,
    steered,
)
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.pictures import decoded, film_bytes, photo_bytes


async def test_it_begins_with_the_photo_replied_to(talk: Talk) -> None:
    message = await begin(talk)
    assert message["photo"]
    assert labels(message) == []
    assert "0 s of 60 s" in message["caption"]
    assert "It begins" in message["caption"]
    job = await talk.job()
    assert job.expected_s > 0
    assert (job.order.art, job.user_id, job.parent_id) == (Art.ZOOM, 1, None)
    assert steered(job) == ((), None)
    assert job.order.photo is not None
    (photo,) = [m for m in await talk.in_group.messages() if not m["from_bot"] and m["photo"]]
    assert job.order.photo.message_id == photo["message_id"]


async def test_two_people_steer_one_growing_film_in_one_message(talk: Talk) -> None:
    message = await begin(talk)
    async with showing(talk, SlowPainter()):
        first = await film(talk, "3 s of 60 s")
        await talk.in_group.send("/dream cat, castle")
        await film(talk, "6 s of 60 s", "Ada wished for cat, castle.")
        await talk.other_in_group.send("/dream volcano")
        last = await film(talk, "9 s of 60 s", "Ben wished for volcano.", "Ada wished for cat")
        await settled(talk)
    assert first["message_id"] == last["message_id"] == message["message_id"]
    assert labels(last) == []
    films = [m for m in await talk.in_group.messages() if m["video"]]
    assert len(films) == 1
    jobs = await talk.jobs()
    assert [steered(job)[0] for job in jobs] == [(), ("cat", "castle"), ("castle", "volcano")]
    assert [job.parent_id for job in jobs] == [None, jobs[0].id, jobs[1].id]
    assert [job.user_id for job in jobs] == [1, 1, 2]
    assert [job.outcome.duration_s for job in jobs if job.outcome] == [3, 6, 9]


async def test_wishes_that_come_while_a_piece_renders_are_gathered(talk: Talk) -> None:
    await begin(talk)
    painter = SlowPainter()
    painter.gate.clear()
    async with showing(talk, painter):
        await talk.job(state=JobState.RUNNING)
        await talk.other_in_group.send("/dream cat")
        # Of two people nobody knows whose words are read first.
        await said(talk, "Next: cat, as Ben wished.")
        await talk.in_group.send("/dream castle")
        await talk.other_in_group.send("/dream creatures")
        await said(talk, "Next: cat, as Ben wished.", "Next: Creatures, as Ben wished.")
        assert len(await talk.jobs()) == 1
        painter.gate.set()
        await film(talk, "6 s", "Ben wished for cat.", "Ada wished for castle.", "Creatures.")
        await settled(talk)
    first, second = await talk.jobs()
    assert first.user_id == 1
    assert second.user_id == 2  # who had waited longest
    assert steered(second) == (("castle",), "creatures")


async def test_it_can_begin_with_a_wish_and_without_a_photo(talk: Talk) -> None:
    await talk.in_group.send("/dream live eyes")
    message = await talk.says(LIVE, person=talk.in_group)
    assert message["photo"]  # a house picture
    assert "Next: Eyes, as Ada wished." in message["caption"]
    job = await talk.job()
    assert steered(job) == ((), "eyes")
    assert job.order.photo is not None
    assert job.order.photo.message_id == message["message_id"]
    async with showing(talk, SlowPainter()):
        await film(talk, "Ada wished for Eyes.")


async def test_a_wish_that_nothing_matches_gets_near_ones(talk: Talk) -> None:
    await begin(talk)
    (asked,) = await talk.in_group.send("/dream castel")
    answer = await talk.says("Did you mean castle", person=talk.in_group)
    assert answer["reply_to"] == asked
    assert len(await talk.jobs()) == 1


async def test_a_reply_to_a_photo_always_dreams_that_photo(talk: Talk) -> None:
    await begin(talk)
    (photo,) = await talk.other_in_group.send(photos=[photo_bytes(20)])
    await talk.in_group.send("/dream creatures", reply_to=photo)
    job = await talk.job(count=2)
    assert (job.order.art, job.order.live_id) == (Art.DREAM, None)
    assert job.order.photo is not None
    assert job.order.photo.message_id == photo
    await talk.in_group.send("/dream creatures", photos=[photo_bytes(21)])
    assert (await talk.job(count=3)).order.art is Art.DREAM


async def test_a_reply_to_somebodys_film_dreams_that_film(talk: Talk) -> None:
    await begin(talk)
    frames = [decoded(photo_bytes(shade)) for shade in range(12)]
    (sent,) = await talk.other_in_group.send(films=[film_bytes(frames)])
    await talk.in_group.send("/dream creatures", reply_to=sent)
    order = (await talk.job(count=2)).order
    assert (order.art, order.photo and order.photo.message_id) == (Art.VIDEO, sent)


async def test_words_that_are_no_wish_mean_ones_own_photo(talk: Talk) -> None:
    await begin(talk)
    await talk.in_group.send("/dream seed=3")
    assert (await talk.job(count=2)).order.art is Art.DREAM


async def test_one_live_dream_in_a_chat(talk: Talk) -> None:
    await begin(talk)
    await talk.other_in_group.send("/dream live")
    await talk.says("Ada has a live dream going here.", person=talk.in_group)
    await talk.job()


async def test_in_a_private_chat_it_says_that_it_is_for_groups(talk: Talk) -> None:
    for words in ("/dream live", "/dream stop"):
        await talk.person.send(words)
        await talk.says("A live dream is for groups")
    assert await talk.jobs() == []


async def test_it_ends_five_minutes_after_the_last_wish(talk: Talk) -> None:
    await begin(talk)
    async with showing(talk, SlowPainter()):
        await film(talk, "3 s")
    now = talk.services.clock()

    def clock_at(minutes: float) -> Callable[[], datetime]:
        return lambda: now + timedelta(minutes=minutes)

    await show(talk).look()
    await show(talk, clock=clock_at(4.9)).look()
    await talk.other_in_group.send("/dream cat")
    await talk.job(count=2)
    # Not while somebody waits for a piece, however long that takes.
    await show(talk, clock=clock_at(60)).look()
    assert "ended" not in (await said(talk, LIVE))["caption"]
    async with talk.worker(SlowPainter().open):
        await talk.job(count=2, state=JobState.DONE)
    await show(talk, clock=clock_at(60)).look()
    last = await film(talk, "It ended: nobody wished for anything in 5 minutes.", "6 s", "cat")
    assert "Steer it" not in last["caption"]
    # From now on the same words are about photos again.
    await talk.other_in_group.send("/dream cat")
    await talk.says("Reply to a photo with /dream", person=talk.in_group)


async def test_its_starter_can_stop_it_and_nobody_else(talk: Talk) -> None:
    await talk.in_group.send("/dream stop")
    await talk.says("No live dream is going here.", person=talk.in_group)
    message = await begin(talk)
    painter = SlowPainter()
    async with talk.worker(painter.open):
        await film(talk, "3 s")
        await show(talk).look()
        painter.gate.clear()
        await talk.in_group.send("/dream cat")
        await talk.job(count=2, state=JobState.RUNNING)
        await talk.other_in_group.send("/dream stop")
        await talk.says("Only Ada, who began it, can stop it.", person=talk.in_group)
        await talk.in_group.send("/dream stop")
        stopped = await film(talk, "Ada ended it.", "3 s")
        assert stopped["message_id"] == message["message_id"]
        await talk.job(count=2, state=JobState.CANCELLED)
        painter.gate.set()
    assert [m for m in await talk.in_group.messages() if m["text"] == "Cancelled."] == []
    assert (await film(talk, LIVE)) == stopped
