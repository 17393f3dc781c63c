"""Who speaks for a chat: anonymous administrators and channels are nobody's namesakes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Update

from bot.jobs import Job
from tests.bot.conversation.talk import Talk
from tests.pictures import photo_bytes

ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL = {"id": -1002, "type": "channel", "title": "A channel"}
GROUP = {"id": -1001, "type": "group", "title": "Two painters and a bot"}


async def asked(talk: Talk, *, sender_chat: dict[str, Any], count: int) -> Job:
    """An order in the group on behalf of a chat."""
    await talk.in_group.send("/queue", photos=[photo_bytes(count)])
    await talk.says("Waiting in all", person=talk.in_group)
    values = next(one for one in reversed(talk.seen) if one.message).to_dict()
    values["update_id"] += 1000 * count
    values["message"] |= {"from": ANONYMOUS, "sender_chat": sender_chat, "caption": "/dream"}
    values["message"]["caption_entities"] = []
    await talk.replay(Update.de_json(values, talk.chat.app.bot))
    return await talk.job(count=count)


async def test_two_chats_share_no_limit(talk: Talk) -> None:
    mine = await asked(talk, sender_chat=GROUP, count=1)
    theirs = await asked(talk, sender_chat=CHANNEL, count=2)
    assert (mine.user_id, theirs.user_id) == (-1001, -1002)


@pytest.mark.parametrize(("status", "is_open"), [("administrator", False), ("member", True)])
async def test_an_administrator_may_press_what_was_asked_anonymously(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, status: str, is_open: bool
) -> None:
    async def member(*_: object, **__: object) -> SimpleNamespace:
        return SimpleNamespace(status=status)

    monkeypatch.setattr(type(talk.chat.app.bot), "get_chat_member", member)
    await asked(talk, sender_chat=GROUP, count=1)
    shown = await talk.says("In the queue", person=talk.in_group)
    await talk.in_group.press(shown, "Cancel")
    assert (await talk.job()).state.is_open is is_open
