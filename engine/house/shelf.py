"""Where the house styles and the menus' pictures lie: small files shipped with us."""

import hashlib
from importlib import resources
from pathlib import Path

from engine.catalogue.find import PRESETS, find_style


def house_style_path(name: str) -> Path:
    """Return the picture of the house style ``name``.

    Raises: UnknownNameError: there is no such house style.
    """
    return _folder() / f"{find_style(name).name}.webp"


def house_network_path() -> Path:
    """Return the file of the network that paints in all house styles at once."""
    return _assets() / "house.safetensors"


def menu_path() -> Path:
    """Return the contact sheet of a photo in all house styles with their titles."""
    return _folder() / "menu.jpg"


def menu_mark() -> str:
    """Which network painted the contact sheet, in short: it stands in the file as its comment."""
    return hashlib.sha256(house_network_path().read_bytes()).hexdigest()[:16]


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
