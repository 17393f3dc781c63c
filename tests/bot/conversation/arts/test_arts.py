"""/draw, /explain, /what, /zoom, and dreams of things and with a guide: what people say and get."""

from __future__ import annotations

import pytest
from telegram import Update

from bot.domain.jobs import JobState
from bot.domain.orders import Art, option
from engine.options.dream import DreamOptions
from engine.options.interpret import DrawOptions, ExplainOptions
from engine.options.zoom import ZoomOptions
from tests.bot.conversation.talk import Talk, change_tier, from_bot, labels
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes

BROKEN = b"this is no picture"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("/dream cat, castle", DreamOptions(classes=("cat", "castle"), seed=3)),
        ("/dream egyptian cat", DreamOptions(classes=("Egyptian cat",), seed=3)),
        ("/dream creatures, a cat", DreamOptions(preset="creatures", classes=("cat",), seed=3)),
        ("/dream layer=3b+4c*2", DreamOptions(layer="inception_3b+inception_4c*2", seed=3)),
        ("/zoom", ZoomOptions(seed=3)),
        ("/zoom creatures frames=24", ZoomOptions(preset="creatures", frames=24, seed=3)),
    ],
)
async def test_words_steer_dreams_and_films(
    talk: Talk, command: str, options: DreamOptions | ZoomOptions
) -> None:
    (photo,) = await talk.person.send(f"{command} seed=3", photos=[photo_bytes()])
    order = (await talk.job()).order
    assert order.options == options
    assert order.photo is not None
    assert order.photo.message_id == photo


@pytest.mark.parametrize(
    ("command", "art"), [("/zoom", Art.ZOOM), ("/what", Art.WHAT), ("/explain cat", Art.EXPLAIN)]
)
async def test_a_caption_a_reply_and_the_last_photo_are_understood(
    talk: Talk, command: str, art: Art
) -> None:
    (first,) = await talk.person.send(command, photos=[photo_bytes(1)])
    await talk.job(count=1)
    (second,) = await talk.person.send("/dream", photos=[photo_bytes(2)])
    await talk.job(count=2)
    await talk.person.send(command, reply_to=first)
    await talk.job(count=3)
    await talk.person.send(command)
    await talk.job(count=4)
    meant = [job.order.photo and job.order.photo.message_id for job in await talk.jobs()]
    assert meant == [first, second, first, second]
    assert [job.order.art for job in await talk.jobs()] == [art, Art.DREAM, art, art]


@pytest.mark.parametrize("command", ["/zoom", "/what", "/explain"])
async def test_without_a_photo_they_say_what_to_do(talk: Talk, command: str) -> None:
    await talk.person.send(command)
    await talk.says(f"Reply to a photo with {command}, or send a photo with {command}")
    await talk.in_group.send(command)
    await talk.says(f"Reply to a photo with {command}", person=talk.in_group)
    assert await talk.jobs() == []


@pytest.mark.parametrize("command", ["/zoom", "/what", "/explain", "/dream"])
async def test_in_a_group_a_reply_means_that_photo(talk: Talk, command: str) -> None:
    (photo,) = await talk.other_in_group.send(photos=[photo_bytes()])
    await talk.in_group.send("/dream", photos=[photo_bytes(9)])
    await talk.job(count=1)
    (asked,) = await talk.in_group.send(command, reply_to=photo)
    job = await talk.job(count=2)
    assert job.order.photo is not None
    assert (job.order.photo.message_id, job.user_id, job.reply_to) == (photo, 1, asked)


async def test_in_a_group_a_command_after_ones_own_photo_means_that_photo(talk: Talk) -> None:
    await talk.in_group.send("/dream", photos=[photo_bytes(1)])
    await talk.job(count=1)
    (newest,) = await talk.in_group.send(photos=[photo_bytes(2)])
    await talk.other_in_group.send(photos=[photo_bytes(3)])
    await talk.in_group.send("/dream")
    job = await talk.job(count=2)
    assert job.order.photo is not None
    assert job.order.photo.message_id == newest


async def test_a_drawing_needs_a_name_and_no_photo(working: Talk) -> None:
    await working.person.send("/draw")
    said = await working.says("Tell me what to draw: /draw volcano")
    assert labels(said) == []
    await working.person.send("/draw a volcano seed=5")
    shown = await working.finished()
    order = (await working.job()).order
    assert order.options == DrawOptions(classes=("volcano",), seed=5, steps=800)
    assert order.photo is None
    buttons = ["Again", "Again ×4", "Full size", "Delete", "Make it bigger"]  # noqa: RUF001
    buttons += ["Print", "Show it", "More"]
    assert labels(shown) == buttons
    assert shown["caption"].splitlines()[-1].startswith("/draw classes=volcano")


async def test_a_caption_keeps_the_persons_word_and_its_command_asks_for_it_again(
    working: Talk,
) -> None:
    await working.person.send("/draw Белых медведей seed=5")
    shown = await working.finished()
    command = shown["caption"].splitlines()[-1]
    assert command.startswith("/draw classes=белый_медведь ")
    await working.person.send(command)
    again = (await working.job(count=2)).order.options
    assert isinstance(again, DrawOptions)
    assert again.classes == ("белый медведь",)
    assert again.seed == 5


async def test_what_is_told_in_words_and_may_be_dreamt(working: Talk) -> None:
    (photo,) = await working.person.send("/what", photos=[photo_bytes()])
    shown = await working.finished()
    assert "Egyptian cat" in shown["text"]
    assert labels(shown) == ["Dream it", "Delete"]
    assert await working.person.press(shown, "Dream it") == "On it."
    job = await working.job(count=2, state=JobState.DONE)
    assert job.order.art is Art.DREAM
    assert job.order.options == DreamOptions(seed=option(job.order.options, "seed"))
    assert job.order.photo is not None
    assert job.order.photo.message_id == photo
    assert await working.person.press(shown, "Delete") == "Deleted."
    await working.settled()
    assert await working.person.message(shown["message_id"]) is None


async def test_dream_it_pressed_twice_dreams_once(talk: Talk) -> None:
    painter = SlowPainter()
    async with talk.worker(painter.open):
        await talk.person.send("/what", photos=[photo_bytes()])
        shown = await talk.finished()
        painter.gate.clear()
        await talk.person.press(shown, "Dream it")
        assert await talk.person.press(shown, "Dream it") == "I am already making that one."
        painter.gate.set()
        await talk.job(count=2, state=JobState.DONE)


async def test_an_explanation_has_nothing_to_vary(working: Talk) -> None:
    await working.person.send("/explain sum", photos=[photo_bytes()])
    shown = await working.finished()
    assert (await working.job()).order.options == ExplainOptions(reduce="sum")
    assert labels(shown) == ["Full size", "Delete", "Show it", "More"]
    await working.person.send(shown["caption"].splitlines()[-1])
    again = (await working.job(count=2, state=JobState.DONE)).order
    assert again.options == ExplainOptions(
        reduce="sum", label="Egyptian cat", network="squeezenet1_1"
    )


async def test_a_film_has_the_buttons_of_a_dream(working: Talk) -> None:
    await working.person.send("/zoom seed=7 frames=24", photos=[photo_bytes()])
    shown = await working.finished()
    assert shown["video"]
    every = ["Again", "Stronger", "Weaker", "Full size", "Delete", "Make it bigger", "Show it"]
    assert labels(shown) == every
    await working.person.press(shown, "Stronger")
    options = (await working.job(count=2, state=JobState.DONE)).order.options
    assert isinstance(options, ZoomOptions)
    assert (options.strength, options.seed, options.frames) == (1.5, 7, 24)
    await working.person.press(shown, "Make it bigger")
    await working.says("larger and longer: Premium 96 frames, HD 144 frames")


@pytest.mark.parametrize(
    ("command", "title", "made"),
    [
        ("/zoom seed=7", "A larger and longer film", {"size_px": 700, "frames": 96, "seed": 7}),
        ("/draw castle seed=7", "A larger picture", {"size_px": 700, "steps": 1500, "seed": 7}),
    ],
)
async def test_a_larger_one_is_bought_like_a_larger_dream(
    working: Talk, command: str, title: str, made: dict[str, int]
) -> None:
    await working.person.send(command, photos=[photo_bytes()])
    await working.person.press(await working.finished(), "Make it bigger")
    await working.person.press(await working.says("The price stands on the button"), "700 px")
    invoice = await working.person.wait_for_message(lambda m: m["invoice"])
    assert invoice["invoice"]["title"] == title
    await working.person.pay(invoice)
    job = await working.job(count=2, state=JobState.DONE)
    assert {name: option(job.order.options, name) for name in made} == made
    assert job.tier == "premium"


async def test_another_drawing_of_the_same_thing(working: Talk) -> None:
    await working.person.send("/draw castle seed=5")
    await working.person.press(await working.finished(), "Again")
    options = (await working.job(count=2, state=JobState.DONE)).order.options
    assert isinstance(options, DrawOptions)
    assert options.classes == ("castle",)
    assert options.seed != 5


WRONG = [
    ("/dream cta", "Did you mean cat?"),
    ("/dream egyptain cat", "Did you mean egyptian cat"),
    ("/dream qqqqqq", "Try a plainer thing, as cat, castle or volcano"),
    ("/dream cat, dog, castle, volcano", "at most 3 at once"),
    ("/dream position=5", "say it like 0.5x0.3"),
    ("/dream channels", "it needs a value, as channels=3+17"),
    ("/dream frames=9", "It belongs to /zoom."),
    ("/dream guide=nobody", "I cannot find that picture"),
    ("/draw volcanoe", "Did you mean volcano"),
    ("/draw castle octaves=3", "It belongs to /dream."),
    ("/explain layer=inception_9z", "Did you mean inception_"),
    ("/explain cat, castle", "label is already cat"),
    ("/what cat", "There are: network, photo."),
    ("/zoom frames=1", "it goes from 2 to 1000"),
    ("/zoom guide", "It belongs to /dream."),
    ("/zom", "Did you mean /zoom?"),
]


async def test_what_does_not_work_is_said_in_plain_words_and_orders_nothing(talk: Talk) -> None:
    await talk.prompt()
    for command, words in WRONG:
        (sent,) = await talk.person.send(command)
        said = await talk.person.wait_for_message(lambda m, sent=sent: m["message_id"] > sent)
        assert words in said["text"]
    assert await talk.jobs() == []


async def test_an_album_with_guide_is_photo_and_guide(talk: Talk) -> None:
    photos = [photo_bytes(1), photo_bytes(2)]
    first, second = await talk.person.send("/dream guide seed=3 strokes", photos=photos)
    order = (await talk.job()).order
    assert order.art is Art.DREAM
    assert order.photo is not None
    assert order.guide is not None
    assert (order.photo.message_id, order.guide.message_id) == (first, second)
    assert order.options == DreamOptions(seed=3, preset="strokes")
    await talk.settled()
    # The status and the answer of settled(): no menu, no question.
    assert len(from_bot(await talk.person.messages())) == 2


async def test_the_caption_may_stand_under_the_guide(talk: Talk) -> None:
    first, second = await talk.person.send(photos=[photo_bytes(1), photo_bytes(2)])
    await talk.settled()
    update = next(u for u in talk.seen if u.message and u.message.message_id == second)
    values = update.to_dict()
    values["message"]["caption"] = "/dream guide seed=3"
    values["update_id"] += 1000
    await talk.replay(Update.de_json(values, talk.chat.app.bot))
    order = (await talk.job()).order
    assert order.photo is not None
    assert order.guide is not None
    assert (order.photo.message_id, order.guide.message_id) == (first, second)
    assert order.options == DreamOptions(seed=3)


async def test_a_third_picture_beside_a_guide_is_too_many(talk: Talk) -> None:
    await talk.person.send("/dream guide", photos=[photo_bytes(shade) for shade in range(4)])
    await talk.settled()
    said = [m["text"] for m in from_bot(await talk.person.messages()) if m["text"]]
    assert sum("the second as the guide" in text for text in said) == 1
    assert len(await talk.jobs()) == 1


async def test_an_album_with_a_guide_goes_on_where_a_restart_cut_it(talk: Talk) -> None:
    await talk.person.send("/dream guide", photos=[photo_bytes(1), photo_bytes(2)])
    await talk.job()
    for update in list(talk.seen):
        await talk.replay(update)
    await talk.settled()
    assert len(await talk.jobs()) == 1


async def test_a_broken_guide_is_named_and_another_may_follow(talk: Talk) -> None:
    files = [("a.png", photo_bytes()), ("b.png", BROKEN)]
    await talk.person.send("/dream guide", documents=files)
    await talk.says("Your guide picture does not open as a picture")
    assert await talk.jobs() == []
    await talk.person.send(photos=[photo_bytes(30)])
    menu = await talk.says("led by your guide picture")
    await talk.person.press(menu, "Dream")
    order = (await talk.job()).order
    assert order.guide is not None


async def test_a_single_photo_waits_for_its_guide(talk: Talk) -> None:
    (photo,) = await talk.person.send("/dream guide seed=4", photos=[photo_bytes()])
    await talk.says("send me the guide picture")
    (guide,) = await talk.person.send(photos=[photo_bytes(30)])
    menu = await talk.says("led by your guide picture")
    await talk.person.press(menu, "Dream")
    order = (await talk.job()).order
    assert order.photo is not None
    assert order.guide is not None
    assert (order.photo.message_id, order.guide.message_id) == (photo, guide)
    assert option(order.options, "seed") == 4


async def test_an_own_picture_guides_by_its_id(working: Talk) -> None:
    await working.person.send("/dream guide", photos=[photo_bytes(1), photo_bytes(2)])
    shown = await working.finished()
    first = (await working.job()).order
    assert first.guide is not None
    command = shown["caption"].splitlines()[-1]
    assert f"guide={first.guide.id} " in command
    await working.person.send(command)
    again = (await working.job(count=2, state=JobState.DONE)).order
    assert (again.photo, again.guide) == (first.photo, first.guide)


@pytest.mark.parametrize("command", ["/zoom", "/what", "/explain"])
async def test_of_an_album_they_take_the_first(talk: Talk, command: str) -> None:
    first, *_ = await talk.person.send(command, photos=[photo_bytes(s) for s in range(3)])
    await talk.settled()
    said = [m["text"] for m in from_bot(await talk.person.messages()) if m["text"]]
    assert sum("I took the first of your album" in text for text in said) == 1
    (job,) = await talk.jobs()
    assert job.order.photo is not None
    assert job.order.photo.message_id == first


@pytest.mark.parametrize("command", ["/draw castle", "/zoom", "/what", "/explain"])
async def test_every_update_may_be_handled_twice(talk: Talk, command: str) -> None:
    await talk.prompt()
    await talk.person.send(command)
    await talk.job()
    await talk.settled()
    before = len(await talk.person.messages())
    for update in talk.seen[:-1]:
        await talk.replay(update)
    assert len(await talk.jobs()) == 1
    assert len(await talk.person.messages()) == before


async def test_all_arts_count_as_free_results_of_the_day(talk: Talk) -> None:
    change_tier(talk, "free", waiting=None)
    limit = talk.services.tiers.now.free.jobs_per_day
    assert limit is not None
    await talk.prompt()
    for number in range(limit):
        await talk.person.send(["/what", "/draw castle", "/explain"][number % 3])
    await talk.job(count=limit)
    await talk.person.send("/zoom")
    await talk.says(f"Your {limit} free pictures for today are used up.")
    assert len(await talk.jobs()) == limit
