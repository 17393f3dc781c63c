"""Frames -> an mp4 that every phone plays, and back; one frame at a time in memory. No torch."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer, OutputContainer
from av.video import VideoStream
from av.video.reformatter import Colorspace
from PIL import Image

from engine.errors import RenderError
from engine.media.sound import Sound, sound_track

CRF = "18"  # x264's quality: differences that nobody sees
PRESET = "medium"  # x264's search: slower ones save little more
CRF_AGAIN = "14"  # for frames that have lost a little once already
BT709 = 1  # the number of its primaries, transfer and matrix in H.273
LIMITED_RANGE = 1
# Every segment alike, so that one can be appended to another. Without B-frames time stamps need
# no shifting; one thread gives the same bytes on every machine.
X264_PARAMS = "stitchable=1:bframes=0:threads=1"


def encode_film(
    frames: Iterable[Image.Image],
    *,
    frames_per_s: Fraction | int,
    comment: str | None = None,
    crf: str = CRF,
    preset: str = PRESET,
    sound: Sound | None = None,
) -> bytes:
    """The frames as H.264 in an mp4 that can be played while it is still being loaded.

    Args:
        frames: of one size; taken one by one as they are made. An odd side loses its last pixel.
        comment: written as the film's description; nothing else is.
        sound: ends where the film does.
    Raises: RenderError; whatever ``frames`` raises.
    """
    with _film_file() as path:
        with _writing(path) as film, sound_track(sound, film) as track:
            if comment:
                film.metadata["comment"] = comment
            stream: VideoStream | None = None
            for count, frame in enumerate(frames, start=1):
                if stream is None:
                    stream = _add_stream(film, frame, frames_per_s=frames_per_s)
                    stream.options = {"crf": crf, "preset": preset, "x264-params": X264_PARAMS}
                film.mux(stream.encode(_to_video(frame, stream)))
                if track is not None:
                    track.write_until(float(count / frames_per_s))
            if stream is None:
                raise RenderError("a film without frames")
            film.mux(stream.encode())
        return path.read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFacts:
    """What an mp4 of ours tells of itself; lengths in px."""

    width: int
    height: int
    frames: int
    frames_per_s: int

    @property
    def duration_s(self) -> int:
        """Rounded; 1 at least."""
        return max(1, round(self.frames / self.frames_per_s))


def facts_of(film: bytes) -> FilmFacts:
    """Raises: RenderError."""
    with _reading(film) as container:
        stream = container.streams.video[0]
        return FilmFacts(
            width=stream.width,
            height=stream.height,
            frames=stream.frames,
            frames_per_s=_frames_per_s(container),
        )


def append_film(film: bytes, more: bytes) -> bytes:
    """The film with another of its size behind it.

    What was there stays as it is, to the bit; only a film with other settings than ours is
    encoded anew. Raises: RenderError.
    """
    with _reading(film) as earlier, _reading(more) as later:
        frames_per_s = _frames_per_s(earlier)
        first, second = earlier.streams.video[0], later.streams.video[0]
        if (first.width, first.height) != (second.width, second.height):
            raise RenderError(f"{second.width}x{second.height} px cannot follow {first.width}")
        if _settings(first) == _settings(second):
            return _joined(earlier, later)
    whole = chain(read_frames(film), read_frames(more))
    return encode_film(whole, frames_per_s=frames_per_s, crf=CRF_AGAIN)


def read_frames(film: bytes) -> Iterator[Image.Image]:
    """The film's frames in order, RGB. Raises: RenderError."""
    with _reading(film) as container:
        for frame in container.decode(container.streams.video[0]):
            pixels = frame.reformat(format="rgb24", src_colorspace=Colorspace.ITU709).to_ndarray()
            yield Image.fromarray(pixels)


def bare_film(film: bytes) -> bytes:
    """The film with its pictures and sound as they are, to the bit, and nothing it tells besides.

    Raises: RenderError.
    """
    with _reading(film) as source, _film_file() as path:
        with _writing(path) as bare:
            streams = [s for s in source.streams if s.type in ("video", "audio")]
            copies = {stream.index: bare.add_stream_from_template(stream) for stream in streams}
            for copied in copies.values():
                copied.metadata.clear()
            for packet in source.demux(streams):
                if packet.dts is None:
                    continue  # the one that says that there are no more
                packet.stream = copies[packet.stream.index]
                bare.mux(packet)
        return path.read_bytes()


def middle_frame(film: bytes) -> Image.Image:
    """What it looks like half-way. Raises: RenderError."""
    with _reading(film) as container:
        count = container.streams.video[0].frames
    frame = next(islice(read_frames(film), count // 2, None), None)
    if frame is None:
        raise RenderError("a film without frames")
    return frame


def _joined(earlier: InputContainer, later: InputContainer) -> bytes:
    """The packets of both, one film after the other."""
    with _film_file() as path:
        with _writing(path) as film:
            film.metadata.update(earlier.metadata)
            stream = film.add_stream_from_template(earlier.streams.video[0])
            shift = 0
            for part in (earlier, later):
                source = part.streams.video[0]
                for packet in part.demux(source):
                    if packet.pts is None or packet.dts is None:
                        continue  # the one that says that there are no more
                    packet.pts += shift
                    packet.dts += shift
                    packet.stream = stream
                    film.mux(packet)
                shift += source.duration or 0
        return path.read_bytes()


def _add_stream(
    film: OutputContainer, frame: Image.Image, *, frames_per_s: Fraction | int
) -> VideoStream:
    stream = film.add_stream("libx264", rate=frames_per_s)
    stream.width, stream.height = frame.width // 2 * 2, frame.height // 2 * 2
    stream.pix_fmt = "yuv420p"
    # A key frame each second: so coarsely can a viewer seek.
    stream.gop_size = max(1, round(frames_per_s))
    context = stream.codec_context
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    return stream


def _to_video(frame: Image.Image, stream: VideoStream) -> av.VideoFrame:
    even = frame.convert("RGB").crop((0, 0, stream.width, stream.height))
    pixels = av.VideoFrame.from_ndarray(np.asarray(even), format="rgb24")
    return pixels.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709)


def _settings(stream: VideoStream) -> tuple[object, ...]:
    """What two streams must share to be one: above all the decoder's parameter sets."""
    return stream.codec_context.extradata, stream.time_base, stream.codec_context.name


def _frames_per_s(film: InputContainer) -> int:
    rate = film.streams.video[0].average_rate
    if rate is None:
        raise RenderError("a film without a frame rate")
    return round(rate)


@contextmanager
def _film_file() -> Iterator[Path]:
    """A place on disk: an mp4's index is moved to its front once the rest has been written."""
    if sys.platform == "linux":
        # It has no name, and is gone with this process, however that ends.
        with tempfile.TemporaryFile(prefix="oneiro-") as file:
            yield Path(f"/proc/self/fd/{file.fileno()}")
        return
    with tempfile.TemporaryDirectory(prefix="oneiro-") as folder:
        yield Path(folder) / "film.mp4"


@contextmanager
def _writing(path: Path) -> Iterator[OutputContainer]:
    try:
        with av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as film:
            yield film
    except av.FFmpegError as exc:
        raise RenderError(f"writing a film: {exc}") from exc


@contextmanager
def _reading(film: bytes) -> Iterator[InputContainer]:
    try:
        with av.open(io.BytesIO(film), "r") as container:
            yield container
    except av.FFmpegError as exc:
        raise RenderError(f"reading a film: {exc}") from exc
