"""Styles that somebody trained an instant network for: named as house styles are.

Each comes with its picture, so that it can be painted step by step too. Neither torch nor numpy.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path
from engine.errors import BrokenPictureError, WeightsFileError, near_matches
from engine.media.pictures import Picture, decode_picture
from engine.texts.phrase import Phrase
from engine.weights.safetensors_file import PICTURES_KEY, read_metadata


def own_style_names(root: Path) -> tuple[str, ...]:
    """All that the networks in our folder have learnt, the house's styles apart."""
    return tuple(dict.fromkeys(name for names in _by_file(root).values() for name in names))


def _by_file(root: Path) -> dict[Path, tuple[str, ...]]:
    found = {}
    for path in sorted(root.glob("*.safetensors")) if root.is_dir() else ():
        try:
            told = path.stat()
            found[path] = _names(path, told.st_mtime_ns, told.st_size)
        except (WeightsFileError, OSError, ValueError, AttributeError):
            continue  # a damaged one: the list of weights tells of it
    return found


@lru_cache(maxsize=128)
def _names(path: Path, mtime_ns: int, size: int) -> tuple[str, ...]:
    """The styles of one file; asked of each file once until it changes."""
    said = read_metadata(path)
    if said.get("name") != path.stem:
        return ()
    return tuple(str(name) for name in _pictures(path) if name not in HOUSE_STYLES)


def _pictures(path: Path) -> Mapping[str, str]:
    """Style -> its picture's file in base64."""
    shown: Mapping[str, str] = json.loads(read_metadata(path).get(PICTURES_KEY, "{}"))
    return dict(shown.items())


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
    by_file = _by_file(root)
    # Of two that have learnt a style of one name the last is meant.
    path = next((path for path in reversed(by_file) if name in by_file[path]), None)
    if path is None:
        raise near_matches(Phrase("kinds.style"), name, [*HOUSE_STYLES, *own_style_names(root)])
    try:
        return base64.b64decode(_pictures(path)[name])
    except (ValueError, TypeError) as exc:
        raise BrokenPictureError(str(exc), name=name) from exc
