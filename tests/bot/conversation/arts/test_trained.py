"""Networks trained here: named in the chat as any other, those for the operator by them alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.commands.writer import repeat_command
from bot.domain.orders import option
from bot.local_telegram.server import LocalTelegram
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import Talk, labels, talking
from tests.pictures import photo_bytes
from tests.trained import trained_file

PAINTERS = "Three painters"


async def test_a_new_network_is_there_at_once_and_repeats(talk: Talk) -> None:
    await talk.person.send("/dream network=painters", photos=[photo_bytes()])
    await talk.says("There is no network called “painters”")
    trained_file(talk.settings.weights_dir)
    await talk.person.send("/dream night sky and woodcuts network=painters", photos=[photo_bytes()])
    job = await talk.job()
    assert job.order.options.network == "painters"
    assert job.order.options.classes == ("night sky", "woodcut")
    await talk.person.send(repeat_command(job.order))
    assert (await talk.job(count=2)).order == job.order


async def test_its_name_alone_will_do_and_near_ones_are_told(talk: Talk) -> None:
    trained_file(talk.settings.weights_dir)
    await talk.person.send("/what painters", photos=[photo_bytes()])
    assert (await talk.job()).order.options.network == "painters"
    await talk.person.send("/what network=painter", photos=[photo_bytes()])
    await talk.says("Did you mean painters?")


async def test_a_thing_that_it_does_not_know_brings_those_it_does(talk: Talk) -> None:
    trained_file(talk.settings.weights_dir)
    await talk.person.send("/dream volcano network=painters", photos=[photo_bytes()])
    await talk.says("There are: swirls, night sky, woodcut.")
    await talk.person.send("/dream network=painters classes=cat", photos=[photo_bytes()])
    await talk.says("There is no class called “cat”. There are: swirls")
    assert await talk.jobs() == []


async def test_one_for_the_operator_is_unknown_to_others(
    telegram: LocalTelegram, redis_server: TestRedis, migrated: Path, tmp_path: Path
) -> None:
    data_dir = shutil.copytree(migrated, tmp_path / "data")
    async with talking(telegram, redis_server, data_dir, operators="1, 77") as talk:
        trained_file(talk.settings.weights_dir, audience="operator")
        await talk.person.send("/dream network=painters", photos=[photo_bytes()])
        assert (await talk.job()).order.options.network == "painters"
        await talk.other.send("/dream network=painters", photos=[photo_bytes()])
        said = await talk.says("There is no network called “painters”", person=talk.other)
        assert "Did you mean" not in said["text"]


async def test_a_network_that_cannot_paint_is_told_before_any_menu(talk: Talk) -> None:
    trained_file(talk.settings.weights_dir)
    for name in ("googlenet", "painters"):
        (sent,) = await talk.person.send(f"/style {name}", photos=[photo_bytes()])
        told = await talk.says(f"network={name} does not work: for painting there are vgg19")
        assert told["message_id"] > sent
    await talk.settled()
    assert not [one for one in await talk.person.messages() if one["from_bot"] and one["photo"]]


async def test_the_dream_menu_shows_what_was_trained_here(talk: Talk) -> None:
    prompt = await talk.prompt()
    trained_file(talk.settings.weights_dir)
    await talk.person.press(prompt, "More")
    menu = await talk.says("dream")
    await talk.person.press(menu, PAINTERS)
    menu = await talk.says("painters")
    assert f"✓ {PAINTERS}" in labels(menu)
    await talk.person.press(menu, "Dream")
    job = await talk.job()
    assert option(job.order.options, "network") == "painters"


async def test_a_network_that_is_gone_since_the_menu_was_drawn_is_told(talk: Talk) -> None:
    prompt = await talk.prompt()
    trained_file(talk.settings.weights_dir)
    await talk.person.press(prompt, "More")
    menu = await talk.says("dream")
    shutil.rmtree(talk.settings.weights_dir)
    told = await talk.person.press(menu, PAINTERS)
    assert told is not None
    assert "There is no network called “painters”" in told
    assert await talk.jobs() == []


async def test_no_button_for_others_than_the_operator(talk: Talk) -> None:
    trained_file(talk.settings.weights_dir, audience="operator")
    await talk.person.press(await talk.prompt(), "More")
    assert PAINTERS not in labels(await talk.says("dream"))
