"""Films as people have them: bright ones keep their colours, and a hostile one costs little."""

from __future__ import annotations

import io
import struct
import zlib
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image, ImageSequence

from engine.errors import BadInputError, BrokenClipError, ClipTooLargeError, PictureTooNarrowError
from engine.media.clips import read_clip
from tests.engine.films import animation_of, film_of, pan
from tests.memory import needs_proc, peak_mb

HLG, PQ = 18, 16
Colour = tuple[float, float, float]
# (transfer, what BT.709's colours are in it, which are meant): see test_files_as_they_are.py.
BRIGHT = [
    (HLG, (0.708, 0.267, 0.130), (247, 0, 0)),
    (HLG, (0.750, 0.750, 0.750), (247, 247, 247)),
    (HLG, (1.0, 1.0, 1.0), (255, 255, 255)),
    (HLG, (0.380, 0.380, 0.380), (101, 101, 101)),
    (PQ, (0.533, 0.327, 0.220), (247, 0, 0)),
    (PQ, (0.580, 0.580, 0.580), (246, 246, 246)),
    (PQ, (0.380, 0.380, 0.380), (100, 100, 100)),
]


def bright_film(signal: Colour, transfer: int, *, codec: str, matrix: int = 9) -> bytes:
    """Ten bits in BT.2020's primaries, as a phone films; ``matrix`` 2: left unsaid."""
    red, green, blue = signal
    luma = 0.2627 * red + 0.6780 * green + 0.0593 * blue  # BT.2100-2, table 6
    planes = (
        64 + 876 * luma,
        512 + 896 * (blue - luma) / 1.8814,
        512 + 896 * (red - luma) / 1.4746,
    )
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as film:
        stream = film.add_stream(codec, rate=12)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p10le"
        context = stream.codec_context
        context.color_trc, context.color_primaries, context.colorspace = transfer, 9, matrix
        context.color_range = 1
        if codec == "libx265":
            context.options = {"x265-params": "log-level=none"}
        for index in range(3):
            frame = av.VideoFrame(64, 64, "yuv420p10le")
            for plane, value in zip(frame.planes, planes, strict=True):
                plane.update(np.full(plane.buffer_size // 2, round(value), "<u2").tobytes())
            frame.pts, frame.time_base = index, Fraction(1, 12)
            frame.color_trc, frame.color_primaries, frame.colorspace = transfer, 9, matrix
            frame.color_range = 1
            film.mux(stream.encode(frame))
        film.mux(stream.encode())
    return buffer.getvalue()


@pytest.mark.parametrize("codec", ["libx265", "libx264"])
@pytest.mark.parametrize(("transfer", "signal", "meant"), BRIGHT)
def test_a_bright_film_keeps_its_colours(
    transfer: int, signal: Colour, meant: Colour, codec: str
) -> None:
    frame = next(read_clip(bright_film(signal, transfer, codec=codec)).frames())
    assert np.allclose(frame.getpixel((30, 30)), meant, atol=10)


def test_a_bright_film_that_leaves_its_matrix_unsaid_is_in_the_only_one_that_it_can_be() -> None:
    film = bright_film((0.708, 0.267, 0.130), HLG, codec="libx264", matrix=2)
    assert np.allclose(next(read_clip(film).frames()).getpixel((30, 30)), (247, 0, 0), atol=10)


@pytest.mark.parametrize(
    ("format", "codec"), [("avi", "mpeg4"), ("avi", "mjpeg"), ("matroska", "libx264")]
)
def test_older_films_open_too(format: str, codec: str) -> None:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=format) as film:
        stream = film.add_stream(codec, rate=12)
        stream.width, stream.height = 96, 64
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for picture in pan(9):
            film.mux(stream.encode(av.VideoFrame.from_image(picture)))
        film.mux(stream.encode())
    clip = read_clip(buffer.getvalue())
    assert (clip.frames_per_s, clip.count, clip.width, clip.height) == (12, 9, 96, 64)
    for frame, there in zip(clip.frames(), pan(9), strict=True):
        assert np.abs(np.asarray(frame, dtype=float) - np.asarray(there, dtype=float)).mean() < 16


def claiming(count: int) -> bytes:
    """A film of two frames whose tables tell of many more."""
    film = bytearray(film_of(pan(2, size=(32, 32))))
    struct.pack_into(">II", film, film.index(b"stsz") + 8, 1, count)
    struct.pack_into(">II", film, film.index(b"stts") + 12, count, 1)
    struct.pack_into(">I", film, film.index(b"stsc") + 16, count)
    return bytes(film)


def test_tables_that_claim_more_than_the_file_holds_are_not_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A million frames in 1,841 bytes took 273 s."""
    film = claiming(1_000_000)
    monkeypatch.setattr("av.open", lambda *_, **__: pytest.fail("believed"))
    with pytest.raises(BrokenClipError, match="does not open as a film"):
        read_clip(film)


def vast_png(side: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    pack = zlib.compressobj(1)
    body = b"".join([pack.compress(bytes(1 + 3 * side)) for _ in range(side)]) + pack.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    return start + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def film_of_vast_frames() -> bytes:
    """It says 64x64 px; its frames are PNGs of 144 megapixels."""
    buffer = io.BytesIO()
    png = vast_png(12_000)
    with av.open(buffer, "w", format="mov") as film:
        stream = film.add_stream("png", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "rgb24"
        blank = av.VideoFrame.from_image(Image.new("RGB", (64, 64)))
        for index, first in enumerate([*stream.encode(blank), None, None]):
            packet = av.Packet(png) if first is None else first
            packet.stream, packet.time_base = stream, Fraction(1, 10)
            packet.pts = packet.dts = index
            film.mux(packet)
    return buffer.getvalue()


OPEN = """
import sys
from engine.media.clips import read_clip
assert len(list(read_clip(sys.stdin.buffer.read()).frames())) == 3
"""


@needs_proc
def test_a_small_film_of_vast_frames_takes_little_memory() -> None:
    """The first is held in place of those that cannot be shown."""
    assert peak_mb(OPEN, film_of_vast_frames()) < 250


def test_a_film_that_is_pulled_wide_is_measured_first(monkeypatch: pytest.MonkeyPatch) -> None:
    film = film_of(pan(2, size=(96, 64)))
    monkeypatch.setattr("av.video.stream.VideoStream.sample_aspect_ratio", 19, raising=False)
    monkeypatch.setattr(Image.Image, "resize", lambda *_, **__: pytest.fail("resized"))
    with pytest.raises(PictureTooNarrowError, match="1824\N{MULTIPLICATION SIGN}64"):
        read_clip(film)


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_only_one_frame_of_an_animation_is_decoded_to_measure_it(
    format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = animation_of(pan(30), format=format, duration=[40] * 20 + [100] * 10)
    taken = []
    original = ImageSequence.Iterator.__next__
    monkeypatch.setattr(
        ImageSequence.Iterator, "__next__", lambda self: taken.append(1) or original(self)
    )
    assert read_clip(film).seconds == pytest.approx(1.8, abs=0.05)
    assert len(taken) <= 2


def test_a_gif_whose_canvas_grows_on_the_way_ends_there() -> None:
    film = bytearray(animation_of(pan(4), format="GIF"))
    at = film.rindex(b"\x2c\0\0\0\0")  # the last frame: its place and size
    struct.pack_into("<HH", film, at + 5, 9000, 9000)
    clip = read_clip(bytes(film))
    assert {frame.size for frame in clip.frames()} == {(96, 64)}


def test_too_large_an_avi_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    film = film_of(pan(2), format="avi", codec="mpeg4")
    monkeypatch.setattr("engine.media.clips.MAX_FRAME_PIXELS", 96 * 63)
    with pytest.raises(ClipTooLargeError, match="96x64 px"):
        read_clip(film)


@pytest.mark.parametrize("kind", [b"RIFF\x10\0\0\0AVI ", b"RIFF\x10\0\0\0AVI LIST\x10\0\0\0hdrl"])
def test_a_broken_avi_is_refused_plainly(kind: bytes) -> None:
    with pytest.raises(BadInputError, match="MKV or AVI"):
        read_clip(kind + bytes(200))
