"""The frames of a film file, decoded within limits, upright and in sRGB. No torch."""

from __future__ import annotations

import io
from collections.abc import Iterator

import av
import numpy as np
from av.container import InputContainer
from av.video import VideoStream
from av.video.reformatter import Colorspace
from PIL import Image

from engine.media.decoding.hdr import BT2020, ColourCode, to_srgb
from engine.media.film_boxes import check_tables
from engine.media.pictures import MAX_ASPECT, flatten

MAX_FRAME_PIXELS = 10_000_000  # 4K
# Looked at before FFmpeg is: among what it would guess are lists of other files and addresses.
_CONTAINER_STARTS = {
    b"\x1aE\xdf\xa3": "matroska",  # WebM, MKV
    **{b"%b" % kind: "mov" for kind in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")},
}
_AVI_KINDS = (b"AVI ", b"AVIX")
# What FFmpeg may read to find out what a film is.
_PROBE_BYTES, _PROBE_US = 5_000_000, 5_000_000
_MOST_BROKEN = 500  # frames in a row; a film of nothing else is none
_THREADS = 2  # each keeps some frames of its own
# Since HD, untagged films are meant in its colours.
_HD_LINES = 720
_UNTOLD = 2  # H.273


def container_of(data: bytes) -> str | None:
    """FFmpeg's name of the file's format; None: none that we take."""
    if data.startswith(b"RIFF") and data[8:12] in _AVI_KINDS:
        return "avi"
    return _CONTAINER_STARTS.get(data[:4]) or _CONTAINER_STARTS.get(data[4:8])


def open_film(data: bytes, container: str) -> InputContainer:
    """Its frames are no larger than MAX_FRAME_PIXELS, whatever they turn out to be.

    Raises: av.FFmpegError, ValueError.
    """
    if container == "mov":
        check_tables(data)
    # FFmpeg decodes the first frames to find out what they are: by the same limits.
    limits = {"max_pixels": str(MAX_FRAME_PIXELS), "threads": "1"}
    probing = {"probesize": str(_PROBE_BYTES), "analyzeduration": str(_PROBE_US)}
    film = av.open(io.BytesIO(data), "r", format=container, options={**limits, **probing})
    for stream in film.streams.video:
        if stream.codec_context is not None:
            stream.codec_context.options = {"max_pixels": str(MAX_FRAME_PIXELS)}
            stream.codec_context.thread_count = _THREADS
    return film


def decoded(film: InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame]:
    """What can be decoded."""
    packets = film.demux(stream)
    broken = 0
    while broken < _MOST_BROKEN:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            frames = packet.decode()
        except av.EOFError:
            return
        except (av.InvalidDataError, av.ArgumentError):
            broken += 1
            continue
        if frames:
            broken = 0
        yield from frames


def upright_size(frame: av.VideoFrame, stream: VideoStream) -> tuple[int, int]:
    """(width, height) with square pixels, turned as the film says."""
    width, height = frame.width, frame.height
    shape = stream.sample_aspect_ratio
    if shape and shape != 1 and 1 / MAX_ASPECT < shape < MAX_ASPECT:
        width = max(1, round(width * shape))
    return (height, width) if round(frame.rotation) % 180 == 90 else (width, height)


def upright(frame: av.VideoFrame, stream: VideoStream) -> Image.Image:
    """RGB, turned as the film says (phones), with square pixels, flattened on white."""
    has_alpha = any(component.is_alpha for component in frame.format.components)
    code = ColourCode(int(frame.color_primaries), int(frame.color_trc))
    matrix = _matrix_untold(frame, code)
    pixels = frame.reformat(format="rgba" if has_alpha else "rgb24", src_colorspace=matrix)
    picture = flatten(Image.fromarray(np.ascontiguousarray(pixels.to_ndarray())))
    quarters = round(frame.rotation) % 360
    size = upright_size(frame, stream)
    size = size[::-1] if quarters % 180 else size
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    quarter = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180}
    quarter |= {270: Image.Transpose.ROTATE_270}
    turn = quarter.get(quarters)
    picture = picture if turn is None else picture.transpose(turn)
    return to_srgb(picture, code)


def _matrix_untold(frame: av.VideoFrame, code: ColourCode) -> int | None:
    """What the frame's numbers stand for, where nothing is said of it."""
    if frame.colorspace not in (Colorspace.DEFAULT, _UNTOLD):
        return None
    if code.is_hdr or code.primaries == BT2020:
        return BT2020  # its matrix has the same number
    return int(Colorspace.ITU709 if frame.height >= _HD_LINES else Colorspace.ITU601)
