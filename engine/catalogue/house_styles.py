"""The house's styles by name, and the files that come with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from engine.catalogue.networks import ASSETS, HELPERS, HOUSE
from engine.catalogue.presets import PRESETS
from engine.errors import near_matches
from engine.texts.phrase import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """A style picture that our own code paints."""

    name: str
    title: str


HOUSE_STYLES: Mapping[str, HouseStyle] = {
    name: HouseStyle(name=name, title=title)
    for name, title in {
        "swirls": "Swirling strokes",
        "mosaic": "Mosaic",
        "glass": "Stained glass",
        "woodcut": "Woodcut waves",
        "marble": "Marbling",
        "dots": "Pointillism",
        "ink": "Ink wash",
        "cubist": "Cubist planes",
    }.items()
}


def find_style(name: str) -> HouseStyle:
    """Raises: UnknownNameError."""
    if name.lower() not in HOUSE_STYLES:
        raise near_matches(Phrase("kinds.style"), name, HOUSE_STYLES)
    return HOUSE_STYLES[name.lower()]


def house_style_path(name: str) -> Path:
    """Return the picture of the house style ``name``.

    Raises: UnknownNameError: there is no such house style.
    """
    return _folder() / f"{find_style(name).name}.webp"


def menu_path() -> Path:
    """Return the contact sheet of a photo in all house styles with their titles."""
    return _folder() / "menu.jpg"


def menu_mark() -> str:
    """Which network painted the contact sheet, in short: it stands in the file as its comment."""
    file = ASSETS / str(HELPERS[HOUSE].asset)
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def presets_path() -> Path:
    """Return the contact sheet of all dream presets with their titles."""
    return _assets() / "presets.jpg"


def presets_mark() -> str:
    """What the sheet of presets is made of, in short: it stands in the file as its comment."""
    return hashlib.sha256(repr(list(PRESETS.values())).encode()).hexdigest()[:16]


def _folder() -> Path:
    return _assets() / "house"


def _assets() -> Path:
    return Path(str(resources.files("engine"))) / "assets"
