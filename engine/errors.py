"""Every error that the engine raises on purpose.

ArtError
├── BadInputError            the person can mend it; no retry, no charge
│   ├── BrokenPictureError       the bytes are not a picture we can read
│   ├── UnsupportedPictureError  the bytes are a picture of a kind that we do not read
│   ├── StrokesOfFilmError       brush strokes are asked of a film
│   ├── EmptyPictureError        there are no bytes
│   ├── PictureTooSmallError     a side is too short
│   ├── PictureTooLargeError     too many bytes or pixels to decode safely
│   ├── PictureTooNarrowError    one side is far longer than the other
│   ├── BrokenClipError          the bytes are not a film we can read
│   ├── StillClipError           a film of one picture
│   ├── ClipTooLargeError        too many bytes, or pixels in a frame
│   ├── ClipTooLongError         too many seconds
│   ├── OptionError              an option outside its bounds, or an unknown option
│   ├── UnknownNameError         a network, layer, preset or style that does not exist
│   ├── WeightsFileError         a file of weights that cannot be used
│   └── ImageTooSmallError       the layer would see less than one pixel
├── WeightsError             trained weights are missing, broken or not recognised
│   └── NoPersonNetworkError     no network here finds people
├── TrainingError            a training run cannot begin, or go on
└── RenderError              the machine failed, not the person
    ├── OutOfMemoryError
    ├── NotFiniteError           the image became NaN or infinite, twice
    └── RenderStoppedError       somebody cancelled
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import ClassVar

from engine import texts
from engine.texts.catalogue import sentences_of
from engine.texts.phrase import Fact, Phrase, either, tell

MOST_FACT_CHARS = 500


class ArtError(Exception):
    """Base of all. ``detail`` is for the log; ``facts`` fill the sentence that a person reads.

    The sentence stands in ``texts/`` of the package that the class is of, by its ``code``.
    """

    retryable: ClassVar[bool] = False

    def __init__(self, detail: str = "", /, **facts: Fact) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts = {name: _short(fact) for name, fact in facts.items()}

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.detail, self.facts))

    @property
    def code(self) -> str:
        """The class's name: the key of its sentence in every language."""
        return type(self).__name__

    def __str__(self) -> str:
        """The sentence in English; that of the nearest class, for one that has none."""
        own = f"{type(self).__module__.partition('.')[0]}.texts"
        english = sentences_of(tuple(dict.fromkeys((texts.__name__, own))))
        keys = (f"errors.{kind.__name__}" for kind in type(self).__mro__)
        phrase = Phrase(next(key for key in keys if key in english), **self.facts)
        return tell(phrase, english)


def _short(fact: Fact) -> Fact:
    """What somebody typed is repeated to them, but not at any length."""
    if isinstance(fact, Phrase):
        return Phrase(fact.key, **{name: _short(part) for name, part in fact.facts.items()})
    if isinstance(fact, str) and len(fact) > MOST_FACT_CHARS:
        return fact[: MOST_FACT_CHARS - 1] + "…"
    return fact


def _rebuild(kind: type[ArtError], detail: str, facts: dict[str, Fact]) -> ArtError:
    return kind(detail, **facts)


class BadInputError(ArtError):
    """Facts: none."""


class BrokenPictureError(BadInputError):
    """Facts: name."""


class UnsupportedPictureError(BadInputError):
    """Facts: name, format."""


class StrokesOfFilmError(BadInputError):
    """Facts: command."""


class EmptyPictureError(BadInputError):
    """Facts: name."""


class PictureTooSmallError(BadInputError):
    """Facts: name, width, height, min_px."""


class PictureTooLargeError(BadInputError):
    """Facts: name, what, limit."""


class PictureTooNarrowError(BadInputError):
    """Facts: name, width, height, limit."""


class BrokenClipError(BadInputError):
    """Facts: name."""


class StillClipError(BadInputError):
    """Facts: name."""


class ClipTooLargeError(BadInputError):
    """Facts: name, what, limit."""


class ClipTooLongError(BadInputError):
    """Facts: name, length, limit."""


class OptionError(BadInputError):
    """Facts: option, value, rule."""


class UnknownNameError(BadInputError):
    """Facts: kind, name, near."""


class WeightsFileError(BadInputError):
    """Facts: file, problem, remedy."""


class ImageTooSmallError(BadInputError):
    """Facts: layer, width, height, fitting."""


class WeightsError(ArtError):
    """Facts: network, problem, remedy."""


class NoPersonNetworkError(WeightsError):
    """Facts: none."""


class TrainingError(ArtError):
    """Facts: problem, remedy."""


class RenderError(ArtError):
    """Facts: none."""

    retryable = True


class OutOfMemoryError(RenderError):
    """Facts: none."""


class NotFiniteError(RenderError):
    """Facts: none."""

    retryable = False


class RenderStoppedError(RenderError):
    """Facts: none."""

    retryable = False


def near_matches(
    kind: str | Phrase, name: str, known: Iterable[str], *, otherwise: Fact | None = None
) -> UnknownNameError:
    """The error that says which names come close to ``name``, or which there are.

    ``otherwise``: what to say when none comes close, where there are too many to tell.
    """
    names = list(dict.fromkeys(known))
    cutoff = 0.7 if otherwise else 0.5
    close = difflib.get_close_matches(name.lower(), names, n=3, cutoff=cutoff)
    near = otherwise or Phrase("near.there_are", names=", ".join(names))
    if close:
        near = Phrase("near.did_you_mean", names=either(close))
    return UnknownNameError(kind=kind, name=name, near=near)
