"""Films: what goes in comes out, in order and on time, and more can be added at the end."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator

import av
import numpy as np
import pytest
import skimage.data
from PIL import Image

from engine.errors import RenderError, RenderStoppedError
from engine.media.mp4 import append_film, bare_film, encode_film, middle_frame, read_frames

COFFEE = Image.fromarray(skimage.data.coffee())


def pan(count: int, *, start: int = 0, size: tuple[int, int] = (96, 64)) -> Iterator[Image.Image]:
    """A camera that moves over a photo."""
    for left in range(start, start + count):
        yield COFFEE.crop((left, left, left + 300, left + 200)).resize(size)


def pixels(frames: Iterator[Image.Image]) -> list[np.ndarray]:
    return [np.asarray(frame, dtype=float) for frame in frames]


def time_stamps(film: bytes) -> list[float]:
    """When each frame is shown, in s, in the order of the packets."""
    with av.open(io.BytesIO(film)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        return [
            float(packet.pts * stream.time_base)
            for packet in container.demux(stream)
            if packet.pts is not None
        ]


def test_every_frame_comes_back_in_order_and_alike() -> None:
    film = encode_film(pan(15), frames_per_s=12)
    there, back = pixels(pan(15)), pixels(read_frames(film))
    assert len(back) == 15
    for index, frame in enumerate(back):
        errors = [np.abs(frame - other).mean() for other in there]
        assert int(np.argmin(errors)) == index
        assert errors[index] < 6
        assert abs(frame.mean() - there[index].mean()) < 2


def test_a_film_is_what_phones_play() -> None:
    film = encode_film(pan(5), frames_per_s=12, comment="of a coffee")
    assert film.index(b"moov") < film.index(b"mdat")  # it plays while it loads
    with av.open(io.BytesIO(film)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert stream.average_rate == 12
        assert container.metadata["comment"] == "of a coffee"


def test_frames_follow_each_other_evenly() -> None:
    film = encode_film(pan(30), frames_per_s=25)
    assert time_stamps(film) == pytest.approx([index / 25 for index in range(30)])


def test_an_odd_side_loses_its_last_pixel() -> None:
    (frame,) = read_frames(encode_film(pan(1, size=(97, 65)), frames_per_s=12))
    assert frame.size == (96, 64)


def test_frames_are_taken_one_by_one() -> None:
    """Each is let go before the next but one is made: a long film needs no more memory."""
    alive: set[int] = set()

    class Frame(Image.Image):
        def __del__(self) -> None:
            alive.discard(id(self))

    def made() -> Iterator[Image.Image]:
        for picture in pan(12):
            frame = Frame()
            frame.__dict__.update(picture.__dict__)
            alive.add(id(frame))
            assert len(alive) <= 2
            yield frame

    encode_film(made(), frames_per_s=12)


def longer_by(film: bytes, frames: Iterable[Image.Image]) -> bytes:
    return append_film(film, encode_film(frames, frames_per_s=12))


def test_more_frames_leave_those_before_as_they_are() -> None:
    film = encode_film(pan(7), frames_per_s=12, comment="first")
    longer = longer_by(longer_by(film, pan(5, start=7)), pan(1, start=12))
    assert time_stamps(longer) == pytest.approx([index / 12 for index in range(13)])
    back = pixels(read_frames(longer))
    for before, after in zip(pixels(read_frames(film)), back, strict=False):
        assert np.array_equal(before, after)
    for there, frame in zip(pixels(pan(13)), back, strict=True):
        assert np.abs(there - frame).mean() < 6
    assert longer.index(b"moov") < longer.index(b"mdat")
    with av.open(io.BytesIO(longer)) as container:
        assert container.metadata["comment"] == "first"


def test_very_different_frames_can_be_appended_too() -> None:
    film = encode_film(pan(4), frames_per_s=12)
    plain = (Image.new("RGB", (96, 64), (shade, 0, 0)) for shade in (10, 200))
    longer = pixels(read_frames(longer_by(film, plain)))
    assert len(longer) == 6
    assert longer[-1].mean() == pytest.approx(200 / 3, abs=4)


def test_a_film_with_other_settings_is_made_anew() -> None:
    """As an earlier version of the encoder may have left it."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=12)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for picture in pan(6):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.asarray(picture))))
        container.mux(stream.encode())
    longer = longer_by(buffer.getvalue(), pan(3, start=6))
    assert time_stamps(longer) == pytest.approx([index / 12 for index in range(9)])
    for there, frame in zip(pixels(pan(9)), pixels(read_frames(longer)), strict=True):
        assert np.abs(there - frame).mean() < 12


def test_frames_of_another_size_are_refused() -> None:
    film = encode_film(pan(2), frames_per_s=12)
    with pytest.raises(RenderError, match="could not be made"):
        longer_by(film, pan(2, size=(64, 64)))


@pytest.mark.parametrize("film", [b"", b"not a film at all", b"\x00\x00\x00\x18ftypmp42" * 9])
def test_what_is_no_film_is_told(film: bytes) -> None:
    with pytest.raises(RenderError):
        list(read_frames(film))


def test_a_film_without_frames_is_refused() -> None:
    with pytest.raises(RenderError):
        encode_film(iter(()), frames_per_s=12)


def test_who_makes_the_frames_may_stop() -> None:
    def stopped() -> Iterator[Image.Image]:
        yield from pan(2)
        raise RenderStoppedError

    with pytest.raises(RenderStoppedError):
        encode_film(stopped(), frames_per_s=12)


def test_the_same_frames_are_the_same_film() -> None:
    assert encode_film(pan(6), frames_per_s=12) == encode_film(pan(6), frames_per_s=12)


def test_a_bare_film_is_the_same_and_tells_nothing() -> None:
    film = encode_film(pan(9), frames_per_s=12, comment="of a coffee at home")
    bare = bare_film(film)
    assert b"at home" not in bare
    assert bare.index(b"moov") < bare.index(b"mdat")
    assert time_stamps(bare) == time_stamps(film)
    for one, other in zip(pixels(read_frames(film)), pixels(read_frames(bare)), strict=True):
        assert np.array_equal(one, other)


def test_the_middle_of_a_film_is_found() -> None:
    film = encode_film(pan(9), frames_per_s=12)
    assert np.array_equal(np.asarray(middle_frame(film)), pixels(read_frames(film))[4])


@pytest.mark.parametrize("look", [bare_film, middle_frame])
def test_what_is_no_film_is_said_to_be_none(look: Callable[[bytes], object]) -> None:
    with pytest.raises(RenderError):
        look(b"no film")
