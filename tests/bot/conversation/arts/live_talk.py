"""A group and its live dream."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from bot.delivery.live_dreams import LiveDreamRunner
from bot.domain.jobs import Job
from engine.options.zoom import ZoomOptions
from tests.bot.conversation.talk import Talk, reconciling
from tests.bot.painters import SlowPainter
from tests.person import Message
from tests.pictures import photo_bytes

LIVE = "Live dream"


def steered(job: Job) -> tuple[tuple[str, ...], str | None]:
    """(classes, preset) of a piece of film."""
    assert isinstance(job.order.options, ZoomOptions)
    return job.order.options.classes, job.order.options.preset


def show(talk: Talk, *, clock: Callable[[], datetime] | None = None) -> LiveDreamRunner:
    """What the reconciler looks with."""
    services = talk.services
    return LiveDreamRunner(
        db=services.db,
        queue=services.queue,
        bot=talk.chat.app.bot,
        tiers=services.tiers,
        clock=clock or services.clock,
    )


async def begin(talk: Talk, words: str = "/dream live") -> Message:
    """A live dream of a photo; the one message of it."""
    (photo,) = await talk.in_group.send(photos=[photo_bytes()])
    await talk.in_group.send(words, reply_to=photo)
    return await talk.says(LIVE, person=talk.in_group)


async def film(talk: Talk, *words: str) -> Message:
    """The live dream's message, once it is a film and says all of this."""
    return await talk.in_group.wait_for_message(
        lambda m: m["video"] and all(word in (m["caption"] or "") for word in words), within_s=30
    )


async def said(talk: Talk, *words: str) -> Message:
    return await talk.in_group.wait_for_message(
        lambda m: m["from_bot"] and all(w in (m["caption"] or m["text"] or "") for w in words)
    )


async def settled(talk: Talk) -> None:
    """Every update of the group was dealt with."""
    (sent,) = await talk.in_group.send("/queue")
    await talk.in_group.wait_for_message(
        lambda m: m["message_id"] > sent and "Waiting in all" in (m["text"] or "")
    )


@asynccontextmanager
async def showing(talk: Talk, painter: SlowPainter) -> AsyncIterator[None]:
    """A worker, and the reconciler that orders piece after piece."""
    async with talk.worker(painter.open), reconciling(talk):
        yield
        painter.gate.set()
