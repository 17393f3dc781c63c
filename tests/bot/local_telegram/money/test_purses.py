"""Each person has a purse of test Stars, and pays from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, LabeledPrice

from bot.local_telegram.state.store import Store
from tests.person import Person, RefusedError
from tests.telegrams import answering, open_site, plain_bot, running_telegram


async def invoice(bot: Bot, ada: Person, stars: int, *, chat_id: int = 1) -> dict[str, Any]:
    await bot.send_invoice(chat_id, "HD", "Larger", "offer:1", "XTR", [LabeledPrice("HD", stars)])
    return (await ada.messages())[-1]


async def test_a_payment_takes_from_the_purse_and_a_refund_gives_back(
    ada: Person, bot: Bot
) -> None:
    assert await ada.stars() == 1_000
    message = await invoice(bot, ada, 600)
    async with answering(bot, ok=True):
        charge_id = (await ada.pay(message))["charge_id"]
    assert await ada.stars() == 400
    await bot.refund_star_payment(1, charge_id)
    assert await ada.stars() == 1_000
    assert (await bot.get_my_star_balance()).amount == 0


async def test_who_has_too_few_stars_is_told_before_the_bot_is_asked(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada, 600)
    async with answering(bot, ok=True) as queries:
        assert (await ada.pay(message))["ok"]
        refused = await ada.pay(message)
        assert refused == {
            "ok": False,
            "error": "This costs ⭐️600, and you have ⭐️400.",
            "charge_id": None,
        }
        assert len(queries) == 1
        await ada.fill_purse(200)
        assert (await ada.pay(message))["ok"]
    assert await ada.stars() == 0


async def test_a_refused_checkout_takes_nothing_from_the_purse(ada: Person, bot: Bot) -> None:
    message = await invoice(bot, ada, 25)
    async with answering(bot, ok=False, error_message="This offer is over."):
        await ada.pay(message)
    assert await ada.stars() == 1_000


async def test_in_a_group_everybody_pays_from_a_purse_of_their_own(ada: Person, bot: Bot) -> None:
    async with Person.at(ada._site_url, chat_id=-1001, user_id=2) as ben:
        message = await invoice(bot, ben, 25, chat_id=-1001)
        async with answering(bot, ok=True):
            assert (await ben.pay(message))["ok"]
        assert (await ben.stars(), await ada.stars()) == (975, 1_000)


@pytest.mark.parametrize("stars", [0, -5, 1_000_000, "many"])
async def test_a_purse_is_filled_with_what_makes_sense(ada: Person, stars: Any) -> None:
    with pytest.raises(RefusedError):
        await ada.fill_purse(stars)
    assert await ada.stars() == 1_000


async def test_pages_hear_of_the_purse(ada: Person) -> None:
    async with ada._events() as events:
        await ada.fill_purse(10)
        assert await anext(events) == {"type": "purse", "chat_id": 1, "stars": 1_010}


async def test_purses_and_invoices_outlive_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    async with running_telegram(folder, shared=None) as server, plain_bot(server) as bot:
        await open_site(server)
        async with Person.at(server.site_url) as ada, answering(bot, ok=True):
            message = await invoice(bot, ada, 25)
            await ada.pay(message)
            await ada.advance(3_600)
            told = server.backend.now()
    async with running_telegram(folder, shared=None) as server, plain_bot(server) as bot:
        assert server.backend.now() - told in range(60)
        await open_site(server)
        async with Person.at(server.site_url) as ada, answering(bot, ok=True):
            assert await ada.stars() == 975
            assert (await ada.pay(message))["ok"]
            assert await ada.stars() == 950


def test_money_is_stored_together_or_not_at_all(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite3")

    def pay_and_fail() -> None:
        with store.together():
            store.put("purse", 1, {"stars": 5})
            with store.together():
                store.put("purse", 2, {"stars": 5})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        pay_and_fail()
    assert store.all("purse") == []
    store.close()
