"""Every error that the engine raises on purpose.

ArtError
├── BadInputError            the person can mend it; no retry, no charge
│   ├── BrokenPictureError       the bytes are not a picture we can read
│   ├── UnsupportedPictureError  the bytes are a picture of a kind that we do not read
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

MOST_FACT_CHARS = 500


class ArtError(Exception):
    """Base of all. ``detail`` is for the log; ``facts`` fill the text a person reads.

    ``user_message`` is the English template; other languages look their own up by ``code``.
    """

    user_message: ClassVar[str] = "Something went wrong while making the picture."
    retryable: ClassVar[bool] = False

    def __init__(self, detail: str = "", **facts: str | int | float) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts = {name: _short(value) for name, value in facts.items()}

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.detail, self.facts))

    @property
    def code(self) -> str:
        """The class's name: the key of its sentence in every language."""
        return type(self).__name__

    def __str__(self) -> str:
        return self.user_message.format_map(_Facts(self.facts))


def _short(value: str | int | float) -> str | int | float:
    """What somebody typed is repeated to them, but not at any length."""
    if isinstance(value, str) and len(value) > MOST_FACT_CHARS:
        return value[: MOST_FACT_CHARS - 1] + "…"
    return value


class _Facts(dict[str, object]):
    """A missing fact shows as '?': telling of an error never raises another."""

    def __missing__(self, key: str) -> str:
        return "?"


def _rebuild(kind: type[ArtError], detail: str, facts: dict[str, str | int | float]) -> ArtError:
    return kind(detail, **facts)


class BadInputError(ArtError):
    user_message = "That does not work as asked. Please check it and try again."


class BrokenPictureError(BadInputError):
    user_message = (
        "{name} does not open as a picture. Use a JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF or BMP."
    )


class UnsupportedPictureError(BadInputError):
    user_message = (
        "{name} is {format}, which I cannot open. "
        "Save it as a JPEG or PNG in a photo app and use that."
    )


class EmptyPictureError(BadInputError):
    user_message = "{name} is empty. Use another file."


class PictureTooSmallError(BadInputError):
    user_message = (
        "{name} is {width}x{height} px; I need at least {min_px} px on each side. "
        "Use a larger picture."
    )


class PictureTooLargeError(BadInputError):
    user_message = "{name} is too large to open ({what}; the limit is {limit}). Please shrink it."


class PictureTooNarrowError(BadInputError):
    user_message = (
        "{name} is {width}x{height} px: one side may be at most {limit} times the other. "
        "Please crop it."
    )


class BrokenClipError(BadInputError):
    user_message = (
        "{name} does not open as a film. Use an MP4, MOV, WebM, MKV or AVI, or an "
        "animated GIF, WebP or PNG."
    )


class StillClipError(BadInputError):
    user_message = "{name} holds a single picture; it is a photo, not a film."


class ClipTooLargeError(BadInputError):
    user_message = "{name} is too large to open ({what}; the limit is {limit}). Please shrink it."


class ClipTooLongError(BadInputError):
    user_message = (
        "{name} lasts {length}; at most {limit} are taken whole. Please cut it, or say how many "
        "seconds of its beginning to take."
    )


class OptionError(BadInputError):
    user_message = "{option}={value} does not work: {rule}."


class UnknownNameError(BadInputError):
    user_message = "There is no {kind} called “{name}”. {near}"


class WeightsFileError(BadInputError):
    user_message = "{file} cannot be used: {problem}. {remedy}"


class ImageTooSmallError(BadInputError):
    user_message = (
        "The picture is too small for layer {layer} ({width}x{height} px). "
        "Layers that fit: {fitting}."
    )


class WeightsError(ArtError):
    user_message = "The network {network} is not ready: {problem}. {remedy}"


class NoPersonNetworkError(WeightsError):
    user_message = (
        "Telling people from the background needs a network that finds people, and none is here. "
        "Whoever runs this service can bring one: oneiro weights fetch "
        "deeplabv3_mobilenet_v3_large, or oneiro weights import FILE. A mask picture works "
        "without it."
    )


class TrainingError(ArtError):
    user_message = "The training cannot go on: {problem}. {remedy}"


class RenderError(ArtError):
    user_message = "The picture could not be made this time. Please try again."
    retryable = True


class OutOfMemoryError(RenderError):
    user_message = "The picture was too much for this machine's memory. Please try a smaller size."


class NotFiniteError(RenderError):
    user_message = "The picture broke while it was being made. Please try another layer or seed."
    retryable = False


class RenderStoppedError(RenderError):
    user_message = "Stopped."
    retryable = False


def near_matches(
    kind: str, name: str, known: Iterable[str], *, otherwise: str | None = None
) -> UnknownNameError:
    """The error that says which names come close to ``name``, or which there are.

    ``otherwise``: what to say when none comes close, where there are too many to tell.
    """
    names = list(dict.fromkeys(known))
    cutoff = 0.7 if otherwise else 0.5
    close = difflib.get_close_matches(name.lower(), names, n=3, cutoff=cutoff)
    near = otherwise or f"There are: {', '.join(names)}."
    if close:
        near = f"Did you mean {' or '.join(close)}?"
    return UnknownNameError(kind=kind, name=name, near=near)
