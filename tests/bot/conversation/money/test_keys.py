"""Whatever an invoice says, and whoever pays it: no Star is lost, and none is made."""

from __future__ import annotations

import asyncio
import dataclasses
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.jobs import JobState
from bot.domain.payments import Offer, PaymentKeys, payment_keys, sign_payload
from bot.handlers.money import pay
from bot.money import crediting
from bot.storage import bans, updates
from bot.storage.bans import Ban
from tests.bot.conversation.money.test_pay import charge_state, charges, invoiced
from tests.bot.conversation.talk import Talk, reconciling
from tests.bot.painters import SlowPainter
from tests.bot.storage.ledger.books import assert_clean, balances
from tests.bot.storage.postgres import on_each_database

pytestmark = on_each_database
Write = Callable[..., str]
GROUP = -1001


def former(offer: Offer, *, keys: PaymentKeys) -> str:
    """As the version before wrote it."""
    bound = f"{offer.id}:{offer.user_id}:{offer.tier}:{offer.steps}:{offer.stars}"
    signature = urlsafe_b64encode(hmac.digest(keys.former, bound.encode(), "sha256"))
    return f"{offer.id}.{signature.decode().rstrip('=')}"


def forged(offer: Offer, *, keys: PaymentKeys) -> str:
    offer_id, expiry, signature = sign_payload(offer, keys=keys).split(".")
    return f"{offer_id}.{int(expiry, 16) + 60:x}.{signature}"


def of_nothing(offer: Offer, *, keys: PaymentKeys) -> str:
    return "buy me a coffee"


def foreign(offer: Offer, *, keys: PaymentKeys) -> str:
    return sign_payload(offer, keys=payment_keys("456:another bot"))


def cheaper(offer: Offer, *, keys: PaymentKeys) -> str:
    return sign_payload(dataclasses.replace(offer, stars=1), keys=keys)


def expired(offer: Offer, *, keys: PaymentKeys) -> str:
    ago = datetime.now(UTC) - timedelta(days=1)
    return sign_payload(dataclasses.replace(offer, expires_at=ago), keys=keys)


WRONG = (forged, of_nothing, foreign, cheaper, expired)


@pytest.fixture
def own_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the operator; set as the new version was started, after the invoice went out."""
    monkeypatch.setenv("ONEIRO_PAYMENT_KEYS", "a new key of our own, an older key of our own")


async def let_through(*_: object, **__: object) -> None:
    """A checkout that refuses nothing."""


async def ban(talk: Talk, user_id: int = 1) -> None:
    shut_out = Ban(user_id=user_id, reason="spam", operator_id=9, created_at=talk.services.clock())
    async with talk.services.db.write() as session:
        await bans.ban_within(session, shut_out)


async def comes_back(talk: Talk) -> None:
    """Once the Stars are with their person again, at Telegram and in our books."""
    async with reconciling(talk):
        await charge_state(talk, "refunded")
    assert talk.telegram.backend.payments.balance() == 0
    assert await balances(talk.services.db) == {}
    await assert_clean(talk.services.db)


@pytest.mark.parametrize("write", WRONG)
async def test_a_wrong_invoice_is_refused_before_the_charge(
    working: Talk, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    monkeypatch.setattr(pay, "sign_payload", write)
    refused = await working.person.pay(await invoiced(working))
    assert not refused["ok"]
    assert "Nothing was taken" in refused["error"]
    assert await charges(working) == []
    await assert_clean(working.services.db)


@pytest.mark.parametrize("write", WRONG)
async def test_stars_for_a_wrong_invoice_come_back_with_a_word(
    working: Talk, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    monkeypatch.setattr(pay, "sign_payload", write)
    monkeypatch.setattr(pay, "_refusal", let_through)
    assert (await working.person.pay(await invoiced(working)))["ok"]
    await working.says("25 ⭐ come back by themselves")
    await comes_back(working)
    assert len(await working.jobs()) == 1


async def pays(talk: Talk) -> None:
    """An invoice is paid and what it promises is made."""
    assert (await talk.person.pay(await invoiced(talk)))["ok"]
    await talk.job(count=2, state=JobState.DONE)
    assert await charges(talk) == [(25, "paid")]
    assert await balances(talk.services.db) == {
        "telegram:stars": -25,
        "revenue:picture:stars": 25,
    }
    await assert_clean(talk.services.db)


async def test_an_invoice_of_the_version_before_is_paid(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pay, "sign_payload", former)
    await pays(working)


@pytest.mark.usefixtures("own_key")
async def test_it_is_so_under_new_keys_too(working: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert working.services.payment_keys.own != [working.services.payment_keys.former]
    monkeypatch.setattr(pay, "sign_payload", former)
    await pays(working)


@pytest.mark.usefixtures("own_key")
async def test_keys_of_the_operators_own_sign(working: Talk) -> None:
    await pays(working)


async def test_who_is_banned_is_told_so_before_the_charge(working: Talk) -> None:
    invoice = await invoiced(working)
    await ban(working)
    refused = await working.person.pay(invoice)
    assert not refused["ok"]
    assert refused["error"] == "I take no payments from you any more. Nothing was taken."
    assert await charges(working) == []


async def test_stars_of_one_who_was_banned_meanwhile_come_back(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pay, "_refusal", let_through)
    invoice = await invoiced(working)
    await ban(working)
    assert (await working.person.pay(invoice))["ok"]
    await working.says("I take no payments from you, so your 25 ⭐ come back")
    await comes_back(working)


async def test_in_a_group_that_is_banned_nothing_is_taken(working: Talk) -> None:
    invoice = await invoiced(working, person=working.in_group)
    await ban(working, GROUP)
    refused = await working.in_group.pay(invoice)
    assert not refused["ok"]
    assert refused["error"] == "I take no payments from you any more. Nothing was taken."
    assert await charges(working) == []
    # The group is shut out, its people are not.
    await working.person.send("/balance")
    await working.says("You have no credits")


async def test_stars_from_a_group_that_was_banned_meanwhile_come_back(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pay, "_refusal", let_through)
    invoice = await invoiced(working, person=working.in_group)
    await ban(working, GROUP)
    assert (await working.in_group.pay(invoice))["ok"]
    await working.says("so your 25 ⭐ come back", person=working.in_group)
    await comes_back(working)
    assert len(await working.jobs()) == 1


async def test_what_was_paid_before_the_ban_is_made_and_its_stars_stay(
    talk: Talk, painter: SlowPainter
) -> None:
    async with talk.worker(painter.open):
        invoice = await invoiced(talk)
        painter.gate.clear()
        assert (await talk.person.pay(invoice))["ok"]
        await talk.job(count=2, state=JobState.RUNNING)
        await ban(talk)
        painter.gate.set()
        await talk.job(count=2, state=JobState.DONE)
    assert await charges(talk) == [(25, "paid")]
    await assert_clean(talk.services.db)


async def test_a_checkout_that_cannot_be_looked_up_soon_is_refused(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    invoice = await invoiced(working)
    monkeypatch.setattr(pay, "bought", hang)
    monkeypatch.setattr(pay, "CHECKED_WITHIN_S", 0.1)
    refused = await working.person.pay(invoice)
    assert not refused["ok"]
    assert "cannot take payments right now" in refused["error"]
    assert await charges(working) == []


async def test_what_goes_wrong_with_a_payment_is_told_once_and_tried_until_it_goes_right(
    working: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles: list[Exception] = [TypeError("a fault of ours"), KeyError("another"), OSError()]

    async def stumble(*args: object, **facts: object) -> object:
        if troubles:
            raise troubles.pop()
        return await crediting.credit(*args, **facts)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(pay, "credit", stumble)
    await pays(working)
    told = [
        m["text"]
        for m in await working.person.messages()
        if "book your payment" in (m["text"] or "")
    ]
    assert len(told) == 1
    assert await updates.count_set_aside(working.services.db) == 0
