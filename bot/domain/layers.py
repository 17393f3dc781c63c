"""What is meant where an order leaves options open: server < tier < preset < chat < job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.catalogue.presets import PRESETS

Layer = Mapping[str, Any]

# Together they say what appears: whoever says one of them has said that as a whole.
_SUBJECT = frozenset(
    {
        *("preset", "classes", "random_classes", "layer", "depth", "objective"),
        *("channels", "strongest", "weakest", "position"),
    }
)
# Names that mean something in one network alone.
_OF_NETWORK = frozenset({"layer", "channels", "style_layers", "content_layers"})
# A preset multiplies it.
_MULTIPLIED = frozenset({"strength"})


def layered(*, server: Layer, tier: Layer, chat: Layer, job: Layer) -> dict[str, Any]:
    """The options by name, each as the highest layer that says it has it.

    What the preset sets is left out, so that the render takes it from the preset.
    """
    below, above = over(server, tier), over(chat, job)
    preset = PRESETS.get(over(below, above).get("preset", ""))
    if preset is not None:
        set_by_preset = preset.overrides.keys() - _MULTIPLIED
        below = {name: value for name, value in below.items() if name not in set_by_preset}
    return over(below, above)


def over(below: Layer, above: Layer) -> dict[str, Any]:
    """``above`` on top of ``below``."""
    hidden: set[str] = set()
    if _SUBJECT & above.keys():
        hidden |= _SUBJECT
    if "network" in above:
        hidden |= _OF_NETWORK
    return {name: value for name, value in below.items() if name not in hidden} | dict(above)
