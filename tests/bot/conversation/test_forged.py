"""Made-up presses, orders that could not be delivered, and what outlives a picture."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from telegram import Update

from bot.commands.grammar import VOCABULARIES
from bot.commands.parser import parse_words
from bot.commands.values import read_value
from bot.commands.writer import repeat_command
from bot.delivery.words.captions import MAX_CAPTION_CHARS, check_caption
from bot.domain.jobs import JobState
from bot.domain.orders import Art, Order, PictureRef, StyleRef
from bot.errors import CaptionTooLongError
from bot.storage import drafts
from bot.storage.tables.jobs import JobRow
from bot.texts.utf16 import shorten, utf16_length
from engine.errors import OptionError
from engine.options.style import StyleOptions
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.person import Message
from tests.pictures import photo_bytes

PHOTO = PictureRef(id="k3f9ab", file_id="f", message_id=1)


async def forge(talk: Talk, message: Message, data: str) -> None:
    """A press that the client made up: this data under that message."""
    await talk.person.press(message, labels(message)[0])
    real = next(one for one in reversed(talk.seen) if one.callback_query)
    values: dict[str, Any] = real.to_dict()
    values["callback_query"]["data"] = data
    values["update_id"] += 1000
    await talk.replay(Update.de_json(values, talk.chat.app.bot))


@pytest.mark.parametrize("verb", ["delete:{job}", "steps:{job}:hd:200", "full:{job}"])
async def test_a_press_under_another_message_does_nothing(talk: Talk, verb: str) -> None:
    async with talk.worker(SlowPainter().open):
        await talk.person.send("/dream", photos=[photo_bytes()])
        first = await talk.result()
        job = await talk.job(state=JobState.DONE)
        await talk.person.send("/dream", photos=[photo_bytes(90)])
        second = await talk.result(other_than=first["message_id"])
        prompt = await talk.prompt(photo_bytes(30))
        await forge(talk, prompt, verb.format(job=job.id))
        await talk.settled()
    shown = {one["message_id"]: one for one in await talk.person.messages()}
    assert labels(shown[first["message_id"]]) == labels(first)
    assert labels(shown[second["message_id"]]) == labels(second)
    assert prompt["message_id"] in shown
    assert not any(one["document"] for one in shown.values() if one["from_bot"])


@pytest.mark.parametrize(
    "part",
    [*(f"mosaic:{share}" for share in ("nan", "inf", "1e300", "-1", "4", "0x1", "")), "nosuch:1"],
)
async def test_no_part_of_a_mix_that_no_button_has_is_stored(talk: Talk, part: str) -> None:
    await talk.person.send("/style", photos=[photo_bytes()])
    menu = await talk.says("Pick a style")
    draft_id = int(menu["buttons"][0][0]["data"].split(":")[1])
    await talk.person.press(menu, "Mix")
    real = next(one for one in reversed(talk.seen) if one.callback_query)
    values: dict[str, Any] = real.to_dict()
    values["callback_query"]["data"] = f"pick:{draft_id}:{part}"
    values["update_id"] += 1000
    await talk.replay(Update.de_json(values, talk.chat.app.bot))
    draft = await drafts.get(talk.services.db, draft_id)
    assert draft is not None
    assert draft.choices.get("styles", []) == []


def test_layers_said_many_times_are_named_once() -> None:
    option = VOCABULARIES[Art.STYLE].option("content_layers")
    assert option is not None
    assert read_value(option, "+".join(["relu4_2"] * 200)) == ("relu4_2",)
    with pytest.raises(OptionError, match="at most 16 at once"):
        StyleOptions(content_layers=tuple(f"layer{number}" for number in range(17)))
    said = parse_words(Art.STYLE, "mosaic network=vgg19 content_layers=conv4_2+relu4_2")
    assert said.options["content_layers"] == ("relu4_2",)


def test_an_order_whose_repeat_line_has_no_room_is_refused_at_once() -> None:
    layers = tuple(f"features.block{number}.convolution{'x' * 40}" for number in range(12))
    order = Order(
        art=Art.STYLE,
        options=StyleOptions(style_layers=layers),
        photo=PHOTO,
        styles=(StyleRef(name="mosaic"),),
    )
    with pytest.raises(CaptionTooLongError):
        check_caption(order, "en")
    check_caption(dataclasses.replace(order, options=StyleOptions()), "en")


def test_captions_are_shortened_by_utf16_units() -> None:
    cat = "\N{CAT FACE}"
    assert utf16_length(cat) == 2
    assert shorten(cat * 5, 10) == cat * 5
    assert shorten(cat * 6, 10) == cat * 4 + "…"
    assert utf16_length(shorten(cat * 1000, MAX_CAPTION_CHARS)) <= MAX_CAPTION_CHARS


def test_a_painting_at_once_repeats_neither_steps_nor_seed() -> None:
    order = Order(
        art=Art.STYLE,
        options=StyleOptions(instant=True, seed=7),
        photo=PHOTO,
        styles=(StyleRef(name="mosaic"),),
    )
    line = repeat_command(order)
    assert "instant" in line.split()
    assert "steps=" not in line
    assert "seed=" not in line


async def test_a_third_style_for_a_part_is_refused_when_it_is_chosen(talk: Talk) -> None:
    await talk.person.send("/style", photos=[photo_bytes()])
    menu = await talk.says("Pick a style")
    draft_id = int(menu["buttons"][0][0]["data"].split(":")[1])
    await talk.person.press(menu, "Mix")
    for _ in range(3):
        menu = await talk.says("Press two styles") if not _ else menu
        free = next(
            one
            for row in menu["buttons"]
            for one in row
            if one["data"].startswith("pick:") and one["data"].endswith(":1")
        )
        await talk.person.press(menu, free["text"])
        await talk.settled()
        shown = {one["message_id"]: one for one in await talk.person.messages()}
        menu = shown[menu["message_id"]]
    await talk.person.press(menu, "Adjust")
    menu = await talk.says("Turn what you like")
    said = await talk.person.press(menu, "Only a part")
    assert said == "Only a part of the photo: that takes 2 styles at most."
    draft = await drafts.get(talk.services.db, draft_id)
    assert draft is not None
    assert not draft.choices.get("awaits_mask")


async def test_deleting_a_picture_takes_its_offers_along(talk: Talk) -> None:
    async with talk.worker(SlowPainter().open):
        await talk.person.send("/dream", photos=[photo_bytes()])
        result = await talk.result()
        await talk.job(state=JobState.DONE)
        await talk.person.press(result, "Make it bigger")
        offer = await talk.says("The price stands on the button")
        await talk.person.press(offer, labels(offer)[0])
        invoice = await talk.person.wait_for_message(lambda m: m["invoice"])
        assert await talk.person.press(result, "Delete") == "Deleted."
        await talk.settled()
    left = {one["message_id"] for one in await talk.person.messages()}
    assert not left & {result["message_id"], offer["message_id"], invoice["message_id"]}


async def test_a_render_that_began_is_noted_as_begun(talk: Talk) -> None:
    await talk.person.send("/dream", photos=[photo_bytes()])
    waiting = await talk.job()
    async with talk.services.db.read() as session:
        assert not (await session.get_one(JobRow, waiting.id)).is_begun
    async with talk.worker(SlowPainter().open):
        await talk.job(state=JobState.DONE)
    async with talk.services.db.read() as session:
        assert (await session.get_one(JobRow, waiting.id)).is_begun
