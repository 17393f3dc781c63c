"""What can be asked of a drawing, an explanation and a naming."""

from __future__ import annotations

from dataclasses import dataclass

from engine.options.base import (
    MAX_CLASSES,
    MAX_SEED,
    MAX_SIZE_PX,
    MAX_STEPS,
    MIN_SIZE_PX,
    Options,
    check_choice,
    check_count,
    check_range,
)

EXPLAIN_METHODS = ("guided", "gradient", "deconvnet")
REDUCTIONS = ("max", "sum")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawOptions(Options):
    """A class drawn from noise. Source: auduno/deepdraw.

    Attributes:
        network: one that knows classes; None takes the best at hand.
        classes: one to MAX_CLASSES names of engine.catalogue.imagenet_classes.
        size_px: side of the square; None: DEFAULT_DRAWING_PX.
        steps: a ceiling on optimiser steps over all phases; None keeps the recipe's.
        seed: draws the noise, the crops and the jitter.
    """

    network: str | None = None
    classes: tuple[str, ...] = ()
    size_px: int | None = None
    steps: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        check_count("classes", self.classes, MAX_CLASSES)
        check_range("size", self.size_px, 64, MAX_SIZE_PX)
        check_range("steps", self.steps, 1, MAX_STEPS)
        check_range("seed", self.seed, 0, MAX_SEED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainOptions(Options):
    """What in a photo moved the network. Sources: Simonyan et al. 2013, Zeiler and Fergus 2013,
    Springenberg et al. 2014.

    Attributes:
        network: one that knows classes; None takes the best at hand.
        method: the rule by which gradients pass a ReLU.
        label: the class to explain; None takes the likeliest.
        layer, channel: explain this map instead of a class; without a channel the layer's
            strongest.
        reduce: of the map: its largest value or its sum.
        size_px: longest side of the result; None keeps the photo's, at most DEFAULT_SIZE_PX.
    """

    network: str | None = None
    method: str = "guided"
    label: str | None = None
    layer: str | None = None
    channel: int | None = None
    reduce: str = "max"
    size_px: int | None = None

    def __post_init__(self) -> None:
        check_choice("method", self.method, EXPLAIN_METHODS)
        check_range("channel", self.channel, 0, 100_000)
        check_choice("reduce", self.reduce, REDUCTIONS)
        check_range("size", self.size_px, MIN_SIZE_PX, MAX_SIZE_PX)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatOptions(Options):
    """What is in a photo. ``network``: one that knows classes; None takes the best at hand."""

    network: str | None = None
