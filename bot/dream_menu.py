"""What is chosen in the dream menu: what it means, and what each press makes of it.

Choices are the small JSON of a draft: ``options`` as said or pressed, ``guide``, a picture, and
``awaits_guide`` while the person's next picture is to become it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from bot.jobs import PictureRef
from bot.texts.catalogue import text
from engine.catalogue import NETWORKS, PRESETS, layer_at_depth, preset_options
from engine.options import MAX_DEPTH

Choices = Mapping[str, Any]

# Times what the kind of dream has of itself.
STRENGTHS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
USUAL_STRENGTH = 1.0
# Each says something of where in the network the dream begins.
_PLACES = ("depth", "layer")
_SHOWN = ("preset", "classes", "strength", *_PLACES)


def options_of(choices: Choices) -> dict[str, Any]:
    """Of DreamOptions, as JSON; what was not chosen is left out."""
    return dict(choices.get("options", {}))


def guide_of(choices: Choices) -> PictureRef | None:
    guide = choices.get("guide")
    return PictureRef(**guide) if guide else None


def awaits_guide(choices: Choices) -> bool:
    """Whether the person's next picture is the guide."""
    return bool(choices.get("awaits_guide"))


def with_preset(choices: Choices, name: str) -> dict[str, Any]:
    """That kind, as deep as it comes; the one that is chosen already is given up again."""
    options = options_of(choices)
    if options.get("preset") == name:
        return _changed(choices, preset=None)
    return _changed(choices, preset=name, **dict.fromkeys(_PLACES))


def with_strength(choices: Choices, strength: float | None) -> dict[str, Any]:
    """``strength`` multiplies that of the kind; None: as usual."""
    return _changed(choices, strength=strength)


def with_depth(choices: Choices, depth: int | None) -> dict[str, Any]:
    """``depth`` None: as it comes."""
    return _changed(choices, depth=depth, layer=None)


def with_guide(choices: Choices, guide: PictureRef) -> dict[str, Any]:
    rest = {key: value for key, value in choices.items() if key != "awaits_guide"}
    return {**rest, "guide": dataclasses.asdict(guide)}


def guide_pressed(choices: Choices) -> dict[str, Any]:
    """Wait for a guide; where one is chosen or waited for already, go on without it."""
    rest = {key: one for key, one in choices.items() if key not in ("guide", "awaits_guide")}
    return rest if len(rest) < len(choices) else {**rest, "awaits_guide": True}


def next_strength(choices: Choices, *, is_more: bool) -> float | None:
    """The next on the scale; None at its end."""
    now = options_of(choices).get("strength", USUAL_STRENGTH)
    if is_more:
        return next((one for one in STRENGTHS if one > now), None)
    return next((one for one in reversed(STRENGTHS) if one < now), None)


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
    layers = [layer_at_depth(network.layers, depth) for depth in range(1, MAX_DEPTH + 1)]
    return layers.index(layer) + 1 if layer in layers else MAX_DEPTH


def strength_of(choices: Choices) -> float | None:
    """Times what the kind has of itself; None: as usual."""
    strength = float(options_of(choices).get("strength", USUAL_STRENGTH))
    return None if strength == USUAL_STRENGTH else strength


def chosen_words(choices: Choices, language: str) -> str:
    """All that is chosen, in one line: kind, strength, depth, guide."""
    options = options_of(choices)
    parts = [_kind(options, language)]
    times = strength_of(choices)
    if times is None:
        parts.append(text("menu.strength_usual", language))
    else:
        parts.append(text("menu.strength", language, times=f"{times:g}"))
    if "layer" in options:
        parts.append(text("menu.layer", language, layer=options["layer"]))
    else:
        depth = options.get("depth")
        key = "menu.depth_usual" if depth is None else "menu.depth"
        parts.append(text(key, language, depth=depth))
    if guide_of(choices):
        parts.append(text("menu.guided", language))
    if any(name not in _SHOWN for name in options):
        parts.append(text("menu.and_words", language))
    return text("menu.chosen", language, what=" · ".join(parts))


def _kind(options: Mapping[str, Any], language: str) -> str:
    preset = PRESETS.get(options.get("preset", ""))
    kinds = [preset.title] if preset else []
    kinds += options.get("classes", ())
    return " + ".join(kinds) or text("menu.kind_usual", language)


def _changed(choices: Choices, **changes: Any) -> dict[str, Any]:
    """The choices with some options changed; None takes one away."""
    options = {**options_of(choices), **changes}
    kept = {name: value for name, value in options.items() if value is not None}
    return {**choices, "options": kept}
