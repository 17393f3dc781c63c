"""What every menu of choices shares: options as said or pressed, and scales to turn along.

Choices are the small JSON of a draft; its ``options`` are an art's, as JSON, those alone that were
said or pressed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.orders import PictureRef

Choices = Mapping[str, Any]

# Times what the kind of dream, or the style, has of itself.
STRENGTHS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
USUAL_STRENGTH = 1.0


def options_of(choices: Choices) -> dict[str, Any]:
    """What was chosen, as JSON; the rest is left out."""
    return dict(choices.get("options", {}))


def with_options(choices: Choices, **changes: Any) -> dict[str, Any]:
    """The choices with some options changed; None takes one away."""
    options = {**options_of(choices), **changes}
    kept = {name: value for name, value in options.items() if value is not None}
    return {**choices, "options": kept}


def with_strength(choices: Choices, strength: float | None) -> dict[str, Any]:
    """``strength`` multiplies the usual one; None: as usual."""
    return with_options(choices, strength=strength)


def next_strength(choices: Choices, *, is_more: bool) -> float | None:
    """The next on the scale; None at its end."""
    now = options_of(choices).get("strength", USUAL_STRENGTH)
    return next_notch(STRENGTHS, now, is_more=is_more)


def strength_of(choices: Choices) -> float | None:
    """Times what is usual; None: as usual."""
    strength = float(options_of(choices).get("strength", USUAL_STRENGTH))
    return None if strength == USUAL_STRENGTH else strength


def next_notch(scale: Sequence[float], now: float, *, is_more: bool) -> float | None:
    """The next on a rising scale, also from between two notches; None at its end."""
    if is_more:
        return next((notch for notch in scale if notch > now), None)
    return next((notch for notch in reversed(scale) if notch < now), None)


def chosen_picture(choices: Choices, use: str) -> PictureRef | None:
    """The picture that was sent for this use."""
    picture = choices.get(use)
    return PictureRef(**picture) if picture else None


def with_picture(choices: Choices, use: str, picture: PictureRef | None) -> dict[str, Any]:
    """With this picture, or with none, and waiting for none."""
    rest = {key: value for key, value in choices.items() if key not in (use, f"awaits_{use}")}
    return rest if picture is None else {**rest, use: dataclasses.asdict(picture)}


def with_variations(choices: Choices, variations: int) -> dict[str, Any]:
    """So many are to be begun, to choose from; 1: a whole one is to be made."""
    return dict(choices) if variations == 1 else {**choices, "variations": variations}


def variations_of(choices: Choices) -> int:
    """The inverse of :func:`with_variations`."""
    return int(choices.get("variations", 1))


def awaiting(choices: Choices, use: str) -> dict[str, Any]:
    """Without such a picture until the person's next one comes, which is to become it."""
    return {**with_picture(choices, use, None), f"awaits_{use}": True}


def awaits(choices: Choices, use: str) -> bool:
    """Whether the person's next picture is for this use."""
    return bool(choices.get(f"awaits_{use}"))
