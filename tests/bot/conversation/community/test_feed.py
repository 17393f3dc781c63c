"""/feed in the chat: one after another, liked, reported, made like; and the links of its pages."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select
from telegram import Update

from bot.domain.jobs import JobState
from bot.domain.orders import Art
from bot.storage.bans import BanList
from bot.storage.community import works
from bot.storage.tables.operators import OperatorActionRow
from bot.transport.callback_data import Verb, press_data
from engine.catalogue.house_styles import HOUSE_STYLES
from tests.bot.conversation.community.feed_site import (
    FeedSite,
    changed,
    looking,
    show,
    soon_gone,
)
from tests.bot.conversation.talk import Talk, labels
from tests.bot.storage.community.shown import shown
from tests.person import Person
from tests.pictures import photo_bytes

INK = HOUSE_STYLES["ink"].title


async def likes(talk: Talk) -> list[int]:
    return [work.likes for work in await works.newest(talk.services.db, before=None, count=9)]


async def test_one_after_another_the_newest_first(working: Talk) -> None:
    await working.other.send("/feed")
    await working.says("Nobody shows anything yet", person=working.other)
    await show(working)
    await show(working, "/style ink seed=3")
    first = await looking(working.other)
    assert INK in first["caption"]
    assert labels(first) == ["♥ 0", "Next", "Make one like this", "Report"]
    await working.other.press(first, "Next")
    second = await changed(working.other, first)
    assert second["caption"].startswith("A dream")
    await working.other.press(second, "Next")
    await working.says("That was all for now", person=working.other)


async def test_a_like_counts_once(working: Talk, site: FeedSite) -> None:
    await show(working)
    work = await looking(working.other)
    assert await working.other.press(work, "♥") == "You like it."
    counted = await working.other.wait_for_message(lambda m: "♥ 1" in labels(m))
    assert await working.other.press(counted, "♥") == "You like it already."
    await working.other.send(f"/start {(await site.one()).start('like')}")
    await working.says("You like it already.", person=working.other)
    assert await likes(working) == [1]
    assert "♥ 1" in (await site.get()).text


async def test_two_people_who_like_at_the_same_moment_both_count(working: Talk) -> None:
    await show(working)
    mine, others = await looking(working.person), await looking(working.other)
    await asyncio.gather(
        *(working.person.press(mine, "♥") for _ in range(3)),
        *(working.other.press(others, "♥") for _ in range(3)),
    )
    assert await likes(working) == [2]


async def test_a_like_of_what_was_taken_back_moves_on(working: Talk, site: FeedSite) -> None:
    told = await show(working)
    work = await looking(working.other)
    start = (await site.one()).start("like")
    await working.person.press(told, "Take it back")
    await soon_gone(site)
    assert await working.other.press(work, "♥") == "That one is not shown any more."
    await working.says("That was all for now", person=working.other)
    assert await working.other.message(work["message_id"]) is None
    await working.other.send(f"/start {start}")
    await working.says("That one is not shown any more.", person=working.other)
    for key in ("report", "make", "work", "back"):
        (sent,) = await working.other.send(f"/start {start.replace('like', key)}")
        await working.other.wait_for_message(
            lambda m, sent=sent: m["message_id"] > sent and "not shown any more" in m["text"]
        )


async def test_only_its_maker_takes_it_back_by_the_link(working: Talk, site: FeedSite) -> None:
    await show(working)
    start = (await site.one()).start("back")
    await working.other.send(f"/start {start}")
    await working.says("belongs to somebody else", person=working.other)
    assert len((await site.get()).pictures) == 1
    await working.person.send(f"/start {start}")
    await working.says("Taken back")
    assert (await site.get()).pictures == []


async def test_make_one_like_this_waits_for_a_photo(working: Talk, site: FeedSite) -> None:
    await show(working, "/style ink scale=150 seed=3")
    await working.other.send(f"/start {(await site.one()).start('make')}")
    await working.says("Send me a photo, and I will make it like this", person=working.other)
    await working.other.send(photos=[photo_bytes(40)])
    job = await working.job(count=2, state=JobState.DONE)
    assert (job.user_id, job.order.art) == (2, Art.STYLE)
    assert [style.name for style in job.order.styles] == ["ink"]
    assert job.order.options.to_json()["scale"] == 1.5
    assert job.order.options.seed != 3


async def test_what_is_made_of_no_photo_is_made_at_once(working: Talk) -> None:
    await working.person.send("/draw volcano size=64 seed=3")
    result = await working.finished()
    await working.person.press(result, "Show it")
    question = await working.says("Show this to everybody?")
    assert labels(question)[:2] == ["Only the result", "Sign it: Ada"]
    await working.person.press(question, "Only the result")
    await working.says("Everybody can see it now")
    await working.other.press(await looking(working.other), "Make one like this")
    job = await working.job(count=2, state=JobState.DONE)
    assert (job.user_id, job.order.art) == (2, Art.DRAW)
    assert job.order.options.to_json()["classes"] == ["volcano"]
    assert job.order.options.seed != 3


async def test_reports_hide_it_until_an_operator_has_looked(
    working: Talk, site: FeedSite, operator: Person
) -> None:
    await show(working)
    page = await site.one()
    work = await looking(working.other)
    assert await working.other.press(work, "Report") is not None
    await working.other.send(f"/start {page.start('report')}")
    await working.says("Thank you.", person=working.other)
    assert len((await site.get()).pictures) == 1  # one person alone
    async with Person.at(working.telegram.site_url, chat_id=3) as third:
        await third.send(f"/start {page.start('report')}")
        await working.says("Thank you.", person=third)
        assert (await site.get()).pictures == []
        assert (await site.get(page.pictures[0])).status == 404
    await operator.send("/admin feed")
    waiting = await operator.wait_for_message(lambda m: m["photo"] and "reported by 2" in str(m))
    assert labels(waiting) == ["Nothing wrong with it", "Take it out", "Take it out and ban"]
    assert await operator.press(waiting, "Nothing wrong") is not None
    await working.says("Nothing in the feed waits", person=operator)
    assert len((await site.get()).pictures) == 1


@pytest.mark.parametrize(("button", "is_banned"), [("Take it out", False), ("and ban", True)])
async def test_an_operator_takes_it_out(
    working: Talk, site: FeedSite, operator: Person, button: str, is_banned: bool
) -> None:
    await show(working)
    await show(working, "/style ink seed=3")
    page = await site.get()
    await working.other.send(f"/start {page.start('like').replace('like', 'report')}")
    await working.says("Thank you.", person=working.other)
    await operator.send("/admin feed")
    waiting = await operator.wait_for_message(lambda m: m["photo"])
    await operator.press(waiting, button)
    assert len((await site.get()).pictures) == (0 if is_banned else 1)
    assert len(list((working.settings.data_dir / "feed").iterdir())) == (0 if is_banned else 2)
    assert (1 in await BanList(working.services.db).banned()) is is_banned
    async with working.services.db.read() as session:
        (action,) = await session.scalars(select(OperatorActionRow.action))
    assert action == ("ban" if is_banned else "feed drop")


async def test_a_ban_takes_everything_out(working: Talk, site: FeedSite, operator: Person) -> None:
    await show(working)
    await operator.send("/admin ban 1 spam")
    await working.says("1 is banned", person=operator)
    assert (await site.get()).pictures == []
    assert not list((working.settings.data_dir / "feed").iterdir())


async def test_others_press_nothing_of_operators(working: Talk, site: FeedSite) -> None:
    await show(working)
    (path,) = (await site.get()).works
    await working.other.press(await looking(working.other), "♥")
    real = next(update for update in reversed(working.seen) if update.callback_query)
    for number, verb in enumerate((Verb.FEED_KEEP, Verb.FEED_DROP), start=1000):
        values = real.to_dict()
        values["callback_query"]["data"] = press_data(verb, path.rpartition("/")[2])
        values["update_id"] += number
        await working.replay(Update.de_json(values, working.chat.app.bot))
    assert len((await site.get()).pictures) == 1


async def test_names_of_others_links_mean_nothing(talk: Talk) -> None:
    for words in ("like_x", "like_" + "a" * 12, "back_" + "a" * 12, "back_" + "A" * 12, "work_"):
        await talk.person.send(f"/start {words}")
    await talk.settled()
    said = [m["text"] for m in await talk.person.messages() if m["from_bot"]]
    assert sum("not shown any more" in each for each in said) == 2


async def test_a_work_whose_picture_is_lost_is_passed_over(working: Talk) -> None:
    await show(working)
    await shown(working.services.db, "another")
    assert (await looking(working.other))["caption"].startswith("A dream")
    await working.person.send("/mine")
    await working.says("Painted")
