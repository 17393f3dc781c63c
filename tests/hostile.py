"""Small files that cost much to open: made here, none is kept."""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
from PIL import Image

from tests.pictures import encoded


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _zeros(count: int) -> bytes:
    """So many zero bytes, compressed, without having them all in memory."""
    packer = zlib.compressobj(9)
    piece = bytes(1 << 20)
    packed = [packer.compress(piece) for _ in range(count // len(piece))]
    return b"".join([*packed, packer.compress(bytes(count % len(piece))), packer.flush()])


def bomb_png(width: int = 7900, height: int = 7900, *, bits: int = 8, kind: int = 6) -> bytes:
    """As many pixels as are allowed, all alike. ``kind``: 0 grey, 2 RGB, 6 RGBA."""
    channels = {0: 1, 2: 3, 6: 4}[kind]
    row = 1 + width * channels * bits // 8
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", _zeros(row * height))
        + _chunk(b"IEND", b"")
    )


def sixteen_bit_png() -> bytes:
    return bomb_png(bits=16, kind=0)


def rgb_png_of_sixteen_bits() -> bytes:
    return bomb_png(bits=16, kind=2)


def moving_png() -> bytes:
    """An APNG that says it has two thousand million frames."""
    plain = bomb_png(2000, 2000)
    control = _chunk(b"acTL", struct.pack(">II", 2_000_000_000, 0))
    at = plain.index(b"IDAT") - 4
    return plain[:at] + control + plain[at:]


def _tiff(entries: list[tuple[int, int, int, int]], data: bytes, *, next_at: int = 0) -> bytes:
    """A little-endian TIFF of one directory, its data after it."""
    body = b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    directory = struct.pack("<H", len(entries)) + body + struct.pack("<I", next_at)
    return b"II*\0" + struct.pack("<I", 8) + directory + data


def _grey(width: int, height: int, *, bits: int, size: int, form: int, packed: int) -> bytes:
    count = 10 if form > 1 else 9
    at = 8 + 2 + count * 12 + 4
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, bits),
        (259, 3, 1, packed),
        (262, 3, 1, 1),
        (273, 4, 1, at),
        (277, 3, 1, 1),
        (278, 4, 1, height),
        (279, 4, 1, size),
    ]
    return _tiff(entries + ([(339, 3, 1, form)] if form > 1 else []), b"")


def float_tiff() -> bytes:
    """32-bit floats, 64 megapixels, deflated."""
    data = _zeros(7900 * 7900 * 4)
    return _grey(7900, 7900, bits=32, size=len(data), form=3, packed=8) + data


def slow_tiff(directories: int = 170_000) -> bytes:
    """One picture whose directory points to another, and that to a third, and so on."""
    pixels = bytes(32 * 32)
    size = 2 + 9 * 12 + 4
    start = 8
    data_at = start + size * directories
    body = struct.pack("<H", 9) + b"".join(
        struct.pack("<HHII", *entry)
        for entry in [
            (256, 4, 1, 32),
            (257, 4, 1, 32),
            (258, 3, 1, 8),
            (259, 3, 1, 1),
            (262, 3, 1, 1),
            (273, 4, 1, data_at),
            (277, 3, 1, 1),
            (278, 4, 1, 32),
            (279, 4, 1, len(pixels)),
        ]
    )
    chain = bytearray()
    for number in range(1, directories + 1):
        following = start + size * number if number < directories else 0
        chain += body + struct.pack("<I", following)
    return b"II*\0" + struct.pack("<I", start) + bytes(chain) + pixels


def striped_tiff() -> bytes:
    """A strip for each of many rows, all the same one."""
    height, width = 60_000, 1_000
    at = 8 + 2 + 9 * 12 + 4
    offsets_at, counts_at = at, at + 4 * height
    data_at = counts_at + 4 * height
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, height, offsets_at),
        (277, 3, 1, 1),
        (278, 4, 1, 1),
        (279, 4, height, counts_at),
    ]
    offsets = struct.pack("<I", data_at) * height
    counts = struct.pack("<I", width) * height
    return _tiff(entries, offsets + counts + bytes(width))


def huge_gif(frames: int = 5_000) -> bytes:
    """A canvas of 40 megapixels, and thousands of frames of one pixel."""
    small = encoded(Image.new("P", (1, 1)), "GIF")
    screen = b"GIF89a" + struct.pack("<HH", 6000, 6000) + small[10:13]
    palette = small[13 : small.index(b",")]
    frame = small[small.index(b",") : -1]
    return screen + palette + frame * frames + b";"


def big_webp() -> bytes:
    return encoded(Image.new("RGB", (7900, 7900)), "WEBP", method=0, quality=1)


def moving_webp() -> bytes:
    frames = [Image.new("RGB", (2000, 2000), (n, 0, 0)) for n in range(20)]
    return encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], method=0)


def _film(codec: str, pixels: str, packet: bytes, *, width: int, height: int, count: int) -> bytes:
    """An MP4 whose frames are ``packet``, whatever they are said to be."""
    with tempfile.TemporaryDirectory(prefix="oneiro-film-") as folder:
        file = Path(folder, "film.mp4")
        with av.open(file, "w", format="mp4") as film:
            stream = film.add_stream(codec, rate=25)
            stream.width, stream.height, stream.pix_fmt = width, height, pixels
            for number in range(count):
                one = av.Packet(packet)
                one.stream, one.pts, one.dts = stream, number, number
                one.time_base = Fraction(1, 25)
                one.is_keyframe = True
                film.mux(one)
        return file.read_bytes()


def film_of_giant_png() -> bytes:
    """It says 64x64 px, and each frame is a PNG of 62 megapixels."""
    return _film("png", "rgba", bomb_png(), width=64, height=64, count=2)


def film_of_giant_jpeg() -> bytes:
    jpeg = encoded(Image.new("L", (16_000, 16_000)), "JPEG", quality=1)
    return _film("mjpeg", "yuvj420p", jpeg, width=64, height=64, count=2)


def film_of_many_frames() -> bytes:
    return _film(
        "png", "rgb24", encoded(Image.new("RGB", (32, 32))), width=32, height=32, count=20_000
    )


def cut_film() -> bytes:
    return film_of_many_frames()[: 200 * 1000]


HOSTILE_PICTURES: tuple[Callable[[], bytes], ...] = (
    bomb_png,
    sixteen_bit_png,
    rgb_png_of_sixteen_bits,
    moving_png,
    float_tiff,
    striped_tiff,
    slow_tiff,
    huge_gif,
    big_webp,
    moving_webp,
)
HOSTILE_FILMS: tuple[Callable[[], bytes], ...] = (
    film_of_giant_png,
    film_of_giant_jpeg,
    film_of_many_frames,
    cut_film,
    huge_gif,
    moving_png,
    moving_webp,
)
