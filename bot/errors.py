"""Every error that the bot raises on purpose; the tree continues engine.errors.

ArtError
├── BadInputError            the engine's: the person can mend it
│   ├── NotAPictureError     a sticker, a text file
│   ├── FilmNotPhotoError    a film where a photo is worked on
│   ├── FilmNotColouredError a film whose colours are wanted
│   ├── OwnColoursError      a photo that is no grey one, where nobody can be asked
│   ├── NotAFilmError        a photo or file where a film is worked on
│   ├── PictureGoneError     Telegram does not have the picture any more
│   ├── StyleGoneError       a saved style that was deleted, or is shared no more
│   ├── TooHeavyToOpenError  a file made, or grown, to cost us more than it may
│   ├── AlreadyAskedError    the same picture is being made
│   ├── CaptionTooLongError  its repeat line has no room under a picture
│   ├── FilmTooLargeError    more than Telegram takes
│   ├── NotStartedError      a person who never wrote to us in private, where a result should go
│   ├── FilmTooLargeToShowError  more than stands in the feed
│   ├── DailyLimitError      today's free pictures are used up
│   ├── GroupLimitError      today's free pictures of a group are used up
│   ├── OnlyAdministratorsError  somebody else asks in a group where they alone may
│   ├── RenderTimeLimitError today's free time on the device is used up
│   ├── WaitingLimitError    as many wait as may wait at once
│   ├── NotEnoughError       fewer credits than something costs
│   ├── PromoCodeError       a code that an operator cannot make or end
│   ├── NoSuchPrintError     an operator's question after an order of a print that is none
│   ├── PrintStateError      an order of a print cannot come to that state
│   ├── PrintFileGoneError   the file of a print is not made, or is gone
│   ├── NoSuchJobError       an operator's question after a job that is not stored
│   └── BackupError          a backup cannot be made or restored
├── SettingsError        the operator's settings do not fit
├── MayNotShowError      words may be written in this chat, and no pictures shown
├── StorageChatError     the operator's chat for results of guests is closed to us
├── UndeliveredError     a paid picture whose person did not come back
├── QueueError           Redis is away or full
├── ResultsAwayError     the place of finished pictures is away or full
├── StorageError         the database is away
│   └── NotBookedError       Stars that came in or went back could not be booked yet
├── NotReadableError     an operator's question to a database that is not there, or not ours
└── UnreadableRowError   something stored, of another version of ours
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import ArtError, BadInputError
from engine.texts.phrase import Phrase, facts_from_json, facts_to_json


class NotAPictureError(BadInputError):
    """Facts: none."""


class FilmNotPhotoError(BadInputError):
    """Facts: command."""


class NotAFilmError(BadInputError):
    """Facts: none."""


class FilmNotColouredError(BadInputError):
    """Facts: none."""


class OwnColoursError(BadInputError):
    """Facts: none."""


class PictureGoneError(BadInputError):
    """Facts: none."""


class StyleGoneError(BadInputError):
    """Facts: none."""


class TooHeavyToOpenError(BadInputError):
    """Facts: name."""


class AlreadyAskedError(BadInputError):
    """Facts: none."""


class CaptionTooLongError(BadInputError):
    """Facts: none."""


class FilmTooLargeError(BadInputError):
    """Facts: mb, limit_mb."""


class NotStartedError(BadInputError):
    """Facts: link."""


class FilmTooLargeToShowError(BadInputError):
    """Facts: mb, limit_mb."""


class DailyLimitError(BadInputError):
    """Facts: jobs."""


class GroupLimitError(BadInputError):
    """Facts: pictures."""


class OnlyAdministratorsError(BadInputError):
    """Facts: none."""


class RenderTimeLimitError(BadInputError):
    """Facts: seconds."""


class WaitingLimitError(BadInputError):
    """Facts: jobs."""


USED_UP = (DailyLimitError, GroupLimitError, RenderTimeLimitError, WaitingLimitError)


class NotEnoughError(BadInputError):
    """Facts: none."""


class PromoCodeError(BadInputError):
    """Facts: code, problem."""


class NoSuchPrintError(BadInputError):
    """Facts: number."""


class PrintStateError(BadInputError):
    """Facts: number, state, nexts."""


class PrintFileGoneError(BadInputError):
    """Facts: number."""


class PrintNotAgainError(BadInputError):
    """Facts: number, state."""


class NoSuchJobError(BadInputError):
    """Facts: job_id."""


class BackupError(BadInputError):
    """Facts: file, problem."""


class SettingsError(ArtError):
    """Facts: name, problem, remedy."""


class MayNotShowError(ArtError):
    """Facts: none."""


class StorageChatError(ArtError):
    """Facts: none."""


class UndeliveredError(ArtError):
    """Facts: none."""


class QueueError(ArtError):
    """Facts: none."""

    retryable = True


class ResultsAwayError(ArtError):
    """Facts: none."""

    retryable = True


class StorageError(ArtError):
    """Facts: none."""

    retryable = True


class NotBookedError(StorageError):
    """Facts: none."""


class NotReadableError(ArtError):
    """Facts: problem."""


class UnreadableRowError(ArtError):
    """Facts: none."""


def not_set(name: str, remedy: Phrase) -> SettingsError:
    """A setting that is needed here, and what to do without it."""
    return SettingsError(name=name, problem=Phrase("problems.not_set"), remedy=remedy)


def cannot_listen(*, port: int, host: str, setting: str) -> SettingsError:
    """The port for metrics that ``setting`` names is not to be had."""
    return SettingsError(
        name=Phrase("settings.metrics_port", port=port, host=host, setting=setting),
        problem=Phrase("problems.port_not_to_be_had"),
        remedy=Phrase("remedies.metrics_port", setting=setting),
    )


def error_to_json(error: ArtError) -> dict[str, Any]:
    """What another process needs to raise it there."""
    return {
        "error": error.code,
        "detail": error.detail,
        "facts": facts_to_json(error.facts),
    }


def error_from_json(values: Mapping[str, Any], *, otherwise: type[ArtError]) -> ArtError:
    """The inverse of :func:`error_to_json`; ``otherwise``: for a class that nobody knows."""
    kinds = {kind.__name__: kind for kind in _all_kinds(ArtError)}
    kind = kinds.get(str(values["error"]), otherwise)
    return kind(str(values.get("detail", "")), **facts_from_json(values.get("facts", {})))


def _all_kinds(kind: type[ArtError]) -> Iterator[type[ArtError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _all_kinds(narrower)
