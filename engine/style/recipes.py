"""How a painting is made: its sizes, its start, what the network is shown, what the losses weigh.

A recipe answers for all that differs between ways of painting; :mod:`engine.style.painting` asks
it and knows none of them by name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import ClassVar

from PIL import Image
from torch import Tensor

from engine.options.style import StyleOptions
from engine.style.controls.colours import ColourPlan
from engine.style.gradients import StyleObjective
from engine.style.losses import Sums
from engine.style.network import StyleNetwork
from engine.style.scales import Scale, plan_scales


class Recipe(ABC):
    """One way of painting. Losses are shares of their targets unless it says otherwise.

    Attributes:
        optimiser, start: where the options leave them open.
    """

    optimiser: ClassVar[str]
    start: ClassVar[str]

    @abstractmethod
    def plan(self, *, width: int, height: int, steps: int, min_side_px: int) -> tuple[Scale, ...]:
        """The scales of a painting of this size.

        Args:
            min_side_px: of a scale's shorter side, for the deepest layer to see anything.
        """

    @abstractmethod
    def photo(self, photo: Tensor, colours: ColourPlan) -> Tensor:
        """The photo as the network is to see it."""

    @abstractmethod
    def noise(self, noise: Tensor, colours: ColourPlan) -> Tensor:
        """Uniform noise as a painting that starts from it begins."""

    def gains(
        self, network: StyleNetwork, pictures: Iterable[Image.Image], *, tile_px: int | None
    ) -> Mapping[str, Tensor]:
        """layer -> what its features are multiplied by; ``pictures``: photo and styles."""
        return {}

    def layer_weights(self, sums: Mapping[str, Sums]) -> Mapping[str, float]:
        """layer -> its style loss's weight, for a style of these sums; empty: all alike."""
        return {}

    def weighed(
        self, objective: StyleObjective, options: StyleOptions, scale: Scale
    ) -> StyleObjective:
        """The objective with the recipe's own weights for content and TV."""
        return objective


class Multiscale(Recipe):
    """Coarse to fine, from the photo. Source: crowsonkb/style-transfer-pytorch."""

    optimiser = "adam"
    start = "photo"

    def plan(self, *, width: int, height: int, steps: int, min_side_px: int) -> tuple[Scale, ...]:
        return plan_scales(width=width, height=height, steps=steps, min_side_px=min_side_px)

    def photo(self, photo: Tensor, colours: ColourPlan) -> Tensor:
        return colours.content(photo)

    def noise(self, noise: Tensor, colours: ColourPlan) -> Tensor:
        return colours.content(noise)
