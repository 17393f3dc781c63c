"""Jobs of a fleet of which everything is killed, paused and restarted: one outcome each.

``make chaos`` runs the short form. CHAOS_SEED (printed) rolls the same blows and people again;
CHAOS_JOBS changes how many photos they send. A failure tells the blows and what stands open.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.database import Database
from bot.storage.ledger import checking
from bot.texts.catalogue import fact_text
from tests.bot.storage.postgres import MISSING, find_program
from tests.chaos.blows import Storm, rolled
from tests.chaos.crowd import Crowd
from tests.chaos.keeping import Keeper, clock_library
from tests.chaos.ledger import Ledger, Row, telegram_charges
from tests.fleet.fleet import Fleet, empty_fleet
from tests.fleet.people import is_result
from tests.person import Message, Person

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc"),
    pytest.mark.skipif(find_program("postgres") is None, reason=MISSING),
]

SEED = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
JOBS = int(os.environ.get("CHAOS_JOBS") or 20)
PEOPLE_AT_ONCE = max(8, JOBS // 20)
# The short form starts as many processes as the long one.
WITHIN_S = 600.0 + 2.4 * JOBS
TIERS = """
[free]
title = "Free"
size_px = 64
steps = [1, 8]
waiting = 10

[premium]
title = "Premium"
size_px = 96
steps = 24
stars = 25
boost_s = 300
"""
CANCEL = "Cancel"
NO_CLOCK = "no clock jumps: needs libfaketime (Debian: apt install faketime)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaos:
    """A fleet, the blows, and those who see it."""

    fleet: Fleet
    keeper: Keeper
    ledger: Ledger
    storm: Storm
    crowd: Crowd

    def told(self) -> str:
        """All that a failure needs to be understood and repeated."""
        jobs = [str(job) for job in self.ledger.open_jobs()]
        return "\n".join(
            [
                f"CHAOS_SEED={SEED} CHAOS_JOBS={JOBS}",
                self.storm.told(),
                f"started again: {self.keeper.ended}",
                f"outcomes: {dict(self.ledger.outcomes())}, updates left: {self.ledger.updates}",
                f"charges: {dict(Counter(c['state'] for c in self.ledger.charges))}",
                f"people: {len(self.crowd.photos)}; of their jobs {self.ledger.troubles()}",
                f"{len(jobs)} jobs stand open:",
                *jobs,
            ]
        )


async def test_every_job_has_one_outcome_whatever_befalls_the_fleet(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    began = time.monotonic()
    async with empty_chaos() as chaos:
        try:
            async with asyncio.timeout(WITHIN_S):
                await befall(chaos)
                await check(chaos)
        except BaseException:
            shutil.copytree(chaos.fleet.folder / "logs", tmp_path / "logs")
            print(f"{chaos.told()}\nlogs: {tmp_path / 'logs'}")  # noqa: T201
            print(await unanswered(chaos))  # noqa: T201
            raise
    with capsys.disabled():
        minutes = (time.monotonic() - began) / 60
        print(f"\n{chaos.told()}\n{minutes:.1f} minutes")  # noqa: T201
        if clock_library() is None:
            print(NO_CLOCK)  # noqa: T201


@asynccontextmanager
async def empty_chaos() -> AsyncIterator[Chaos]:
    settings = {"ONEIRO_PERSON_UPDATES_PER_MINUTE": "0"}  # people here are fast
    async with empty_fleet(**settings) as fleet:
        tiers = fleet.folder / "tiers.toml"
        tiers.write_text(TIERS)
        fleet.settings["ONEIRO_TIERS"] = str(tiers)
        keeper, ledger = Keeper(fleet), Ledger(fleet.database_url)
        dice = random.Random(f"{SEED}-people")
        crowd = Crowd(site_url=fleet.site_url, ledger=ledger, dice=dice)
        async with Person.at(fleet.site_url) as telegram:
            blows = rolled(random.Random(f"{SEED}-blows"))
            storm = Storm(keeper=keeper, telegram=telegram, blows=blows)
            yield Chaos(fleet=fleet, keeper=keeper, ledger=ledger, storm=storm, crowd=crowd)


async def befall(chaos: Chaos) -> None:
    """The people order under blows; then all that was promised comes to its end in peace."""
    async with chaos.keeper.keeping(), chaos.ledger.looking():
        async with chaos.storm.raging():
            await chaos.crowd.order(JOBS, people=PEOPLE_AT_ONCE)
        await chaos.ledger.until(chaos.ledger.is_settled, "something is not settled")


async def unanswered(chaos: Chaos) -> str:
    """The photos for which there is no job, and what their people read."""
    lines = []
    for chat_id, photos in chaos.crowd.photos.items():
        for photo_id in photos:
            if not chaos.ledger.of_photo(chat_id, photo_id):
                async with Person.at(chaos.fleet.site_url, chat_id=chat_id) as person:
                    read = [m for m in await person.messages() if m["message_id"] >= photo_id]
                lines += [f"no job for photo {photo_id} of chat {chat_id}:", *map(str, read)]
    return "\n".join(lines)


async def check(chaos: Chaos) -> None:
    ledger = chaos.ledger
    for chat_id, photos in chaos.crowd.photos.items():
        for photo_id in photos:
            assert len(ledger.of_photo(chat_id, photo_id)) == 1, (chat_id, photo_id)
        async with Person.at(chaos.fleet.site_url, chat_id=chat_id) as person:
            await press_orphans(chaos, person)
            check_chat(chaos, chat_id, await person.messages())
    check_charges(chaos)
    await check_books(chaos)
    ended = await chaos.fleet.stop_all()
    assert set(chaos.keeper.ended) <= set(ended)


async def press_orphans(chaos: Chaos, person: Person) -> None:
    """A message whose sending was answered to nobody is no job's, and goes when it is pressed."""
    own = {j["status_message_id"] for j in chaos.ledger.jobs if j["chat_id"] == person.chat_id}

    def orphans(messages: list[Message]) -> list[Message]:
        return [m for m in messages if CANCEL in labels(m) and m["message_id"] not in own]

    for message in orphans(await person.messages()):
        await person.press(message, CANCEL)
    await person.wait_for(lambda messages: not orphans(messages))


def check_chat(chaos: Chaos, chat_id: int, messages: list[Message]) -> None:
    """One result for each job that is done, words for each other, and nothing left open."""
    jobs = [job for job in chaos.ledger.jobs if job["chat_id"] == chat_id]
    from_bot = {m["message_id"]: m for m in messages if m["from_bot"]}
    done = sorted(job["status_message_id"] for job in jobs if job["state"] == "done")
    results = sorted(m["message_id"] for m in from_bot.values() if is_result(m))
    assert done == results, f"{jobs}\n{messages}"
    # A render that was cancelled or failed leaves how far it had come, in its one message.
    pictures = {m["message_id"] for m in from_bot.values() if m["photo"]}
    assert pictures <= {job["status_message_id"] for job in jobs}, f"{jobs}\n{messages}"
    for job in jobs:
        if job["state"] != "done":
            told = [m["text"] or m["caption"] for m in from_bot.values() if is_of(m, job)]
            assert any(told), f"{job}\n{messages}"
    assert CANCEL not in [label for m in from_bot.values() for label in labels(m)], f"{messages}"


def is_of(message: Message, job: Row) -> bool:
    """Its own message; or another below its photo, where that one was pressed before it was noted
    and so went as an orphan.
    """
    return job["status_message_id"] == message["message_id"] or (
        job["reply_to"] is not None and job["reply_to"] == message["reply_to"]
    )


def labels(message: Message) -> list[str]:
    return [button["text"] for row in message["buttons"] or () for button in row]


def check_charges(chaos: Chaos) -> None:
    """Each charge that Telegram took bought a picture that came, or was given back."""
    taken = telegram_charges(chaos.fleet.folder / "data")
    states = {charge["charge_id"]: charge["state"] for charge in chaos.ledger.charges}
    bought = Counter(
        job["charge_id"]
        for job in chaos.ledger.jobs
        if job["charge_id"] is not None and job["state"] == "done"
    )
    assert chaos.crowd.paid <= set(taken) == set(states), (taken, states)
    for charge_id, is_back in taken.items():
        assert bought[charge_id] + is_back == 1, (charge_id, states[charge_id])
        assert states[charge_id] == ("refunded" if is_back else "paid"), charge_id


async def check_books(chaos: Chaos) -> None:
    """``oneiro ledger check`` says that all is right."""
    db = Database(chaos.fleet.database_url.replace("postgresql://", "postgresql+asyncpg://"))
    try:
        books = await checking.check(db, now=datetime.now(UTC))
    finally:
        await db.close()
    assert books.charges == len(chaos.ledger.charges)
    assert [fact_text(each) for each in books.differences] == []
