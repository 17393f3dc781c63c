"""/export: a file of one's own, a few a day, in private."""

from __future__ import annotations

import io
import json
import zipfile

from bot.delivery.exports import FACTS_NAME
from bot.domain.jobs import JobState
from bot.handlers.privacy.exporting import MOST_A_DAY
from tests.bot.conversation.credits.shop import answer, give
from tests.bot.conversation.talk import Talk
from tests.bot.storage.postgres import on_each_database
from tests.person import Message
from tests.pictures import photo_bytes

pytestmark = on_each_database


async def unpacked(talk: Talk, message: Message) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(await talk.person.download(message["document"])))


async def test_it_has_everything_and_nothing_of_others(working: Talk) -> None:
    await answer(working, "/start")
    await give(working, 12)
    await working.person.send("/dream seed=7", photos=[photo_bytes()])
    await working.result()
    await working.other.send("/dream seed=8", photos=[photo_bytes(90)])
    await working.result(person=working.other)
    job = await working.job(count=2, state=JobState.DONE)
    sent = await answer(working, "/export")
    assert "1 file of pictures and films" in sent["caption"]
    with await unpacked(working, sent) as packed:
        facts = json.loads(packed.read(FACTS_NAME))
        names = packed.namelist()
    assert len(names) == 2
    assert not any(job.id in name for name in names)
    assert facts["about"]["telegram_id"] == 1
    assert facts["person"][0]["language"] == "en"
    assert facts["orders"][0]["order"]["options"]["seed"] == 7
    assert facts["credits_and_stars"][0]["amount"] == 12
    assert len(facts["pictures_at_telegram"]) == 1
    token = working.telegram.backend.token
    assert token not in json.dumps(facts)


async def test_a_few_a_day_whatever_is_replayed_and_in_private_alone(talk: Talk) -> None:
    await talk.in_group.send("/export")
    await talk.says("write /export to me in private", person=talk.in_group)
    for _ in range(MOST_A_DAY):
        assert (await answer(talk, "/export"))["document"]
        await talk.replay(talk.seen[-1])
    await talk.settled()
    assert "try again tomorrow" in (await answer(talk, "/export"))["text"].lower()
    await talk.replay(talk.seen[-1])
    sent = [m for m in await talk.person.messages() if m["document"]]
    assert len(sent) == 2 * MOST_A_DAY
