"""/texture: of a picture or of house styles; nothing else is needed."""

from __future__ import annotations

import pytest

from bot.domain.jobs import JobState
from bot.domain.orders import Art
from engine.options.style import TextureOptions
from tests.bot.conversation.talk import WITHIN_S, Talk, from_bot, labels
from tests.pictures import photo_bytes


@pytest.mark.parametrize(
    ("command", "options", "styles"),
    [
        ("/texture swirls", TextureOptions(seed=3), [("swirls", 1.0)]),
        ("/texture swirls:2 mosaic", TextureOptions(seed=3), [("swirls", 2.0), ("mosaic", 1.0)]),
        ("/texture ink size=320", TextureOptions(seed=3, size_px=320), [("ink", 1.0)]),
        ("/texture style=ink palette=8", TextureOptions(seed=3, palette=8), [("ink", 1.0)]),
    ],
)
async def test_house_styles_need_no_picture(
    talk: Talk, command: str, options: TextureOptions, styles: list[tuple[str, float]]
) -> None:
    await talk.person.send(f"{command} seed=3")
    order = (await talk.job()).order
    assert (order.art, order.options, order.photo) == (Art.TEXTURE, options, None)
    assert [(style.name, style.weight) for style in order.styles] == styles


async def test_a_caption_a_reply_and_the_last_photo_are_understood(talk: Talk) -> None:
    (first,) = await talk.person.send("/texture", photos=[photo_bytes(1)])
    await talk.job(count=1)
    (second,) = await talk.person.send("/texture", photos=[photo_bytes(2)])
    await talk.job(count=2)
    await talk.person.send("/texture size=320", reply_to=first)
    await talk.job(count=3)
    await talk.person.send("/texture")
    await talk.job(count=4)
    own = [job.order.styles[0].picture for job in await talk.jobs()]
    assert [one and one.message_id for one in own] == [first, second, first, second]
    assert all(job.order.photo is None for job in await talk.jobs())


async def test_a_texture_of_ones_own_picture_is_varied_and_repeated(working: Talk) -> None:
    (photo,) = await working.person.send("/texture seed=7", photos=[photo_bytes()])
    job = await working.job(state=JobState.DONE)
    assert job.reply_to == photo
    shown = await working.person.wait_for_message(
        lambda m: m["photo"] and "Again" in labels(m), within_s=WITHIN_S
    )
    assert labels(shown) == [
        "Again",
        "Full size",
        "Delete",
        "Make it bigger",
        "Print",
        "Show it",
        "More",
    ]
    assert shown["caption"].startswith("Texture · your picture · seed 7 · ")
    command = shown["caption"].splitlines()[-1]
    assert command.startswith(f"/texture style={job.order.styles[0].name} ")
    await working.person.press(shown, "Again")
    again = (await working.job(count=2, state=JobState.DONE)).order
    assert isinstance(again.options, TextureOptions)
    assert (again.styles, again.options.seed != 7) == (job.order.styles, True)
    await working.person.send(command)
    repeated = (await working.job(count=3, state=JobState.DONE)).order
    assert repeated.styles == job.order.styles
    assert isinstance(repeated.options, TextureOptions)
    assert repeated.options.seed == 7


async def test_the_question_under_a_photo_offers_it(talk: Talk) -> None:
    asked = await talk.prompt()
    assert await talk.person.press(asked, "Texture") == "On it."
    order = (await talk.job()).order
    assert order.art is Art.TEXTURE
    assert order.styles[0].picture is not None
    assert await talk.person.press(asked, "Texture") == "I am already making that one."


async def test_a_larger_texture_can_be_bought(working: Talk) -> None:
    await working.person.send("/texture swirls seed=7")
    shown = await working.result()
    await working.job(state=JobState.DONE)
    await working.person.press(shown, "Make it bigger")
    await working.person.press(await working.says("The price stands on the button"), "700 px")
    await working.person.pay(await working.person.wait_for_message(lambda m: m["invoice"]))
    options = (await working.job(count=2, state=JobState.DONE)).order.options
    assert isinstance(options, TextureOptions)
    assert (options.size_px, options.steps, options.seed) == (700, 600, 7)


WRONG = [
    ("/texture", "name a style: /texture swirls"),
    ("/texture swrils", "Did you mean swirls"),
    ("/texture swirls size=20", "it goes from 64 to"),
    ("/texture swirls colors=keep", "It belongs to /dream."),
    ("/texture cat", "no style or word called"),
    ("/texture style=nobody", "no style called"),
]


async def test_what_does_not_work_is_said_in_plain_words_and_orders_nothing(talk: Talk) -> None:
    for command, words in WRONG:
        (sent,) = await talk.person.send(command)
        said = await talk.person.wait_for_message(lambda m, sent=sent: m["message_id"] > sent)
        assert words in said["text"], command
    assert await talk.jobs() == []


async def test_in_a_group_a_reply_means_that_picture(talk: Talk) -> None:
    (photo,) = await talk.other_in_group.send(photos=[photo_bytes()])
    (asked,) = await talk.in_group.send("/texture", reply_to=photo)
    job = await talk.job()
    assert job.order.styles[0].picture is not None
    assert (job.order.styles[0].picture.message_id, job.reply_to) == (photo, asked)


@pytest.mark.parametrize("command", ["/texture", "/texture swirls"])
async def test_every_update_may_be_handled_twice(talk: Talk, command: str) -> None:
    await talk.person.send(command, photos=[photo_bytes()])
    await talk.job()
    await talk.settled()
    before = len(from_bot(await talk.person.messages()))
    for update in talk.seen[:-1]:
        await talk.replay(update)
    assert len(await talk.jobs()) == 1
    assert len(from_bot(await talk.person.messages())) == before
