"""Every error that the bot raises on purpose; the tree continues engine.errors.

ArtError
├── BadInputError            the engine's: the person can mend it
│   ├── NotAPictureError     a sticker, a text file
│   ├── FilmNotPhotoError    a film where a photo is worked on
│   ├── NotAFilmError        a photo or file where a film is worked on
│   ├── PictureGoneError     Telegram does not have the picture any more
│   ├── TooHeavyToOpenError  a file made, or grown, to cost us more than it may
│   ├── AlreadyAskedError    the same picture is being made
│   ├── CaptionTooLongError  its repeat line has no room under a picture
│   ├── FilmTooLargeError    more than Telegram takes
│   ├── DailyLimitError      today's free pictures are used up
│   ├── SizeLimitError       larger than the tier allows
│   ├── StepsLimitError      more steps than the tier allows
│   ├── FramesLimitError     a longer film than the tier allows
│   ├── SecondsLimitError    more of a person's film than the tier allows
│   └── LooksLimitError      more earlier looks of a painting than the tier allows
├── SettingsError        the operator's settings do not fit
├── MayNotShowError      words may be written in this chat, and no pictures shown
├── UndeliveredError     a paid picture whose person did not come back
├── QueueError           Redis is away or full
├── ResultsAwayError     the place of finished pictures is away or full
├── StorageError         the database is away
└── UnreadableRowError   something stored, of another version of ours
"""

from __future__ import annotations

from engine.errors import ArtError, BadInputError
from engine.texts.phrase import Phrase


class NotAPictureError(BadInputError):
    """Facts: none."""


class FilmNotPhotoError(BadInputError):
    """Facts: command."""


class NotAFilmError(BadInputError):
    """Facts: none."""


class PictureGoneError(BadInputError):
    """Facts: none."""


class TooHeavyToOpenError(BadInputError):
    """Facts: name."""


class AlreadyAskedError(BadInputError):
    """Facts: none."""


class CaptionTooLongError(BadInputError):
    """Facts: none."""


class FilmTooLargeError(BadInputError):
    """Facts: mb, limit_mb."""


class DailyLimitError(BadInputError):
    """Facts: jobs."""


class SizeLimitError(BadInputError):
    """Facts: free_px, prices."""


class StepsLimitError(BadInputError):
    """Facts: free_steps, prices."""


class FramesLimitError(BadInputError):
    """Facts: free_frames, prices."""


class SecondsLimitError(BadInputError):
    """Facts: free_s, prices."""


class LooksLimitError(BadInputError):
    """Facts: free_looks, prices."""


class SettingsError(ArtError):
    """Facts: name, problem, remedy."""


class MayNotShowError(ArtError):
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


class UnreadableRowError(ArtError):
    """Facts: none."""


def not_set(name: str, remedy: Phrase) -> SettingsError:
    """A setting that is needed here, and what to do without it."""
    return SettingsError(name=name, problem=Phrase("problems.not_set"), remedy=remedy)
