from __future__ import annotations

import dataclasses

import pytest

from bot.domain.payments import (
    CURRENCY,
    MAX_PAYLOAD_BYTES,
    Offer,
    Refusal,
    check_payment,
    is_signed,
    offer_id_of,
    sign_payload,
)

SECRET = b"of this bot"
OFFER = Offer(
    id="abcdefghijkl", user_id=7, chat_id=-1001, parent_job_id="job", tier="hd", steps=550, stars=75
)


def check(**changes: object) -> Refusal | None:
    values = {
        "offer": OFFER,
        "payload": sign_payload(OFFER, secret=SECRET),
        "secret": SECRET,
        "user_id": 7,
        "currency": CURRENCY,
        "total_amount": 75,
        "is_paid": False,
    } | changes
    return check_payment(values.pop("offer"), **values)  # type: ignore[arg-type]  # as the test says them


def test_an_invoice_names_its_offer_within_telegrams_limit() -> None:
    largest = dataclasses.replace(OFFER, user_id=2**52, chat_id=-(2**52), steps=5000, stars=10_000)
    payload = sign_payload(largest, secret=SECRET)
    assert offer_id_of(payload) == OFFER.id
    assert 1 <= len(payload.encode()) <= MAX_PAYLOAD_BYTES


@pytest.mark.parametrize(
    "change", [{"user_id": 8}, {"tier": "premium"}, {"steps": 1}, {"stars": 1}]
)
def test_an_invoice_is_bound_to_person_product_and_price(change: dict[str, object]) -> None:
    payload = sign_payload(OFFER, secret=SECRET)
    assert is_signed(payload, OFFER, secret=SECRET)
    assert not is_signed(payload, dataclasses.replace(OFFER, **change), secret=SECRET)


@pytest.mark.parametrize(
    "payload", ["", "abcdefghijkl", "abcdefghijkl.", "abcdefghijkl.ü", "x.y.z"]
)
def test_a_made_up_invoice_is_refused(payload: str) -> None:
    assert check(payload=payload) is Refusal.EXPIRED


def test_an_invoice_of_another_bot_is_refused() -> None:
    assert check(payload=sign_payload(OFFER, secret=b"of another bot")) is Refusal.EXPIRED


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({}, None),
        ({"offer": None}, Refusal.EXPIRED),
        ({"user_id": 8}, Refusal.WRONG_USER),
        ({"total_amount": 25}, Refusal.WRONG_AMOUNT),
        ({"currency": "EUR"}, Refusal.WRONG_AMOUNT),
        ({"is_paid": True}, Refusal.ALREADY_PAID),
    ],
)
def test_only_the_right_person_pays_the_right_price_once(
    change: dict[str, object], refusal: Refusal | None
) -> None:
    assert check(**change) is refusal
