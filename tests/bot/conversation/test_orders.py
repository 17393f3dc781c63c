"""From a photo to a job: the prompt, the commands, the menus."""

from __future__ import annotations

import pytest
from PIL import Image

from bot.domain.orders import Art, option
from engine.catalogue.house_styles import house_style_path
from engine.options.dream import DreamOptions
from tests.bot.conversation.talk import PROMPT_BUTTONS, Talk, change_tier, from_bot, labels
from tests.pictures import photo_bytes

COLOUR = "Colour it"  # of a grey photo, as those of tests are


async def test_a_photo_is_asked_about(talk: Talk) -> None:
    prompt = await talk.prompt()
    assert labels(prompt) == [COLOUR, *PROMPT_BUTTONS]
    assert await talk.jobs() == []


async def test_dream_starts_at_once_with_the_defaults(talk: Talk) -> None:
    prompt = await talk.prompt()
    assert await talk.person.press(prompt, "Dream") == "On it."
    job = await talk.job()
    assert job.order.art is Art.DREAM
    assert job.order.options == DreamOptions(seed=job.order.options.seed)
    status = await talk.says("In the queue: number 1.")
    assert labels(status) == ["Cancel"]
    assert job.tier == "free"


async def test_the_prompt_stays_usable_for_the_other_art(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Dream")
    await talk.person.press(prompt, "Style")
    menu = await talk.says("Pick a style")
    assert await talk.person.press(menu, "Mosaic") == "On it."
    dream, style = (await talk.job(count=2), (await talk.jobs())[0])
    assert {dream.order.art, style.order.art} == {Art.DREAM, Art.STYLE}
    assert dream.order.photo == style.order.photo


async def test_a_second_press_while_it_is_made_orders_nothing(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Dream")
    assert await talk.person.press(prompt, "Dream") == "I am already making that one."
    await talk.settled()
    assert len(await talk.jobs()) == 1


async def test_every_update_may_be_handled_twice(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Dream")
    await talk.person.send("/dream", photos=[photo_bytes(90)])
    await talk.settled()
    before = len(await talk.person.messages())
    for update in talk.seen[:-1]:
        await talk.replay(update)
    assert len(await talk.jobs()) == 2
    assert len(await talk.person.messages()) == before


async def test_a_picked_style_turns_the_menu_into_the_jobs_message(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Style")
    menu = await talk.says("Pick a style, or send me a picture to paint like.")
    assert menu["photo"]
    await talk.person.press(menu, "Swirling strokes")
    status = await talk.says("In the queue: number 1.")
    assert status["message_id"] == menu["message_id"]
    assert labels(status) == ["Cancel"]
    # The sheet of all styles gives way to the one that was chosen.
    with Image.open(house_style_path("swirls")) as chosen:
        assert (status["width"], status["height"]) == chosen.size
    assert [style.name for style in (await talk.job()).order.styles] == ["swirls"]


async def test_the_next_picture_is_the_style(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Style")
    menu = await talk.says("Pick a style")
    await talk.person.send(photos=[photo_bytes(45)])
    status = await talk.says("In the queue: number 1.")
    assert status["message_id"] == menu["message_id"]
    order = (await talk.job()).order
    assert order.styles[0].picture is not None
    assert order.styles[0].picture != order.photo


async def test_dream_without_a_photo_waits_for_one(talk: Talk) -> None:
    await talk.person.send("/dream strokes seed=5")
    menu = await talk.says("then send me the photo")
    assert "✓ Brush strokes" in labels(menu)
    assert "Dream" not in labels(menu)
    await talk.person.send(photos=[photo_bytes()])
    options = (await talk.job()).order.options
    assert isinstance(options, DreamOptions)
    assert (options.preset, options.seed) == ("strokes", 5)


async def test_style_without_a_photo_takes_either_first(talk: Talk) -> None:
    await talk.person.send("/style")
    menu = await talk.says("Pick a style, or just send me the photo first.")
    await talk.person.press(menu, "Ink wash")
    await talk.says("Ink wash it is. Now send me the photo.")
    await talk.person.send(photos=[photo_bytes()])
    assert (await talk.job()).order.styles[0].name == "ink"


async def test_a_caption_a_reply_and_a_later_command_all_mean_the_photo(talk: Talk) -> None:
    (first,) = await talk.person.send("/dream seed=1", photos=[photo_bytes(1)])
    await talk.job(count=1)
    (second,) = await talk.person.send("/style glass seed=2", photos=[photo_bytes(2)])
    await talk.job(count=2)
    await talk.person.send("/dream seed=3", reply_to=first)
    await talk.job(count=3)
    await talk.person.send("/dream seed=4")
    await talk.job(count=4)
    photos = [job.order.photo.message_id for job in await talk.jobs()]
    assert photos == [first, second, first, second]


async def test_several_styles_with_shares(talk: Talk) -> None:
    await talk.person.send("/style swirls:2 mosaic", photos=[photo_bytes()])
    styles = (await talk.job()).order.styles
    assert [(style.name, style.weight) for style in styles] == [("swirls", 2.0), ("mosaic", 1.0)]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/dream creatues", "Did you mean creatures"),
        ("/dream layer=inception_9z", "Did you mean inception_"),
        ("/style swrils", "Did you mean swirls"),
        ("/style style=swrils", "Did you mean swirls"),
        ("/dream octaves=99", "it goes from 1 to 12"),
        ("/dream octaves=two", "it must be a number"),
        ("/dream seed=-1", "it goes from 0 to 2147483647"),
        ("/dream photo=nobody", "I cannot find that picture"),
    ],
)
async def test_a_wrong_word_is_answered_and_orders_nothing(
    talk: Talk, command: str, words: str
) -> None:
    prompt = await talk.prompt()
    await talk.person.send(command)
    await talk.says(words)
    assert await talk.jobs() == []
    assert labels(prompt) == [COLOUR, *PROMPT_BUTTONS]


@pytest.mark.parametrize(
    ("command", "told", "button", "sold"),
    [
        ("/dream size=1200", "you asked for: 1200 px.", "As asked: 1200 px", ["HD · 1200"]),
        ("/dream size=650", "asked for: 650 px.", "As asked: 650 px", ["Premium · 700", "HD"]),
        ("/style ink steps=900", "for: 900 steps.", "As asked: 900 steps", ["1200 px · 900 s"]),
        ("/zoom frames=96", "Made with 48 frames", "As asked: 96 frames", ["Premium", "HD"]),
    ],
)
async def test_what_is_not_free_is_made_smaller_and_said_with_the_tiers_that_give_it(
    working: Talk, command: str, told: str, button: str, sold: list[str]
) -> None:
    await working.person.send(f"{command} seed=7", photos=[photo_bytes()])
    result = await working.finished()
    assert told in result["caption"]
    assert "Make it bigger" not in labels(result)
    await working.person.press(result, button)
    offer = await working.says("The price stands on the button")
    offered = [label for label in labels(offer) if "⭐" in label]
    assert len(offered) == len(sold)
    for label, words in zip(offered, sold, strict=True):
        assert words in label


async def test_the_command_under_a_reduced_picture_says_what_was_made(working: Talk) -> None:
    await working.person.send("/zoom frames=96 seed=7", photos=[photo_bytes()])
    result = await working.finished()
    assert "96" not in result["caption"]
    await working.person.send(result["caption"].splitlines()[-1])
    again = await working.finished(count=2)
    assert "Make it bigger" in labels(again)
    assert "free films have up to that" not in again["caption"]


async def test_that_it_is_made_smaller_is_said_while_it_waits(talk: Talk) -> None:
    await talk.person.send("/zoom frames=96", photos=[photo_bytes()])
    said = await talk.says("In the queue")
    assert said["text"].endswith("Made with 48 frames: free films have up to that.")


async def test_the_free_pictures_of_a_day_run_out_in_plain_words(talk: Talk) -> None:
    change_tier(talk, "free", waiting=None)
    limit = talk.services.tiers.now.free.jobs_per_day
    assert limit is not None
    await talk.person.send(photos=[photo_bytes()])
    for seed in range(limit):
        await talk.person.send(f"/dream seed={seed}")
    await talk.job(count=limit)
    await talk.person.send("/dream seed=99")
    said = await talk.says(f"Your {limit} free pictures for today are used up.")
    assert "tomorrow" in said["text"]
    assert len(await talk.jobs()) == limit


async def test_never_mind_puts_a_menu_away(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Style")
    menu = await talk.says("Pick a style")
    await talk.person.press(menu, "Never mind")
    await talk.settled()
    assert await talk.person.message(menu["message_id"]) is None
    await talk.prompt(photo_bytes(9))


async def test_one_style_menu_at_a_time(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Style")
    await talk.person.press(prompt, "Style")
    await talk.settled()
    menus = [m for m in from_bot(await talk.person.messages()) if m["photo"]]
    assert len(menus) == 1


@pytest.mark.parametrize("words", ["mask", "region=person"])
async def test_more_styles_than_a_part_has_room_for_are_refused_when_ordered(
    talk: Talk, words: str
) -> None:
    mask = [photo_bytes(255)] if words == "mask" else []
    await talk.person.send(f"/style ink mosaic glass {words}", photos=[photo_bytes(), *mask])
    await talk.says("a part of the photo takes one style or two")
    assert await talk.jobs() == []
    await talk.person.send(f"/style ink mosaic {words}", photos=[photo_bytes(1), *mask])
    assert len((await talk.job()).order.styles) == 2


async def test_a_seed_alone_means_the_painting_of_before_there_were_neighbours(talk: Talk) -> None:
    await talk.person.send("/style ink", photos=[photo_bytes(20)])
    new = (await talk.job()).order.options
    await talk.person.send("/style ink seed=5", photos=[photo_bytes(40)])
    former = (await talk.job(count=2)).order.options
    await talk.person.send("/style ink seed=5 loss=painter", photos=[photo_bytes(60)])
    asked = (await talk.job(count=3)).order.options
    assert [option(options, "loss") for options in (new, former, asked)] == [
        None,
        "wasserstein",
        "painter",
    ]
