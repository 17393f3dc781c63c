"""What goes through the pipes between a worker and its render process: frames of JSON and bytes.

A frame is the header's length in four bytes, the header (JSON), and blobs, whose lengths the header
tells. Nothing that is read here can run anything, as a pickle can.
"""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

_LENGTH = struct.Struct(">I")
# Orders and outcomes are a few kB; a film of a person's has 20 MB, a large PNG some hundred.
MOST_HEADER_BYTES = 1_000_000
MOST_BLOB_BYTES = 2_000_000_000


class ByteStream(Protocol):
    """A file read from without a buffer: ``read`` may give less than was asked for."""

    def read(self, size: int, /) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class Frame:
    """One message. ``values`` are JSON."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    blobs: tuple[bytes, ...] = ()

    def packed(self) -> Iterator[bytes]:
        """The frame in pieces, to be written one after the other."""
        sizes = [len(blob) for blob in self.blobs]
        header = json.dumps({"kind": self.kind, "values": self.values, "sizes": sizes}).encode()
        yield _LENGTH.pack(len(header)) + header
        yield from self.blobs


def read_frame(stream: ByteStream) -> Frame | None:
    """The next frame; None: there are no more. Raises: ValueError: it makes no sense."""
    try:
        header = _exactly(stream, _header_size(_exactly(stream, _LENGTH.size)))
        kind, values, sizes = _parts(header)
        return Frame(kind, values, tuple(_exactly(stream, size) for size in sizes))
    except EOFError:
        return None


async def next_frame(stream: asyncio.StreamReader) -> Frame | None:
    """As :func:`read_frame`, without waiting in the way of anybody."""
    try:
        header = await stream.readexactly(_header_size(await stream.readexactly(_LENGTH.size)))
        kind, values, sizes = _parts(header)
        return Frame(kind, values, tuple([await stream.readexactly(size) for size in sizes]))
    except (asyncio.IncompleteReadError, ConnectionResetError):
        return None


def _exactly(stream: ByteStream, size: int) -> bytes:
    parts, missing = [], size
    while missing:
        part = stream.read(missing)
        if not part:
            raise EOFError
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _header_size(prefix: bytes) -> int:
    (size,) = _LENGTH.unpack(prefix)
    if size > MOST_HEADER_BYTES:
        raise ValueError(f"a header of {size} bytes")
    return int(size)


def _parts(header: bytes) -> tuple[str, dict[str, Any], list[int]]:
    values = json.loads(header)
    sizes = [int(size) for size in values["sizes"]]
    if any(size < 0 for size in sizes) or sum(sizes) > MOST_BLOB_BYTES:
        raise ValueError(f"blobs of {sizes} bytes")
    return str(values["kind"]), dict(values["values"]), sizes
