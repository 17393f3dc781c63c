"""Styles that somebody trained an instant network for: named as house styles are.

Each comes with its picture, so that it can be painted step by step too. Neither torch nor numpy.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path
from engine.errors import BrokenPictureError, near_matches
from engine.media.pictures import Picture, decode_picture
from engine.texts.phrase import Phrase
from engine.weights.dream_networks import DreamNetwork, dreams_among
from engine.weights.safetensors_file import PICTURES_KEY, WeightsFile, read_metadata, scan


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedHere:
    """What chat words can name beside the catalogue: dream networks, and styles."""

    networks: tuple[DreamNetwork, ...]
    styles: tuple[str, ...]


def trained_here(root: Path) -> TrainedHere:
    """All that was trained here, of one scan of our folder."""
    files = scan(root)
    return TrainedHere(networks=dreams_among(files), styles=_names(_by_file(files)))


def own_style_names(root: Path) -> tuple[str, ...]:
    """All that the networks in our folder have learnt, the house's styles apart."""
    return _names(_by_file(scan(root)))


def _names(by_file: Mapping[Path, Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in by_file.values() for name in names))


def _by_file(files: Iterable[WeightsFile]) -> dict[Path, tuple[str, ...]]:
    """The styles of each file that calls itself what it is called."""
    return {
        file.path: _learnt(file.metadata.get(PICTURES_KEY, "{}"))
        for file in files
        if file.metadata.get("name") == file.path.stem
    }


@lru_cache(maxsize=32)
def _learnt(pictures: str) -> tuple[str, ...]:
    """The styles whose pictures a file carries, read once; a damaged list has none."""
    try:
        return tuple(str(name) for name in dict(json.loads(pictures)) if name not in HOUSE_STYLES)
    except (ValueError, TypeError):
        return ()  # the list of weights tells of it


def named_style(name: str, root: Path) -> tuple[str, Picture]:
    """A house style, or one of somebody's own: its name as it is written, and its picture.

    Raises: UnknownNameError: there is none; BadInputError: its picture is damaged.
    """
    folded = name.lower()
    return folded, decode_picture(style_file(folded, root), name=folded)


def style_file(name: str, root: Path) -> bytes:
    """The picture of such a style, as a file. Raises: UnknownNameError."""
    if name in HOUSE_STYLES:
        return house_style_path(name).read_bytes()
    by_file = _by_file(scan(root))
    # Of two that have learnt a style of one name the last is meant.
    path = next((path for path in reversed(by_file) if name in by_file[path]), None)
    if path is None:
        raise near_matches(Phrase("kinds.style"), name, [*HOUSE_STYLES, *_names(by_file)])
    try:
        pictures = json.loads(read_metadata(path)[PICTURES_KEY])
        return base64.b64decode(pictures[name])
    except (ValueError, TypeError) as exc:
        raise BrokenPictureError(str(exc), name=name) from exc
