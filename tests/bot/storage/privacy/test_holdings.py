"""A file of one's own: every table that names a person is in it, and nobody else is."""

from __future__ import annotations

import json

from bot.domain.ledger import CreditSource, Currency, Transfer, issued, purse
from bot.storage import bans, people
from bot.storage.bans import Ban
from bot.storage.credits import gifts, invitations
from bot.storage.database import Database
from bot.storage.jobs import jobs
from bot.storage.ledger.posting import post
from bot.storage.operators import actions
from bot.storage.operators.actions import Action
from bot.storage.prints import orders as print_orders
from bot.storage.privacy import holdings
from bot.storage.privacy.parts import PARTS
from bot.storage.tables.base import Base
from tests.bot.storage.credits.purses import offer_picture, pay_stars
from tests.bot.storage.examples import NOW, OUTCOME, add, after, start
from tests.bot.storage.prints.sales import INFO, offer_in, paid
from tests.bot.storage.test_people import open_menu, send

# Whose column is called otherwise: operators, who gave, who opened, who invited, a private chat.
OTHERWISE = {"giver_id", "receiver_id", "inviter_id"}


def test_every_table_that_names_a_person_is_in_it() -> None:
    named = {
        (mapper.class_.__tablename__, column)
        for mapper in Base.registry.mappers
        for column in {"user_id", *OTHERWISE} & set(mapper.class_.__table__.columns.keys())
    }
    told = {(part.whose.class_.__tablename__, part.whose.key) for part in PARTS.values()}
    # What moved is told from the side of the person's own purse.
    assert named - told == {("ledger_transfers", "user_id")}


async def test_it_holds_what_we_hold_and_names_nobody_else(db: Database) -> None:
    await people.remember(db, 1, language="en", now=NOW)
    await people.remember(db, 77777, language="en", now=NOW)
    await send(db, 7)
    await open_menu(db, "m1", choices={"strength": 1.5})
    job = await start(db, await add(db))
    await jobs.mark_rendered(db, job.id, attempt=job.attempt, outcome=OUTCOME)
    await jobs.mark_done(db, job.id, attempt=job.attempt, now=after(9))
    await pay_stars(db, await offer_picture(db))
    given = Transfer(
        id="given",
        source=issued(CreditSource.OPERATOR),
        target=purse(77777, Currency.CREDITS),
        amount=50,
        event_at=NOW,
    )
    async with db.write() as session:
        await post(session, given, now=NOW)
    await gifts.create(db, "g1", giver_id=77777, credits=20, now=NOW)
    await gifts.open_link(db, "g1", user_id=1, now=NOW)
    await invitations.arrive(db, 2, inviter_id=1, language="en", now=NOW)
    await paid(db, await offer_in(db), "p1")
    async with db.write() as session:
        await bans.ban_within(
            session, Ban(user_id=1, reason="spam", operator_id=77777, created_at=NOW)
        )
        about = Action(
            request_key="a1", operator_id=77777, name="ban", at=NOW, facts={"user_id": 1}
        )
        await actions.note_within(session, about)

    found = await holdings.everything(db, 1)
    assert found["person"] == [
        {
            "language": "en",
            "chosen_language": None,
            "first_seen_at": "2026-03-01T12:00:00Z",
            "last_seen_at": "2026-03-01T12:00:00Z",
        }
    ]
    done = next(each for each in found["orders"] if each["id"] == job.id)
    assert done["order"]["options"]["seed"] == 3
    assert (done["state"], done["ended_at"]) == ("done", "2026-03-01T12:00:09Z")
    assert found["pictures_at_telegram"][0]["message"] == 7
    assert found["menus"][0]["choices"] == {"strength": 1.5}
    assert (found["payments"][0]["amount"], found["payments"][0]["currency"]) == (25, "stars")
    assert found["gifts_received"][0]["credits"] == 20
    assert {each["amount"] for each in found["credits_and_stars"]} >= {20, 25, -25}
    assert found["prints"][0]["address"] == INFO
    assert found["print_states"][0]["state"] == "paid"
    assert found["people_invited"][0]["came_at"] == "2026-03-01T12:00:00Z"
    assert (found["ban"][0]["reason"], found["what_operators_did"][0]["what"]) == ("spam", "ban")
    words = json.dumps(found)
    assert "77777" not in words
    assert "file_id" not in words
    assert "AgAC-photo" not in words


async def test_of_nobody_there_is_nothing(db: Database) -> None:
    await add(db)
    assert await holdings.everything(db, 2) == {}


async def test_what_is_still_kept_comes_newest_first(db: Database) -> None:
    made = []
    for number in range(3):
        job = await start(db, await add(db, f"u{number}"))
        await jobs.mark_rendered(db, job.id, attempt=job.attempt, outcome=OUTCOME)
        await jobs.mark_done(db, job.id, attempt=job.attempt, now=after(number))
        made.append(job.id)
    await add(db, "waits")
    found = await holdings.results(db, 1, since=after(1))
    assert [job.id for job in found] == [made[2], made[1]]
    assert await print_orders.files_needed(db) == set()
