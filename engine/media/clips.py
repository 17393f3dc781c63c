"""Bytes -> a checked film, its frames one at a time; limits come before decoding. No torch.

Whatever rate its frames came at, they leave at a constant one of at most MAX_FRAMES_PER_S.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import av
from av.container import InputContainer
from av.video import VideoStream
from PIL import Image

from engine.errors import (
    BrokenClipError,
    ClipTooLargeError,
    ClipTooLongError,
    EmptyPictureError,
    PictureTooNarrowError,
    PictureTooSmallError,
    StillClipError,
)
from engine.media.animations import (
    ANIMATION_STARTS,
    AnimationError,
    animation_frames,
    animation_size,
    animation_times,
)
from engine.media.film_frames import (
    MAX_FRAME_PIXELS,
    container_of,
    decoded,
    open_film,
    upright,
    upright_size,
)
from engine.media.pictures import MAX_ASPECT, MIN_SIDE_PX
from engine.media.sound import Sound, find_sound
from engine.texts.phrase import Phrase, megabytes

MAX_CLIP_BYTES = 200_000_000
MAX_CLIP_S = 60.0  # unless a shorter time is asked for
MOST_PACKETS = 500_000  # an hour and more, at any rate that films have
MAX_FRAMES_PER_S = 30
# Times off an even beat by less than this share of a frame are rounding, not a varying rate.
MOST_JITTER = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A film that is safe to work on.

    Attributes:
        width, height: of its frames, upright and with square pixels.
        frames_per_s: constant; ``count``: how many frames there are at that rate.
        times: when each of the file's own frames appears, in s from the first.
        container: FFmpeg's name of the file's format; None: an animated picture.
    """

    data: bytes
    name: str
    width: int
    height: int
    frames_per_s: Fraction
    count: int
    times: tuple[float, ...]
    container: str | None
    sound: Sound | None = None

    @property
    def seconds(self) -> float:
        return float(self.count / self.frames_per_s)

    def cut(self, seconds: float | None) -> Clip:
        """Its first ``seconds``; None: the whole of it. Raises: ClipTooLongError."""
        if seconds is None:
            if self.seconds > MAX_CLIP_S + 1:
                length = Phrase("amounts.seconds", seconds=round(self.seconds))
                limit = Phrase("amounts.seconds", seconds=round(MAX_CLIP_S))
                raise ClipTooLongError(name=self.name, length=length, limit=limit)
            return self
        return replace(self, count=min(self.count, max(1, round(seconds * self.frames_per_s))))

    def frames(self) -> Iterator[Image.Image]:
        """``count`` pictures, RGB; one that cannot be decoded is replaced by the one before.

        Raises: BrokenClipError: there is none at all.
        """
        shown: Image.Image | None = None  # on the beat of ``given``
        given = 0
        for time, picture in self._pictures():
            # Just below a half: every second frame of 60 per s falls on the beat of the one before.
            beat = min(math.floor(time * self.frames_per_s + 0.499), self.count)
            if shown is None:
                shown = picture
            if beat <= given:
                continue  # the first of those on one beat is kept
            yield from itertools.repeat(shown, beat - given)
            given = beat
            if given == self.count:
                return
            shown = picture
        if shown is None:
            raise BrokenClipError("no frame can be decoded", name=self.name)
        yield from itertools.repeat(shown, self.count - given)

    def _pictures(self) -> Iterator[tuple[float, Image.Image]]:
        """Each of the file's own frames, and when it appears."""
        if self.container is None:
            return zip(self.times, animation_frames(self.data), strict=False)
        return _film_pictures(self, self.container)


def read_clip(data: bytes, *, name: str = "The film") -> Clip:
    """Read an MP4, MOV, WebM, MKV or AVI, or an animated GIF, WebP or PNG.

    Raises: BrokenClipError, EmptyPictureError, StillClipError, ClipTooLargeError,
        PictureTooNarrowError, PictureTooSmallError.
    """
    if not data:
        raise EmptyPictureError(name=name)
    if len(data) > MAX_CLIP_BYTES:
        what, limit = megabytes(len(data)), megabytes(MAX_CLIP_BYTES)
        raise ClipTooLargeError(name=name, what=what, limit=limit)
    container = container_of(data)
    if container is None and data.startswith(ANIMATION_STARTS):
        return _read_animation(data, name)
    if container is None:
        raise BrokenClipError("no format that we take", name=name)
    try:
        with open_film(data, container) as film:
            return _read_film(film, data, name, container)
    except (av.FFmpegError, ValueError) as exc:
        raise BrokenClipError(f"{type(exc).__name__}: {exc}", name=name) from exc


def _read_animation(data: bytes, name: str) -> Clip:
    try:
        width, height = animation_size(data)
        _check_size(width, height, name)
        times = animation_times(data)
    except AnimationError as exc:
        raise BrokenClipError(str(exc), name=name) from exc
    return _clip_of(times, None, data=data, name=name, width=width, height=height, container=None)


def _read_film(film: InputContainer, data: bytes, name: str, container: str) -> Clip:
    if not film.streams.video:
        raise BrokenClipError("no pictures in it", name=name)
    stream = film.streams.video[0]
    if stream.codec_context is None:  # cut off before it says how it is coded
        raise BrokenClipError("no decoder for it", name=name)
    if stream.codec_context.width:  # else only its frames tell
        _check_size(stream.codec_context.width, stream.codec_context.height, name)
    times = _packet_times(film, stream)
    if not times:
        raise BrokenClipError("no frames", name=name)
    start = times[0]
    film.seek(0)
    first = next(iter(decoded(film, stream)), None)
    if first is None:
        raise BrokenClipError("no frame can be decoded", name=name)
    width, height = upright_size(first, stream)
    _check_size(width, height, name)
    clip = _clip_of(
        [time - start for time in times],
        stream.average_rate,
        data=data,
        name=name,
        width=width,
        height=height,
        container=container,
    )
    return replace(clip, sound=find_sound(film, data, container=container, start_s=start))


def _clip_of(
    times: Sequence[float],
    file_rate: Fraction | None,
    *,
    data: bytes,
    name: str,
    width: int,
    height: int,
    container: str | None,
) -> Clip:
    """The clip of frames at these times, the last of which is where the film ends."""
    *starts, end = times
    if len(starts) < 2:
        raise StillClipError(name=name)
    rate = constant_rate(starts, file_rate)
    return Clip(
        data=data,
        name=name,
        width=width,
        height=height,
        frames_per_s=rate,
        count=max(1, math.floor(end * rate + 0.499)),
        times=tuple(starts),
        container=container,
    )


def constant_rate(times: Sequence[float], file_rate: Fraction | None) -> Fraction:
    """The rate at which frames at these times are best shown.

    Their own, where it is constant, or its largest part that is not above MAX_FRAMES_PER_S;
    else that of most of them.

    Args:
        file_rate: what the file says of it; taken where it fits, being exact.
    """
    gaps = [after - before for before, after in itertools.pairwise(times)]
    mean = Fraction(len(gaps) / max(times[-1] - times[0], 1e-6)).limit_denominator(1001)
    for rate in filter(None, (file_rate, mean)):
        if all(
            abs((time - times[0]) * rate - beat) < MOST_JITTER for beat, time in enumerate(times)
        ):
            return rate / math.ceil(rate / MAX_FRAMES_PER_S)
    usual = max(statistics.median(gaps), 1 / MAX_FRAMES_PER_S)
    return max(Fraction(1), Fraction(round(1 / usual)))


def _packet_times(film: InputContainer, stream: VideoStream) -> list[float]:
    """When each frame appears and, last, when the film ends; found without decoding."""
    base = float(stream.time_base or 0)
    times = []
    length = 0
    for packet in itertools.islice(film.demux(stream), MOST_PACKETS):
        time = packet.pts if packet.pts is not None else packet.dts
        if time is not None and not packet.is_discard:
            times.append(time * base)
            length = packet.duration or length
    times = sorted(set(times))
    if len(times) > 1:
        usual = (times[-1] - times[0]) / (len(times) - 1)
        times.append(times[-1] + (length * base or usual))
    return times


def _film_pictures(clip: Clip, container: str) -> Iterator[tuple[float, Image.Image]]:
    with open_film(clip.data, container) as film:
        stream = film.streams.video[0]
        start: float | None = None
        for index, frame in enumerate(decoded(film, stream)):
            time = frame.time if frame.time is not None else float(index / clip.frames_per_s)
            start = time if start is None else start
            picture = upright(frame, stream)
            if picture.size != (clip.width, clip.height):  # a film may change its size on the way
                picture = picture.resize((clip.width, clip.height), Image.Resampling.LANCZOS)
            yield time - start, picture


def _check_size(width: int, height: int, name: str) -> None:
    if width * height > MAX_FRAME_PIXELS:
        what = Phrase("amounts.size", width=width, height=height)
        limit = Phrase("amounts.megapixels_a_frame", megapixels=MAX_FRAME_PIXELS // 10**6)
        raise ClipTooLargeError(name=name, what=what, limit=limit)
    if min(width, height) < MIN_SIDE_PX:
        raise PictureTooSmallError(name=name, width=width, height=height, min_px=MIN_SIDE_PX)
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise PictureTooNarrowError(name=name, width=width, height=height, limit=MAX_ASPECT)
