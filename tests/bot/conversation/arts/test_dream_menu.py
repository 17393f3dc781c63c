"""The dream menu: kinds by eye, how strong, how deep, and a guide picture."""

# ruff: noqa: RUF001  # the signs on the buttons are what they look like

from __future__ import annotations

from typing import Any

from PIL import Image

from bot.domain.orders import Order
from engine.catalogue.house_styles import presets_mark, presets_path
from engine.catalogue.presets import PRESETS
from engine.options.dream import DreamOptions
from tests.bot.conversation.talk import Talk, from_bot, labels
from tests.bot.painters import SlowPainter
from tests.person import Message
from tests.pictures import decoded, photo_bytes

MENU = "Choose a kind of dream"


async def open_menu(talk: Talk) -> Message:
    await talk.person.press(await talk.prompt(), "More")
    return await talk.says(MENU)


async def choose(talk: Talk, *buttons: str, so_that: str) -> Message:
    """Press these in the newest menu; the menu once it says ``so_that``."""
    for button in buttons:
        await talk.person.press(await talk.says("Chosen: "), button)
    return await talk.says(f"Chosen: {so_that}.")


async def dreamt(talk: Talk, menu: Message) -> tuple[Order, DreamOptions]:
    await talk.person.press(menu, "Dream")
    order = (await talk.job()).order
    assert isinstance(order.options, DreamOptions)
    return order, order.options


async def test_more_shows_all_kinds_in_one_picture(talk: Talk) -> None:
    menu = await open_menu(talk)
    assert labels(menu)[: len(PRESETS)] == [preset.title for preset in PRESETS.values()]
    assert [len(row) for row in menu["buttons"][:3]] == [3, 3, 3]
    shown = await talk.person.download(menu["photo"])
    assert decoded(shown).size == decoded(presets_path().read_bytes()).size


def test_the_picture_is_light_enough_to_send_and_shows_the_presets_as_they_are() -> None:
    assert presets_path().stat().st_size <= 300_000
    with Image.open(presets_path()) as sheet:
        comment = sheet.info["comment"]
    assert comment.decode() == presets_mark(), "run: python -m benchmarks.preset_menu"


async def test_the_caption_says_what_is_chosen(talk: Talk) -> None:
    menu = await open_menu(talk)
    assert "Chosen: the usual kind · usual strength · depth as it comes." in menu["caption"]
    assert {"usual", "as it comes"} < set(labels(menu))
    await choose(talk, "Eyes", so_that="Eyes · usual strength · depth as it comes")
    await choose(talk, "Strength +", so_that="Eyes · strength × 1.5 · depth as it comes")
    menu = await choose(talk, "Depth +", so_that="Eyes · strength × 1.5 · depth 4")
    assert {"✓ Eyes", "× 1.5", "4 of 8"} < set(labels(menu))
    _, options = await dreamt(talk, menu)
    assert (options.preset, options.strength, options.depth) == ("eyes", 1.5, 4)


async def test_the_menu_becomes_the_jobs_message(talk: Talk) -> None:
    menu = await open_menu(talk)
    assert await talk.person.press(menu, "Dream") == "On it."
    status = await talk.says("In the queue: number 1.")
    assert status["message_id"] == menu["message_id"]
    assert labels(status) == ["Cancel"]
    async with talk.worker(SlowPainter().open):
        assert (await talk.result())["message_id"] == menu["message_id"]


async def test_a_second_press_on_dream_says_that_it_is_in_work(talk: Talk) -> None:
    menu = await open_menu(talk)
    await talk.person.press(menu, "Dream")
    assert await talk.person.press(menu, "Dream") == "I am already making that one."
    assert len(await talk.jobs()) == 1


async def test_a_later_kind_brings_its_own_depth(talk: Talk) -> None:
    await open_menu(talk)
    await choose(talk, "Depth −", "Depth −", so_that="the usual kind · usual strength · depth 3")
    menu = await choose(talk, "Creatures", so_that="Creatures · usual strength · depth as it comes")
    _, options = await dreamt(talk, menu)
    assert (options.preset, options.depth) == ("creatures", None)


async def test_a_kind_pressed_again_and_a_dial_pressed_in_the_middle_go_back(talk: Talk) -> None:
    await open_menu(talk)
    await choose(talk, "Neon", "Strength −", "Depth +", so_that="Neon · strength × 0.75 · depth 3")
    menu = await choose(
        talk,
        "Neon",
        "× 0.75",
        "3 of 8",
        so_that="the usual kind · usual strength · depth as it comes",
    )
    _, options = await dreamt(talk, menu)
    assert options == DreamOptions(seed=options.seed)


async def test_the_ends_of_both_dials_are_said(talk: Talk) -> None:
    menu = await open_menu(talk)
    ends = {
        "Strength +": ("It does not get any stronger.", 3),
        "Strength −": ("It does not get any weaker.", 5),
        "Depth +": ("It does not get any deeper.", 3),
        "Depth −": ("It does not get any shallower.", 7),
    }
    for button, (words, presses) in ends.items():
        for _ in range(presses):
            assert await talk.person.press(menu, button) is None
        assert await talk.person.press(menu, button) == words


async def test_what_was_said_stands_in_the_menu(talk: Talk) -> None:
    await talk.person.send("/dream fur strength=1.7 octaves=3")
    menu = await talk.says("then send me the photo")
    chosen = "Fur and feathers · strength × 1.7 · depth as it comes · and your other words"
    assert f"Chosen: {chosen}." in menu["caption"]
    assert "Dream" not in labels(menu)
    menu = await choose(talk, "Strength −", so_that=chosen.replace("1.7", "1.5"))
    await talk.person.send(photos=[photo_bytes()])
    options = (await talk.job()).order.options
    assert isinstance(options, DreamOptions)
    assert (options.preset, options.strength, options.octaves) == ("fur", 1.5, 3)


async def test_the_next_picture_becomes_the_guide(talk: Talk) -> None:
    first = await open_menu(talk)
    await talk.person.press(first, "Eyes")
    await talk.person.press(first, "Guide picture")
    waiting = await talk.says("Now send me the guide picture")
    assert waiting["message_id"] == first["message_id"]
    (guide,) = await talk.person.send(photos=[photo_bytes(40)])
    menu = await talk.says("led by your guide picture")
    assert menu["message_id"] > guide
    assert {"✓ Eyes", "✓ Guide picture"} < set(labels(menu))
    await talk.settled()
    assert await talk.person.message(first["message_id"]) is None
    order, options = await dreamt(talk, menu)
    assert order.guide is not None
    assert order.photo is not None
    assert (order.guide.message_id, options.preset) == (guide, "eyes")
    assert order.photo.message_id < guide


async def test_a_guide_can_come_before_the_photo_and_be_given_up(talk: Talk) -> None:
    await talk.person.send("/dream")
    await choose(
        talk, "Guide picture", so_that="the usual kind · usual strength · depth as it comes"
    )
    await talk.person.send(photos=[photo_bytes(40)])
    menu = await talk.says("led by your guide picture")
    assert "then send me the photo" in menu["caption"]
    await talk.person.press(menu, "Guide picture")
    menu = await talk.says("Chosen: the usual kind · usual strength · depth as it comes.")
    assert "Guide picture" in labels(menu)
    (photo,) = await talk.person.send(photos=[photo_bytes(41)])
    order = (await talk.job()).order
    assert order.photo is not None
    assert (order.photo.message_id, order.guide) == (photo, None)


async def test_a_guide_that_is_no_picture_leaves_the_menu_waiting(talk: Talk) -> None:
    menu = await open_menu(talk)
    await talk.person.press(menu, "Guide picture")
    await talk.person.send(photos=[b"no picture at all"])
    await talk.says("does not open as a picture")
    (guide,) = await talk.person.send(photos=[photo_bytes(40)])
    menu = await talk.says("led by your guide picture")
    order, _ = await dreamt(talk, menu)
    assert order.guide is not None
    assert order.guide.message_id == guide


async def test_every_turn_of_the_menu_may_be_taken_twice(talk: Talk) -> None:
    menu = await open_menu(talk)
    await talk.person.press(menu, "Eyes")
    await talk.person.press(menu, "Guide picture")
    await talk.person.send(photos=[photo_bytes(40)])
    menu = await talk.says("led by your guide picture")
    await talk.settled()
    before: list[Any] = await talk.person.messages()
    await talk.replay(talk.seen[-2])
    assert await talk.person.messages() == before
    assert [m["caption"] for m in from_bot(before) if m["photo"]] == [menu["caption"]]
    await dreamt(talk, menu)
    await talk.replay(talk.seen[-1])
    assert len(await talk.jobs()) == 1
