"""The recipe of Gatys et al. 2015, and what its sums over pixels mean here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import torch
from PIL import Image
from torch import Tensor

from engine.ops.images import to_image
from engine.options.style import StyleOptions
from engine.style.controls.colours import ColourPlan
from engine.style.gradients import StyleGradients, StyleObjective
from engine.style.losses import Sums, blend
from engine.style.network import StyleNetwork
from engine.style.recipes import Recipe
from engine.style.scales import Scale

# The Lasagne art recipe's weights, for sums over features scaled to a mean of 1 and over pixels
# from 0 to 255.
GATYS_STYLE_WEIGHT = 0.2e6
GATYS_CONTENT_WEIGHT = 0.001
GATYS_TV_WEIGHT = 0.1e-7
GATYS_TV_POWER = 2.5
GATYS_PIXELS = 600 * 600
# A filter that hardly ever answers is not made louder than this many times the usual one.
MOST_GAIN = 20.0


class Gatys(Recipe):
    """From noise, by L-BFGS, at one size. Source: the Lasagne art recipe.

    By networks that are no VGG the recipe's weights mean nothing: their losses stay shares.
    """

    optimiser = "lbfgs"
    start = "noise"

    def plan(self, *, width: int, height: int, steps: int, min_side_px: int) -> tuple[Scale, ...]:
        return (Scale(width=width, height=height, steps=steps),)

    def photo(self, photo: Tensor, colours: ColourPlan) -> Tensor:
        """In its own colours, unless others were asked for."""
        return photo if colours.mode == "style" else colours.content(photo)

    def noise(self, noise: Tensor, colours: ColourPlan) -> Tensor:
        return noise


class GatysOfVgg(Gatys):
    """The recipe's own sums and weights, of features scaled to a mean of 1."""

    @torch.no_grad()
    def gains(
        self, network: StyleNetwork, pictures: Iterable[Image.Image], *, tile_px: int | None
    ) -> Mapping[str, Tensor]:
        """What scales each filter's answer to a mean of 1 over the job's pictures.

        Differs from the recipe, whose network was scaled once, over ImageNet: here any network is.
        """
        gradients = StyleGradients(network, network.layer_info, tile_px=tile_px)
        means = [
            gradients.measure(to_image(picture, device=network.device), "mean")
            for picture in pictures
        ]
        return {
            layer: filter_gain(blend([(sums[layer], 1.0) for sums in means])[1])
            for layer in network.layer_info
        }

    def layer_weights(self, sums: Mapping[str, Sums]) -> Mapping[str, float]:
        return {layer: gatys_weight(layer_sums) for layer, layer_sums in sums.items()}

    def weighed(
        self, objective: StyleObjective, options: StyleOptions, scale: Scale
    ) -> StyleObjective:
        """With the recipe's weights, of which the usual ones are shares.

        Content and TV are sums over pixels and style is not, so that the recipe's size counts,
        whatever the image's.
        """
        powers = objective.content.powers.values() if objective.content is not None else ()
        pixels = GATYS_PIXELS / (scale.width * scale.height)
        content = options.content_weight / StyleOptions().content_weight
        return replace(
            objective,
            content_weight=content * GATYS_CONTENT_WEIGHT / 2 * sum(powers) * pixels,
            tv_weight=options.tv_weight * GATYS_TV_WEIGHT * 255**GATYS_TV_POWER * 3 * GATYS_PIXELS,
            tv_power=GATYS_TV_POWER,
        )


def filter_gain(means: Tensor) -> Tensor:
    """What scales each filter to a mean of 1; ``means``: of its features."""
    typical = means.abs().mean().clamp_min(1e-12)
    return (1 / means.abs().clamp_min(typical / MOST_GAIN)).view(1, -1, 1, 1)


def gatys_weight(sums: Sums) -> float:
    """A layer's weight, so that its share of the target becomes the recipe's sum of squares.

    Source: Gatys et al. 2015, equation 4, with the image's positions for both.
    """
    target = sums[2 if len(sums) > 2 else 1] / sums[0]
    channels = len(target)
    return GATYS_STYLE_WEIGHT * target.square().sum().item() / (4 * channels**2)
