"""What can be asked of the engine: names, bounds and defaults. No torch."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Self

from engine.errors import OptionError

MIN_SIZE_PX = 16
MAX_SIZE_PX = 8000
DEFAULT_SIZE_PX = 600
DEFAULT_STYLE_STEPS = 200
MAX_STEPS = 5000
MAX_SEED = 2**31 - 1


class _Options:
    """What both arts' options share: the bounds check and the way to JSON and back."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; options left at None are left out."""
        values = dataclasses.asdict(self)  # type: ignore[call-overload]  # subclasses are dataclasses
        return {name: value for name, value in values.items() if value is not None}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The inverse of :meth:`to_json`; unknown names raise OptionError."""
        known = {field.name for field in dataclasses.fields(cls)}  # type: ignore[arg-type]  # as above
        for name in values:
            if name not in known:
                raise OptionError(
                    option=name, value=str(values[name]), rule="there is no such option"
                )
        # JSON has no tuples.
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


def check_range(option: str, value: float | None, low: float, high: float) -> None:
    """Raise OptionError unless ``value`` is None or within [low, high]."""
    if value is not None and not low <= value <= high:
        raise OptionError(option=option, value=value, rule=f"it goes from {low} to {high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamOptions(_Options):
    """One DeepDream. Defaults and source: google/deepdream, dream.ipynb.

    Attributes:
        network: a registry name; None takes the best network at hand.
        layer: a layer of that network (``inception_4c``); None takes the preset's, else the
            network's default.
        preset: a named look of engine.catalogue; sets what it names where ``layer`` is None.
        size_px: longest side of the result; None keeps the photo's, at most DEFAULT_SIZE_PX.
        steps: a ceiling on optimiser steps over all octaves together; None spends
            ``steps_per_octave`` in each.
        octaves: octaves of a picture of up to DEFAULT_SIZE_PX; larger ones add octaves on top.
        octave_scale: ratio of one octave's side to the next smaller one's.
        steps_per_octave: never exceeded, whatever ``steps`` allows.
        step_size: mean change per pixel and step, as a share of the [0, 1] range.
        strength: multiplies ``step_size``.
        jitter_px: largest random shift per axis and step.
        seed: draws the jitter; the same seed and options give the same pixels on one machine.
    """

    network: str | None = None
    layer: str | None = None
    preset: str | None = None
    size_px: int | None = None
    steps: int | None = None
    octaves: int = 4
    octave_scale: float = 1.4
    steps_per_octave: int = 10
    step_size: float = 1.5 / 255
    strength: float = 1.0
    jitter_px: int = 32
    seed: int = 0

    def __post_init__(self) -> None:
        check_range("size", self.size_px, MIN_SIZE_PX, MAX_SIZE_PX)
        check_range("steps", self.steps, 1, MAX_STEPS)
        check_range("octaves", self.octaves, 1, 12)
        check_range("octave_scale", self.octave_scale, 1.1, 3.0)
        check_range("steps_per_octave", self.steps_per_octave, 1, 200)
        check_range("step_size", self.step_size, 1e-4, 0.2)
        check_range("strength", self.strength, 0.1, 10.0)
        check_range("jitter_px", self.jitter_px, 0, 256)
        check_range("seed", self.seed, 0, MAX_SEED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleOptions(_Options):
    """One neural style transfer, coarse to fine. Source: crowsonkb/style-transfer-pytorch.

    Attributes:
        network: a registry name; None takes the best network at hand.
        size_px: longest side of the result; None keeps the photo's, at most DEFAULT_SIZE_PX.
        steps: optimiser steps over all scales together; all of them are used.
        content_weight, style_weight, tv_weight: of the losses, each a share of its target
            (losses.py), so that they suit every network.
        strength: multiplies ``style_weight``.
        learning_rate: Adam's, in the [0, 1] range of the image.
        seed: draws whatever the transfer draws at random.
    """

    network: str | None = None
    size_px: int | None = None
    steps: int = DEFAULT_STYLE_STEPS
    content_weight: float = 0.05
    style_weight: float = 1.0
    tv_weight: float = 1.0
    strength: float = 1.0
    learning_rate: float = 0.02
    seed: int = 0

    def __post_init__(self) -> None:
        check_range("size", self.size_px, MIN_SIZE_PX, MAX_SIZE_PX)
        check_range("steps", self.steps, 1, MAX_STEPS)
        check_range("content_weight", self.content_weight, 0.0, 1e6)
        check_range("style_weight", self.style_weight, 0.0, 1e12)
        check_range("tv_weight", self.tv_weight, 0.0, 1e6)
        check_range("strength", self.strength, 0.1, 10.0)
        check_range("learning_rate", self.learning_rate, 1e-4, 1.0)
        check_range("seed", self.seed, 0, MAX_SEED)


ArtOptions = DreamOptions | StyleOptions


def output_size(width: int, height: int, size_px: int | None) -> tuple[int, int]:
    """(width, height) of the result for a photo of this size, in px, aspect kept.

    A photo is enlarged only when ``size_px`` is given; otherwise it is at most DEFAULT_SIZE_PX.
    """
    longest = max(width, height)
    target = size_px if size_px is not None else min(longest, DEFAULT_SIZE_PX)
    return (max(1, round(width * target / longest)), max(1, round(height * target / longest)))
