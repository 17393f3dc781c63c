"""What can be asked of the training of an instant style: bounds and defaults. No torch."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from pydantic.dataclasses import dataclass

from engine.catalogue.networks import HOUSE as HOUSE
from engine.options.base import CHECKED, STRENGTH, TRAINING_SEED, Options
from engine.options.option import Kind, Option

MOST_STEPS = 1_000_000
LEAST_SIDE_PX, MOST_SIDE_PX = 32, 512


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class StyleRecipe(Options):
    """One run's data recipe and schedule: with the pictures, all that decides the network."""

    judge: str = Option(
        "the network that tells how near a painting comes to its photo and its style",
        kind=Kind.NETWORK,
    ).field("embedded")
    base: str | None = Option(
        "a network to go on from, which paints in other styles, or none",
        kind=Kind.NETWORK,
        usual=HOUSE,
    ).field(None)
    steps: int = Option("the learning rate falls over them", low=1, high=MOST_STEPS).field(600)
    size_px: int = Option(
        "side of the photos' crops", low=LEAST_SIDE_PX, high=MOST_SIDE_PX, unit="px", word="size"
    ).field(128)
    style_px: int = Option(
        "longest side of the style's picture: smaller, finer strokes",
        low=LEAST_SIDE_PX,
        high=2048,
        unit="px",
        word="style_size",
    ).field(512)
    batch: int = Option("photos in a step", low=1, high=64).field(4)
    width: int = Option("channels at full size; a base has its own", low=4, high=64).field(16)
    grain: float = Option(
        "noise that photos are painted under (engine.style.instant.johnson.with_grain)",
        low=0,
        high=1,
    ).field(0.06)
    rate: float = Option("learning rate to begin with", low=1e-6, high=0.1).field(3e-3)
    strength: float = dataclasses.replace(STRENGTH, help="of the style against the photo").field(
        1.0
    )
    content_weight: float = Option(
        "of the content loss, a share of its target", low=0, high=100
    ).field(0.3)
    neighbours_weight: float = Option(
        "of each place's distance from the style's that is most like it",
        low=0,
        high=100,
        word="neighbours",
    ).field(0.0)
    tv_weight: float = Option(
        "of total variation, a share of its target", low=0, high=100, word="tv"
    ).field(1.0)
    mixtures: float = Option(
        "share of the photos that are painted in a mixture of two styles", low=0, high=1
    ).field(0.1)
    seed: int = TRAINING_SEED.field(0)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return dataclasses.asdict(self)


# How the house's own network was trained; see engine/assets/house.md.
HOUSE_RECIPE: Mapping[str, Any] = {"steps": 1000}
