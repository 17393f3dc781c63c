"""What can be asked of a drawing, an explanation and a naming."""

import dataclasses
from typing import Literal

from pydantic.dataclasses import dataclass

from engine.options.base import CHECKED, NETWORK, SEED, SIZE, Options
from engine.options.bounds import DEFAULT_DRAWING_PX, MAX_CHANNEL, MAX_CLASSES, MAX_STEPS
from engine.options.option import Kind, Option

ExplainMethod = Literal["guided", "gradient", "deconvnet"]
Reduction = Literal["max", "sum"]
DrawRecipe = Literal["deepdraw", "maco"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class DrawOptions(Options):
    """A class drawn from noise. Sources: Fel et al. 2023; auduno/deepdraw."""

    classes: tuple[str, ...] = Option(
        "what is drawn",
        kind=Kind.CLASSES,
        most=MAX_CLASSES,
        usual="none",
        aliases=("class",),
    ).field(())
    network: str | None = NETWORK.field(None)
    size_px: int | None = dataclasses.replace(
        SIZE, help="side of the square", low=64, usual=str(DEFAULT_DRAWING_PX), more=""
    ).field(None)
    steps: int | None = Option(
        "ceiling on the steps of all phases together",
        low=1,
        high=MAX_STEPS,
        usual="the recipe's",
        is_always_said=True,
    ).field(None)
    recipe: DrawRecipe | None = Option(
        "maco: phases move under the magnitudes that photos have; deepdraw: pixels, between blurs",
        usual="deepdraw",
        more="`maco`: Fel et al. 2023; `deepdraw`: auduno/deepdraw",
    ).field(None)
    seed: int = SEED.field(0)

    @property
    def made_by(self) -> DrawRecipe:
        """The recipe, the usual one where none is named."""
        return self.recipe or "deepdraw"


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class ExplainOptions(Options):
    """What in a photo moved the network. Sources: Simonyan et al. 2013, Zeiler and Fergus 2013,
    Springenberg et al. 2014.
    """

    label: str | None = Option(
        "the class to explain", kind=Kind.CLASS, usual="the likeliest", aliases=("class",)
    ).field(None)
    layer: str | None = Option(
        "explain a map of this layer instead", kind=Kind.LAYER, usual="none"
    ).field(None)
    channel: int | None = Option(
        "which map, from 0", low=0, high=MAX_CHANNEL, usual="the strongest"
    ).field(None)
    method: ExplainMethod = Option(
        "the rule by which gradients pass a ReLU", is_bare=True, is_always_said=True
    ).field("guided")
    reduce: Reduction = Option("of the map: its largest value or its sum", is_bare=True).field(
        "max"
    )
    network: str | None = NETWORK.field(None)
    size_px: int | None = SIZE.field(None)


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class WhatOptions(Options):
    """What is in a photo."""

    network: str | None = NETWORK.field(None)
