"""Whole purchases on a phone: the chat page, the bot, a worker, and the books afterwards."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.domain.jobs import JobState
from bot.domain.prints.orders import PrintState
from bot.operations.money import ledger
from bot.operations.prints import commands
from bot.run.redis_server import embedded_redis
from bot.storage.prints import orders
from bot.texts.catalogue import text
from tests.bot.conversation.prints.shop import PRICE_LIST
from tests.bot.conversation.talk import Talk, reconciling, talking
from tests.bot.painters import SlowPainter
from tests.bot.redises import TestRedis
from tests.bot.storage.ledger.books import balances
from tests.browser.conftest import PHONE, open_page
from tests.browser.errands import (
    ADDRESS,
    BALANCE,
    PROVIDER,
    buy_larger,
    dream,
    give_back,
    order_print,
    subscribe,
    tiers_with_subscription,
)
from tests.browser.hands import Hands
from tests.conftest import SHARED
from tests.telegrams import running_telegram

# As a PDF has it: in UTF-16.
TITLE = codecs.BOM_UTF16_BE + text("sheet.title", number=1).encode("utf-16-be")

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def talk(tmp_path: Path, no_pace: None) -> AsyncIterator[Talk]:
    """The whole service, with all that it can sell, and a quick painter."""
    settings = {
        "tiers": tiers_with_subscription(tmp_path),
        "prints": PRICE_LIST,
        "print_provider_token": PROVIDER,
    }
    with tempfile.TemporaryDirectory(prefix="oneiro-test-") as folder:
        redis = TestRedis(embedded_redis(Path(folder)))
        await redis.start()
        async with (
            running_telegram(
                tmp_path / "telegram", shared=SHARED if SHARED.is_dir() else None
            ) as telegram,
            talking(telegram, redis, tmp_path / "data", **settings) as talk,
            talk.worker(SlowPainter().open),
            reconciling(talk),
        ):
            yield talk
        await redis.kill()


@pytest_asyncio.fixture(loop_scope="session")
async def hands(browser: Browser, talk: Talk) -> AsyncIterator[Hands]:
    url = talk.telegram.site_url
    async with open_page(browser, url, viewport=PHONE, has_touch=True) as page:
        yield Hands(page)


async def assert_clean(talk: Talk) -> None:
    """As ``oneiro ledger check`` says it."""
    assert await ledger.run_check(talk.settings, as_json=False) == 0


async def test_a_picture_is_bought_disliked_and_paid_back(
    hands: Hands, talk: Talk, photos: list[Path]
) -> None:
    before = await hands.answer("/balance", BALANCE)
    await dream(hands, photos[0])
    await buy_larger(hands)
    job = await talk.job(count=2, state=JobState.DONE)
    assert (job.tier, job.order.options.size_px, job.order.options.steps) == ("hd", 1200, 100)
    await give_back(hands)
    assert await hands.answer("/balance", BALANCE) == before
    assert await balances(talk.services.db) == {}
    await assert_clean(talk)


async def test_a_subscription_is_bought_renewed_and_stopped(hands: Hands, talk: Talk) -> None:
    await subscribe(hands)
    assert "it lasts until" in await hands.answer("/balance", BALANCE)
    await assert_clean(talk)


async def test_a_print_is_ordered_down_to_its_job_sheet(
    hands: Hands, talk: Talk, photos: list[Path], tmp_path: Path
) -> None:
    await dream(hands, photos[0])
    await order_print(hands, paper="Paper")
    await talk.job(count=2, state=JobState.DONE)
    (order,) = await orders.newest(talk.services.db)
    assert (order.state, order.amount, order.currency) == (PrintState.PAID, 1500 + 1490, "EUR")
    assert order.address is not None
    assert order.address["shipping_address"]["street_line1"] == ADDRESS["street_line1"]
    sheet = tmp_path / "sheet.pdf"
    await commands.run_sheet(talk.settings, order.number, output=sheet)
    assert TITLE in sheet.read_bytes()
    await assert_clean(talk)
