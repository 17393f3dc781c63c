"""Films painted or dreamt."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.video.film import video

__all__ = ["video"]
_HOMES = {"video": "engine.video.film"}


def __getattr__(name: str) -> Any:
    """The entry, loaded when it is asked for: what is told without torch loads no torch."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
