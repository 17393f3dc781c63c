"""Rows of the founding documents that a person meets in the chat, through the whole chain."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from bot.delivery.results.result_files import read
from bot.delivery.results.result_store import open_results
from bot.domain.jobs import JobState
from bot.domain.orders import Art
from bot.domain.prints.orders import PrintState
from bot.storage import costs
from bot.storage.tables.jobs import JobRow
from bot.worker.child.render_child import open_child
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.presets import PRESETS
from tests.bot.conversation.prints.shop import INFO, bought
from tests.bot.conversation.talk import Talk, labels
from tests.bot.painters import SlowPainter
from tests.pictures import photo_bytes


@pytest.fixture
async def working(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Talk]:
    """With the real engine and the networks that we ship."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    async with talk.worker(open_child):
        yield talk


async def size_of(talk: Talk, url: str) -> tuple[int, int]:
    with Image.open(io.BytesIO(await talk.person.download(url))) as picture:
        width, height = picture.size
        return width, height


async def test_founding_31_photo_and_style_in_no_more_than_three_messages(working: Talk) -> None:
    sent = await working.person.send("/style steps=4", photos=[photo_bytes(0), photo_bytes(90)])
    result = await working.result()
    assert len(sent) <= 3
    assert await size_of(working, result["photo"]) == (120, 80)
    assert result["caption"].startswith("Style · your picture")
    assert (await working.job(state=JobState.DONE)).order.art is Art.STYLE


async def test_founding_32_free_is_600_px(working: Talk) -> None:
    await working.person.send("/dream steps=1 octaves=1", photos=[photo_bytes(size=(900, 450))])
    result = await working.result()
    assert await size_of(working, result["photo"]) == (600, 300)
    await working.person.send("/dream size=601 steps=1 octaves=1 seed=8")
    offer = await working.says("The price stands on the button")
    await working.person.press(offer, "Free · 600 px")
    await working.says("Made at 600 px: free pictures go up to that.")


async def test_founding_35_a_print_is_a_file_an_address_and_an_order(shop: Talk) -> None:
    order = await bought(shop)
    assert (order.number, order.state, order.address) == (1, PrintState.PAID, INFO)
    assert order.job_id is not None
    file = read(open_results(shop.settings), order.job_id)
    assert file is not None
    with Image.open(io.BytesIO(file)) as picture:
        # 20 by 30 cm and 6 mm of bleed on each side, at the 20 dpi of the tests' price list.
        assert (picture.format, picture.size) == ("PNG", (246, 167))
        assert picture.info["dpi"] == pytest.approx((20, 20), abs=0.1)
        assert "icc_profile" in picture.info


async def test_founding_37_seconds_are_kept_by_job_person_and_day(
    talk: Talk, painter: SlowPainter
) -> None:
    async with talk.worker(painter.open):
        for count, person in enumerate((talk.person, talk.other), start=1):
            await person.send("/dream", photos=[photo_bytes(count)])
            await talk.job(count=count, state=JobState.DONE)
    db = talk.services.db
    async with db.read() as session:
        rows = list(await session.scalars(select(JobRow).order_by(JobRow.user_id)))
    assert [row.user_id for row in rows] == [1, 2]
    assert all(row.render_s >= painter.steps * painter.step_s for row in rows)
    today = rows[0].created_at
    by_person = {each.user_id: each.seconds for each in await costs.by_person(db, now=today)}
    assert by_person == pytest.approx({row.user_id: row.render_s for row in rows})
    (of_all,) = await costs.by_art(db, now=today)
    assert (of_all.art, of_all.tier, of_all.device, of_all.renders) == ("dream", "free", "cpu", 2)
    assert of_all.seconds == pytest.approx(sum(by_person.values()))
    assert await costs.by_person(db, now=today + timedelta(days=1)) == []


async def test_names_are_dreamt_drawn_and_told_with_nothing_fetched(working: Talk) -> None:
    await working.person.send("/dream cat steps=2 octaves=1", photos=[photo_bytes()])
    assert "cat" in (await working.result())["caption"]
    await working.person.send("/draw volcano steps=2 size=64")
    await working.says("A drawing of volcano")
    await working.person.send("/what", photos=[photo_bytes()])
    await working.says("Told by Oneiro's own dream network.")


async def test_founding_42_named_dreams_and_styles_with_a_picture_menu(talk: Talk) -> None:
    prompt = await talk.prompt()
    await talk.person.press(prompt, "Style")
    menu = await talk.says("Pick a style")
    assert len(HOUSE_STYLES) >= 8
    assert {one.title for one in HOUSE_STYLES.values()} <= set(labels(menu))
    width, height = await size_of(talk, menu["photo"])
    assert min(width, height) >= 300
    await talk.person.press(prompt, "More")
    menu = await talk.says("Choose a kind of dream")
    assert {one.title for one in PRESETS.values()} <= set(labels(menu))
