"""A rehearsal of the deployment: a fleet comes up, serves, is updated under load, and goes.

``make fleet``. ``--from CHECKOUT``: what is updated is the Oneiro of another checkout.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg

from tests.bot.storage.postgres import MISSING, find_program
from tests.fleet.fleet import WORKER_STOP_S, Fleet, empty_fleet
from tests.fleet.people import Crowd
from tests.fleet.processes import Ended, FleetError
from tests.places import ROOT

WITHIN_S = 900.0
# A worker of v0005 has loaded torch itself, and a busy machine takes its time to unload that.
OLD_STOP_S = 60.0
NEW = {"ONEIRO_MIGRATE": "off"}
_BEGAN = time.monotonic()


def say(text: str) -> None:
    print(f"{time.monotonic() - _BEGAN:7.1f} s  {text}", flush=True)  # noqa: T201


def say_ended(name: str, ended: Ended) -> None:
    say(f"{name} ended with {ended.code} after {ended.seconds:.1f} s")


async def rehearse(arguments: argparse.Namespace) -> None:
    """Raises: FleetError, AssertionError, asyncpg.PostgresError: something was not as it should."""
    async with empty_fleet() as fleet:
        say("Postgres, Redis and Telegram are up")
        for name in ("bot-1", "bot-2"):
            await fleet.start_bot(name, code=arguments.old)
            say(f"{name} is up")
        workers = [f"worker-{number}" for number in range(1, arguments.workers + 1)]
        await asyncio.gather(*(fleet.start_worker(name, code=arguments.old) for name in workers))
        say(f"{len(workers)} workers are up")
        crowd = Crowd(fleet.site_url)
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(crowd.sending(arguments.people))
            say(f"{arguments.people} people send photos")
            await settled(crowd, arguments.people)
            within_s = WORKER_STOP_S if arguments.old == ROOT else OLD_STOP_S
            await update(fleet, workers, within_s=within_s)
            await settled(crowd, arguments.people)
            say("the people stop; what they were promised is still made")
        await check(fleet, crowd)
        for name, ended in (await fleet.stop_all()).items():
            say_ended(name, ended)
        say("no process is left")
    tell(crowd)


async def settled(crowd: Crowd, people: int) -> None:
    """As many pictures more as there are people, so that all of it is in motion."""
    before = delivered(crowd)
    while delivered(crowd) < before + people:  # noqa: ASYNC110  # the rehearsal has an end
        await asyncio.sleep(0.1)
    say(f"{delivered(crowd)} pictures are delivered")


def delivered(crowd: Crowd) -> int:
    return sum(ask.delivered_s > 0 for ask in crowd.asks)


async def update(fleet: Fleet, workers: list[str], *, within_s: float) -> None:
    """The tables, then each bot and each worker: the new one comes before the old one goes."""
    say_ended("migrate", await fleet.migrate())
    for name in ("bot-1", "bot-2"):
        await fleet.start_bot(f"new-{name}", **NEW)
        say(f"new-{name} is up")
        say_ended(name, await fleet.stop_bot(name))
    for name in workers:
        await fleet.start_worker(f"new-{name}", **NEW)
        say(f"new-{name} is up")
        say_ended(name, await fleet.stop_worker(name, within_s=within_s))


async def check(fleet: Fleet, crowd: Crowd) -> None:
    """Each photo is one job with one outcome and one picture, and no update waits."""
    await crowd.check_chats()
    connection = await asyncpg.connect(fleet.database_url)
    states = Counter(row["state"] for row in await connection.fetch("SELECT state FROM jobs"))
    left = await connection.fetchval("SELECT count(*) FROM updates WHERE payload IS NOT NULL")
    repeated = await connection.fetchval("SELECT count(*) FROM jobs WHERE attempt > 1")
    given_back = await connection.fetchval("SELECT coalesce(sum(given_back), 0) FROM jobs")
    await connection.close()
    assert (dict(states), left) == ({"done": len(crowd.asks)}, 0), (states, left, len(crowd.asks))
    say(f"{states['done']} jobs, all done, one picture each; none lost, none doubled")
    say(f"{repeated} of them were begun more than once, given back {given_back} times")
    say(f"answered by each bot: {sorted(fleet.balancer.served.values())} updates")


def tell(crowd: Crowd) -> None:
    answers = [ask.answered_s - ask.asked_s for ask in crowd.asks]
    waits = [ask.delivered_s - ask.asked_s for ask in crowd.asks]
    say(f"asked {len(crowd.asks)}, answered {len(answers)}, delivered {len(waits)}")
    for what, times in (("answers", answers), ("pictures", waits)):
        say(f"{what}: median {statistics.median(times):.2f} s, longest {max(times):.2f} s")
    say(f"longest time without an answer to anybody: {crowd.longest_gap_s():.2f} s")


def main() -> int:
    """Returns: 0, or 1 with what went wrong."""
    parser = argparse.ArgumentParser(prog="make fleet", description=__doc__)
    parser.add_argument("--from", dest="old", type=Path, default=ROOT, metavar="CHECKOUT")
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--workers", type=int, default=3)
    arguments = parser.parse_args()
    if find_program("postgres") is None:
        sys.exit(MISSING)

    async def within_time() -> None:
        async with asyncio.timeout(WITHIN_S):
            await rehearse(arguments)

    problems: list[BaseException] = []
    try:
        asyncio.run(within_time())
    except* (FleetError, AssertionError, TimeoutError, asyncpg.PostgresError) as group:
        problems.extend(leaves(group))
    for problem in problems:
        say(f"failed: {type(problem).__name__}: {problem}")
    return 1 if problems else 0


def leaves(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for exc in group.exceptions:
        if isinstance(exc, BaseExceptionGroup):
            yield from leaves(exc)
        else:
            yield exc


if __name__ == "__main__":
    sys.exit(main())
