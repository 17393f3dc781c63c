"""What is chosen in the dream menu: what it means, and what each press makes of it.

Choices are those of draft_choices, with ``guide``, a picture, and ``awaits_guide`` while the
person's next picture is to become it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.menus.draft_choices import (
    Choices,
    awaiting,
    awaits,
    chosen_picture,
    options_of,
    strength_of,
    with_options,
    with_picture,
)
from bot.texts.catalogue import fact_text, text
from bot.texts.names import dream_name, mixed
from engine.catalogue.find import NETWORKS, layer_at_depth
from engine.catalogue.presets import PRESETS, preset_options
from engine.options.bounds import MAX_DEPTH
from engine.texts.phrase import Fact

# Each says something of where in the network the dream begins.
_PLACES = ("depth", "layer")
_SHOWN = ("preset", "classes", "network", "strength", *_PLACES)


def with_preset(choices: Choices, name: str) -> dict[str, Any]:
    """That kind, as deep as it comes; the one that is chosen already is given up again."""
    options = options_of(choices)
    if options.get("preset") == name:
        return with_options(choices, preset=None)
    return with_options(choices, preset=name, **dict.fromkeys(_PLACES))


def with_network(choices: Choices, name: str) -> dict[str, Any]:
    """Dream with that network; the one that is chosen already is given up again."""
    chosen = None if options_of(choices).get("network") == name else name
    return with_options(choices, network=chosen, layer=None)


def with_depth(choices: Choices, depth: int | None) -> dict[str, Any]:
    """``depth`` None: as it comes."""
    return with_options(choices, depth=depth, layer=None)


def guide_pressed(choices: Choices) -> dict[str, Any]:
    """Wait for a guide; where one is chosen or waited for already, go on without it."""
    if chosen_picture(choices, "guide") or awaits(choices, "guide"):
        return with_picture(choices, "guide", None)
    return awaiting(choices, "guide")


def next_depth(choices: Choices, *, is_more: bool) -> int | None:
    """One deeper or less deep than now, or than the kind of dream is; None at the end."""
    options = options_of(choices)
    now = options.get("depth") or depth_of_kind(options.get("preset"))
    wanted = int(now) + (1 if is_more else -1)
    return wanted if 1 <= wanted <= MAX_DEPTH else None


def depth_of_kind(preset: str | None) -> int:
    """About how deep a kind of dream lies, 1 to MAX_DEPTH; None: the usual one."""
    network = NETWORKS["embedded"]
    layer = network.dream_layer
    if preset is not None and preset in PRESETS:
        layer = str(preset_options(preset, network)["layer"]).split("+")[-1]
    place = network.layers.index(layer)

    def distance(depth: int) -> int:
        return abs(network.layers.index(layer_at_depth(network.layers, depth)) - place)

    return min(range(1, MAX_DEPTH + 1), key=distance)


def chosen_words(choices: Choices, language: str) -> str:
    """All that is chosen, in one line: kind, strength, depth, guide."""
    options = options_of(choices)
    parts = [_kind(options, language)]
    if "network" in options:
        parts.append(options["network"])
    times = strength_of(choices)
    if times is None:
        parts.append(text("menu.strength_usual", language))
    else:
        parts.append(text("menu.strength", language, times=round(times, 2)))
    if "layer" in options:
        parts.append(text("menu.layer", language, layer=options["layer"]))
    else:
        depth = options.get("depth")
        usual = text("menu.depth_usual", language)
        parts.append(usual if depth is None else text("menu.depth", language, depth=depth))
    if chosen_picture(choices, "guide"):
        parts.append(text("menu.guided", language))
    if any(name not in _SHOWN for name in options):
        parts.append(text("menu.and_words", language))
    return text("menu.chosen", language, what=" · ".join(parts))


def _kind(options: Mapping[str, Any], language: str) -> str:
    preset = str(options.get("preset"))
    kinds: list[Fact] = [dream_name(preset)] if preset in PRESETS else []
    kinds += options.get("classes", ())
    return fact_text(mixed(kinds), language) if kinds else text("menu.kind_usual", language)
