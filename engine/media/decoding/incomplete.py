"""A picture file that lacks its last bytes: as much of it as viewers show. No torch.

Only where little is missing: MOST_MISSING of the rows. One that is cut in half is not what its
owner thinks that it is.
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable

from PIL import Image, ImageChops

from engine.media.formats import PNG_START, png_chunks

MOST_MISSING = 0.1  # of the rows
_JPEG_END = b"\xff\xd9"
_TAIL_BYTES = 64  # some cameras fill a block after the end
_JPEG_SEGMENTS_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
_CHANNELS_OF_PNG = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_FEED_BYTES = 1_000_000


def completed(data: bytes) -> tuple[bytes, float] | None:
    """(a file that decodes, the share of rows that it lacks); None: too much is missing, or it is
    not that which is wrong with the file.

    Raises: engine.media.pictures.DECODE_ERRORS.
    """
    for start, complete in _BY_START.items():
        if data.startswith(start):
            mended = complete(data)
            return mended if mended is not None and mended[1] <= MOST_MISSING else None
    return None


def _complete_jpeg(data: bytes) -> tuple[bytes, float] | None:
    if _JPEG_END in data[-_TAIL_BYTES:] or not _holds_every_scan(data):
        return None
    # What is missing is where two endings differ: nothing, and noise in place of it.
    noise = random.Random(0).randbytes(len(data) // 4 + 1000).replace(b"\xff", b"\x7f")
    plain = _small(data + _JPEG_END)
    noisy = _small(data + noise + _JPEG_END)
    differing = ImageChops.difference(plain, noisy).getbbox()
    missing = 0.0 if differing is None else 1 - differing[1] / plain.height
    return data + _JPEG_END, missing


def _small(data: bytes) -> Image.Image:
    """Grey, and of every block one pixel, unless the missing scan is of finer detail."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
        if "progressive" not in opened.info:
            opened.draft("L", (max(1, opened.width // 8), max(1, opened.height // 8)))
        return opened.convert("L")


def _holds_every_scan(data: bytes) -> bool:
    """Whether all frequencies of all components have begun to come, to their last bit.

    A progressive JPEG tells the whole picture roughly first; without its last scans all of it is
    blurred. Source: ITU-T T.81, G.1.
    """
    wanted: set[tuple[int, int]] = set()
    at = 2
    while at + 4 <= len(data):
        at = data.find(b"\xff", at)
        if at < 0 or at + 4 > len(data):
            break
        kind = data[at + 1]
        if kind in {0x00, 0xFF} or kind in _JPEG_SEGMENTS_WITHOUT_LENGTH:
            at += 1 if kind == 0xFF else 2
            continue
        body = data[at + 4 : at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")]
        if kind in {0xC0, 0xC1, 0xC2}:
            wanted = {(component, band) for component in body[6::3] for band in range(64)}
        elif kind == 0xDA:
            count = body[0]
            first, last, bits = body[1 + 2 * count : 4 + 2 * count]
            if bits & 15 == 0:  # down to the last bit
                wanted -= {
                    (component, band)
                    for component in body[1 : 1 + 2 * count : 2]
                    for band in range(first, last + 1)
                }
        at += 2 + len(body) + 2
    return not wanted


def _complete_webp(data: bytes) -> tuple[bytes, float] | None:
    """Its size stands in front, and its rows follow one another."""
    size = 8 + int.from_bytes(data[4:8], "little")
    lacks = size - len(data)
    if data[8:12] != b"WEBP" or lacks <= 0 or lacks > size * MOST_MISSING:
        return None
    return data + bytes(lacks), lacks / size


def _complete_png(data: bytes) -> tuple[bytes, float] | None:
    """Its rows as far as they came, written anew, and empty ones after them."""
    kept = [PNG_START]
    rows: _Rows | None = None
    kind = b""
    for kind, body in png_chunks(data):
        if kind == b"IHDR":
            rows = _Rows(body)
        if kind == b"IDAT" and rows is not None:
            rows.add(body)
        elif kind in {b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"cICP", b"gAMA", b"sRGB", b"eXIf"}:
            kept.append(_chunk(kind, body))
    if rows is None or not rows.is_plain or kind == b"IEND":
        return None
    missing = rows.fill()
    return b"".join([*kept, _chunk(b"IDAT", bytes(rows.packed)), _chunk(b"IEND", b"")]), missing


class _Rows:
    """A PNG's rows, unpacked and packed again a piece at a time."""

    def __init__(self, header: bytes) -> None:
        self._height: int
        self._row_bytes: int
        width, self._height, bits, colours, _, _, laced = struct.unpack(">IIBBBBB", header)
        self.is_plain = laced == 0
        self._row_bytes = 1 + (width * bits * _CHANNELS_OF_PNG[colours] + 7) // 8
        self._unpack, self._pack = zlib.decompressobj(), zlib.compressobj(1)
        self._count = 0
        self.packed = bytearray()

    def add(self, body: bytes) -> None:
        while body and not self._unpack.eof and self._lacks > 0:
            raw = self._unpack.decompress(body, min(_FEED_BYTES, self._lacks))
            body = self._unpack.unconsumed_tail
            self._count += len(raw)
            self.packed += self._pack.compress(raw)

    def fill(self) -> float:
        """Write what is missing; its share."""
        missing = self._lacks / (self._row_bytes * self._height)
        while self._lacks > 0 and missing <= MOST_MISSING:
            blank = bytes(min(_FEED_BYTES, self._lacks))
            self._count += len(blank)
            self.packed += self._pack.compress(blank)
        self.packed += self._pack.flush()
        return missing

    @property
    def _lacks(self) -> int:
        return self._row_bytes * self._height - self._count


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


_BY_START: dict[bytes, Callable[[bytes], tuple[bytes, float] | None]] = {
    b"\xff\xd8": _complete_jpeg,
    b"RIFF": _complete_webp,
    PNG_START: _complete_png,
}
