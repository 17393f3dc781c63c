"""Styles that somebody trained an instant network for: named as house styles are.

Each comes with its picture, so that it can be painted step by step too. Neither torch nor numpy.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path

from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path
from engine.errors import WeightsFileError, near_matches
from engine.media.pictures import Picture, decode_picture
from engine.weights.safetensors_file import PICTURES_KEY, read_metadata


def own_styles(root: Path) -> Mapping[str, bytes]:
    """Style -> its picture's file, of all networks in our folder, the house's styles apart."""
    found: dict[str, bytes] = {}
    for path in sorted(root.glob("*.safetensors")) if root.is_dir() else ():
        try:
            said = read_metadata(path)
            shown = json.loads(said.get(PICTURES_KEY, "{}"))
            if said.get("name") == path.stem:
                found |= {str(style): base64.b64decode(one) for style, one in shown.items()}
        except (WeightsFileError, OSError, ValueError, TypeError, AttributeError):
            continue  # a damaged one: the list of weights tells of it
    return {name: file for name, file in found.items() if name not in HOUSE_STYLES}


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
    own = own_styles(root)
    if name not in own:
        raise near_matches("style", name, [*HOUSE_STYLES, *own])
    return own[name]
