"""A group where the bot may not write, or show pictures: nothing is made for nobody."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bot.delivery.telegram_errors import Trouble, judge
from bot.domain.jobs import JobState
from bot.storage import live_dreams
from bot.storage.jobs import job_queries
from tests.bot.conversation.talk import Talk, from_bot, reconciling
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes

MUTED = "I may not write in Two painters and a bot"


async def made_today(talk: Talk) -> int:
    services = talk.services
    tier = services.tiers.now.free.name
    return (await job_queries.spent_by(services.db, 1, tier=tier, now=services.clock())).jobs


async def test_where_we_may_not_write_nothing_is_made_and_the_person_is_told(talk: Talk) -> None:
    await talk.in_group.restrict(text=False)
    painter = SlowPainter()
    async with talk.worker(painter.open), reconciling(talk):
        await talk.in_group.send("/dream", photos=[photo_bytes()])
        await talk.says(MUTED)
        await talk.person.send("/dream", photos=[photo_bytes(9)])
        await talk.result()
    muted, private = await talk.jobs()
    assert (muted.state, private.state) == (JobState.CANCELLED, JobState.DONE)
    assert painter.painted == 1
    assert await made_today(talk) == 1
    assert from_bot(await talk.in_group.messages()) == []


@pytest.mark.parametrize("words", ["/help", "/dream", "/style", "/nonsense@{me}", "/dream live"])
async def test_whatever_is_asked_where_we_may_not_write_is_told_in_private(
    talk: Talk, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    me = await talk.chat.app.bot.get_me()
    await talk.in_group.restrict(text=False)
    await talk.in_group.send(words.format(me=me.username))
    await talk.says(MUTED)
    assert not [one for one in caplog.records if one.levelname in ("ERROR", "CRITICAL")]
    assert await live_dreams.open_in(talk.services.db, -1001) is None


async def test_a_press_where_we_may_not_write_makes_nothing_and_is_told(talk: Talk) -> None:
    async with talk.worker(SlowPainter().open):
        await talk.in_group.send("/dream", photos=[photo_bytes()])
        shown = await talk.result(person=talk.in_group)
        await talk.in_group.restrict(text=False)
        await talk.in_group.press(shown, "Again")
        await talk.says(MUTED)
    assert [job.state for job in await talk.jobs()] == [JobState.DONE, JobState.CANCELLED]


async def test_where_we_were_thrown_out_nothing_is_made(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = ExtBot.send_message

    async def thrown_out(bot: ExtBot[None], chat_id: int, *args: object, **how: object) -> object:
        if chat_id == -1001:
            raise Forbidden("Forbidden: bot was kicked from the group chat")
        return await send(bot, chat_id, *args, **how)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(ExtBot, "send_message", thrown_out)
    await talk.in_group.send("/dream", photos=[photo_bytes()])
    await talk.says(MUTED)
    assert (await talk.job()).state is JobState.CANCELLED


async def test_where_no_pictures_may_be_sent_it_says_so_and_does_not_try_for_ever(
    talk: Talk,
) -> None:
    await talk.in_group.restrict(media=False)
    painter = SlowPainter()
    async with talk.worker(painter.open):
        await talk.in_group.send("/dream", photos=[photo_bytes()])
        told = await talk.says("I may not send pictures", person=talk.in_group)
        await talk.in_group.send("/style", photos=[photo_bytes(9)])
        await talk.in_group.wait_for_message(
            lambda m: "I may not send" in str(m["text"]) and m["message_id"] > told["message_id"]
        )
    assert (await talk.job()).state is JobState.FAILED
    assert painter.painted == 1


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (BadRequest("Not enough rights to send text messages to the chat"), Trouble.UNREACHABLE),
        (BadRequest("Have no rights to send a message"), Trouble.UNREACHABLE),
        (BadRequest("CHAT_WRITE_FORBIDDEN"), Trouble.UNREACHABLE),
        (BadRequest("Need administrator rights in the channel chat"), Trouble.UNREACHABLE),
        (BadRequest("TOPIC_CLOSED"), Trouble.UNREACHABLE),
        (Forbidden("bot was kicked from the supergroup chat"), Trouble.UNREACHABLE),
        (BadRequest("Not enough rights to send photos to the chat"), Trouble.FORBIDDEN),
        (BadRequest("CHAT_SEND_PHOTOS_FORBIDDEN"), Trouble.FORBIDDEN),
        (BadRequest("wrong file identifier"), Trouble.REFUSED),
    ],
)
def test_what_telegram_says_of_rights_is_understood(error: TelegramError, trouble: Trouble) -> None:
    assert judge(error, troubles=0).trouble is trouble
