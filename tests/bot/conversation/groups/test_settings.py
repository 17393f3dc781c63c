"""/settings: what is usual in a chat, by whom it is changed, and what it is for."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.domain.money.tier_file import DEFAULT_FILE
from bot.local_telegram.server import LocalTelegram
from tests.bot.conftest import TestRedis
from tests.bot.conversation.talk import Talk, talking
from tests.pictures import photo_bytes


async def ordered(talk: Talk, command: str, *, count: int = 1) -> Any:
    await talk.person.send(command, photos=[photo_bytes(count)])
    return (await talk.job(count=count)).order.options


async def test_what_is_usual_in_a_chat_is_meant_by_every_command_there(talk: Talk) -> None:
    await talk.person.send("/settings dream octaves=5 neon")
    said = await talk.says("Usual in this chat")
    assert "/dream neon octaves=5" in said["text"]
    options = await ordered(talk, "/dream seed=3")
    assert (options.octaves, options.preset, options.seed) == (5, "neon", 3)
    # Said is said, also where it is what would be meant anywhere else.
    assert (await ordered(talk, "/dream octaves=4", count=2)).octaves == 4
    await talk.other.send("/dream", photos=[photo_bytes()])
    assert (await talk.job(count=3)).order.options.octaves == 4


async def test_buttons_mean_the_same(talk: Talk) -> None:
    await talk.person.send("/settings dream octaves=5")
    await talk.says("Usual in this chat")
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Dream")
    assert (await talk.job()).order.options.octaves == 5


async def test_one_after_the_other_adds_and_reset_forgets(talk: Talk) -> None:
    await talk.person.send("/settings dream octaves=5")
    await talk.person.send("/settings dream jitter=8")
    await talk.says("octaves=5 jitter=8")
    await talk.person.send("/settings style colors=keep")
    await talk.says("/style colors=keep")
    await talk.person.send("/settings dream reset")
    await talk.settled()
    await talk.person.send("/settings")
    await talk.settled()
    last = [m["text"] for m in await talk.person.messages() if "Usual in this" in (m["text"] or "")]
    assert "octaves" not in last[-1].replace("/settings dream octaves=5", "")
    assert "/style colors=keep" in last[-1]


async def test_the_command_under_a_result_makes_exactly_that_again(working: Talk) -> None:
    await working.person.send("/dream seed=7", photos=[photo_bytes()])
    result = await working.finished()
    before = (await working.job()).outcome
    await working.person.send("/settings dream smoothing=3 size=100")
    await working.says("Usual in this chat")
    await working.person.send(result["caption"].splitlines()[-1])
    await working.finished(count=2)
    after = (await working.job(count=2)).outcome
    assert before is not None
    assert after is not None
    assert after.options == before.options


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/settings", "Nothing special is usual"),
        ("/settings nonsense octaves=5", "Nothing special is usual"),
        ("/settings dream octaves=99", "it goes from 1 to 12"),
        ("/settings dream octavs=5", "octaves"),
        ("/settings dream seed=3", "belong to one picture"),
        ("/settings style ink", "belong to one picture"),
        ("/settings video dream", "belong to one picture"),
    ],
)
async def test_what_cannot_be_usual_is_said_in_plain_words(
    talk: Talk, command: str, words: str
) -> None:
    await talk.person.send(command)
    await talk.says(words)
    assert (await ordered(talk, "/dream")).octaves == 4


async def test_in_a_group_only_its_administrators_change_it(talk: Talk) -> None:
    await talk.other_in_group.send("/settings dream octaves=5")
    await talk.says("Only the administrators", person=talk.in_group)
    await talk.other_in_group.send("/settings")
    await talk.says("Nothing special is usual", person=talk.in_group)
    await talk.in_group.send("/settings dream octaves=5")
    await talk.says("/dream octaves=5", person=talk.in_group)
    await talk.other_in_group.send("/dream", photos=[photo_bytes()])
    assert (await talk.job()).order.options.octaves == 5


async def test_what_is_usual_and_does_not_go_with_what_was_said_gives_way(talk: Talk) -> None:
    await talk.person.send("/settings dream enhance strength=2")
    await talk.says("Usual in this chat")
    options = await ordered(talk, "/dream cat seed=3")
    assert options.classes
    assert (options.objective, options.strength) == ("l2", 2.0)


async def test_server_tier_and_chat_stand_over_each_other(
    telegram: LocalTelegram, redis_server: TestRedis, migrated: Path, tmp_path: Path
) -> None:
    shutil.copytree(migrated, tmp_path / "data")
    file = tmp_path / "tiers.toml"
    more = "\n[defaults.dream]\noctaves = 2\njitter = 3\nstrength = 2.0\n"
    more += "[free.defaults.dream]\njitter = 5\nstrength = 1.5\n"
    file.write_text(DEFAULT_FILE.read_text(encoding="utf-8") + more, encoding="utf-8")
    async with talking(telegram, redis_server, tmp_path / "data", tiers=file) as talk:
        await talk.person.send("/settings dream strength=3")
        await talk.says("Usual in this chat")
        options = await ordered(talk, "/dream")
        assert (options.octaves, options.jitter_px, options.strength) == (2, 5, 3.0)
        assert (await ordered(talk, "/dream carnival", count=2)).octaves == 4
