"""/settings of a group: who presses, what it does, and what two at once, or twice, come to."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.domain.groups.group_settings import USUAL, GroupSettings
from bot.domain.jobs import JobState
from bot.storage.groups import group_settings
from bot.storage.groups.group_settings import settings_of
from tests.bot.conversation.talk import Talk, from_bot, labels
from tests.bot.painters import SlowPainter
from tests.person import Message, Person
from tests.pictures import photo_bytes

GROUP = -1001


async def menu_of(talk: Talk, person: Person | None = None) -> Message:
    await (person or talk.in_group).send("/settings")
    return await talk.says("Press what you want to change", person=talk.in_group)


async def choose(talk: Talk, **chosen: object) -> None:
    await group_settings.choose(talk.services.db, GROUP, **chosen)


async def ask(talk: Talk, words: str = "/dream", *, number: int = 1) -> int:
    """A photo with these words in the group."""
    (asked,) = await talk.in_group.send(words, photos=[photo_bytes(number)])
    return asked


async def test_administrators_choose_with_buttons_and_all_is_kept(talk: Talk) -> None:
    menu = await menu_of(talk)
    assert len(labels(menu)) == 6
    for label, shown in (
        ("Who may ask", "Only administrators may ask"),
        ("Veil pictures: no", "veiled until you tap"),
        ("Quiet: no", "I am quiet"),
    ):
        await talk.in_group.press(menu, label)
        menu = await talk.says(shown, person=talk.in_group)
    await talk.in_group.press(menu, "Pictures a day")
    page = await talk.says("How many pictures", person=talk.in_group)
    assert labels(page) == ["10", "25", "50", "100", "✓ No limit", "Back"]
    await talk.in_group.press(page, "25")
    menu = await talk.says("25 pictures a day", person=talk.in_group)
    await talk.in_group.press(menu, "Language")
    page = await talk.says("Which language", person=talk.in_group)
    await talk.in_group.press(page, "Français")
    menu = await talk.says("Je parle français", person=talk.in_group)
    assert await settings_of(talk.services.db, GROUP) == GroupSettings(
        language="fr",
        only_administrators=True,
        has_spoiler=True,
        is_quiet=True,
        pictures_per_day=25,
    )
    await talk.in_group.press(menu, "C’est bon")  # noqa: RUF001
    assert await talk.in_group.message(menu["message_id"]) is None


async def test_others_read_it_in_plain_sentences_and_press_in_vain(talk: Talk) -> None:
    await choose(talk, has_spoiler=True)
    await talk.other_in_group.send("/settings")
    said = await talk.says("veiled until you tap", person=talk.in_group)
    assert labels(said) == []
    menu = await menu_of(talk)
    alert = await talk.other_in_group.press(menu, "Quiet")
    assert alert is not None
    assert "Only the administrators" in alert
    assert not (await settings_of(talk.services.db, GROUP)).is_quiet


async def test_who_was_demoted_meanwhile_changes_nothing_any_more(talk: Talk) -> None:
    await talk.in_group.promote(2)
    menu = await menu_of(talk, talk.other_in_group)
    await talk.other_in_group.press(menu, "Veil pictures")
    assert (await settings_of(talk.services.db, GROUP)).has_spoiler
    await talk.in_group.promote(2, is_administrator=False)
    menu = await talk.says("veiled until you tap", person=talk.in_group)
    alert = await talk.other_in_group.press(menu, "Veil pictures")
    assert alert is not None
    assert "Only the administrators" in alert
    assert (await settings_of(talk.services.db, GROUP)).has_spoiler


async def test_two_administrators_at_once_both_have_their_way(talk: Talk) -> None:
    await talk.in_group.promote(2)
    menu = await menu_of(talk)
    await asyncio.gather(
        talk.in_group.press(menu, "Veil pictures"), talk.other_in_group.press(menu, "Quiet")
    )
    settings = await settings_of(talk.services.db, GROUP)
    assert (settings.has_spoiler, settings.is_quiet) == (True, True)
    await talk.in_group.wait_for_message(
        lambda m: m["text"] and "veiled until" in m["text"] and "I am quiet" in m["text"]
    )


async def test_a_press_that_is_told_twice_chooses_once(talk: Talk) -> None:
    menu = await menu_of(talk)
    await talk.in_group.press(menu, "Quiet: no")
    pressed = next(one for one in reversed(talk.seen) if one.callback_query)
    await talk.replay(pressed)
    assert (await settings_of(talk.services.db, GROUP)).is_quiet
    await talk.says("I am quiet", person=talk.in_group)


@pytest.mark.parametrize("data", ["group:quiet:maybe", "group:day:11", "group:language:xx"])
async def test_what_no_button_of_ours_says_changes_nothing(talk: Talk, data: str) -> None:
    menu = await menu_of(talk)
    await talk.in_group.press(menu, "Pictures a day")
    pressed = next(one for one in reversed(talk.seen) if one.callback_query).to_dict()
    pressed["update_id"] += 1000
    pressed["callback_query"]["data"] = data
    await talk.replay(type(talk.seen[0]).de_json(pressed, talk.chat.app.bot))
    assert await settings_of(talk.services.db, GROUP) == USUAL


async def test_in_private_it_says_what_there_is(talk: Talk) -> None:
    await talk.person.send("/settings")
    said = await talk.says("/language")
    assert "Nothing special is usual" in said["text"]
    assert labels(said) == []


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<b>Art</b> & <i>co</i>", "<b>Art</b> & <i>co</i>:"),
        ("🎨🎨", "🎨🎨:"),
        ("פיקאסו وأصدقاء", "פיקאסו وأصدقاء:"),
        ("\u202eevil @everybody", "evil"),
    ],
)
async def test_whatever_a_group_is_called_is_told_as_plain_words(
    talk: Talk, title: str, shown: str
) -> None:
    await talk.in_group.entitle(title)
    menu = await menu_of(talk)
    # What makes no link of it is invisible.
    first = menu["text"].splitlines()[0].replace("\u2060", "")
    assert shown in first
    assert "\u202e" not in first
    assert {entity["type"] for entity in menu["entities"] or []} <= {"bot_command"}


async def test_where_administrators_alone_may_ask_others_are_told_and_nothing_opens(
    talk: Talk,
) -> None:
    await choose(talk, only_administrators=True)
    (photo,) = await talk.other_in_group.send(photos=[photo_bytes()])
    for words in ("/dream", "/style", "/dream live cat"):
        (asked,) = await talk.other_in_group.send(words, reply_to=photo)
        await talk.in_group.wait_for_message(
            lambda m, asked=asked: m["reply_to"] == asked and "only its administrators" in m["text"]
        )
    assert await talk.jobs() == []
    await talk.in_group.send("/dream", reply_to=photo)
    await talk.job()


async def test_a_button_from_before_orders_nothing_for_others(talk: Talk) -> None:
    await talk.other_in_group.send("/style", photos=[photo_bytes()])
    menu = await talk.says("Pick a style", person=talk.in_group)
    await choose(talk, only_administrators=True)
    alert = await talk.other_in_group.press(menu, "Mosaic")
    assert alert is not None
    assert "only its administrators" in alert
    assert await talk.jobs() == []


async def test_pictures_come_veiled(talk: Talk) -> None:
    await choose(talk, has_spoiler=True)
    async with talk.worker(SlowPainter().open):
        await ask(talk)
        result = await talk.result(person=talk.in_group)
    assert result["has_spoiler"]


async def test_a_quiet_group_sees_reactions_and_the_picture_alone(talk: Talk) -> None:
    await choose(talk, is_quiet=True)
    painter = SlowPainter()
    painter.gate.clear()
    async with talk.worker(painter.open):
        asked = await ask(talk)
        await talk.in_group.wait_for_message(lambda m: m["reactions"] == ["👀"])
        assert from_bot(await talk.in_group.messages()) == []
        painter.gate.set()
        result = await talk.result(person=talk.in_group)
        assert result["reply_to"] == asked
        await talk.in_group.wait_for_message(lambda m: m["reactions"] == ["👌"])
    assert len(from_bot(await talk.in_group.messages())) == 1


async def test_what_is_cancelled_in_a_quiet_group_takes_its_reaction_back(talk: Talk) -> None:
    await choose(talk, is_quiet=True)
    asked = await ask(talk)
    await talk.in_group.wait_for_message(lambda m: m["reactions"] == ["👀"])
    await talk.in_group.send("/cancel")
    await talk.says("Cancelled", person=talk.in_group)
    shown = await talk.in_group.message(asked)
    assert shown is not None
    assert shown["reactions"] == []
    assert len(from_bot(await talk.in_group.messages())) == 1


async def test_where_no_reaction_is_allowed_a_quiet_group_is_told_in_words(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object, **__: object) -> bool:
        raise BadRequest("REACTION_INVALID")

    monkeypatch.setattr(ExtBot, "set_message_reaction", refused)
    await choose(talk, is_quiet=True)
    await ask(talk)
    await talk.says("In the queue", person=talk.in_group)
    async with talk.worker(SlowPainter().open):
        await talk.result(person=talk.in_group)


async def test_the_day_of_a_group_has_so_many_pictures_and_paid_ones_besides(talk: Talk) -> None:
    await choose(talk, pictures_per_day=10)
    for number in range(1, 11):
        await (talk.in_group, talk.other_in_group)[number % 2].send(
            "/dream", photos=[photo_bytes(number)]
        )
        await talk.job(count=number)
    await ask(talk, number=11)
    said = await talk.says("This group has had its 10 pictures", person=talk.in_group)
    assert "midnight UTC" in said["text"]
    assert len(await talk.jobs()) == 10
    # In private nothing of it counts.
    await talk.person.send("/dream", photos=[photo_bytes(12)])
    await talk.job(count=11)
    day = talk.services.clock() + timedelta(days=1)
    object.__setattr__(talk.services, "clock", lambda: day)
    await ask(talk, number=13)
    await talk.job(count=12)


async def test_settings_go_along_with_a_group_that_moves_and_are_changed_there(talk: Talk) -> None:
    await choose(talk, is_quiet=True, pictures_per_day=50)
    new_chat_id = await talk.in_group.migrate()
    async with Person.at(talk.telegram.site_url, chat_id=new_chat_id, user_id=1) as moved:
        await moved.send("/settings")
        menu = await moved.wait_for_message(lambda m: "I am quiet" in (m["text"] or ""))
        assert "50 pictures a day" in menu["text"]
        await moved.press(menu, "Quiet: yes")
        await moved.wait_for_message(lambda m: "I tell how far it is" in (m["text"] or ""))
    assert await settings_of(talk.services.db, GROUP) == USUAL
    assert (await settings_of(talk.services.db, new_chat_id)).pictures_per_day == 50


@pytest.mark.parametrize("is_quiet", [False, True])
async def test_thrown_out_in_mid_job_nothing_crashes_and_the_job_ends(
    talk: Talk, caplog: pytest.LogCaptureFixture, is_quiet: bool
) -> None:
    await choose(talk, is_quiet=is_quiet)
    painter = SlowPainter()
    painter.gate.clear()
    async with talk.worker(painter.open):
        await ask(talk)
        await talk.job(state=JobState.RUNNING)
        await talk.in_group.block()
        painter.gate.set()
        await talk.job(state=JobState.DONE)
    assert not [one for one in caplog.records if one.levelname in ("ERROR", "CRITICAL")]


async def test_whether_somebody_is_an_administrator_must_be_known(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = await menu_of(talk)

    async def away(*_: object, **__: object) -> object:
        raise TelegramError("away")

    monkeypatch.setattr(type(talk.chat.app.bot), "get_chat_member", away)
    alert = await talk.in_group.press(menu, "Quiet")
    assert alert is not None
    assert not (await settings_of(talk.services.db, GROUP)).is_quiet
