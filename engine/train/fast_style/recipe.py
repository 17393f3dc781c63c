"""What can be asked of the training of an instant style: bounds and defaults. No torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from engine.catalogue.networks import HOUSE as HOUSE
from engine.options.base import MAX_SEED, MAX_STRENGTH, MIN_STRENGTH, check_range

MOST_STEPS = 1_000_000
LEAST_SIDE_PX, MOST_SIDE_PX = 32, 512


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRecipe:
    """One run's data recipe and schedule: with the pictures, all that decides the network.

    Attributes:
        judge: the network that tells how near a painting comes to its photo and its style.
        base: a network to go on from, which paints in other styles; None: from nothing.
        steps: the learning rate falls over them.
        size_px: side of the photos' crops.
        style_px: longest side of the style's picture: its strokes are painted as wide as then.
        batch: photos in a step.
        width: channels at full size; a base has its own, and its own grain.
        grain: noise that photos are painted under (engine.style.instant.johnson.with_grain).
        rate: learning rate to begin with.
        strength: of the style against the photo.
        content_weight, tv_weight: of their losses, each a share of its target.
        mixtures: share of the photos that are painted in a mixture of two styles.
    """

    judge: str = "embedded"
    base: str | None = None
    steps: int = 600
    size_px: int = 128
    style_px: int = 512
    batch: int = 4
    width: int = 16
    grain: float = 0.06
    rate: float = 3e-3
    strength: float = 1.0
    content_weight: float = 0.3
    tv_weight: float = 1.0
    mixtures: float = 0.1
    seed: int = 0

    def __post_init__(self) -> None:
        check_range("steps", self.steps, 1, MOST_STEPS)
        check_range("size", self.size_px, LEAST_SIDE_PX, MOST_SIDE_PX)
        check_range("style_size", self.style_px, LEAST_SIDE_PX, 2048)
        check_range("batch", self.batch, 1, 64)
        check_range("width", self.width, 4, 64)
        check_range("grain", self.grain, 0.0, 1.0)
        check_range("rate", self.rate, 1e-6, 0.1)
        check_range("strength", self.strength, MIN_STRENGTH, MAX_STRENGTH)
        check_range("content_weight", self.content_weight, 0.0, 100.0)
        check_range("tv", self.tv_weight, 0.0, 100.0)
        check_range("mixtures", self.mixtures, 0.0, 1.0)
        check_range("seed", self.seed, 0, MAX_SEED)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


# How the house's own network was trained; see engine/assets/house.md.
HOUSE_RECIPE: Mapping[str, Any] = {"steps": 1000}
