"""A person with credits before a bot that sells and gives them."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

from bot.domain.jobs import JobState
from bot.domain.money.products import Invitations, Pack, Products
from bot.storage.database import Database
from bot.storage.ledger import checking
from tests.bot.conversation.talk import Talk
from tests.bot.storage.credits import purses
from tests.person import Message, Person
from tests.pictures import photo_bytes

ALL = Products(
    packs=(Pack(credits=50, stars=40),),
    has_promo=True,
    invitations=Invitations(credits=10, per_person=2, per_day=2),
)


def open_shop(talk: Talk, products: Products = ALL) -> None:
    """As if the file of tiers had been changed."""
    tiers = talk.services.tiers
    tiers._read = dataclasses.replace(tiers.now, products=products)


async def give(talk: Talk, credits: int, *, user_id: int = 1) -> None:
    await purses.give(talk.services.db, credits, user_id=user_id)


async def has(talk: Talk, user_id: int = 1) -> int:
    return await purses.has(talk.services.db, user_id)


async def offered(talk: Talk) -> Message:
    """The paid sizes of a finished free dream."""
    await talk.person.send("/dream seed=7", photos=[photo_bytes()])
    result = await talk.result()
    await talk.job(state=JobState.DONE)
    await talk.person.press(result, "Make it bigger")
    return await talk.says("The price stands on the button")


async def answer(talk: Talk, words: str, *, person: Person | None = None) -> Message:
    """What the bot says next after these words."""
    person = person or talk.person
    (sent,) = await person.send(words)
    return await person.wait_for_message(lambda m: m["from_bot"] and m["message_id"] > sent)


async def assert_right(talk: Talk) -> None:
    """The books at the end of a test."""
    await assert_books(talk.services.db)


async def assert_books(db: Database) -> None:
    books = await checking.check(db, now=datetime.now(UTC))
    assert [str(each) for each in books.differences] == []
