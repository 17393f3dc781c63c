"""Whether an MP4's or MOV's tables can be true, before FFmpeg builds them in memory. No torch.

A file of 656 bytes may claim a hundred million frames, and FFmpeg takes its word for it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"}
_MOST_DEEP = 8


class UntrueTableError(ValueError):
    """It claims more than the file can hold."""


def check_tables(data: bytes) -> None:
    """Raises: UntrueTableError: more samples than bytes, counted over each kind of table."""
    claimed: dict[bytes, int] = {}
    for kind, start, end in _boxes(data, 0, len(data), 0):
        if kind == b"cmov":
            raise UntrueTableError("its tables are packed")
        claimed[kind] = claimed.get(kind, 0) + _claimed(data, kind, start, end)
        if claimed[kind] > len(data):
            raise UntrueTableError(f"{claimed[kind]} samples in {len(data)} bytes")


def _claimed(data: bytes, kind: bytes, start: int, end: int) -> int:
    """How many bytes of samples, or samples, a table speaks of."""
    if end - start < 12:
        return 0
    first: int
    second: int
    first, second = struct.unpack_from(">II", data, start + 4)
    if kind == b"stsz":
        return max(first, 1) * second if first else second
    if kind == b"trun":
        return first
    if kind in {b"stts", b"ctts"}:
        entries = range(start + 8, min(end, start + 8 + 8 * first) - 7, 8)
        return sum(int.from_bytes(data[at : at + 4], "big") for at in entries)
    return 0


def _boxes(data: bytes, start: int, end: int, depth: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, where its body begins and ends) of each box, those within others too."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        body = start + 8
        if size == 1 and start + 16 <= end:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        stop = end if size == 0 else min(start + size, end)
        if stop < body:
            return
        yield kind, body, stop
        if kind in _HOLDERS and depth < _MOST_DEEP:
            yield from _boxes(data, body, stop, depth + 1)
        start = stop
