"""Albums: the first picture is the photo, the second the style, and more are too many."""

from __future__ import annotations

from tests.bot.conversation.talk import Talk, from_bot
from tests.pictures import photo_bytes

BROKEN = b"this is no picture"


async def test_two_pictures_with_style_are_photo_and_style(talk: Talk) -> None:
    first, second = await talk.person.send("/style", photos=[photo_bytes(1), photo_bytes(2)])
    order = (await talk.job()).order
    assert order.styles[0].picture is not None
    assert (order.photo.message_id, order.styles[0].picture.message_id) == (first, second)
    await talk.settled()
    # The status and the answer of settled(): no menu, no question.
    assert len(from_bot(await talk.person.messages())) == 2


async def test_a_third_picture_is_too_many_and_we_say_so_once(talk: Talk) -> None:
    await talk.person.send("/style", photos=[photo_bytes(shade) for shade in range(4)])
    await talk.settled()
    said = [m["text"] for m in from_bot(await talk.person.messages()) if m["text"]]
    assert sum("the second as the style" in text for text in said) == 1
    assert len(await talk.jobs()) == 1


async def test_a_dreamed_album_is_its_first_picture(talk: Talk) -> None:
    first, *_ = await talk.person.send("/dream", photos=[photo_bytes(s) for s in range(3)])
    await talk.settled()
    said = [m["text"] for m in from_bot(await talk.person.messages()) if m["text"]]
    assert sum("I took the first of your album" in text for text in said) == 1
    assert [job.order.photo.message_id for job in await talk.jobs()] == [first]


async def test_an_album_without_words_is_asked_about_once(talk: Talk) -> None:
    first, *_ = await talk.person.send(photos=[photo_bytes(s) for s in range(3)])
    prompt = await talk.says("this is about the first of your album")
    await talk.settled()
    assert len(from_bot(await talk.person.messages())) == 2
    await talk.person.press(prompt, "Dream")
    assert (await talk.job()).order.photo.message_id == first


async def test_an_album_goes_on_where_a_restart_cut_it(talk: Talk) -> None:
    await talk.person.send("/style", photos=[photo_bytes(1), photo_bytes(2)])
    await talk.job()
    for update in list(talk.seen):
        await talk.replay(update)
    await talk.settled()
    assert len(await talk.jobs()) == 1


async def test_a_broken_second_picture_leaves_the_choice_of_another_style(talk: Talk) -> None:
    files = [("a.png", photo_bytes()), ("b.png", BROKEN)]
    await talk.person.send("/style", documents=files)
    await talk.says("Your style picture does not open as a picture")
    menu = await talk.says("Pick a style")
    assert await talk.jobs() == []
    await talk.person.press(menu, "Mosaic")
    await talk.job()
