"""Show it: nothing before, only what was chosen, and gone when it is taken back."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.community.copies import WORK_PX, copy_of
from bot.community.sweeping import OF_WORKS, Sweeper
from bot.storage.community import works
from engine.catalogue.house_styles import HOUSE_STYLES
from tests.bot.conversation.community.feed_site import (
    FeedSite,
    ask_to_show,
    kept_copies,
    made,
    show,
    soon_gone,
    told_shown,
)
from tests.bot.conversation.talk import Talk, labels
from tests.bot.storage.postgres import on_each_database
from tests.pictures import encoded, photo, photo_bytes

FIRST = ["Only the result", "With my photo", "Sign it: Ada"]


@on_each_database
async def test_founding_31_the_feed_shows_a_result_beside_what_it_was_made_of(
    working: Talk, site: FeedSite
) -> None:
    talk = working
    result = await made(talk, "/style swirls steps=4")
    assert (await site.get()).pictures == []
    question = await ask_to_show(talk, result)
    assert labels(question) == FIRST
    assert (await site.get()).pictures == []
    await talk.person.press(question, "With my photo")
    told = await told_shown(talk.person, question)
    assert labels(told) == ["Take it back"]
    page = await site.get()
    assert len(page.pictures) == 1
    one = await site.one()
    assert [path.rpartition("-")[2] for path in one.pictures] == ["work.jpg", "photo.jpg"]
    for path in [*page.pictures, *one.pictures]:
        with Image.open(io.BytesIO(await site.bytes_of(path))) as picture:
            assert picture.size == (120, 80)
    assert HOUSE_STYLES["swirls"].title in one.text
    await talk.person.press(told, "Take it back")
    await soon_gone(site)
    assert kept_copies(talk) == []


async def test_only_the_result_keeps_nothing_else(working: Talk, site: FeedSite) -> None:
    await show(working, "/style ink seed=3")
    assert [file.name.partition("-")[2] for file in kept_copies(working)] == [
        "small.webp",
        "work.jpg",
    ]
    one = await site.one()
    assert len(one.pictures) == 1
    assert "What it was made of stays private" in one.text
    assert "/style ink" in one.text
    assert "photo=" not in one.text


async def test_an_own_style_is_shown_with_the_photo_or_not_at_all(
    working: Talk, site: FeedSite
) -> None:
    talk = working
    pictures = [encoded(photo(name, width=90, height=60)) for name in ("coffee", "chelsea")]
    await talk.person.send("/style steps=4", photos=pictures)
    question = await ask_to_show(talk, await talk.finished())
    await talk.person.press(question, "Only the result")
    told = await told_shown(talk.person, question)
    one = await site.one()
    assert "a private picture" in one.text
    await talk.person.send(f"/start {one.start('make')}")
    await talk.says("its maker keeps private")
    await talk.person.press(told, "Take it back")
    await soon_gone(site)
    question = await ask_to_show(talk, await talk.finished())
    await talk.person.press(question, "With my photo")
    await told_shown(talk.person, question)
    names = [path.rpartition("-")[2] for path in (await site.one()).pictures]
    assert names == ["work.jpg", "photo.jpg", "style.jpg"]


async def test_nothing_of_a_photo_but_its_pixels_is_kept(working: Talk) -> None:
    exif = Image.Exif()
    exif[0x010E] = "at home, 48.85 N"
    exif[0x8825] = {1: "N", 2: (48.0, 51.0, 0.0)}
    file = encoded(photo(width=90, height=60), "JPEG", exif=exif.tobytes())
    await working.person.send("/dream seed=1", documents=[("home.jpg", file)])
    question = await ask_to_show(working, await working.finished())
    await working.person.press(question, "With my photo")
    await told_shown(working.person, question)
    assert len(kept_copies(working)) == 3
    for copy in kept_copies(working):
        data = copy.read_bytes()
        assert b"at home" not in data
        with Image.open(io.BytesIO(data)) as picture:
            assert not picture.getexif()
            assert not {"exif", "comment", "icc_profile", "xmp"} & picture.info.keys()


async def test_a_signature_stands_in_the_corner_and_is_only_text(
    working: Talk, site: FeedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = '<script>alert(1)</script>"x'
    people = "bot.local_telegram.state.people"
    monkeypatch.setattr(f"{people}.FIRST_NAMES", {1: name})
    question = await ask_to_show(working, await made(working))
    await working.person.press(question, "Sign it")
    place = question["message_id"]
    signed = await working.person.wait_for_message(
        lambda m: m["message_id"] == place and any("✓ Signed" in each for each in labels(m))
    )
    await working.person.press(signed, "Only the result")
    await told_shown(working.person, signed)
    for page in (await site.get(), await site.one()):
        assert "<script" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;x" in page.text
    # It is drawn into the large copy.
    assert 'class="signature"' not in (await site.one()).text
    (result,) = working.settings.results_dir.glob("*.png")
    signed_copy = copy_of(result.read_bytes(), longest_px=WORK_PX, signature=name)
    assert kept_copies(working)[1].read_bytes() == signed_copy.data


async def test_a_name_without_a_letter_that_can_be_drawn_signs_nothing(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.local_telegram.state.people.FIRST_NAMES", {1: "😀🎉"})
    question = await ask_to_show(working, await made(working))
    assert not any("Sign it" in each for each in labels(question))
    assert "I can draw no letter of your first name" in question["text"]


async def test_delete_takes_it_from_the_feed(working: Talk, site: FeedSite) -> None:
    result = await made(working)
    question = await ask_to_show(working, result)
    await working.person.press(question, "Only the result")
    await told_shown(working.person, question)
    (path,) = (await site.get()).pictures
    await working.person.press(result, "Delete")
    await soon_gone(site)
    assert (await site.get(path)).status == 404
    await working.settled()
    assert kept_copies(working) == []


async def test_mine_shows_what_i_show_and_takes_it_back(working: Talk, site: FeedSite) -> None:
    await working.person.send("/mine")
    await working.says("You show nothing")
    await show(working)
    await show(working, "/style ink seed=3")
    (sent,) = await working.person.send("/mine")
    newest = await working.person.wait_for_message(
        lambda m: m["message_id"] > sent and HOUSE_STYLES["ink"].title in (m["caption"] or "")
    )
    assert labels(newest) == ["Take it back", "Next"]
    await working.person.press(newest, "Next")
    await working.person.wait_for_message(
        lambda m: m["message_id"] == newest["message_id"] and "A dream" in (m["caption"] or "")
    )
    older = await working.person.message(newest["message_id"])
    assert older is not None
    assert await working.person.press(older, "Take it back") is not None
    assert len((await site.get()).pictures) == 1
    (sent,) = await working.other.send("/mine")
    await working.says("You show nothing", person=working.other)


async def test_one_result_is_asked_about_and_shown_once(working: Talk, site: FeedSite) -> None:
    result = await made(working)
    first, second = await ask_to_show(working, result), await ask_to_show(working, result)
    await working.person.press(first, "Only the result")
    await told_shown(working.person, first)
    await working.person.press(second, "With my photo")
    await told_shown(working.person, second)
    assert len((await site.get()).pictures) == 1
    assert len((await site.one()).pictures) == 1
    assert len(kept_copies(working)) == 2
    # Whatever is replayed shows nothing else.
    for update in list(working.seen):
        await working.replay(update)
    assert len((await site.get()).pictures) == 1


async def test_a_photo_that_telegram_has_lost_shows_nothing(working: Talk, site: FeedSite) -> None:
    question = await ask_to_show(working, await made(working))
    await working.person.order_fault("400", method="getFile", description="Bad Request: gone")
    await working.person.press(question, "With my photo")
    await working.person.wait_for_message(
        lambda m: m["from_bot"] and m["message_id"] > question["message_id"]
    )
    assert (await site.get()).pictures == []
    assert kept_copies(working) == []


async def test_a_full_size_that_is_gone_cannot_be_shown(working: Talk) -> None:
    result = await made(working)
    for file in working.settings.results_dir.iterdir():
        file.unlink()
    question = await ask_to_show(working, result)
    said = await working.person.press(question, "Only the result")
    assert said is not None
    assert "no longer kept" in said


async def test_beginnings_and_words_are_not_shown(working: Talk) -> None:
    await working.person.send("/dream x4 seed=1", photos=[photo_bytes()])
    begun = await working.person.wait_for_message(lambda m: labels(m)[:2] == ["1", "2"])
    assert "Show it" not in labels(begun)
    await working.person.send("/what", photos=[photo_bytes(9)])
    told = await working.person.wait_for_message(lambda m: "Dream it" in labels(m))
    assert "Show it" not in labels(told)


async def test_delete_me_takes_all_of_it(working: Talk, site: FeedSite) -> None:
    await show(working)
    await working.person.send("/delete_me")
    question = await working.person.wait_for_message(lambda m: "Delete" in labels(m)[:1])
    await working.person.press(question, "Delete")
    await soon_gone(site)
    await working.settled()
    assert kept_copies(working) == []


async def test_leftover_files_are_swept(talk: Talk) -> None:
    services = talk.services
    token = "a" * 24
    await works.begin(services.db, token, now=services.clock() - works.COPYING)
    services.feed.write(f"{token}-work.jpg", b"half")
    await Sweeper(OF_WORKS, db=services.db, store=services.feed, clock=services.clock).look()
    assert kept_copies(talk) == []
