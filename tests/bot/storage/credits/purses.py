"""Credits to test with, and offers that they pay."""

from __future__ import annotations

from bot.domain.allowance import Allowance
from bot.domain.ledger import CreditSource, Currency, Product, Transfer, issued, purse
from bot.domain.payments import Offer, Receipt
from bot.storage import payments
from bot.storage.credits import balance, spending
from bot.storage.database import Database
from bot.storage.ledger.posting import post
from tests.bot.storage.examples import NOW, new_job


async def give(db: Database, credits: int, *, user_id: int = 1, name: str = "given") -> None:
    """As an operator would."""
    given = Transfer(
        id=f"{name}:{user_id}",
        source=issued(CreditSource.OPERATOR),
        target=purse(user_id, Currency.CREDITS),
        amount=credits,
        event_at=NOW,
    )
    async with db.write() as session:
        await post(session, given, now=NOW)


async def has(db: Database, user_id: int = 1) -> int:
    return await balance.credits_of(db, user_id)


async def offer_picture(
    db: Database, *, stars: int = 25, name: str = "o1", user_id: int = 1
) -> Offer:
    offer, _ = await payments.create_offer(
        db,
        request_key=name,
        user_id=user_id,
        chat_id=user_id,
        parent_job_id="parent",
        tier="premium",
        steps=600,
        stars=stars,
        now=NOW,
    )
    return offer


async def offer_pack(db: Database, *, name: str = "pack:u1", user_id: int = 1) -> Offer:
    offer, _ = await payments.create_offer(
        db,
        request_key=name,
        user_id=user_id,
        chat_id=user_id,
        stars=40,
        now=NOW,
        sold={"credits": 50},
        product=Product.PACK,
    )
    return offer


async def spend(
    db: Database, offer: Offer, charge_id: str = "credits:1", *, waiting: int | None = None
) -> Receipt | None:
    return await spending.pay(
        db,
        offer,
        new_job(f"p{charge_id}", tier="premium", charge_id=charge_id, parent_id="parent"),
        charge_id=charge_id,
        now=NOW,
        score=NOW,
        allowance=Allowance(waiting=waiting),
    )


async def pay_stars(db: Database, offer: Offer, charge_id: str = "c1") -> Receipt:
    is_pack = offer.product is Product.PACK
    bought = new_job(f"p{charge_id}", tier="premium", charge_id=charge_id, parent_id="parent")
    return await payments.record_charge(
        db,
        charge_id=charge_id,
        offer_id=offer.id,
        user_id=offer.user_id,
        stars=offer.stars,
        job=None if is_pack else bought,
        now=NOW,
        score=NOW,
        product=offer.product,
        credits=50 if is_pack else 0,
    )
