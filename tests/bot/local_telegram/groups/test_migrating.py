"""A group that is upgraded gets another id, as on Telegram."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import ChatMigrated

from bot.local_telegram.server import LocalTelegram
from tests.person import Person, RefusedError


async def test_the_bot_is_told_where_an_upgraded_group_is(
    telegram: LocalTelegram, ada: Person, bot: Bot
) -> None:
    """Both service messages come; every request to the old chat names the new one."""
    sent = await bot.send_message(-1001, "before")
    async with Person.at(telegram.site_url, chat_id=-1001, user_id=1) as group:
        new_chat_id = await group.migrate()
        left, came = await bot.get_updates(timeout=1)
        assert left.message is not None
        assert came.message is not None
        assert (left.message.chat.id, left.message.migrate_to_chat_id) == (-1001, new_chat_id)
        assert (came.message.chat.id, came.message.migrate_from_chat_id) == (new_chat_id, -1001)
        for request in (bot.send_message(-1001, "after"), sent.edit_text("after"), sent.delete()):
            with pytest.raises(ChatMigrated) as refused:
                await request
            assert refused.value.new_chat_id == new_chat_id
        with pytest.raises(RefusedError, match="nobody can write"):
            await group.send("after")
        with pytest.raises(RefusedError, match="already"):
            await group.migrate()
    assert (await bot.send_message(new_chat_id, "after")).chat.type == "supergroup"
    with pytest.raises(RefusedError, match="Only a group"):
        await ada.migrate()
