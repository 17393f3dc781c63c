"""Where a job stands and how long it takes, in a person's words."""

from __future__ import annotations

from bot.domain.waiting import Outlook
from bot.texts.catalogue import text

_MINUTE_S = 60
_HOUR_S = 3600
# Below a minute nobody counts single seconds, nor single minutes beyond ten.
_STEP_S = 5
_FINE_MINUTES = 10
_STEP_MINUTES = 5
# From here on hours.
_MANY_MINUTES = 100


def place_words(outlook: Outlook, language: str) -> str:
    """What a waiting job's message says."""
    return _told("status.queued", outlook, language)


def place_in_list(outlook: Outlook, language: str) -> str:
    """The same as one of several, in a few words."""
    return _told("queue.place", outlook, language)


def _told(key: str, outlook: Outlook, language: str) -> str:
    if outlook.hold is not None:
        key = f"{key}_{outlook.hold}"
    if outlook.ready_s is None:
        return text(key, language, place=outlook.place)
    time = time_words(outlook.ready_s, language)
    return text(f"{key}_for", language, place=outlook.place, time=time)


def progress_words(fraction: float, left_s: float | None, language: str) -> str:
    """What the message of a job in work says; ``left_s`` None: nobody knows how long."""
    percent = percent_of(fraction)
    if left_s is None:
        return text("status.running", language, percent=percent)
    time = time_words(left_s, language)
    return text("status.running_for", language, percent=percent, time=time)


def percent_of(fraction: float) -> int:
    """At most 99: what is at 100 % is there."""
    return min(99, round(fraction * 100))


def time_words(seconds: float, language: str) -> str:
    """Some time to come: seconds in fives, then minutes, those beyond ten in fives, then hours."""
    in_fives = max(_STEP_S, _STEP_S * round(seconds / _STEP_S))
    if in_fives < _MINUTE_S:
        return text("times.seconds", language, count=in_fives)
    minutes = round(seconds / _MINUTE_S)
    if minutes > _FINE_MINUTES:
        minutes = _STEP_MINUTES * round(minutes / _STEP_MINUTES)
    if minutes < _MANY_MINUTES:
        return text("times.minutes", language, count=minutes)
    return text("times.hours", language, count=round(seconds / _HOUR_S))
