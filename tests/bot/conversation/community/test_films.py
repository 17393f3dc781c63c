"""A film that is shown: on its page, in /feed, and gone when it is taken back."""

from __future__ import annotations

import pytest

from bot.community import copies
from bot.domain.community.paintings import HOUSE_ID, Credit, free_licence
from bot.storage.community import works
from tests.bot.conversation.community.feed_site import (
    FeedSite,
    changed,
    kept_copies,
    looking,
    made,
    soon_gone,
    told_shown,
)
from tests.bot.conversation.talk import Talk, labels
from tests.bot.storage.community.shown import new_work
from tests.person import Message, Person
from tests.pictures import photo_bytes


async def film(talk: Talk) -> Message:
    """The question about a film of person 1's."""
    await talk.person.send("/zoom seed=7 frames=24", photos=[photo_bytes()])
    result = await talk.person.wait_for_message(lambda m: m["video"] and "Show it" in labels(m))
    await talk.person.press(result, "Show it")
    return await talk.says("Show this film to everybody?")


async def test_a_film_is_shown_and_taken_back(working: Talk, site: FeedSite) -> None:
    question = await film(working)
    assert labels(question)[0] == "Show the film"
    await working.person.press(question, "Show the film")
    told = await told_shown(working.person, question)
    names = [file.name.partition("-")[2] for file in kept_copies(working)]
    assert names == ["film.mp4", "small.webp", "work.jpg"]
    one = await site.one()
    assert "<video" in one.text
    await working.person.send("/feed")
    shown = await working.person.wait_for_message(lambda m: m["video"] and "Next" in labels(m))
    assert "A journey into a picture" in shown["caption"]
    await working.person.press(told, "Take it back")
    await soon_gone(site)
    assert kept_copies(working) == []


async def test_a_film_follows_a_picture_in_the_same_message(working: Talk, site: FeedSite) -> None:
    question = await film(working)
    await working.person.press(question, "Show the film")
    await told_shown(working.person, question)
    picture = await made(working, shade=90)
    await working.person.press(picture, "Show it")
    second = await working.says("Show this to everybody?")
    await working.person.press(second, "Only the result")
    await told_shown(working.person, second)
    first = await looking(working.person)
    await working.person.press(first, "Next")
    assert (await changed(working.person, first))["video"]


async def test_a_film_that_is_too_large_is_refused_plainly(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "MAX_FILM_BYTES", 1000)
    question = await film(working)
    await working.person.press(question, "Show the film")
    await working.says("MB at most can stand in the feed")
    assert kept_copies(working) == []


async def test_what_the_house_has_painted_is_liked_made_like_and_taken_out(
    working: Talk, operator: Person
) -> None:
    services = working.services
    licence = free_licence("public domain")
    assert licence is not None
    credit = Credit(title="A <b>cat</b>", author="Ada", licence=licence, source="a book")
    new = new_work("painting0001", user_id=HOUSE_ID, credit=credit)
    await works.begin(services.db, new.token, now=services.clock())
    services.feed.write(copies.file_name(new.token, copies.WORK), photo_bytes(kind="JPEG"))
    async with services.db.write() as session:
        assert await works.add_within(session, new, now=services.clock())
    shown = await looking(working.person)
    assert "Painted by Oneiro itself" in shown["caption"]
    assert "A <b>cat</b>, by Ada (public domain, a book)" in shown["caption"]
    assert "Take it back" not in labels(shown)
    await working.person.press(shown, "♥ 0")
    liked = await changed(working.person, shown)
    assert "♥ 1" in labels(liked)
    await working.person.press(liked, "Make one like this")
    await working.says("Send me a photo, and I will make it like this")
    await working.person.press(liked, "Report")
    await operator.send("/admin feed")
    queue = await operator.wait_for_message(lambda m: "Take it out" in labels(m))
    assert "by Oneiro itself, reported by 1 person" in queue["caption"]
    assert labels(queue) == ["Nothing wrong with it", "Take it out"]
    await operator.press(queue, "Take it out")
    await operator.wait_for_message(lambda m: "Nothing in the feed waits" in (m["text"] or ""))
    assert await works.get(services.db, new.id) is None
