"""A job and a time to test with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.fair_queue import Turn
from bot.domain.jobs import Job, NewJob, Outcome
from bot.domain.orders import Art, Order, PictureRef, StyleRef
from bot.storage.database import Database
from bot.storage.jobs import claims, jobs, line_ahead
from engine.options.dream import DreamOptions
from engine.options.style import StyleOptions
from engine.texts.phrase import Phrase

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PHOTO = PictureRef(id="k3f9ab", file_id="AgAC-photo", message_id=7)
DREAM = Order(art=Art.DREAM, options=DreamOptions(seed=3), photo=PHOTO)
STYLE = Order(
    art=Art.STYLE,
    options=StyleOptions(seed=4),
    photo=PHOTO,
    styles=(StyleRef(name="swirls"), StyleRef(name="own", picture=PHOTO, weight=0.5)),
)
OUTCOME = Outcome(
    options=DreamOptions(seed=3, network="embedded", layer="inception_3b").to_json(),
    width=600,
    height=400,
    steps=40,
    steps_cut=False,
    seconds=2.5,
    device="cpu",
    notes=("animated", Phrase("notes.moves", name="Your photo")),
)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def at_once(turn: Turn) -> datetime:
    """A score by which a job stands as if it came at NOW, whatever it stands behind."""
    return NOW


def new_job(request_key: str = "u1", **changes: Any) -> NewJob:
    values: dict[str, Any] = {
        "chat_id": 1,
        "user_id": 1,
        "language": "en",
        "order": DREAM,
        "tier": "free",
    }
    return NewJob(request_key=request_key, **(values | changes))


async def add(db: Database, request_key: str = "u1", *, at: float = 0, **changes: Any) -> Job:
    """A new job, created and scored ``at`` seconds after NOW."""
    job, is_new = await jobs.create(
        db, new_job(request_key, **changes), now=after(at), score=after(at)
    )
    assert is_new
    return job


async def in_line(db: Database) -> list[str]:
    """The ids of all that wait, the next to be rendered first."""
    return [waiting.id for waiting in await line_ahead.front(db, count=1000)]


async def start(db: Database, job: Job, *, at: float = 0) -> Job:
    """Claim it as a worker would, for 3 s; the job with its new attempt."""
    claim = await claims.claim(db, job.id, now=after(at), lease_s=3, max_attempts=5)
    assert claim.result is claims.ClaimResult.TAKEN
    assert claim.job is not None
    return claim.job
