"""Plain data: a job, its state and its outcome; JSON in and out."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from bot.domain.orders import Order
from bot.domain.pools import Pool
from engine.texts.phrase import Fact, fact_from_json

# A job that ended so many workers, or that Telegram refused so often, fails.
MAX_TRIES = 5
# In the place of a snapshot's number, which counts from 1: the picture itself.
FINISHED = 0

# Of an outcome: written only where it says something.
_NEW = ("variations", "has_making")

FileKind = Literal["png", "mp4"]


class JobState(StrEnum):
    """waiting → running → rendered → done; failed and cancelled end it early."""

    WAITING = "waiting"
    RUNNING = "running"
    RENDERED = "rendered"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        return self in (JobState.WAITING, JobState.RUNNING, JobState.RENDERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipMade:
    """How much of a person's film was made.

    Attributes:
        wanted: the frames that were asked for; a slow machine makes fewer.
        whole_s: how long the person's film is.
    """

    frames: int
    wanted: int
    frames_per_s: float
    whole_s: float

    @property
    def duration_s(self) -> float:
        return self.frames / self.frames_per_s

    @property
    def is_part(self) -> bool:
        """Whether the person's film goes on for more than a frame."""
        return self.whole_s > self.duration_s + 1 / self.frames_per_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a result was really made; ``options`` has every choice filled in.

    Attributes:
        width, height: in px, of the picture or film; of the photo where the result is words.
        labels: what the network saw: (name, probability), the likeliest first.
        film: what a film needs, besides its last frame, to be gone on with
            (engine.video.zoom.FilmState).
        clip: of a person's film that was painted or dreamt: how much of it.
        looks: how many snapshots were kept; they count from 1.
        has_making: a film of how it came to be was kept.
        variations: the numbers, from 1, of those that could be begun, where several were to be.
    """

    options: dict[str, Any]
    width: int
    height: int
    steps: int
    steps_cut: bool
    seconds: float
    device: str
    notes: tuple[Fact, ...] = ()
    labels: tuple[tuple[str, float], ...] = ()
    film: dict[str, Any] | None = None
    clip: ClipMade | None = None
    looks: int = 0
    variations: tuple[int, ...] = ()
    has_making: bool = False

    @property
    def duration_s(self) -> float | None:
        """How long a film plays, with what it went on from; None for what is none."""
        if self.clip is not None:
            return self.clip.duration_s
        frames, rate = self.options.get("frames"), self.options.get("frames_per_s")
        if self.film is not None:
            frames = self.film["frame"] + 1  # the photo is 0
        return frames / rate if frames and rate else None

    def to_json(self) -> dict[str, Any]:
        values = dataclasses.asdict(self)
        # Versions from before it was known cannot read it; they share the tables for a while.
        return {name: value for name, value in values.items() if value or name not in _NEW}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Outcome:
        """The inverse of :meth:`to_json`; rows from before there were labels have none."""
        labels = tuple((name, share) for name, share in values.get("labels", ()))
        clip = values.get("clip")
        notes = tuple(fact_from_json(note) for note in values["notes"])
        variations = tuple(values.get("variations", ()))
        whole = {"notes": notes, "labels": labels, "variations": variations}
        return cls(**{**values, **whole, "clip": ClipMade(**clip) if clip else None})


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMessage:
    """The one message of a job: edited from its place in the queue into the picture.

    ``file_id``: Telegram's name of what it was just given to show, where that is known.
    """

    message_id: int
    has_media: bool
    file_id: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestMessage:
    """The message of a job in a chat that we are not in: Telegram names it by this id alone."""

    inline_id: str
    has_media: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A job to be stored. ``request_key`` names the press, command or charge that asked for it.

    ``draft_id`` is the menu it was ordered from; a draft has one open job at most.
    ``thread_id`` is the topic of a forum in which it was asked for. ``expected_s``: how long its
    render is expected to take; 0: nobody knows. ``had``: how the result was made that its person
    has already, so that it is only to be delivered. ``guest``: where it was asked for by a guest of
    ours; ``chat_id`` is then that person's own chat.
    """

    request_key: str
    chat_id: int
    user_id: int
    language: str
    order: Order
    tier: str
    reply_to: int | None = None
    charge_id: str | None = None
    parent_id: str | None = None
    draft_id: int | None = None
    status: StatusMessage | None = None
    thread_id: int | None = None
    expected_s: float = 0.0
    had: Outcome | None = None
    guest: GuestMessage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A stored job. ``attempt`` counts claims and is the fencing token of the running one.

    Attributes:
        tries: claims that were not given back by a worker that stopped politely.
        score: when it counts as having arrived; the earliest is rendered first.
        troubles: how often Telegram could not be asked for a picture, or told of it.
        pool: whose workers make it.
        expected_s: how long its render is expected to take; 0: nobody knows.
        in_tiles: a render of the whole picture took more memory than there was.
        is_cached: it is answered by a result that its person had already.
        guest: where its news go, if it was asked for in a chat that we are not in.
    """

    id: str
    request_key: str
    chat_id: int
    user_id: int
    language: str
    order: Order
    tier: str
    state: JobState
    attempt: int
    tries: int
    progress: float
    score: datetime
    created_at: datetime
    reply_to: int | None = None
    charge_id: str | None = None
    parent_id: str | None = None
    draft_id: int | None = None
    status: StatusMessage | None = None
    outcome: Outcome | None = None
    error_code: str | None = None
    error_facts: dict[str, Fact] = field(default_factory=dict)
    troubles: int = 0
    thread_id: int | None = None
    pool: str = Pool.GPU
    expected_s: float = 0.0
    in_tiles: bool = False
    is_cached: bool = False
    guest: GuestMessage | None = None
