"""``oneiro status``: what the service does now, once or again and again."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.operations.snapshot import Snapshot, take
from bot.operations.spans import span
from bot.processes import heeding_signals
from bot.queue.workers import WorkerReport
from bot.settings import Settings
from bot.storage.costs import ArtCost
from bot.storage.money.earnings import Earned
from bot.texts.catalogue import fact_text, text
from engine.terminal.console import say

EVERY_S = 2.0
# Of every terminal since the VT100: to the first corner, and all that stands there is gone.
_CLEAR = "\x1b[H\x1b[2J"


async def run_status(settings: Settings, *, as_json: bool) -> int:
    """Print it; at a terminal until SIGINT or SIGTERM. Returns: the exit code, 0."""
    if as_json:
        say(json.dumps((await _now(settings)).to_json()))
    elif not sys.stdout.isatty():
        say(in_words(await _now(settings), settings))
    else:
        await _watch(settings)
    return 0


async def _watch(settings: Settings) -> None:
    stop = asyncio.Event()
    with heeding_signals(lambda _: stop.set()):
        while not stop.is_set():
            snapshot = await _now(settings)
            say(_CLEAR + in_words(snapshot, settings) + "\n\n" + text("overview.stop"))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(EVERY_S):
                    await stop.wait()


async def _now(settings: Settings) -> Snapshot:
    return await take(settings, now=datetime.now(UTC))


def in_words(snapshot: Snapshot, settings: Settings) -> str:
    """The whole screen."""
    folder, at = str(settings.data_dir.resolve()), snapshot.at.strftime("%H:%M:%S")
    head = text("overview.head", folder=folder, time=at)
    problems = [fact_text(problem) for problem in snapshot.problems]
    parts = [[head], problems, list(summary(snapshot, settings)), list(_workers(snapshot))]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def summary(snapshot: Snapshot, settings: Settings, language: str = "en") -> Iterator[str]:
    """The queue, and today's waits, seconds, failures, Stars and earnings, a line each."""
    books = snapshot.books
    for part in books.queue:
        yield text(
            "overview.queue",
            language,
            tier=part.tier,
            count=part.count,
            state=part.state,
            age=span(part.oldest_s, language),
        )
    if not books.queue:
        yield text("overview.queue_empty", language)
    for tier, wait in books.waits.items():
        half, most = span(wait.p50_s, language), span(wait.p95_s, language)
        yield text("overview.waits", language, tier=tier, p50=half, p95=most)
    yield from cost_lines(books.costs, language)
    for spare in books.spare:
        yield text(
            "house.spare",
            language,
            device=spare.device,
            seconds=f"{spare.seconds:.1f}",
            count=spare.shown,
        )
    by_error = ", ".join(f"{code} {count}" for code, count in books.failures.items())
    failed = sum(books.failures.values())
    key = "overview.failures_of" if failed else "overview.failures"
    yield text(key, language, count=failed, by_error=by_error)
    yield text("overview.stars", language, came=books.stars.came, went=books.stars.went)
    yield from earned_lines(books.earned, books.costs, settings, language)


def earned_lines(
    earned: Sequence[Earned], costs: Sequence[ArtCost], settings: Settings, language: str
) -> Iterator[str]:
    """What each product earned today, and what is left of it once the device is paid."""
    for each in earned:
        facts = {"product": each.product.value, "stars": each.stars, "credits": each.credits}
        yield text("overview.earned", language, **facts)
    if settings.device_hour_stars is None:
        return
    seconds, stars = sum(cost.seconds for cost in costs), sum(each.stars for each in earned)
    cost = seconds / 3600 * settings.device_hour_stars
    yield text(
        "overview.margin",
        language,
        margin=f"{stars - cost:.1f}",
        stars=stars,
        cost=f"{cost:.1f}",
        seconds=f"{seconds:.1f}",
    )


def cost_lines(costs: Sequence[ArtCost], language: str) -> Iterator[str]:
    """Today's seconds by art and tier, a line each."""
    for cost in costs:
        yield text(
            "overview.cost",
            language,
            art=cost.art,
            tier=cost.tier,
            device=cost.device,
            seconds=f"{cost.seconds:.1f}",
            renders=cost.renders,
        )
    if not costs:
        yield text("overview.no_cost", language)


def _workers(snapshot: Snapshot) -> Iterator[str]:
    for worker in snapshot.workers:
        yield text(
            "overview.worker",
            name=worker.name,
            device=worker.device,
            pools=", ".join(worker.pools),
            what=_renders(snapshot, worker),
        )


def _renders(snapshot: Snapshot, worker: WorkerReport) -> str:
    jobs = snapshot.rendered_by(worker)
    if not jobs:
        return text("overview.idle")
    return "; ".join(
        text(
            "overview.renders",
            art=job.art,
            tier=job.tier,
            percent=round(job.progress * 100),
            job_id=job.id,
        )
        for job in jobs
    )
