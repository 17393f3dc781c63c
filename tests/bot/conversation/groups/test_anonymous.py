"""Who speaks for a chat: anonymous administrators and channels are nobody's namesakes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Update

from bot.domain.jobs import Job, JobState
from bot.storage.jobs import job_queries
from engine.catalogue.house_styles import HOUSE_STYLES
from tests.bot.conversation.talk import Talk
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes

ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL = {"id": -1002, "type": "channel", "title": "A channel"}
GROUP: dict[str, Any] = {"id": -1001, "type": "group", "title": "Two painters and a bot"}
TITLE = next(iter(HOUSE_STYLES.values())).title


async def asked(talk: Talk, *, sender_chat: dict[str, Any], count: int) -> Job:
    """An order in the group on behalf of a chat."""
    await said(talk, "/dream", sender_chat=sender_chat, count=count)
    return await talk.job(count=count)


async def said(talk: Talk, words: str, *, sender_chat: dict[str, Any], count: int = 1) -> None:
    """A photo with these words, in the group on behalf of a chat."""
    await talk.in_group.send("/queue", photos=[photo_bytes(count)])
    await talk.says("Waiting in all", person=talk.in_group)
    values = next(one for one in reversed(talk.seen) if one.message).to_dict()
    values["update_id"] += 1000 * count
    values["message"] |= {"from": ANONYMOUS, "sender_chat": sender_chat, "caption": words}
    values["message"]["caption_entities"] = []
    await talk.replay(Update.de_json(values, talk.chat.app.bot))


def name_as(talk: Talk, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is that in the group."""

    async def member(*_: object, **__: object) -> SimpleNamespace:
        return SimpleNamespace(status=status)

    monkeypatch.setattr(type(talk.chat.app.bot), "get_chat_member", member)


async def test_two_chats_share_no_limit(talk: Talk) -> None:
    mine = await asked(talk, sender_chat=GROUP, count=1)
    theirs = await asked(talk, sender_chat=CHANNEL, count=2)
    assert (mine.user_id, theirs.user_id) == (-1001, -1002)


@pytest.mark.parametrize(("status", "is_open"), [("administrator", False), ("member", True)])
async def test_an_administrator_may_press_what_was_asked_anonymously(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, status: str, is_open: bool
) -> None:
    name_as(talk, status, monkeypatch)
    await asked(talk, sender_chat=GROUP, count=1)
    shown = await talk.says("In the queue", person=talk.in_group)
    await talk.in_group.press(shown, "Cancel")
    assert (await talk.job()).state.is_open is is_open


async def test_what_is_pressed_in_an_anonymous_menu_counts_for_the_chat(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_as(talk, "administrator", monkeypatch)
    await said(talk, "/style", sender_chat=GROUP)
    menu = await talk.says("Pick a style", person=talk.in_group)
    await talk.in_group.press(menu, TITLE)
    assert (await talk.job()).user_id == GROUP["id"]
    async with talk.worker(SlowPainter().open):
        await talk.job(state=JobState.DONE)
        result = await talk.result(person=talk.in_group)
        await talk.in_group.press(result, "Again")
        assert (await talk.job(count=2)).user_id == GROUP["id"]
    today = {"tier": talk.services.tiers.now.free.name, "now": talk.services.clock()}
    assert (await job_queries.spent_by(talk.services.db, GROUP["id"], **today)).jobs == 2
    assert (await job_queries.spent_by(talk.services.db, 1, **today)).jobs == 0
