"""/sticker: cut out, put into a pack of one's own, shown; and packs that Telegram refuses."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from telegram import Update

from bot.domain.jobs import JobState
from bot.domain.orders import Art
from bot.local_telegram.api.stickers import MAX_STICKERS, SETS
from bot.storage.tables.delights import StickerRow
from tests.bot.conversation.talk import Talk, labels, reconciling
from tests.bot.painters import SlowPainter
from tests.bot.running import WITHIN_S
from tests.bot.storage.postgres import on_each_database
from tests.person import Message, button
from tests.pictures import photo_bytes

ADDED = "Your sticker is in your pack"
ALONE = "Telegram took it into no pack"


@pytest.fixture
async def painter(talk: Talk) -> AsyncIterator[SlowPainter]:
    painter = SlowPainter(steps=1)
    async with talk.worker(painter.open):
        yield painter


async def stuck(talk: Talk, words: str = ADDED, *, count: int = 1) -> Message:
    """What the bot says once the newest job, a sticker, is done."""
    await talk.job(count=count, state=JobState.DONE)
    return await talk.says(words)


async def link_of(said: Message) -> str:
    found: str = button(said, "Open the pack")["url"]
    return found


async def stickers_of(talk: Talk) -> list[Message]:
    return [m for m in await talk.person.messages() if m["sticker"]]


def sets_of(talk: Talk) -> list[dict[str, Any]]:
    return [row["set"] for row in talk.telegram.backend.store.all(SETS)]


async def no_sets(talk: Talk) -> None:
    """Telegram tells nobody of a pack that goes, so it is asked."""
    async with asyncio.timeout(WITHIN_S):
        while sets_of(talk):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


def is_sticker(update: Update, words: str = "sticker") -> bool:
    query = update.callback_query
    return query is not None and (query.data or "").startswith(f"{words}:")


@on_each_database
async def test_a_photo_becomes_a_sticker_in_a_pack_of_ones_own(
    talk: Talk, painter: SlowPainter
) -> None:
    await talk.person.send("/sticker", photos=[photo_bytes()])
    said = await stuck(talk)
    pack = await talk.person.pack(await link_of(said))
    assert (pack["owner"], pack["title"], len(pack["stickers"])) == (1, "Dreams and paintings", 1)
    assert pack["name"].endswith("_by_oneiro_local_bot")
    (shown,) = await stickers_of(talk)
    assert shown["sticker_set"] == pack["name"]
    with Image.open(io.BytesIO(await talk.person.download(shown["sticker"]))) as opened:
        assert (opened.format, opened.size, opened.mode) == ("WEBP", (512, 512), "RGBA")
    await talk.person.send("/sticker", photos=[photo_bytes(size=(90, 60))])
    again = await stuck(talk, count=2)
    assert await link_of(again) == await link_of(said)
    assert len((await talk.person.pack(await link_of(said)))["stickers"]) == 2


async def test_a_result_is_cut_along_the_photo_that_it_was_made_of(
    talk: Talk, painter: SlowPainter
) -> None:
    await talk.person.send("/dream seed=7", photos=[photo_bytes()])
    result = await talk.result()
    await talk.person.press(result, "More")
    more = await talk.person.wait_for_message(lambda m: "Sticker" in labels(m))
    await talk.person.press(more, "Sticker")
    await stuck(talk, count=2)
    job = await talk.job(count=2)
    assert (job.order.art, job.order.guide is not None) == (Art.STICKER, True)
    assert painter.seen[-1].guide is not None
    (shown,) = await stickers_of(talk)
    assert shown["reply_to"] == result["message_id"]
    await talk.person.press(more, "Back")
    await talk.person.wait_for_message(lambda m: "Again" in labels(m))
    # The same by a reply: it is there already.
    await talk.person.send("/sticker", reply_to=result["message_id"])
    await talk.job(count=3, state=JobState.DONE)
    (pack,) = sets_of(talk)
    assert len(pack["stickers"]) == 1


@on_each_database
async def test_a_press_that_is_told_twice_makes_one_sticker(
    talk: Talk, painter: SlowPainter
) -> None:
    await talk.person.send("/dream seed=7", photos=[photo_bytes()])
    result = await talk.result()
    await talk.person.press(result, "More")
    more = await talk.person.wait_for_message(lambda m: "Sticker" in labels(m))
    await talk.person.press(more, "Sticker")
    await stuck(talk, count=2)
    press = next(update for update in talk.seen if is_sticker(update))
    await talk.replay(press)
    await talk.settled()
    assert len(await talk.jobs()) == 2
    assert len(await stickers_of(talk)) == 1


@pytest.mark.parametrize("kind", ["500", "drop"])
async def test_one_that_telegram_took_and_did_not_say_so_is_found_there(
    talk: Talk, painter: SlowPainter, kind: str
) -> None:
    await talk.person.order_fault(kind, method="createNewStickerSet", times=1, after=True)
    await talk.person.send("/sticker", photos=[photo_bytes()])
    await stuck(talk)
    (pack,) = sets_of(talk)
    assert len(pack["stickers"]) == 1


@on_each_database
async def test_one_that_its_owner_took_out_is_put_in_anew_and_no_other_shown(
    talk: Talk, painter: SlowPainter
) -> None:
    sent = []
    for count, shade in enumerate((0, 90), start=1):
        sent += await talk.person.send("/sticker", photos=[photo_bytes(shade)])
        await stuck(talk, count=count)
    store, (pack,) = talk.telegram.backend.store, sets_of(talk)
    kept = pack["stickers"][1:]
    row = next(iter(store.all(SETS)))
    store.put(SETS, pack["name"], row | {"set": pack | {"stickers": kept}})
    await talk.person.send("/sticker", reply_to=sent[0])
    await stuck(talk, count=3)
    (pack,) = sets_of(talk)
    assert pack["stickers"][:-1] == kept
    _, second, third = await stickers_of(talk)
    assert third["sticker"] != second["sticker"]


@pytest.mark.parametrize("why", ["sticker set name is already occupied", "STICKERS_TOO_MUCH"])
async def test_a_pack_that_telegram_refuses_is_followed_by_another(
    talk: Talk, painter: SlowPainter, why: str
) -> None:
    description = f"Bad Request: {why}"
    await talk.person.order_fault(
        "400", method="createNewStickerSet", times=1, description=description
    )
    await talk.person.send("/sticker", photos=[photo_bytes()])
    said = await stuck(talk)
    assert (await talk.person.pack(await link_of(said)))["title"] == "Dreams and paintings · 2"


async def test_a_full_pack_is_followed_by_a_second(talk: Talk, painter: SlowPainter) -> None:
    await talk.person.send("/sticker", photos=[photo_bytes()])
    first = await link_of(await stuck(talk))
    store, name = talk.telegram.backend.store, first.rpartition("/")[2]
    row = store.get(SETS, name)
    assert row is not None
    row["set"]["stickers"] *= MAX_STICKERS
    store.put(SETS, name, row)
    await talk.person.send("/sticker", photos=[photo_bytes(size=(90, 60))])
    second = await link_of(await stuck(talk, count=2))
    assert second != first
    assert len((await talk.person.pack(second))["stickers"]) == 1


async def test_a_pack_that_its_owner_deleted_is_followed_by_a_new_one(
    talk: Talk, painter: SlowPainter
) -> None:
    await talk.person.send("/sticker", photos=[photo_bytes()])
    first = await link_of(await stuck(talk))
    await talk.person.delete_pack(first)
    await talk.person.send("/sticker", photos=[photo_bytes(size=(90, 60))])
    assert await link_of(await stuck(talk, count=2)) != first


async def test_where_no_pack_is_to_be_had_the_sticker_comes_alone(
    talk: Talk, painter: SlowPainter
) -> None:
    await talk.person.order_fault(
        "400", method="createNewStickerSet", description="Bad Request: PEER_ID_INVALID"
    )
    await talk.person.send("/sticker", photos=[photo_bytes()])
    assert labels(await stuck(talk, ALONE)) == []
    (shown,) = await stickers_of(talk)
    assert shown["sticker_set"] is None


async def test_without_a_picture_it_says_how(talk: Talk) -> None:
    await talk.person.send("/sticker")
    await talk.says("Reply /sticker to a picture")


async def test_somebody_elses_result_is_theirs(talk: Talk, painter: SlowPainter) -> None:
    await talk.in_group.send("/dream seed=7", photos=[photo_bytes()])
    result = await talk.result(person=talk.in_group)
    await talk.other_in_group.send("/sticker", reply_to=result["message_id"])
    await talk.says("one picture of your own", person=talk.in_group)


@on_each_database
async def test_whoever_has_all_deleted_has_their_packs_deleted(
    talk: Talk, painter: SlowPainter
) -> None:
    await talk.person.send("/sticker", photos=[photo_bytes()])
    await stuck(talk)
    await talk.person.order_fault("500", method="deleteStickerSet", times=1)
    await talk.person.send("/delete_me")
    await talk.person.press(await talk.says("Shall I delete all"), "Delete")
    await talk.says("all that I kept of you is deleted")
    async with talk.services.db.read() as session:
        assert (await session.scalars(select(StickerRow))).all() == []
    async with reconciling(talk):
        await no_sets(talk)
