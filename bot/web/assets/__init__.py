"""The style sheet and the logo, as files beside this one."""

from __future__ import annotations

import functools
import hashlib
from importlib import resources

from bot.web.html import Html

ICON, STYLE_SHEET = "icon.svg", "pages.css"
TYPES = {STYLE_SHEET: "text/css", ICON: "image/svg+xml"}


@functools.cache
def read(name: str) -> bytes:
    """One of :data:`TYPES`."""
    return (resources.files(__package__) / name).read_bytes()


def versioned(name: str) -> str:
    """Its address, another one with every change: so it is kept for good."""
    return f"/feed/a/{hashlib.sha256(read(name)).hexdigest()[:12]}/{name}"


def icon() -> Html:
    """The logo as a part of a page."""
    drawing = read(ICON).decode().strip()
    return Html(drawing.replace("<svg ", '<svg aria-hidden="true" ', 1))
