"""What a turn costs in SQL: a crowd's turns take place one after another."""

from __future__ import annotations

from contextvars import ContextVar

import pytest
from sqlalchemy import event
from telegram import Update

from tests.bot.conversation.talk import Talk
from tests.pictures import photo_bytes

_BEGUN: ContextVar[list[object] | None] = ContextVar("begun", default=None)


@pytest.fixture
async def costs(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Transactions of each turn to come; the chat is no stranger."""
    of_turns: list[int] = []
    process = talk.chat.process

    def note(connection: object) -> None:
        begun = _BEGUN.get()
        if begun is not None:
            begun.append(connection)

    async def counted(update: Update) -> None:
        begun: list[object] = []
        token = _BEGUN.set(begun)
        await process(update)
        _BEGUN.reset(token)
        of_turns.append(len(begun))

    event.listen(talk.services.db._engine.sync_engine, "begin", note)
    await talk.settled()
    monkeypatch.setattr(talk.chat, "process", counted)
    return of_turns


async def test_a_photo_costs_three(talk: Talk, costs: list[int]) -> None:
    """One look at the menus that wait; its name and its prompt; where the prompt stands."""
    await talk.prompt()
    await talk.settled()
    assert costs[0] == 3


async def test_a_press_that_orders_costs_four(talk: Talk, costs: list[int]) -> None:
    """Whose menu it is; what is usual here; the job, with all that allows it; where it is shown."""
    await talk.person.press(await talk.prompt(), "Dream")
    await talk.settled()
    assert costs[1] == 4


async def test_a_press_in_a_menu_costs_four(talk: Talk, costs: list[int]) -> None:
    """Whose menu it is; what is usual here; the job; the menu's end."""
    await talk.person.press(await talk.prompt(), "Style")
    await talk.person.press(await talk.says("Pick a style"), "Mosaic")
    await talk.settled()
    assert costs[2] == 4


@pytest.mark.parametrize("words", ["/dream", "/dream creatures size=300"])
async def test_a_dream_of_the_last_photo_costs_five(
    talk: Talk, costs: list[int], words: str
) -> None:
    await talk.prompt()
    await talk.person.send(words)
    await talk.settled()
    assert costs[1] == 5


async def test_a_dream_with_its_photo_costs_four(talk: Talk, costs: list[int]) -> None:
    await talk.person.send("/dream", photos=[photo_bytes()])
    await talk.settled()
    assert costs[0] == 4
