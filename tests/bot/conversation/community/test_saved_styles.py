"""Saving a style, and /mystyles: named, used, put away; nothing of it stays."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from bot.delivery.exports import FACTS_NAME
from bot.domain.community.saved_styles import MAX_NAME_CHARS, MOST_STYLES
from bot.domain.jobs import JobState
from bot.storage.community import saved_styles
from tests.bot.conversation.credits.shop import answer
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.bot.storage.community.saved import saved
from tests.bot.storage.postgres import on_each_database
from tests.person import Message, Person
from tests.pictures import encoded, photo, photo_bytes

NAMES = ["<b onclick=alert(1)>x</b>", "🌊🔥", "\u05dc\u05d9\u05dc\u05d4", "dream castle", "{$name}"]


def copies(talk: Talk) -> list[Path]:
    folder = talk.settings.data_dir / "styles"
    return sorted(folder.iterdir()) if folder.exists() else []


async def shown(person: Person, *, after: int = 0, words: str = "") -> Message:
    """A saved style with its buttons."""
    return await person.wait_for_message(
        lambda m: (
            m["message_id"] > after and "Use it" in labels(m) and words in (m["caption"] or "")
        )
    )


async def saved_one(talk: Talk, name: str = "Night", *, shade: int = 0) -> Message:
    """A picture sent with /save_style, and the style that comes of it."""
    (sent,) = await talk.person.send(f"/save_style {name}", photos=[photo_bytes(shade)])
    return await shown(talk.person, after=sent)


@on_each_database
async def test_founding_31_a_style_is_saved_under_a_result_and_paints_again(working: Talk) -> None:
    talk = working
    pictures = [encoded(photo(name, width=90, height=60)) for name in ("coffee", "chelsea")]
    await talk.person.send("/style steps=4", photos=pictures)
    result = await talk.finished()
    await talk.person.press(result, "Save its style")
    style = await shown(talk.person)
    assert "Saved." in style["caption"]
    assert "Style 1" in style["caption"]
    await talk.person.press(style, "Use it")
    await talk.says("Now send me the photo")
    await talk.person.send(photos=[photo_bytes()])
    await talk.finished(count=2)
    first, second = await talk.jobs()
    assert second.order.styles[0].saved is not None
    assert first.order.styles[0].picture != second.order.styles[0].picture
    again = await talk.person.wait_for_message(
        lambda m: m["message_id"] != result["message_id"] and "Again" in labels(m)
    )
    # What is saved already has no button to save it.
    assert "Save its style" not in labels(again)
    assert "Style 1" in again["caption"]


async def test_under_a_sent_picture_and_as_an_answer_to_one_once_each(talk: Talk) -> None:
    asked = await talk.prompt()
    await talk.person.press(asked, "Save as a style")
    style = await shown(talk.person)
    (sent,) = await talk.person.send("/save_style Sea", reply_to=asked["message_id"] - 1)
    had = await shown(talk.person, after=sent)
    assert "You have that one already" in had["caption"]
    assert "Style 1" in had["caption"]
    assert len(copies(talk)) == 1
    assert "Use it" in labels(style)
    (sent,) = await talk.person.send("/save_style")
    assert "/save_style as its caption" in (await talk.says("Send a picture with"))["text"]


async def test_pressed_twice_at_once_and_told_again_it_is_saved_once(talk: Talk) -> None:
    asked = await talk.prompt()
    await asyncio.gather(*(talk.person.press(asked, "Save as a style") for _ in range(3)))
    await shown(talk.person)
    await talk.settled()
    for update in [update for update in talk.seen if update.callback_query]:
        await talk.replay(update)
    assert len(copies(talk)) == 1
    style = await shown(talk.person)
    assert "1 of 1" in style["caption"]


async def test_nothing_of_a_picture_but_its_pixels_is_kept(talk: Talk) -> None:
    exif = Image.Exif()
    exif[0x010E] = "at home, 48.85 N"
    file = encoded(photo(width=1400, height=900), "JPEG", exif=exif.tobytes())
    await talk.person.send("/save_style", documents=[("home.jpg", file)])
    await shown(talk.person)
    (copy,) = copies(talk)
    assert b"at home" not in copy.read_bytes()
    with Image.open(copy) as picture:
        assert max(picture.size) == 960
        assert not picture.getexif()


@pytest.mark.parametrize("name", NAMES)
async def test_any_name_is_shown_as_it_is_and_does_nothing(talk: Talk, name: str) -> None:
    style = await saved_one(talk)
    await talk.person.press(style, "Rename")
    asked = await talk.says("be called?")
    await talk.person.send(name, reply_to=asked["message_id"])
    renamed = await shown(talk.person, words=f"\u2068{name}\u2069")
    assert not renamed.get("caption_entities")
    (sent,) = await talk.person.send("/style")
    menu = await talk.person.wait_for_message(lambda m: m["message_id"] > sent and m["photo"])
    assert f"★ {name[:19]}" in " ".join(labels(menu))
    assert await talk.jobs() == []


async def test_a_name_that_cannot_be_is_said_plainly_and_asked_for_again(talk: Talk) -> None:
    style = await saved_one(talk)
    await talk.person.press(style, "Rename")
    await talk.says("be called?")
    await talk.person.send("x" * (MAX_NAME_CHARS + 1))
    assert "40 characters at most" in (await talk.says("too long"))["text"]
    await talk.person.send("\u3164")
    await talk.says("something that can be seen")
    await talk.person.send("Sea")
    await shown(talk.person, words="Sea")
    await talk.person.send("Sky")
    await talk.says("Send me a photo")
    await talk.person.send("/save_style " + "y" * 50, photos=[photo_bytes(9)])
    await talk.says("too long")
    assert len(copies(talk)) == 1


async def test_an_answer_to_an_old_question_renames_nothing(talk: Talk) -> None:
    await talk.person.press(await saved_one(talk), "Rename")
    asked = await talk.says("be called?")
    await talk.person.send("Sea", reply_to=asked["message_id"])
    await shown(talk.person, words="Sea")
    await talk.person.send("Sky", reply_to=asked["message_id"])
    await talk.says("Press Rename once more")


async def test_the_menu_goes_round_and_deletes_with_the_copy(talk: Talk) -> None:
    for shade, name in enumerate(("One", "Two", "Three")):
        await saved_one(talk, name, shade=shade * 40)
    (sent,) = await talk.person.send("/mystyles")
    menu = await shown(talk.person, after=sent)
    assert "Three" in menu["caption"]
    await talk.person.press(menu, "▶")
    menu = await shown(talk.person, after=sent, words="Two")
    await talk.person.press(menu, "◀")
    menu = await shown(talk.person, after=sent, words="Three")
    await talk.person.press(menu, "◀")
    menu = await shown(talk.person, after=sent, words="One")
    assert await talk.person.press(menu, "Delete") == "Gone, with my copy of it."
    menu = await shown(talk.person, after=sent, words="1 of 2")
    assert len(copies(talk)) == 2
    await talk.person.press(menu, "Delete")
    await talk.person.press(await shown(talk.person, after=sent, words="1 of 1"), "Delete")
    await talk.says("You have saved no styles yet")
    assert copies(talk) == []


async def test_nobody_saves_more_than_there_may_be(talk: Talk) -> None:
    for number in range(MOST_STYLES):
        await saved(talk.services.db, source=f"s{number}")
    await talk.person.send("/save_style", photos=[photo_bytes()])
    assert "Delete one in /mystyles first" in (await talk.says("You have 20 styles"))["text"]
    assert copies(talk) == []


async def test_what_telegram_has_lost_is_sent_anew_from_the_copy(talk: Talk) -> None:
    await saved_one(talk)
    db = talk.services.db
    (style,) = await saved_styles.own(db, 1)
    await saved_styles.set_file(db, style.id, "lost")
    (sent,) = await talk.person.send("/mystyles")
    await shown(talk.person, after=sent)
    await talk.settled()
    (style,) = await saved_styles.own(db, 1)
    assert style.file_id != "lost"


async def test_styles_are_for_private_chats(talk: Talk) -> None:
    for words in ("/mystyles", "/save_style"):
        await talk.in_group.send(words)
        await talk.says("in our private chat", person=talk.in_group)


async def test_it_is_exported_and_deleted_with_all_else(talk: Talk) -> None:
    await saved_one(talk)
    sent = await answer(talk, "/export")
    with zipfile.ZipFile(io.BytesIO(await talk.person.download(sent["document"]))) as packed:
        facts = json.loads(packed.read(FACTS_NAME))
        (name,) = [each for each in packed.namelist() if each.startswith("styles/")]
        assert packed.read(name) == copies(talk)[0].read_bytes()
    assert facts["saved_styles"][0]["name"] == "Night"
    question = await answer(talk, "/delete_me")
    await talk.person.press(question, "Delete")
    await talk.says("all that I kept of you is deleted")
    assert copies(talk) == []
    await talk.person.send("/mystyles")
    await talk.says("You have saved no styles yet")


async def test_a_style_that_is_deleted_while_its_job_waits_paints_it_and_no_other(
    talk: Talk, painter: SlowPainter
) -> None:
    style = await saved_one(talk)
    await talk.person.press(style, "Use it")
    await talk.says("Now send me the photo")
    await talk.person.send(photos=[photo_bytes()])
    await talk.job(state=JobState.WAITING)
    await talk.person.press(style, "Delete")
    await talk.says("You have saved no styles yet")
    async with talk.worker(painter.open):
        result = await talk.finished()
        refused = await talk.person.press(result, "Again")
    assert "That style is not there any more" in (refused or "")
    assert len(await talk.jobs()) == 1
