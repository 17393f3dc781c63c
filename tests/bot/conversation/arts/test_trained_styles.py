"""Styles that somebody trained here: named in the chat as the house's are."""

from __future__ import annotations

import dataclasses

from bot.commands.writer import repeat_command
from bot.domain.orders import StyleRef, changed, option
from bot.menus.trained_choices import MOST_SHOWN
from tests.bot.conversation.talk import Talk, labels
from tests.instants import johnson_file
from tests.pictures import photo_bytes

OWN = {"klimt": photo_bytes(9)}


async def test_a_new_style_is_there_at_once_and_repeats(talk: Talk) -> None:
    await talk.person.send("/style style=klimt", photos=[photo_bytes()])
    await talk.says("There is no style called “klimt”")
    johnson_file(talk.settings.weights_dir, "klimt", name="gold", pictures=OWN)
    await talk.person.send("/style klimt=2 ink instant", photos=[photo_bytes()])
    job = await talk.job()
    assert job.order.styles == (StyleRef(name="klimt", weight=2), StyleRef(name="ink"))
    await talk.person.send(repeat_command(job.order))
    repeated = (await talk.job(count=2)).order
    # What is painted in one pass draws nothing at random.
    seed = option(job.order.options, "seed")
    same = dataclasses.replace(repeated, options=changed(repeated.options, seed=seed))
    assert same == job.order


async def test_a_texture_can_be_made_of_it(talk: Talk) -> None:
    johnson_file(talk.settings.weights_dir, "klimt", name="gold", pictures=OWN)
    await talk.person.send("/texture klimt")
    assert (await talk.job()).order.styles == (StyleRef(name="klimt"),)


async def test_a_photo_s_id_and_near_names_are_still_told_apart(talk: Talk) -> None:
    johnson_file(talk.settings.weights_dir, "klimt", name="gold", pictures=OWN)
    await talk.person.send("/style style=klint", photos=[photo_bytes()])
    await talk.says("Did you mean klimt")
    assert await talk.jobs() == []


async def test_the_style_menu_shows_it(talk: Talk) -> None:
    johnson_file(talk.settings.weights_dir, "klimt", name="gold", pictures=OWN)
    await talk.person.press(await talk.prompt(), "Style")
    menu = await talk.says("Pick a style")
    await talk.person.press(menu, "klimt")
    assert (await talk.job()).order.styles == (StyleRef(name="klimt"),)


async def test_it_is_mixed_with_the_house_s_styles(talk: Talk) -> None:
    johnson_file(talk.settings.weights_dir, "klimt", name="gold", pictures=OWN)
    await talk.person.press(await talk.prompt(), "Style")
    await talk.person.press(await talk.says("Pick a style"), "Mix")
    for name in ("klimt", "klimt", "Mosaic"):
        await talk.person.press(await talk.says("Press two styles"), name)
        await talk.settled()
    await talk.person.press(await talk.says("Paint"), "Paint")
    assert (await talk.job()).order.styles == (
        StyleRef(name="klimt", weight=2),
        StyleRef(name="mosaic"),
    )


async def test_no_more_buttons_than_fit_and_none_for_names_that_do_not(talk: Talk) -> None:
    for number in range(MOST_SHOWN + 2):
        name = f"own{number}"
        johnson_file(talk.settings.weights_dir, name, name=name, pictures={name: photo_bytes(9)})
    odd = "ein stil: mit/zeichen"
    johnson_file(talk.settings.weights_dir, odd, name="odd", pictures={odd: photo_bytes(9)})
    await talk.person.press(await talk.prompt(), "Style")
    shown = labels(await talk.says("Pick a style"))
    assert [one for one in shown if one.startswith("own")] == [f"own{n}" for n in range(MOST_SHOWN)]
    assert odd not in shown
