"""A photo, its styles and a network: everything about a style transfer but the loop."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.ops.images import resize_image, resize_picture, to_image
from engine.ops.sizes import usual_side
from engine.options.style import StyleOptions
from engine.studio.budget import affordable_steps
from engine.studio.progress import OnStep
from engine.studio.studio import Studio
from engine.style.balance import Balance
from engine.style.choices import StyleLayers
from engine.style.controls.colours import ColourPlan, measurable
from engine.style.controls.regions import at_layer
from engine.style.controls.style_picture import Style
from engine.style.gatys import Gatys, GatysOfVgg
from engine.style.gradients import Hold, Losses, Region, StyleGradients, StyleObjective
from engine.style.losses import STYLE_TERMS, Sums, blend
from engine.style.matching import Matcher
from engine.style.neighbours import Bank, Neighbours
from engine.style.network import StyleNetwork
from engine.style.optimise import Evaluate, transfer
from engine.style.recipes import Multiscale, Recipe
from engine.style.scales import Scale

# Added to the start of the smallest scale: gives flat areas strokes, and each seed its own.
START_NOISE = 0.1
# A scale's shorter side is at least this many pixels of the deepest layer's features.
SMALLEST_FEATURES_PX = 2
# Reserve for what is not a step (targets, losses before and after), in steps of the last scale.
OVERHEAD_STEPS = 3
TRIAL_SIDE_PX = 384


class StyleTransfer:
    """What is painted, in which size; asked for losses and gradients scale by scale."""

    def __init__(
        self,
        photo: Image.Image,
        styles: Sequence[Style],
        options: StyleOptions,
        *,
        network: StyleNetwork,
        studio: Studio,
        width: int,
        height: int,
        regions: Sequence[Tensor] | None = None,
        colours: ColourPlan | None = None,
    ) -> None:
        """What to paint.

        Args:
            width, height: of the result.
            regions: (1, 1, height, width) in [0, 1], each the part of one style, in their order;
                a single one is for all styles blended. None: that, everywhere.
            colours: an earlier frame's; None: measured on these pictures.
        """
        self.photo = photo
        self.styles = styles
        self.options = options
        self.network = network
        self.studio = studio
        self.width = width
        self.height = height
        self.regions = regions
        self.colours = colours or ColourPlan(
            options.colours,
            photo=measurable(photo),
            styles=[(measurable(style.image), style.weight) for style in styles],
        )
        self.recipe = recipe_of(options, network.layers)
        self.loss = network.layers.loss
        network.gains = {}  # as they are, for the recipe to measure them
        network.gains = self.recipe.gains(network, self._pictures(), tile_px=studio.tile_px)
        self.gradients = StyleGradients(network, network.layer_info, tile_px=studio.tile_px)
        self._matcher = Matcher(network, tile_px=studio.tile_px)

    @property
    def optimiser(self) -> str:
        """The one asked for, or the recipe's."""
        return self.options.optimiser or self.recipe.optimiser

    def repainting(self, photo: Image.Image) -> StyleTransfer:
        """The same for another photo: a film's next frame."""
        return StyleTransfer(
            photo,
            self.styles,
            self.options,
            network=self.network,
            studio=self.studio,
            width=self.width,
            height=self.height,
            regions=self.regions,
            colours=self.colours,
        )

    def plan(self, steps: int) -> tuple[Scale, ...]:
        """The schedule: a function of the options and the size alone, on every machine."""
        return self.recipe.plan(
            width=self.width,
            height=self.height,
            steps=steps,
            min_side_px=SMALLEST_FEATURES_PX * self.network.layers.stride,
        )

    def paint(
        self,
        scales: Sequence[Scale],
        *,
        start: Tensor | None = None,
        hold: Hold | None = None,
        neighbours: Neighbours | None = None,
        on_step: OnStep | None = None,
    ) -> Tensor:
        """The painting, at the last scale's size.

        Args:
            start: an image to go on from; None: as the options say.
            hold: an image of the result's size to stay near.
            neighbours: of a single scale; None: they are found as each scale begins.
        """
        return transfer(
            self.start(scales[0]) if start is None else start,
            lambda scale, image: self.evaluate_at(scale, image, hold, neighbours),
            scales=scales,
            learning_rate=self.options.learning_rate,
            optimiser=self.optimiser,
            on_step=on_step,
        )

    def evaluate_at(
        self,
        scale: Scale,
        image: Tensor,
        hold: Hold | None = None,
        neighbours: Neighbours | None = None,
    ) -> Evaluate:
        """The total loss and its gradient for images of this scale that come from ``image``."""
        if neighbours is None and self.network.layers.seeks_neighbours:
            neighbours = self.neighbours(scale, image, self.bank(scale))
        objective = replace(
            self.objective(scale), hold=hold and _resized(hold, scale), neighbours=neighbours
        )

        def evaluate(image: Tensor) -> tuple[float, Tensor]:
            losses, gradient = self.gradients.of(image, objective)
            return losses.total, gradient

        return evaluate

    @torch.no_grad()
    def objective(self, scale: Scale) -> StyleObjective:
        """What the image of this scale is to resemble."""
        options, layers = self.options, self.network.layers
        content = None
        if options.content_weight:
            content = self.gradients.content(self._content(scale), layers.content)
        balance = self._balance(scale)
        objective = StyleObjective(
            content=content,
            regions=self._regions(scale),
            content_weight=options.content_weight * layers.content_share * balance.content_share,
            style_weight=options.style_weight * balance.distribution_weight,
            tv_weight=options.tv_weight * layers.tv_share,
            neighbours_weight=options.style_weight * balance.neighbours_weight,
            tone_weight=options.content_weight * balance.tone_weight,
        )
        return self.recipe.weighed(objective, options, scale)

    def finished(self, image: Tensor) -> Tensor:
        """A painting of any size as a person is to see it."""
        height, width = image.shape[-2:]
        photo = resize_picture(self.photo, width=width, height=height)
        return self.colours.finish(image, to_image(photo, device=image.device))

    def losses(self, images: Sequence[Tensor]) -> list[Losses]:
        """The losses of images of the result's size."""
        objective = self.objective(Scale(width=self.width, height=self.height, steps=1))
        return [self.gradients.losses(image, objective) for image in images]

    def facts(self, before: Losses, after: Losses) -> dict[str, str | float]:
        """What is told of every painting and texture."""
        return {
            "loss": self.loss,
            "optimiser": self.optimiser,
            "loss_before": before.total,
            "loss_after": after.total,
        }

    def affordable(self) -> int:
        """The steps to make: those asked for, or as many as the studio's budget pays for."""
        if self.studio.budget_s is None:
            return self.options.steps
        per_pixel_s = self._step_s_per_pixel()

        def estimate_s(count: int) -> float:
            scales = self.plan(count)
            overhead = OVERHEAD_STEPS * self.width * self.height
            return per_pixel_s * (sum(scale.work for scale in scales) + overhead)

        return affordable_steps(self.options.steps, estimate_s, budget_s=self.studio.budget_s)

    def _step_s_per_pixel(self) -> float:
        """Time one step on tensors of its own, so that the picture does not depend on it."""
        side = min(TRIAL_SIDE_PX, max(self.width, self.height))
        share = side / max(self.width, self.height)
        stride = self.network.layers.stride
        trial = Scale(
            width=max(stride, round(self.width * share)),
            height=max(stride, round(self.height * share)),
            steps=2,
        )
        marks = []
        self.paint([trial], on_step=lambda step: marks.append(time.perf_counter()))
        return (marks[1] - marks[0]) / (trial.width * trial.height)

    def start(self, scale: Scale) -> Tensor:
        """Where painting begins at this scale, as the options say."""
        generator = torch.Generator().manual_seed(self.options.seed)
        shape = (1, 3, scale.height, scale.width)
        if (self.options.start or self.recipe.start) == "noise":
            noise = torch.rand(shape, generator=generator).to(self.network.device)
            return self.recipe.noise(noise, self.colours)
        content = self._content(scale)
        noise = torch.randn(shape, generator=generator)
        return (content + START_NOISE * noise.to(content)).clamp(0, 1)

    def _content(self, scale: Scale) -> Tensor:
        """The photo as the network is to see it."""
        shrunk = resize_picture(self.photo, width=scale.width, height=scale.height)
        photo = to_image(shrunk, device=self.network.device)
        return self.recipe.photo(photo, self.colours)

    def _balance(self, scale: Scale) -> Balance:
        layers, strength = self.network.layers, self.options.strength
        if layers.seeks_neighbours:
            return Balance.with_neighbours(scale, strength, self.colours.loudness, layers)
        return Balance.by_distribution(strength)

    @torch.no_grad()
    def bank(self, scale: Scale) -> Bank:
        """The places of the styles, as large as this scale asks for."""
        side_px = usual_side(scale.width, scale.height)
        return self._matcher.bank(
            [self._style_image(style, index, side_px) for index, style in enumerate(self.styles)],
            shares=[style.weight for style in self.styles],
            are_apart=self.regions is not None and len(self.regions) > 1,
            seed=self.options.seed,
        )

    @torch.no_grad()
    def neighbours(
        self, scale: Scale, image: Tensor, bank: Bank, former: Tensor | None = None
    ) -> Neighbours:
        """Where the cells of ``image`` are to look; ``former``: as Matcher has it."""
        return self._matcher.neighbours(
            image,
            self._content(scale),
            bank,
            freedom=self._balance(scale).freedom,
            regions=self.regions if len(bank.regions) > 1 else None,
            former=former,
        )

    def _regions(self, scale: Scale) -> list[Region]:
        """Each region's style; all styles blended where there are no regions."""
        side_px = usual_side(scale.width, scale.height)
        measured = [
            (self._sums(style, index, side_px), style.weight)
            for index, style in enumerate(self.styles)
        ]
        if self.regions is None:
            return [self._region(measured)]
        weights = [
            at_layer(region.to(self.network.device), rows=scale.height, columns=scale.width)
            for region in self.regions
        ]
        if len(weights) == 1:
            return [self._region(measured, weights[0])]
        return [self._region([style], part) for style, part in zip(measured, weights, strict=True)]

    def _region(
        self, styles: Sequence[tuple[Mapping[str, Sums], float]], weights: Tensor | None = None
    ) -> Region:
        kind = STYLE_TERMS[self.network.layers.distribution]
        blended = {
            layer: blend([(sums[layer], weight) for sums, weight in styles])
            for layer in self.network.judged_layers
        }
        return Region(
            terms={layer: kind(sums) for layer, sums in blended.items()},
            shares=self.recipe.layer_weights(blended),
            weights=weights,
        )

    def _sums(self, style: Style, index: int, side_px: float) -> Mapping[str, Sums]:
        """What the style's picture measures when as large as the scale asks for."""
        kind = self.network.layers.distribution

        def measure() -> Mapping[str, Sums]:
            return self.gradients.measure(self._style_image(style, index, side_px), kind)

        if self.network.gains or self.options.colours != "style":  # this photo has a say in it
            return measure()
        share = self._share(style.image, side_px)
        key = (style.digest, share, kind, self.network.name, self.network.style_layers)
        return self.studio.cached(key, measure)

    def _style_image(self, style: Style, index: int, side_px: float) -> Tensor:
        """The style's picture as large as the scale asks, as the network is to see it."""
        picture = style.at(self._share(style.image, side_px))
        return self.colours.style(to_image(picture, device=self.network.device), index)

    def _share(self, picture: Image.Image, side_px: float) -> float:
        """The style picture's size, as the scale asks; enlarged only for the layers' sake."""
        layers = self.network.layers
        wanted = side_px * layers.scale * self.options.scale / usual_side(*picture.size)
        return max(min(1.0, wanted), layers.stride / min(picture.size))

    def _pictures(self) -> Iterator[Image.Image]:
        """The photo and the styles, as large as the result asks for."""
        side_px = usual_side(self.width, self.height)
        yield resize_picture(self.photo, width=self.width, height=self.height)
        yield from (style.at(self._share(style.image, side_px)) for style in self.styles)


def recipe_of(options: StyleOptions, layers: StyleLayers) -> Recipe:
    """The recipe that was asked for, as this network has it."""
    if options.recipe == "gatys":
        return GatysOfVgg() if layers.is_vgg else Gatys()
    return Multiscale()


def _resized(hold: Hold, scale: Scale) -> Hold:
    size = (scale.height, scale.width)
    return Hold(
        image=resize_image(hold.image, width=scale.width, height=scale.height),
        weights=functional.adaptive_avg_pool2d(hold.weights, size),
        weight=hold.weight,
    )
