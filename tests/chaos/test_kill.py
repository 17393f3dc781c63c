"""kill -9 at random moments of render and delivery: one result each, nothing lost.

``make chaos`` runs it. CHAOS_SEED (printed) repeats a run, CHAOS_RUNS changes how many there are.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.house import House, running_house
from tests.person import Message, Person, RefusedError
from tests.pictures import encoded, film_bytes, photo

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc"),
]

SEED = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
RUNS = int(os.environ.get("CHAOS_RUNS") or 20)
VICTIMS = {"worker": r"cli worker", "bot": r"cli bot", "redis": r"redis-server|valkey-server"}
PATIENCE_S = 180.0
PHOTO = encoded(photo("coffee", width=300, height=200), "JPEG")
# The render takes about as long as everything else, so kills meet all of it.
COMMAND = "/dream steps=100 octaves=3"
FILM = film_bytes([photo(width=96, height=64).rotate(turn) for turn in range(12)])
FILM_COMMAND = "/video dream steps=5"
CALM_CHAT = 1000
# Longer than a delivery takes, so that some blows fall just behind it.
DELIVERY_S = 0.3


@dataclass(frozen=True, slots=True)
class Calm:
    """A house in which pictures were made undisturbed, and how long the last one took."""

    house: House
    seconds: float


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calm]:
    with running_house(tmp_path_factory.mktemp("chaos")) as house:
        asyncio.run(_undisturbed(house, CALM_CHAT))  # the first is slower
        yield Calm(house, asyncio.run(_undisturbed(house, CALM_CHAT + 1)))


async def _undisturbed(house: House, chat_id: int) -> float:
    started = time.monotonic()
    async with Person.at(house.url, chat_id=chat_id) as person:
        await person.send(COMMAND, photos=[PHOTO])
        await person.wait_for(results, within_s=PATIENCE_S)
    return time.monotonic() - started


@dataclass(frozen=True, slots=True)
class Blow:
    """Who is killed, and how long after the order or, in delivery, after the render's end."""

    victim: str
    in_delivery: bool
    after_s: float

    @classmethod
    def roll(cls, dice: random.Random, victim: str, *, whole_s: float) -> Blow:
        in_delivery = dice.random() < 0.5
        after_s = dice.uniform(0, DELIVERY_S if in_delivery else whole_s)
        return cls(victim, in_delivery, round(after_s, 3))

    async def strike(self, house: House, chat_id: int) -> None:
        if self.in_delivery:
            await until_rendered(house.data_dir, chat_id)
        await asyncio.sleep(self.after_s)
        async with asyncio.timeout(PATIENCE_S):
            # It may just be starting again after an earlier blow.
            while (pid := pid_of(house, self.victim)) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("run", range(RUNS))
async def test_one_result_whatever_is_killed(calm: Calm, run: int) -> None:
    dice = random.Random(f"{SEED}-{run}")
    victims = dice.sample(sorted(VICTIMS), k=dice.choice((1, 1, 2)))
    blows = [Blow.roll(dice, victim, whole_s=calm.seconds) for victim in victims]
    print(f"CHAOS_SEED={SEED} run={run} {blows}")  # noqa: T201
    before = [deaths(calm.house, victim) for victim in victims]
    async with Person.at(calm.house.url, chat_id=CALM_CHAT + 2 + run) as person:
        way = ("caption", "button", "film")[run % 3]
        ordering = asyncio.create_task(order(person, way=way))
        await asyncio.gather(*(blow.strike(calm.house, person.chat_id) for blow in blows))
        await ordering
        await person.wait_for(results, within_s=PATIENCE_S)
        await until_all_jobs_are_done(calm.house.data_dir)
        messages = await person.messages()
    await until_told(calm.house, victims, [count + 1 for count in before])
    assert len(pictures(messages)) == len(results(messages)) == 1, messages
    assert "Cancel" not in str([message["buttons"] for message in messages])


@pytest.mark.parametrize("run", range(RUNS))
async def test_every_star_is_accounted_for(calm: Calm, run: int) -> None:
    """The bot is ended, rudely or politely, between a payment and its credit."""
    dice = random.Random(f"{SEED}-stars-{run}")
    number, after_s = dice.choice((signal.SIGKILL, signal.SIGTERM)), round(dice.uniform(0, 0.2), 3)
    print(f"CHAOS_SEED={SEED} run={run} {number.name} {after_s} s after the payment")  # noqa: T201
    async with Person.at(calm.house.url, chat_id=CALM_CHAT + 2000 + run) as person:
        await person.send(COMMAND, photos=[PHOTO])
        result = (await person.wait_for(results, within_s=PATIENCE_S))[0]
        await until_all_jobs_are_done(calm.house.data_dir)
        await person.press(result, "Make it bigger")
        offer = await person.wait_for_message(lambda m: "700 px" in str(m["buttons"]))
        await person.press(offer, "700 px")
        invoice = await person.wait_for_message(lambda m: m["invoice"], within_s=PATIENCE_S)
        pays = [asyncio.create_task(person.pay(invoice)) for _ in range(dice.choice((1, 2)))]
        await asyncio.wait(pays, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.sleep(after_s)
        if (pid := pid_of(calm.house, "bot")) is not None:
            os.kill(pid, number)
        taken = {paid["charge_id"] for paid in await asyncio.gather(*pays) if paid["ok"]}
    await until_accounted_for(calm.house.data_dir, taken)


async def until_accounted_for(data_dir: Path, taken: set[str]) -> None:
    """Each charge that Telegram took is paid, with a job done for it, or given back."""
    marks = ", ".join(f"'{charge_id}'" for charge_id in taken)
    ends = (
        "SELECT count(*) FROM charges LEFT JOIN jobs ON jobs.id = charges.job_id "
        f"WHERE charges.charge_id IN ({marks}) AND (charges.state = 'refunded' "
        "OR charges.state = 'paid' AND jobs.state = 'done')"
    )
    await until(data_dir, f"SELECT ({ends}) = {len(taken)}")


async def order(person: Person, *, way: str) -> None:
    """Order a dream as a person would, by caption, by button, or of a film."""
    if way == "caption":
        await person.send(COMMAND, photos=[PHOTO])
        return
    if way == "film":
        await person.send(FILM_COMMAND, films=[FILM])
        return
    await person.send(photos=[PHOTO])
    prompt = await person.wait_for_message(
        lambda message: "Dream" in str(message["buttons"]), within_s=PATIENCE_S
    )
    # The bot may be killed before it answers the press; the press itself is not lost.
    with contextlib.suppress(RefusedError):
        await person.press(prompt, "Dream")


def pid_of(house: House, victim: str) -> int | None:
    """The victim's process; None while there is none."""
    try:
        return house.pid_of(VICTIMS[victim])
    except ValueError:
        return None


def deaths(house: House, victim: str) -> int:
    """How often the house has told that this one was killed: a blow may not miss unseen."""
    return house.screen.count(f"{victim} was killed by SIGKILL")


async def until_told(house: House, victims: list[str], counts: list[int]) -> None:
    """The supervisor has seen every one of them die, which it may tell a moment later."""
    async with asyncio.timeout(PATIENCE_S):
        while [deaths(house, victim) for victim in victims] != counts:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def pictures(messages: list[Message]) -> list[Message]:
    """And films."""
    return [m for m in messages if m["from_bot"] and (m["photo"] or m["video"])]


def results(messages: list[Message]) -> list[Message]:
    return [message for message in pictures(messages) if "Again" in str(message["buttons"])]


async def until_rendered(data_dir: Path, chat_id: int) -> None:
    """This chat's picture is made; it may already have come."""
    rendered = "SELECT count(*) FROM jobs WHERE state IN ('rendered', 'done')"
    await until(data_dir, f"{rendered} AND chat_id = {chat_id}")


async def until_all_jobs_are_done(data_dir: Path) -> None:
    """SQL says so a moment after the person sees it; a delivery may be repeated until then."""
    await until(data_dir, "SELECT count(*) = 0 FROM jobs WHERE state != 'done'")


async def until(data_dir: Path, question: str) -> None:
    """Returns once SQL answers yes, which it tells nobody by itself."""
    with contextlib.closing(sqlite3.connect(data_dir / "oneiro.sqlite3")) as sql:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                if sql.execute(question).fetchone()[0]:
                    return
                await asyncio.sleep(0.005)
