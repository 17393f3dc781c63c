"""What a safetensors file says: its table of tensors, and of a file of ours, what it is.

Plain JSON: neither torch nor numpy is loaded.
"""

from __future__ import annotations

import json
import os
import re
import struct
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.catalogue.colour_shapes import COLOUR_BLUEPRINTS
from engine.catalogue.find import ASSETS, HELPERS, NETWORKS, NetworkInfo
from engine.catalogue.tensor_shapes import BLUEPRINTS, Shape
from engine.catalogue.torchvision_checkpoints import CHECKPOINTS
from engine.errors import WeightsFileError
from engine.texts.phrase import Phrase

KIND_KEY = "oneiro"  # the metadata's word for the kind of network
SCALE_ENDING = "_scale"  # of the tensor that goes with one of 8 bits
PICTURES_KEY = "pictures"  # style -> its picture's file in base64, as JSON
DREAM = "dream"  # a dream network that somebody trained on
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
OURS_INSTEAD = Phrase("remedies.ours_instead")
_MAX_HEADER_BYTES = 10_000_000
_SETTLED_NS = 100_000_000

# dtype, shape, (first byte, end) in the file
Entry = tuple[str, Shape, tuple[int, int]]
# tensor name -> entry, metadata
Contents = tuple[Mapping[str, Entry], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsFile:
    """A safetensors file in our folder; ``metadata``: what it says of itself."""

    path: Path
    metadata: Mapping[str, str]

    @property
    def kind(self) -> str | None:
        """Of network, where it is one of somebody's own."""
        return self.metadata.get(KIND_KEY)


def scan(root: Path) -> tuple[WeightsFile, ...]:
    """The safetensors files in our folder, by name; a damaged one says nothing.

    Whoever asks several things of the folder asks them of one scan.
    """
    if not root.is_dir():
        return ()
    return tuple(
        WeightsFile(path=path, metadata=_metadata_if_whole(path))
        for path in sorted(root.glob("*.safetensors"))
    )


def _metadata_if_whole(path: Path) -> Mapping[str, str]:
    try:
        return read_metadata(path)
    except (WeightsFileError, OSError):
        return {}


def read_header(path: Path) -> Mapping[str, Entry]:
    """Tensor name -> (dtype, shape, (first byte, end) in the file) of a safetensors file.

    Raises: WeightsFileError: not safetensors, or cut short.
    """
    status = path.stat()
    tensors, _ = _contents(path, status)
    end = max((entry[2][1] for entry in tensors.values()), default=0)
    if end > status.st_size:
        raise unusable(path, Phrase("problems.cut_short", bytes=status.st_size, of=end))
    return tensors


def read_metadata(path: Path) -> Mapping[str, str]:
    """What a safetensors file says of itself.

    Raises: WeightsFileError: not safetensors, or cut short.
    """
    return _contents(path, path.stat())[1]


def _contents(path: Path, status: os.stat_result) -> Contents:
    # What was written just now may be written again within the same tick of the file's clock.
    is_settled = time.time_ns() - status.st_mtime_ns > _SETTLED_NS
    parse = _parsed if is_settled else _parsed.__wrapped__
    return parse(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=128)
def _parsed(path: Path, mtime_ns: int, size: int) -> Contents:
    """(tensors, metadata); read once until the file changes, which its time or size tells."""
    text = _header_text(path, size)
    try:
        entries = json.loads(text)
        metadata = entries.pop("__metadata__", {})
        offset = 8 + len(text)
        tensors = {
            name: (
                str(entry["dtype"]),
                tuple(int(side) for side in entry["shape"]),
                (offset + int(entry["data_offsets"][0]), offset + int(entry["data_offsets"][1])),
            )
            for name, entry in entries.items()
        }
        return tensors, {str(name): str(value) for name, value in metadata.items()}
    except (ValueError, TypeError, LookupError, AttributeError) as exc:
        raise unusable(path, Phrase("problems.not_safetensors")) from exc


def _header_text(path: Path, size: int) -> bytes:
    if size == 0:
        raise unusable(path, Phrase("problems.empty"))
    with path.open("rb") as file:
        start = file.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
        if not 2 <= length <= min(_MAX_HEADER_BYTES, size - 8):
            raise unusable(path, Phrase("problems.not_safetensors_or_cut"))
        return file.read(length)


def may_be_own(name: str) -> bool:
    """Whether a network of somebody's own can be called so: no other has the name."""
    is_taken = name in NETWORKS or name in HELPERS or name in CHECKPOINTS
    return bool(NAME.fullmatch(name)) and not is_taken


def own_name(path: Path, metadata: Mapping[str, str], *, helpers: Collection[str] = ()) -> str:
    """The name that a file of ours gives itself; ``helpers``: those that it may be.

    Raises: WeightsFileError: nobody could say it, or another network has it.
    """
    name = metadata.get("name", "")
    if name not in helpers and not may_be_own(name):
        raise broken_own(path, Phrase("problems.impossible_name", name=name))
    return name


def own_list(path: Path, metadata: Mapping[str, str], key: str) -> tuple[str, ...]:
    """The names that a file of ours lists under ``key``. Raises: WeightsFileError."""
    try:
        names = json.loads(metadata.get(key, "[]"))
    except ValueError as exc:
        raise broken_own(path, Phrase("problems.unreadable_list", key=key)) from exc
    if not isinstance(names, list) or not all(isinstance(member, str) for member in names):
        raise broken_own(path, Phrase("problems.unreadable_list", key=key))
    return tuple(names)


def hides_ours(info: NetworkInfo | None, path: Path) -> bool:
    """Whether the file is taken before the one that comes with us."""
    return info is not None and bool(info.asset) and path.parent != ASSETS


def unusable(path: Path, problem: Phrase) -> WeightsFileError:
    """A file that is of no network, or not all of it."""
    remedy = Phrase(
        "remedies.whole_file_of_one", networks=", ".join((*BLUEPRINTS, *COLOUR_BLUEPRINTS))
    )
    if hides_ours(NETWORKS.get(path.stem) or HELPERS.get(path.stem), path):
        remedy = OURS_INSTEAD
    return WeightsFileError(file=path.name, problem=problem, remedy=remedy)


def broken_own(path: Path, problem: Phrase) -> WeightsFileError:
    """A file of ours that is not whole."""
    remedy = Phrase("remedies.whole_file_again")
    return WeightsFileError(file=path.name, problem=problem, remedy=remedy)
