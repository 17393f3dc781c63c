"""Neural style transfer and texture synthesis."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.style.controls.source import StyleSource
    from engine.style.transfer import style

__all__ = ["StyleSource", "style"]
_HOMES = {"style": "engine.style.transfer", "StyleSource": "engine.style.controls.source"}


def __getattr__(name: str) -> Any:
    """The entry, loaded when it is asked for: what is told without torch loads no torch."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
