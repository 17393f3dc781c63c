"""What operators do with money: refunds in either currency, credits given, costs and earnings."""

from __future__ import annotations

import pytest

from bot.domain.ledger import Currency, purse
from bot.storage import costs
from bot.storage.jobs import jobs
from bot.storage.operators import actions
from tests.bot.conversation.operators.test_admin import asked, noted
from tests.bot.conversation.talk import Talk, from_bot, reconciling
from tests.bot.storage.ledger.books import assert_clean, balances
from tests.bot.storage.money.sales import delivered, sold

OWN = purse(2, Currency.CREDITS).name


async def test_credits_are_given_once_with_their_reason(talk: Talk) -> None:
    await asked(talk, "/admin credit 2 30 for the lost print", "2 has 30 credits more: 30 in all.")
    await asked(talk, "/admin credit 2 5 again", "2 has 5 credits more: 35 in all.")
    assert await balances(talk.services.db) == {OWN: 35, "credits:operator": -35}
    facts = {"user_id": 2, "credits": 30, "reason": "for the lost print", "is_told": False}
    assert (await noted(talk))[0] == (1, "credit", facts)
    await assert_clean(talk.services.db)


async def test_whoever_is_given_credits_is_told_once_how_many_and_why(talk: Talk) -> None:
    await asked(talk, "/admin credit 2 30 for the lost print", "2 has 30 credits more")
    for _ in range(2):
        async with reconciling(talk):
            told = await talk.says("30 credits are yours", person=talk.other)
        await talk.replay(talk.seen[-1])
    assert "for the lost print" in told["text"]
    await asked(talk, "/admin credit 2 1 too", "2 has 1 credit more")
    async with reconciling(talk):
        await talk.says("1 credit is yours", person=talk.other)
    words = [m["text"] for m in from_bot(await talk.other.messages()) if "yours" in m["text"]]
    assert len(words) == 2


async def test_who_shut_us_out_is_not_told_and_has_the_credits(talk: Talk) -> None:
    await talk.other.block()
    await asked(talk, "/admin credit 2 30 for the lost print", "2 has 30 credits more")
    await asked(talk, "/admin credit 1 5 to see it told", "1 has 5 credits more")
    async with reconciling(talk):
        await talk.says("5 credits are yours")
    assert [facts["is_told"] for _, _, facts in await noted(talk)] == [True, True]
    assert (await balances(talk.services.db))[OWN] == 30


async def test_where_telegram_was_away_it_is_told_later(talk: Talk) -> None:
    await asked(talk, "/admin credit 2 30 for the lost print", "2 has 30 credits more")
    action = (await actions.take_untold(talk.services.db, actions.CREDIT, limit=5))[0]
    assert await actions.take_untold(talk.services.db, actions.CREDIT, limit=5) == []
    await actions.give_back(talk.services.db, action)
    async with reconciling(talk):
        await talk.says("30 credits are yours", person=talk.other)


async def test_a_charge_in_credits_is_back_at_once_and_its_open_job_ends(talk: Talk) -> None:
    db, now = talk.services.db, talk.services.clock()
    job = await sold(db, "credits:1", user_id=2, currency=Currency.CREDITS, now=now)
    await talk.person.send("/admin refund credits:1")
    await talk.says("2 has 75 credits again.")
    ended = await jobs.get(db, job.id)
    assert ended is not None
    assert not ended.state.is_open
    await talk.replay(talk.seen[-1])
    await talk.says("75 credits of that charge went back to 2 before.")
    assert (await balances(db))[OWN] == 75
    await assert_clean(db)


async def test_a_charge_that_telegram_gave_back_stays_so(talk: Talk) -> None:
    db, now = talk.services.db, talk.services.clock()
    await delivered(db, "c1", user_id=2, now=now)
    await asked(talk, "/admin refund c1", "75 ⭐ are on their way back to 2")
    # This charge is not Telegram's, which refuses: it stays due, and is asked for later.
    async with reconciling(talk):
        await asked(talk, "/admin refund c1", "75 ⭐ are on their way back to 2")
    assert await balances(db) == {"telegram:stars": -75, "refunds:due": 75}
    await assert_clean(db)


async def test_costs_stand_beside_what_each_product_earned(talk: Talk) -> None:
    db, now = talk.services.db, talk.services.clock()
    job = await jobs.get(db, await delivered(db, "c1", user_id=2, now=now))
    assert job is not None
    await delivered(db, "c2", user_id=2, price=30, currency=Currency.CREDITS, now=now)
    await costs.note_render(db, job, device="cuda:0", seconds=1800.0, now=now)
    words = await asked(talk, "/admin costs", "earned    picture: 75 ⭐ and 30 credits today")
    assert "dream in hd on cuda:0: 1800.0 s today, 1 render" in words
    assert "margin" not in words


@pytest.fixture(params=["40", "400"])
def hour_stars(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> float:
    """What an hour of the device costs, set before the chat process starts."""
    monkeypatch.setenv("ONEIRO_DEVICE_HOUR_STARS", request.param)
    return float(request.param)


async def test_the_margin_is_what_is_left_once_the_device_is_paid(
    hour_stars: float, talk: Talk
) -> None:
    db, now = talk.services.db, talk.services.clock()
    job = await jobs.get(db, await delivered(db, "c1", user_id=2, now=now))
    assert job is not None
    # Credits are no Stars: those that bought them came in before.
    await delivered(db, "c2", user_id=2, price=30, currency=Currency.CREDITS, now=now)
    await costs.note_render(db, job, device="cuda:0", seconds=1800.0, now=now)
    cost = hour_stars / 2
    assert (
        f"margin    {75 - cost:.1f} ⭐ today: 75 ⭐ earned, {cost:.1f} ⭐ for 1800.0 s of rendering"
    ) in (await asked(talk, "/admin costs", "margin")).splitlines()
