"""The live dream of a group: whose wishes steer it, when it ends, what stands under its film.

One per chat. Every wish makes the film longer by a piece that goes on from its last frame; wishes
that come while a piece is rendered are gathered into the next. After 317070/Dream on Twitch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.jobs import StatusMessage
from bot.domain.orders import PictureRef
from bot.texts.catalogue import text
from bot.texts.names import dream_name
from bot.texts.utf16 import utf16_length
from engine.catalogue.presets import PRESETS
from engine.options.zoom import ZoomOptions
from engine.texts.phrase import listed

# It ends when nobody has wished for so long.
QUIET = timedelta(minutes=5)
MOST_S = 60
# The last so many hold.
SUBJECTS = 2
PIECE_FRAMES = 36
PIECE_FRAMES_PER_S = 12
PIECE_S = PIECE_FRAMES / PIECE_FRAMES_PER_S
SIZE_PX = 320  # so that two cores make a piece while people still look
SHOWN_COMING = 3
MAX_NAME_CHARS = 32
MAX_CAPTION_CHARS = 1024  # Bot API
# Telegram makes a link of what looks like one; a word joiner after these keeps a name a name.
_LINKING = re.compile(r"([@#/$.:])(?=\S)")
_WORD_JOINER = "\N{WORD JOINER}"


class Ending(StrEnum):
    """Why a live dream ended."""

    QUIET = "quiet"
    STOPPED = "stopped"
    FULL = "full"


_ENDED: Mapping[Ending, str] = {
    Ending.QUIET: "live.ended_quiet",
    Ending.STOPPED: "live.ended_stopped",
    Ending.FULL: "live.ended_full",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveDream:
    """One live dream.

    Attributes:
        name: of who began it.
        photo: where the zoom begins; None until the house picture that stands in has been sent.
        message: the one message that holds the film; ``shown`` is what stands under it.
        pieces: how many were ordered.
        piece_id: the job of the last piece that was ordered.
        film_id: the job whose result is the film so far.
        film_s: how long that film is.
        thread_id: the topic of a forum in which it was begun.
    """

    id: str
    request_key: str
    chat_id: int
    user_id: int
    name: str
    language: str
    seed: int
    photo: PictureRef | None
    message: StatusMessage | None
    shown: str | None
    pieces: int
    piece_id: str | None
    film_id: str | None
    film_s: float
    last_wish_at: datetime
    ending: Ending | None
    is_told: bool
    thread_id: int | None = None

    @property
    def is_full(self) -> bool:
        """No further piece fits."""
        return self.film_s + PIECE_S > MOST_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What one person wished for; nothing, for the start that wishes for no subject.

    Attributes:
        subjects: classes and presets, by name.
        job_id: the piece that it went into; None while it waits.
        is_dropped: that piece could not be made.
    """

    id: int
    live_id: str
    user_id: int
    name: str
    language: str
    subjects: tuple[str, ...]
    message_id: int | None
    job_id: str | None
    is_dropped: bool


def wished_subjects(options: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What the words of a ``/dream`` wish for; None when they say anything else."""
    if not options or not set(options) <= {"classes", "preset"}:
        return None
    preset = options.get("preset")
    return (*options.get("classes", ()), *([preset] if preset else ()))


def subjects_of(wishes: Sequence[Wish]) -> tuple[str, ...]:
    """The subjects that hold: the last ones, each once, in the order of the wishes."""
    newest_first = (
        subject
        for wish in reversed(wishes)
        if not wish.is_dropped
        for subject in reversed(wish.subjects)
    )
    return tuple(reversed(list(dict.fromkeys(newest_first))[:SUBJECTS]))


def piece_options(live: LiveDream, wishes: Sequence[Wish]) -> ZoomOptions:
    """The next piece, steered by the subjects that hold."""
    subjects = subjects_of(wishes)
    presets = [subject for subject in subjects if subject in PRESETS]
    return ZoomOptions(
        classes=tuple(subject for subject in subjects if subject not in PRESETS),
        # Two looks at once are none: the later one rules.
        preset=presets[-1] if presets else None,
        size_px=SIZE_PX,
        frames=PIECE_FRAMES,
        frames_per_s=PIECE_FRAMES_PER_S,
        seed=live.seed,
    )


def plain_name(name: str) -> str:
    """A person's name as it may stand in our words: short, one line, no link or mention."""
    printable = "".join(char if char.isprintable() else " " for char in name)
    short = " ".join(printable.split())[:MAX_NAME_CHARS].rstrip()
    return _LINKING.sub(rf"\1{_WORD_JOINER}", short) or "?"


def live_caption(live: LiveDream, wishes: Sequence[Wish]) -> str:
    """Who wished for what, what comes next, and how to go on; at most 1024 characters."""
    language = live.language
    named = [wish for wish in wishes if wish.subjects and not wish.is_dropped]
    head = text("live.head", language, seconds=round(live.film_s, 1), most=MOST_S)
    lines = [_wished("live.wished", wish, language) for wish in named if not _comes(wish, live)]
    tail = _ended(live) if live.ending else _going_on(live, wishes)
    while lines and utf16_length(_caption(head, lines, tail)) > MAX_CAPTION_CHARS:
        # The oldest go first: what is seen now is what was wished last.
        lines.pop(0)
    return _caption(head, lines, tail)


def _caption(head: str, lines: Sequence[str], tail: Sequence[str]) -> str:
    return "\n".join([head, *lines, "", *tail])


def _comes(wish: Wish, live: LiveDream) -> bool:
    """Whether the film does not show it yet."""
    is_in_work = wish.job_id == live.piece_id != live.film_id
    return not wish.is_dropped and (wish.job_id is None or is_in_work)


def _going_on(live: LiveDream, wishes: Sequence[Wish]) -> list[str]:
    language = live.language
    coming = [wish for wish in wishes if _comes(wish, live)]
    lines = [_wished("live.coming", wish, language) for wish in coming if wish.subjects]
    if coming and not lines:
        lines = [text("live.beginning", language)]
    minutes = QUIET.seconds // 60
    return [*lines[-SHOWN_COMING:], text("live.how", language, minutes=minutes)]


def _ended(live: LiveDream) -> list[str]:
    key, minutes = _ENDED[live.ending or Ending.STOPPED], QUIET.seconds // 60
    return [text(key, live.language, name=live.name, minutes=minutes, most=MOST_S)]


def _wished(key: str, wish: Wish, language: str) -> str:
    what = listed([dream_name(subject) for subject in wish.subjects])
    return text(key, language, name=wish.name, what=what)
