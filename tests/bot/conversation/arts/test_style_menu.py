"""The style menu: one press paints; dials, a mix and a mask for whoever wants more."""

# ruff: noqa: RUF001  # the signs on the buttons are what they look like

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from telegram import Update

from bot.domain.orders import Order, PictureRef
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.options.style import StyleOptions
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.person import Message
from tests.pictures import photo_bytes

TITLES = [style.title for style in HOUSE_STYLES.values()]


async def open_menu(talk: Talk) -> Message:
    await talk.person.press(await talk.prompt(), "Style")
    return await talk.says("Pick a style")


async def press(talk: Talk, *buttons: str, so_that: str) -> Message:
    """Press these in the menu, each once the one before shows; the menu once it says so."""
    for button in buttons:
        menu = await showing(talk, button)
        found = next(one for row in menu["buttons"] for one in row if one["text"] == button)
        await talk.person.press_data(menu["message_id"], found["data"])
        await talk.person.wait_for_message(_is_other_than(menu))
    return await talk.says(so_that)


def _is_other_than(menu: Message) -> Callable[[Message], bool]:
    """Whether it is the same message and looks otherwise."""

    def is_other(message: Message) -> bool:
        same = message["message_id"] == menu["message_id"]
        return same and (message["caption"], labels(message)) != (menu["caption"], labels(menu))

    return is_other


async def showing(talk: Talk, *buttons: str) -> Message:
    """The menu, once it has these buttons."""
    return await talk.person.wait_for_message(
        lambda m: m["from_bot"] and m["photo"] and set(buttons) <= set(labels(m))
    )


async def painted(talk: Talk, *, count: int = 1) -> tuple[Order, StyleOptions]:
    order = (await talk.job(count=count)).order
    assert isinstance(order.options, StyleOptions)
    return order, order.options


def weights(order: Order) -> list[tuple[str, float]]:
    return [(style.name, style.weight) for style in order.styles]


async def test_the_styles_come_first_and_the_rest_is_one_row(talk: Talk) -> None:
    menu = await open_menu(talk)
    assert labels(menu) == [*TITLES, "Adjust", "Mix", "Never mind"]
    assert "Chosen" not in menu["caption"]


async def test_the_dials_are_behind_one_button(talk: Talk) -> None:
    await open_menu(talk)
    menu = await press(talk, "Adjust", so_that="Turn what you like, then go back")
    assert not set(TITLES) & set(labels(menu))
    assert {"usual", "usual size", "✓ Style's colours"} < set(labels(menu))
    await press(talk, "Strength +", so_that="Chosen: strength × 1.5.")
    await press(talk, "Strokes −", so_that="Chosen: strength × 1.5 · strokes at 75 %.")
    await press(talk, "Photo's colours", so_that="75 % · your photo's colours.")
    menu = await press(talk, "Keep faces", so_that="colours · faces kept.")
    assert {"× 1.5", "75 %", "✓ Photo's colours", "✓ Keep faces"} < set(labels(menu))
    menu = await press(talk, "Back to the styles", so_that="Pick a style")
    assert "faces kept" in menu["caption"]
    await talk.person.press(menu, "Mosaic")
    order, options = await painted(talk)
    assert weights(order) == [("mosaic", 1.0)]
    assert (options.strength, options.scale) == (1.5, 0.75)
    assert (options.colours, options.keep_faces) == ("keep", True)


async def test_what_was_turned_goes_back(talk: Talk) -> None:
    await open_menu(talk)
    turned = ("Strength −", "Strokes +", "Light and dark only", "Keep faces")
    await press(talk, "Adjust", *turned, so_that="alone painted · faces kept.")
    await press(talk, "× 0.75", "150 %", "Style's colours", so_that="Chosen: faces kept.")
    await press(talk, "✓ Keep faces", so_that="Turn what you like")
    menu = await showing(talk, "Keep faces", "usual", "usual size", "✓ Style's colours")
    assert "Chosen" not in menu["caption"]
    menu = await press(talk, "Back to the styles", so_that="Pick a style")
    await talk.person.press(menu, "Ink wash")
    _, options = await painted(talk)
    assert options == StyleOptions(seed=options.seed)


async def test_the_ends_of_the_strokes_are_said(talk: Talk) -> None:
    await open_menu(talk)
    menu = await press(talk, "Adjust", so_that="Turn what you like")
    for button, words, presses in (
        ("Strokes +", "They do not get any larger.", 2),
        ("Strokes −", "They do not get any finer.", 4),
    ):
        for _ in range(presses):
            assert await talk.person.press(menu, button) is None
        assert await talk.person.press(menu, button) == words


async def test_several_styles_mix_by_their_shares(talk: Talk) -> None:
    await open_menu(talk)
    menu = await press(talk, "Mix", so_that="Press two styles or more")
    assert "Paint" not in labels(menu)
    assert "✓ Mix" in labels(menu)
    await press(talk, "Woodcut waves", "Mosaic", so_that="Chosen: Woodcut waves + Mosaic.")
    menu = await press(talk, "✓ Woodcut waves", so_that="Chosen: 2 Woodcut waves + 1 Mosaic.")
    assert {"✓ 2 × Woodcut waves", "✓ Mosaic", "Paint"} < set(labels(menu))
    assert await talk.jobs() == []
    assert await talk.person.press(menu, "Paint") == "On it."
    order, _ = await painted(talk)
    assert weights(order) == [("woodcut", 2.0), ("mosaic", 1.0)]
    assert (await talk.says("In the queue"))["message_id"] == menu["message_id"]


async def test_a_share_grows_to_three_and_then_the_style_is_left_out(talk: Talk) -> None:
    await open_menu(talk)
    await press(talk, "Mix", "Mosaic", "✓ Mosaic", "✓ 2 × Mosaic", "✓ 3 × Mosaic", so_that="")
    menu = await showing(talk, "Mosaic", "✓ Mix")
    assert "Chosen" not in menu["caption"]
    assert "Paint" not in labels(menu)


async def test_a_press_that_comes_twice_mixes_once(talk: Talk) -> None:
    await open_menu(talk)
    await press(talk, "Mix", "Mosaic", so_that="Chosen: Mosaic.")
    await talk.settled()
    await talk.replay([update for update in talk.seen if update.callback_query][-1])
    assert "✓ Mosaic" in labels(await talk.says("Chosen: Mosaic."))


async def test_a_mix_given_up_is_forgotten(talk: Talk) -> None:
    await open_menu(talk)
    await press(talk, "Mix", "Mosaic", so_that="Chosen: Mosaic.")
    menu = await press(talk, "✓ Mix", so_that="Pick a style")
    assert labels(menu) == [*TITLES, "Adjust", "Mix", "Never mind"]


async def test_seven_styles_are_too_many(talk: Talk) -> None:
    await open_menu(talk)
    await press(talk, "Mix", so_that="Press two styles")
    for title in TITLES[:6]:
        await press(talk, title, so_that="")
    menu = await showing(talk, *(f"✓ {title}" for title in TITLES[:6]))
    assert await talk.person.press(menu, TITLES[6]) == "6 styles are the most that mix."


async def test_an_own_picture_joins_the_mix(talk: Talk) -> None:
    first = await open_menu(talk)
    await press(talk, "Mix", "Mosaic", so_that="Chosen: Mosaic.")
    (own,) = await talk.person.send(photos=[photo_bytes(40)])
    menu = await talk.says("Chosen: Mosaic + your picture.")
    assert menu["message_id"] > own
    assert "✓ your picture" in labels(menu)
    await talk.settled()
    assert await talk.person.message(first["message_id"]) is None
    await talk.person.press(menu, "Paint")
    order, _ = await painted(talk)
    assert order.styles[1].picture is not None
    assert order.styles[1].picture.message_id == own


async def test_a_mix_can_be_chosen_before_the_photo(talk: Talk) -> None:
    await talk.person.send("/style")
    await talk.says("Pick a style, or just send me the photo first.")
    menu = await press(talk, "Mix", "Mosaic", "Ink wash", so_that="Chosen: Mosaic + Ink wash.")
    assert "Paint" not in labels(menu)
    await talk.person.send(photos=[photo_bytes()])
    assert weights((await painted(talk))[0]) == [("mosaic", 1.0), ("ink", 1.0)]


async def test_the_next_picture_becomes_the_mask(talk: Talk) -> None:
    first = await open_menu(talk)
    menu = await press(talk, "Adjust", "Only a part", so_that="Now send me the mask")
    assert "✓ Only a part" in labels(menu)
    (mask,) = await talk.person.send(photos=[photo_bytes(255)])
    menu = await talk.says("Chosen: only where your mask is white.")
    assert labels(menu)[: len(TITLES)] == TITLES
    await talk.settled()
    assert await talk.person.message(first["message_id"]) is None
    await talk.person.press(menu, "Mosaic")
    order, _ = await painted(talk)
    assert order.mask is not None
    assert order.photo is not None
    assert (order.mask.message_id, order.photo.message_id < mask) == (mask, True)


async def test_a_mask_can_be_given_up(talk: Talk) -> None:
    await open_menu(talk)
    await press(talk, "Adjust", "Only a part", so_that="Now send me the mask")
    await press(talk, "✓ Only a part", so_that="Turn what you like")
    await showing(talk, "Only a part")
    await talk.person.send(photos=[photo_bytes(40)])
    order, _ = await painted(talk)
    assert order.mask is None
    assert order.styles[0].picture is not None


async def test_a_mask_that_is_no_picture_leaves_the_menu_waiting(talk: Talk) -> None:
    await open_menu(talk)
    await press(talk, "Adjust", "Only a part", so_that="Now send me the mask")
    await talk.person.send(photos=[b"no picture at all"])
    await talk.says("Your mask does not open as a picture")
    await talk.person.send(photos=[photo_bytes(40)])
    await talk.says("Chosen: only where your mask is white.")


async def test_a_mask_said_in_words_is_the_next_picture_and_then_it_paints(talk: Talk) -> None:
    await talk.person.send("/style ink mask", photos=[photo_bytes()])
    await talk.says("Now send me the mask")
    (mask,) = await talk.person.send(photos=[photo_bytes(255)])
    order, _ = await painted(talk)
    assert order.mask is not None
    assert (order.mask.message_id, weights(order)) == (mask, [("ink", 1.0)])


@pytest.mark.parametrize("styles", ["", "ink mosaic:2"])
async def test_the_second_picture_of_an_album_is_the_mask(talk: Talk, styles: str) -> None:
    photo, mask = await talk.person.send(
        f"/style {styles} mask colours=keep", photos=[photo_bytes(1), photo_bytes(2)]
    )
    if not styles:
        await talk.person.press(await talk.says("only where your mask is white"), "Ink wash")
    order, options = await painted(talk)
    assert order.mask is not None
    assert order.photo is not None
    assert (order.photo.message_id, order.mask.message_id) == (photo, mask)
    assert options.colours == "keep"
    assert order.styles[0].name == "ink"
    for update in list(talk.seen):
        await talk.replay(update)
    await talk.settled()
    assert len(await talk.jobs()) == 1


async def test_a_mask_is_named_again_by_the_command_that_repeats_it(talk: Talk) -> None:
    async with talk.worker(SlowPainter().open):
        await talk.person.send("/style ink mask scale=150 palette=8", photos=[photo_bytes()])
        await talk.says("Now send me the mask")
        await talk.person.send(photos=[photo_bytes(255)])
        result = await talk.result()
    order, _ = await painted(talk)
    assert result["caption"].splitlines()[1] == (
        "Chosen: strokes at 150 %, a palette of 8, only where your mask is white."
    )
    command = result["caption"].splitlines()[-1]
    assert order.mask is not None
    assert f"mask={order.mask.id}" in command
    await talk.person.send(command)
    again, options = await painted(talk, count=2)
    assert (again.mask, again.styles, again.photo) == (order.mask, order.styles, order.photo)
    assert (options.scale, options.palette, options.seed) == (1.5, 8, order.options.seed)


async def test_what_was_said_stands_in_the_menu(talk: Talk) -> None:
    await talk.person.send("/style colours=luma feather=0.1 style_layers=relu3_1+relu4_1")
    menu = await talk.says("Pick a style, or just send me the photo first.")
    assert "Chosen: light and dark alone painted · and your other words." in menu["caption"]
    await talk.person.press(menu, "Mosaic")
    await talk.says("Mosaic it is.")
    await talk.person.send(photos=[photo_bytes()])
    _, options = await painted(talk)
    assert (options.colours, options.feather) == ("luma", 0.1)
    assert options.style_layers == ("relu3_1", "relu4_1")


async def test_every_turn_of_the_menu_may_be_taken_twice(talk: Talk) -> None:
    await open_menu(talk)
    await press(talk, "Mix", "Mosaic", so_that="Chosen: Mosaic.")
    await talk.person.send(photos=[photo_bytes(40)])
    menu = await talk.says("Chosen: Mosaic + your picture.")
    await talk.settled()
    before: list[Any] = await talk.person.messages()
    await talk.replay(talk.seen[-2])
    assert await talk.person.messages() == before
    await talk.person.press(menu, "Paint")
    await painted(talk)
    await talk.replay(talk.seen[-1])
    assert len(await talk.jobs()) == 1


async def test_a_group_replies_to_the_menu_with_the_mask(talk: Talk) -> None:
    await talk.in_group.send("/style", photos=[photo_bytes()])
    menu = await talk.says("Pick a style, or reply", person=talk.in_group)
    await talk.in_group.press(menu, "Adjust")
    menu = await talk.says("Turn what you like", person=talk.in_group)
    await talk.in_group.press(menu, "Only a part")
    waiting = await talk.says("reply to this with the mask", person=talk.in_group)
    await talk.in_group.send(photos=[photo_bytes(7)])
    (mask,) = await talk.in_group.send(photos=[photo_bytes(9)], reply_to=waiting["message_id"])
    menu = await talk.says("only where your mask is white", person=talk.in_group)
    await talk.in_group.press(menu, "Mosaic")
    order, _ = await painted(talk)
    assert isinstance(order.mask, PictureRef)
    assert order.mask.message_id == mask


@pytest.mark.parametrize(
    ("verb", "arguments"),
    [
        ("pick", "nobody"),
        ("pick", "nobody:2"),
        ("pick", "mosaic:many"),
        ("pick", ""),
        ("colours", "pink"),
        ("page", "secret"),
        ("depth", "more"),
        ("preset", "eyes"),
        ("guide", ""),
        ("paint", ""),
    ],
)
async def test_a_forged_press_orders_nothing_and_breaks_nothing(
    talk: Talk, verb: str, arguments: str
) -> None:
    menu = await open_menu(talk)
    draft = menu["buttons"][0][0]["data"].split(":")[1]
    await press(talk, "Mix", so_that="Press two styles")
    values = talk.seen[-1].to_dict()
    values["callback_query"]["data"] = f"{verb}:{draft}:{arguments}".rstrip(":")
    values["update_id"] += 1000
    await talk.replay(Update.de_json(values, talk.chat.app.bot))
    assert await talk.jobs() == []
    menu = await press(talk, "✓ Mix", so_that="Pick a style")
    assert labels(menu) == [*TITLES, "Adjust", "Mix", "Never mind"]
