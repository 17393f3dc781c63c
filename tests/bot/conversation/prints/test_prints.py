"""/print: from a result to an order, through a provider that the local Telegram plays."""

from __future__ import annotations

import asyncio
import dataclasses
import io
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.domain.jobs import JobState
from bot.domain.prints.orders import PrintChange, PrintState, Problem
from bot.domain.prints.price_list import Prints
from bot.errors import NoSuchPrintError, PrintNotAgainError
from bot.handlers.prints import buying
from bot.local_telegram.server import LocalTelegram
from bot.money import printing
from bot.operations.prints import commands
from bot.storage import bans, updates
from bot.storage.bans import Ban
from bot.storage.prints import orders
from bot.storage.prints.orders import PrintReceipt
from engine.errors import NotFiniteError
from tests.bot.conftest import TestRedis
from tests.bot.conversation.prints.shop import (
    PRICE_LIST,
    bought,
    dreamt,
    invoiced,
    menu_of,
    proven,
)
from tests.bot.conversation.talk import Talk, labels, reconciling, talking
from tests.bot.painters import SlowPainter
from tests.bot.storage.postgres import on_each_database
from tests.bot.storage.prints.sales import INFO
from tests.person import ADDRESS
from tests.pictures import decoded


@pytest.fixture
async def window(
    telegram: LocalTelegram, redis_server: TestRedis, migrated: Path, tmp_path: Path
) -> AsyncIterator[Talk]:
    """Where they are only looked at."""
    shutil.copytree(migrated, tmp_path / "data")
    async with (
        talking(telegram, redis_server, tmp_path / "data", prints=PRICE_LIST) as talk,
        talk.worker(SlowPainter().open),
    ):
        yield talk


def change_prices(talk: Talk, **changes: int) -> None:
    prints: Prints = talk.services.prints.now
    countries = tuple(
        dataclasses.replace(each, prices={key: price + 100 for key, price in each.prices.items()})
        for each in prints.countries
    )
    talk.services.prints._read = dataclasses.replace(prints, countries=countries, **changes)


@on_each_database
async def test_an_order_from_the_result_to_the_news(shop: Talk) -> None:
    order = await bought(shop)
    assert (order.amount, order.currency, order.country) == (2090, "EUR", "DE")
    assert (order.state, order.problem, order.shipping) == ("paid", None, "Post (2 to 4 days)")
    assert order.address == INFO
    job = await shop.job(count=2)
    assert (job.id, job.tier) == (order.job_id, "hd")
    assert job.order.options.size_px == 236
    async with reconciling(shop):
        await shop.says("Your order is number 1: Paper, 20 × 30 cm, by Post")  # noqa: RUF001
        for state, words in (
            (PrintState.CHECKED, "is right"),
            (PrintState.SENT, "with the printer"),
            (PrintState.POSTED, "on its way to you, by Post (2 to 4 days).\nDHL 123"),
            (PrintState.ARRIVED, "has arrived"),
        ):
            note = "DHL 123" if state is PrintState.POSTED else ""
            change = PrintChange(state=state, at=datetime.now(UTC), operator="ada", note=note)
            assert await orders.set_state(shop.services.db, order.number, change) is not None
            await shop.says(words)
    said = [m["text"] for m in await shop.person.messages() if "rder" in (m["text"] or "")]
    assert len(said) == 5


async def test_the_proof_comes_before_the_price_is_asked(shop: Talk) -> None:
    menu = await menu_of(shop)
    assert labels(menu) == ["Canvas", "Paper", "Send to Germany — change"]
    await shop.person.press(menu, "Paper")
    sizes = await shop.says("How large?")
    assert labels(sizes) == ["20 × 30 cm · 15.00 EUR", "Back"]  # noqa: RUF001
    await shop.person.press(sizes, "15.00 EUR")
    proof = await shop.says("The red line")
    assert "up to 20 dpi: it is painted anew" in proof["caption"]
    assert labels(proof) == ["Order · 15.00 EUR and postage"]
    image = decoded(await shop.person.download(proof["photo"]))
    assert image.size == (246, 167)


async def test_another_country_has_its_own_prices(shop: Talk) -> None:
    menu = await menu_of(shop)
    await shop.person.press(menu, "Send to Germany")
    await shop.person.press(await shop.says("Where shall it be sent?"), "United Kingdom")
    menu = await shop.says("for sending to United Kingdom")
    assert labels(menu)[0] == "Paper"
    await shop.person.press(menu, "Paper")
    assert labels(await shop.says("How large?"))[0].endswith("14.00 GBP")


async def test_an_address_elsewhere_is_refused_in_plain_words(shop: Talk) -> None:
    invoice = await invoiced(shop)
    for code, words in (("GB", "for another country"), ("NO", "Germany, United Kingdom")):
        address = {**ADDRESS, "country_code": code}
        refused = await shop.person.order(invoice, {**INFO, "shipping_address": address})
        assert not refused["ok"]
        assert words in refused["error"]
    assert await orders.newest(shop.services.db) == []


async def test_a_declined_card_orders_nothing_and_may_try_again(shop: Talk) -> None:
    invoice = await invoiced(shop)
    order = await shop.person.order(invoice, INFO)
    assert [option["id"] for option in order["options"]] == ["post", "fast"]
    terms = {"order_id": order["order_id"], "shipping_option_id": "fast"}
    assert not (await shop.person.pay(invoice, card="declined", **terms))["ok"]
    assert await orders.newest(shop.services.db) == []
    assert (await shop.person.pay(invoice, **terms))["ok"]
    await shop.job(count=2, state=JobState.DONE)
    (row,) = await orders.newest(shop.services.db)
    assert row.amount == 1500 + 1490


@on_each_database
async def test_a_replayed_payment_is_one_order_and_one_file(shop: Talk) -> None:
    order = await bought(shop)
    payment = next(u for u in shop.seen if u.message and u.message.successful_payment)
    await asyncio.gather(*(shop.replay(payment) for _ in range(3)))
    assert await orders.newest(shop.services.db) == [order]
    assert len(await shop.jobs()) == 2


async def test_what_goes_wrong_with_a_payment_is_told_once_and_tried_until_it_goes_right(
    shop: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles: list[Exception] = [TypeError("a fault of ours"), KeyError("another")]

    async def stumble(*args: Any, **facts: Any) -> PrintReceipt:
        if troubles:
            raise troubles.pop()
        return await printing.take(*args, **facts)

    monkeypatch.setattr(buying, "take", stumble)
    assert (await bought(shop)).problem is None
    told = [m["text"] or "" for m in await shop.person.messages()]
    assert sum("could not book your payment" in words for words in told) == 1
    assert await updates.count_set_aside(shop.services.db) == 0


async def test_a_paid_invoice_is_not_paid_again(shop: Talk) -> None:
    await bought(shop)
    invoice = await shop.person.wait_for_message(lambda m: m["invoice"])
    again = await shop.person.order(invoice, INFO)
    assert "already paid" in again["error"]


async def test_another_price_by_now_is_refused_before_the_charge(shop: Talk) -> None:
    invoice = await invoiced(shop)
    order = await shop.person.order(invoice, INFO)
    change_prices(shop)
    paid = await shop.person.pay(invoice, order_id=order["order_id"], shipping_option_id="post")
    assert "price has changed" in paid["error"]
    assert await orders.newest(shop.services.db) == []


async def test_who_is_shut_out_can_pay_for_nothing(shop: Talk) -> None:
    invoice = await invoiced(shop)
    order = await shop.person.order(invoice, INFO)
    async with shop.services.db.write() as session:
        ban = Ban(user_id=1, reason="", operator_id=9, created_at=datetime.now(UTC))
        await bans.ban_within(session, ban)
    paid = await shop.person.pay(invoice, order_id=order["order_id"], shipping_option_id="post")
    assert "cannot order here" in paid["error"]


async def test_a_deleted_picture_is_printed_no_more(shop: Talk) -> None:
    result = await dreamt(shop)
    await shop.person.send("/print", reply_to=result["message_id"])
    menu = await shop.says("What shall it be printed on?")
    await shop.person.press(menu, "Paper")
    await shop.person.press(await shop.says("How large?"), "20 × 30")  # noqa: RUF001
    await shop.person.press(await shop.says("The red line"), "Order")
    invoice = await shop.person.wait_for_message(lambda m: m["invoice"])
    await shop.person.press(result, "Delete")
    await shop.settled()
    assert await shop.person.message(invoice["message_id"]) is None


async def test_money_without_an_offer_is_told_and_kept(shop: Talk) -> None:
    await bought(shop)
    payment = next(u for u in shop.seen if u.message and u.message.successful_payment)
    assert payment.message is not None
    told = payment.to_dict()
    received = told["message"]["successful_payment"]
    received |= {"telegram_payment_charge_id": "c2", "invoice_payload": "print:forged.sig"}
    await shop.replay(type(payment).de_json(told, shop.chat.app.bot))
    newest = (await orders.newest(shop.services.db))[0]
    assert (newest.problem, newest.charge_id, newest.job_id) == (Problem.UNKNOWN, "c2", None)
    async with reconciling(shop):
        await shop.says("gives them back")


async def test_without_a_provider_there_is_a_proof_and_a_file(window: Talk) -> None:
    menu = await menu_of(window)
    assert "Nothing can be ordered here yet" in menu["text"]
    await window.person.press(menu, "Canvas")
    sizes = await window.says("How large?")
    assert labels(sizes)[0] == "30 × 40 cm"  # noqa: RUF001
    await window.person.press(sizes, "30 × 40")  # noqa: RUF001
    proof = await window.says("The red line")
    assert labels(proof) == ["Make the file"]
    await window.person.press(proof, "Make the file")
    made = await window.says("The file of your print: Canvas, 30 × 40 cm")  # noqa: RUF001
    assert "363×284 px, 20 dpi" in made["caption"]  # noqa: RUF001
    assert labels(made) == ["Full size"]
    await window.person.press(made, "Full size")
    sent = await window.person.wait_for_message(lambda m: m["document"])
    assert sent["file_name"] == "oneiro-print-30x40-cm.png"
    data = await window.person.download(sent["document"])
    with Image.open(io.BytesIO(data)) as file:
        assert file.size == (363, 284)
        assert file.info["dpi"] == pytest.approx((20, 20), abs=0.1)
    assert await orders.newest(window.services.db) == []


@on_each_database
async def test_a_file_that_could_not_be_made_is_made_anew(
    shop: Talk, painter: SlowPainter, capsys: pytest.CaptureFixture[str]
) -> None:
    invoice = await invoiced(shop)
    painter.errors.append(NotFiniteError("as the test wants it"))
    info = await shop.person.order(invoice, INFO)
    paid = await shop.person.pay(invoice, order_id=info["order_id"], shipping_option_id="post")
    assert paid["ok"], paid
    failed = await shop.job(count=2, state=JobState.FAILED)
    await shop.says("Your order stands: those who run this bot have its file made anew")
    db, settings = shop.services.db, shop.settings
    assert await orders.files_needed(db) == {failed.id, failed.parent_id}
    await commands.run_again(settings, 1)
    assert "made anew" in capsys.readouterr().out
    with pytest.raises(PrintNotAgainError):
        await commands.run_again(settings, 1)
    async with reconciling(shop):
        job = await shop.job(count=3, state=JobState.DONE)
    assert (job.order, job.tier, job.charge_id) == (failed.order, "hd", None)
    (order,) = await orders.newest(db)
    assert (order.job_id, await orders.files_needed(db)) == (job.id, {job.id})
    await commands.run_set(settings, 1, state="checked", operator="ada", note="")
    with pytest.raises(PrintNotAgainError, match="which is checked"):
        await commands.run_again(settings, 1)
    with pytest.raises(NoSuchPrintError):
        await commands.run_again(settings, 2)


async def test_print_wants_a_result(window: Talk) -> None:
    await window.person.send("/print")
    await window.says("Reply to a result of mine")
    result = await dreamt(window)
    await window.other.send("/print")
    proof = await proven(window)
    await window.person.send("/print", reply_to=proof["message_id"])
    await window.person.wait_for(
        lambda chat: sum("Reply to a result" in (m["text"] or "") for m in chat) == 2
    )
    assert result["photo"]
