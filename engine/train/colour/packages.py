"""Files within packages: Debian's .deb, wheels, and Qt's .rcc archives."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path

_AR, _AR_HEAD = b"!<arch>\n", 60
_QT, _QT_ZLIB, _QT_FOLDER = b"qres", 1, 2


def members_of(package: Path, names: Collection[str]) -> dict[str, bytes]:
    """The files of these names in a .deb or a .whl. Raises: KeyError: one is not there."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            return {name: wheel.read(name) for name in names}
    with tarfile.open(fileobj=io.BytesIO(_data_of_deb(package.read_bytes()))) as data:
        found = {member.name.removeprefix("./"): member for member in data}
        files = {name: data.extractfile(found[name]) for name in names}
        return {name: file.read() for name, file in files.items() if file is not None}


def _data_of_deb(deb: bytes) -> bytes:
    """The tar of what a .deb installs, compressed as it is: ``data.tar.xz`` within ar's members."""
    place = len(_AR)
    while place < len(deb):
        head = deb[place : place + _AR_HEAD]
        name, size = head[:16].decode().strip().rstrip("/"), int(head[48:58])
        place += _AR_HEAD
        if name.startswith("data.tar"):
            return deb[place : place + size]
        place += size + size % 2
    raise KeyError("data.tar")


def qt_resource(archive: bytes, name: str) -> bytes:
    """The file ``name`` of an .rcc archive, as Qt's rcc --binary writes them.

    Its tree's nodes: where the name is, flags; of a folder, how many children and the first; of a
    file, its country, its language and where its bytes are. Raises: KeyError: it is not there.
    """
    if archive[:4] != _QT:
        raise KeyError(name)
    version, tree, data, names = struct.unpack_from(">4I", archive, 4)
    size = 22 if version >= 2 else 14  # the second version has dates

    def name_at(node: int) -> str:
        start = names + struct.unpack_from(">I", archive, node)[0]
        (length,) = struct.unpack_from(">H", archive, start)
        return archive[start + 6 : start + 6 + 2 * length].decode("utf-16-be")

    node = tree
    for part in name.split("/"):
        count, first = struct.unpack_from(">2I", archive, node + 6)
        children = range(tree + first * size, tree + (first + count) * size, size)
        inner = {name_at(child): child for child in children}
        node = inner[part]
    (flags,) = struct.unpack_from(">H", archive, node + 4)
    if flags & _QT_FOLDER:
        raise KeyError(name)
    start = data + struct.unpack_from(">I", archive, node + 10)[0]
    (length,) = struct.unpack_from(">I", archive, start)
    content = archive[start + 4 : start + 4 + length]
    return zlib.decompress(content[4:]) if flags & _QT_ZLIB else content
