from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ledger import Product
from bot.domain.payments import (
    CLOCK_SKEW,
    CURRENCY,
    INVOICE_FOR,
    MAX_PAYLOAD_BYTES,
    Offer,
    Refusal,
    check_payment,
    is_signed,
    offer_id_of,
    payment_keys,
    sign_payload,
)

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
KEYS = payment_keys("123:token")
OFFER = Offer(
    id="abcdefghijkl",
    user_id=7,
    chat_id=-1001,
    parent_job_id="job",
    tier="hd",
    steps=550,
    stars=75,
    expires_at=NOW + INVOICE_FOR,
)
# Of the version before, for OFFER and that token.
FORMER = "abcdefghijkl.9p0xz4J8bKvv1uME7KEQGHLSS_GR6vJvfquld5Y0SVQ"


def check(**changes: object) -> Refusal | None:
    values = {
        "offer": OFFER,
        "payload": sign_payload(OFFER, keys=KEYS),
        "keys": KEYS,
        "user_id": 7,
        "currency": CURRENCY,
        "total_amount": 75,
        "at": NOW,
        "is_paid": False,
        "is_banned": False,
    } | changes
    return check_payment(values.pop("offer"), **values)  # type: ignore[arg-type]  # as the test says them


def test_an_invoice_names_its_offer_within_telegrams_limit() -> None:
    largest = dataclasses.replace(OFFER, user_id=2**52, chat_id=-(2**52), steps=5000, stars=10_000)
    payload = sign_payload(largest, keys=KEYS)
    assert offer_id_of(payload) == OFFER.id
    assert 1 <= len(payload.encode()) <= MAX_PAYLOAD_BYTES


@pytest.mark.parametrize(
    "change",
    [{"user_id": 8}, {"product": Product.PACK}, {"tier": "premium"}, {"steps": 1}, {"stars": 1}],
)
@pytest.mark.parametrize("payload", [sign_payload(OFFER, keys=KEYS), FORMER])
def test_an_invoice_is_bound_to_person_product_and_price(
    payload: str, change: dict[str, object]
) -> None:
    assert is_signed(payload, OFFER, keys=KEYS)
    if not (payload == FORMER and "product" in change):  # it sold pictures alone
        assert not is_signed(payload, dataclasses.replace(OFFER, **change), keys=KEYS)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "abcdefghijkl",
        "abcdefghijkl.",
        "abcdefghijkl.ü",
        "x.y.z",
        "abcdefghijkl.69abc.",
        "a.-1.",
    ],
)
def test_a_made_up_invoice_is_refused(payload: str) -> None:
    assert check(payload=payload) is Refusal.EXPIRED


def test_an_invoice_of_another_bot_is_refused() -> None:
    foreign = sign_payload(OFFER, keys=payment_keys("456:other"))
    assert check(payload=foreign) is Refusal.EXPIRED


def test_nobody_puts_an_expiry_off() -> None:
    offer_id, expiry, signature = sign_payload(OFFER, keys=KEYS).split(".")
    later = f"{int(expiry, 16) + 1:x}"
    for forged in (f"{offer_id}.{later}.{signature}", f"{offer_id}.0{expiry}.{signature}"):
        assert check(payload=forged) is Refusal.EXPIRED


@pytest.mark.parametrize(
    ("late", "refusal"),
    [
        (-INVOICE_FOR - timedelta(minutes=3), None),  # our clock is behind that of who offered it
        (timedelta(0), None),
        (CLOCK_SKEW, None),
        (CLOCK_SKEW + timedelta(seconds=1), Refusal.EXPIRED),
        (timedelta(days=400), Refusal.EXPIRED),
    ],
)
def test_an_invoice_ends_a_few_minutes_of_grace_after_its_time(
    late: timedelta, refusal: Refusal | None
) -> None:
    assert check(at=NOW + INVOICE_FOR + late) is refusal


def test_the_first_key_signs_and_all_verify() -> None:
    old = payment_keys("123:token", ["an old key of ours"])
    both = payment_keys("123:token", ["a new key of ours", "an old key of ours"])
    new = payment_keys("123:token", ["a new key of ours"])
    assert sign_payload(OFFER, keys=both) == sign_payload(OFFER, keys=new)
    assert check(payload=sign_payload(OFFER, keys=old), keys=both) is None
    assert check(payload=sign_payload(OFFER, keys=old), keys=new) is Refusal.EXPIRED
    assert check(payload=sign_payload(OFFER, keys=KEYS), keys=new) is Refusal.EXPIRED


def test_an_invoice_of_the_version_before_can_be_paid_whatever_keys_there_are_now() -> None:
    own = payment_keys("123:token", ["a new key of ours"])
    for keys in (KEYS, own):
        assert check(payload=FORMER, keys=keys) is None
        assert check(payload=FORMER, keys=keys, at=NOW + timedelta(days=60)) is None
    assert check(payload=FORMER, keys=payment_keys("456:other")) is Refusal.EXPIRED


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"offer": None}, Refusal.EXPIRED),
        ({"user_id": 8}, Refusal.WRONG_USER),
        ({"total_amount": 25}, Refusal.WRONG_AMOUNT),
        ({"currency": "EUR"}, Refusal.WRONG_AMOUNT),
        ({"is_paid": True}, Refusal.ALREADY_PAID),
        ({"is_banned": True}, Refusal.BANNED),
    ],
)
def test_only_the_right_person_pays_the_right_price_once(
    change: dict[str, object], refusal: Refusal | None
) -> None:
    assert check(**change) is refusal
