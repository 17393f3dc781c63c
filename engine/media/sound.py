"""The sound of a film, carried over into another: as it is where an mp4 can hold it. No torch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction

import av
from av.audio import AudioStream
from av.audio.resampler import AudioResampler
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from engine.media.film_frames import open_film

COPIED_CODECS = frozenset({"aac", "mp3"})  # what an mp4 holds and every phone plays
# Rates that AAC knows and phones have; others are brought to the first.
USUAL_RATES = (48_000, 44_100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A film's first sound track.

    Attributes:
        data: the file that it is in; container: FFmpeg's name of its format.
        start_s: when the first frame is shown, on the file's clock.
    """

    data: bytes
    container: str
    start_s: float


def find_sound(
    film: InputContainer, data: bytes, *, container: str, start_s: float
) -> Sound | None:
    """The sound of an open film, if it has some that can be read."""
    context = film.streams.audio[0].codec_context if film.streams.audio else None
    if context is None or context.sample_rate <= 0:  # none, or nothing here decodes it
        return None
    return Sound(data=data, container=container, start_s=start_s)


class SoundTrack:
    """A sound on its way into a film, a piece at a time, so that the two lie side by side."""

    def __init__(self, source: InputContainer, film: OutputContainer, *, start_s: float) -> None:
        """``film``: nothing may be written to it yet."""
        stream = source.streams.audio[0]
        self._film = film
        if stream.codec_context.codec.canonical_name in COPIED_CODECS:
            copy = film.add_stream_from_template(stream)
            self._packets = _copied(source, stream, copy, start_s=start_s)
        else:
            self._packets = _encoded(source, stream, film, start_s=start_s)
        self._next: Packet[AudioStream] | None = None

    def write_until(self, seconds: float) -> None:
        """Write what begins before ``seconds`` and is not written yet."""
        while True:
            packet = self._next if self._next is not None else next(self._packets, None)
            self._next = packet
            if packet is None or _time(packet) >= seconds:
                return
            self._film.mux(packet)
            self._next = None


@contextmanager
def sound_track(sound: Sound | None, film: OutputContainer) -> Iterator[SoundTrack | None]:
    """The track of ``sound`` in ``film``, nothing of which has been written yet."""
    if sound is None:
        yield None
        return
    with open_film(sound.data, sound.container) as source:
        yield SoundTrack(source, film, start_s=sound.start_s)


def _time(packet: Packet[AudioStream]) -> float:
    return float((packet.pts or 0) * packet.time_base)


def _copied(
    source: InputContainer, stream: AudioStream, copy: AudioStream, *, start_s: float
) -> Iterator[Packet[AudioStream]]:
    shift = round(start_s / (stream.time_base or Fraction(1)))
    try:
        for packet in source.demux(stream):
            if packet.pts is None or packet.dts is None or packet.pts < shift:
                continue  # the one that says that there are no more, or before the first frame
            packet.pts -= shift
            packet.dts -= shift
            packet.stream = copy
            yield packet
    except av.FFmpegError:
        return  # a sound that breaks off ends there


def _encoded(
    source: InputContainer, stream: AudioStream, film: OutputContainer, *, start_s: float
) -> Iterator[Packet[AudioStream]]:
    own = stream.codec_context.sample_rate
    rate = own if own in USUAL_RATES else USUAL_RATES[0]
    layout = "mono" if stream.codec_context.channels == 1 else "stereo"
    track = film.add_stream("aac", rate=rate, layout=layout)
    return _encode(source, stream, track, start_s=start_s)


def _encode(
    source: InputContainer, stream: AudioStream, track: AudioStream, *, start_s: float
) -> Iterator[Packet[AudioStream]]:
    context = track.codec_context
    resampler = AudioResampler(format="fltp", layout=context.layout, rate=context.sample_rate)
    at: int | None = None  # in samples
    try:
        for frame in source.decode(stream):
            time = (frame.time or 0.0) - start_s
            if at is None and time < 0:
                continue
            at = round(time * context.sample_rate) if at is None else at
            for piece in resampler.resample(frame):
                piece.pts, piece.time_base = at, Fraction(1, context.sample_rate)
                at += piece.samples
                yield from track.encode(piece)
    except av.FFmpegError:
        pass  # a sound that breaks off ends there
    yield from track.encode(None)
