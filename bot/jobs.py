"""Plain data: what is to be rendered, its state and its outcome; JSON in and out."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from engine.options import ArtOptions, DreamOptions, StyleOptions

# A job that ended so many workers, or that Telegram refused so often, fails.
MAX_TRIES = 5


class Art(StrEnum):
    DREAM = "dream"
    STYLE = "style"


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
class PictureRef:
    """A person's picture that stays with Telegram; we keep only how to fetch it.

    ``id`` is our short name for it, as in ``photo=k3f9`` of a repeat command.
    """

    id: str
    file_id: str
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRef:
    """One style: a house style by name, or a person's own picture."""

    name: str
    picture: PictureRef | None = None
    weight: float = 1.0

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> StyleRef:
        picture = values["picture"]
        return cls(
            name=values["name"],
            picture=PictureRef(**picture) if picture else None,
            weight=values["weight"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a person asked for. ``styles`` is empty for a dream."""

    art: Art
    options: ArtOptions
    photo: PictureRef
    styles: tuple[StyleRef, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "art": self.art.value,
            "options": self.options.to_json(),
            "photo": dataclasses.asdict(self.photo),
            "styles": [dataclasses.asdict(style) for style in self.styles],
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Order:
        art = Art(values["art"])
        kind = DreamOptions if art is Art.DREAM else StyleOptions
        return cls(
            art=art,
            options=kind.from_json(values["options"]),
            photo=PictureRef(**values["photo"]),
            styles=tuple(StyleRef.from_json(style) for style in values["styles"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a picture was really made; ``options`` has every choice filled in."""

    options: dict[str, Any]
    width: int
    height: int
    steps: int
    steps_cut: bool
    seconds: float
    device: str
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Outcome:
        return cls(**{**values, "notes": tuple(values["notes"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMessage:
    """The one message of a job: edited from its place in the queue into the picture."""

    message_id: int
    has_media: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A job to be stored. ``request_key`` names the press, command or charge that asked for it.

    ``draft_id`` is the menu it was ordered from; a draft has one open job at most.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A stored job. ``attempt`` counts claims and is the fencing token of the running one.

    Attributes:
        tries: claims that were not given back by a worker that stopped politely.
        score: when it counts as having arrived; the earliest is rendered first.
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
    error_facts: dict[str, str | int | float] = field(default_factory=dict)
