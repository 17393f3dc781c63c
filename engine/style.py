"""Neural style transfer from pictures to pixels: which layers, which targets at which scale."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from PIL import Image
from torch import Tensor, nn

from engine.backbones import Backbone
from engine.choices import StyleLayers, choose_style
from engine.filters import FilterPyramid
from engine.images import resize_picture, to_image, to_picture
from engine.losses import Losses, Objective, blend, gram
from engine.options import StyleOptions, check_range, output_size
from engine.palette import Palette, palette_of, recolour
from engine.pictures import Picture
from engine.studio import (
    Artwork,
    OnProgress,
    Studio,
    affordable_steps,
    rendering,
    watch,
    with_alpha,
)
from engine.transfer import OnStep, Scale, plan_scales, transfer

# Added to the start of the smallest scale: gives flat areas strokes, and each seed its own.
START_NOISE = 0.1
# A scale's shorter side is at least this many pixels of the deepest layer's features.
SMALLEST_FEATURES_PX = 2
PALETTE_SIDE_PX = 256
# Reserve for what is not a step (targets, losses before and after), in steps of the last scale.
OVERHEAD_STEPS = 3
TRIAL_SIDE_PX = 384


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSource:
    """One style picture; ``weight``: its share among several."""

    name: str
    picture: Picture
    weight: float = 1.0

    def __post_init__(self) -> None:
        check_range("weight", self.weight, 0.001, 1000.0)


def style(
    picture: Picture,
    styles: Sequence[StyleSource],
    options: StyleOptions | None = None,
    *,
    studio: Studio | None = None,
    on_progress: OnProgress | None = None,
) -> Artwork:
    """``picture`` painted like ``styles``, several of them blended by their weights.

    Args and returns as :func:`engine.dream.dream`; ``facts`` are styles and the losses before
        and after.
    Raises: UnknownNameError, OptionError, WeightsError, NotFiniteError, OutOfMemoryError;
        whatever ``on_progress`` raises.
    """
    studio = studio or Studio()
    asked = options or StyleOptions()
    info, path, layers = choose_style(picture, asked, store=studio.store)
    width, height = output_size(picture.width, picture.height, asked.size_px)
    backbone = studio.backbone(info, path, layers=layers.of_network, for_style=True)
    filled = replace(asked, network=info.name, size_px=max(width, height))
    job = StyleTransfer(
        picture.image,
        [(one.picture.image, one.weight) for one in styles],
        filled,
        network=StyleNetwork(backbone, layers),
        width=width,
        height=height,
    )
    steps = asked.steps
    with rendering():
        if studio.budget_s is not None and studio.device.type == "cpu":
            steps = job.steps_within(studio.budget_s)
        started = time.perf_counter()
        image = job.paint(job.plan(steps), on_step=watch(on_progress))
        seconds = time.perf_counter() - started
        result = to_picture(image)
        before, after = job.losses(
            [studio.photo_at(picture, width, height), to_image(result, device=studio.device)]
        )
    return Artwork(
        art="style",
        network=info.name,
        options=replace(filled, steps=steps),
        seconds=seconds,
        device=studio.device.type,
        image=with_alpha(result, picture),
        steps=steps,
        steps_cut=steps < asked.steps,
        facts={
            "styles": [one.name for one in styles],
            "loss_before": before.total.item(),
            "loss_after": after.total.item(),
            "style_loss_before": before.style.item(),
            "style_loss_after": after.style.item(),
        },
    )


class StyleNetwork(nn.Module):
    """Features of the backbone and, for a network that has them, of the random filters."""

    def __init__(self, backbone: Backbone, layers: StyleLayers) -> None:
        super().__init__()
        self.backbone = backbone
        self.layers = layers
        self.pyramid = FilterPyramid(layers.filter_levels).to(backbone.mean.device)
        levels = [_at(layer, level) for level in range(layers.levels) for layer in layers.style]
        self._judged = (*levels, *self.pyramid.layers)
        self.style_layers = self._judged
        if layers.is_centred:
            self.style_layers = tuple(of(one) for one in self._judged for of in (_mean, _rest))

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """(1, 3, H, W) RGB in [0, 1] -> layer -> features."""
        features = {**self.backbone(image), **self.pyramid(image)}
        for level in range(1, self.layers.levels):
            image = self.pyramid.halve(image)
            features |= {_at(one, level): value for one, value in self.backbone(image).items()}
        if self.layers.is_centred:
            for one in self._judged:
                mean = features[one].mean(dim=(2, 3), keepdim=True)
                features |= {_mean(one): mean, _rest(one): features[one] - mean}
        return features


def _at(layer: str, level: int) -> str:
    return f"{layer}@{level}" if level else layer


# A Gram matrix is mostly the products of the means, and a fine weave in flat areas brings them
# near at little cost. That of features less their mean is their covariance, where it does not;
# the mean is then judged apart (as by crowsonkb/style-transfer-pytorch's Wasserstein loss).
def _mean(layer: str) -> str:
    return f"{layer} mean"


def _rest(layer: str) -> str:
    return f"{layer} less mean"


class StyleTransfer:
    """A photo, its styles and a network: everything about a transfer but the loop."""

    def __init__(
        self,
        photo: Image.Image,
        styles: Sequence[tuple[Image.Image, float]],
        options: StyleOptions,
        *,
        network: StyleNetwork,
        width: int,
        height: int,
    ) -> None:
        """``styles``: pictures with their weights; ``width``, ``height``: of the result."""
        self.photo = photo
        self.styles = styles
        self.options = options
        self.network = network
        self.width = width
        self.height = height
        self.device = network.backbone.mean.device
        self.palette = self._palette()

    def plan(self, steps: int) -> tuple[Scale, ...]:
        """The schedule: a function of the steps and the size alone, on every machine."""
        stride = self.network.layers.stride
        return plan_scales(
            width=self.width,
            height=self.height,
            steps=steps,
            min_side_px=SMALLEST_FEATURES_PX * stride,
        )

    def paint(self, scales: Sequence[Scale], *, on_step: OnStep | None = None) -> Tensor:
        """The painting, at the last scale's size."""
        return transfer(
            self._start(scales[0]),
            self.objective,
            features=self.network,
            scales=scales,
            learning_rate=self.options.learning_rate,
            on_step=on_step,
        )

    @torch.no_grad()
    def objective(self, scale: Scale) -> Objective:
        """What the image of this scale is to resemble."""
        features = self.network(self._content(scale))
        grams = [self._grams(picture, max(scale.width, scale.height)) for picture, _ in self.styles]
        return Objective(
            content={one: features[one] for one in self.network.layers.content},
            style=blend(grams, [weight for _, weight in self.styles]),
            content_weight=self.options.content_weight * self.network.layers.content_share,
            style_weight=self.options.style_weight * self.options.strength,
            tv_weight=self.options.tv_weight * self.network.layers.tv_share,
        )

    @torch.no_grad()
    def losses(self, images: Sequence[Tensor]) -> list[Losses]:
        """The losses of images of the result's size."""
        objective = self.objective(Scale(width=self.width, height=self.height, steps=1))
        return [objective(image, self.network(image)) for image in images]

    def steps_within(self, budget_s: float) -> int:
        """The steps to make: those asked for, or as many as the budget allows on this machine."""
        per_pixel_s = self._step_s_per_pixel()

        def estimate_s(count: int) -> float:
            scales = self.plan(count)
            overhead = OVERHEAD_STEPS * self.width * self.height
            return per_pixel_s * (sum(scale.work for scale in scales) + overhead)

        return affordable_steps(self.options.steps, estimate_s, budget_s=budget_s)

    def _step_s_per_pixel(self) -> float:
        """Time one step on tensors of its own, so that the picture does not depend on it."""
        side = min(TRIAL_SIDE_PX, max(self.width, self.height))
        share = side / max(self.width, self.height)
        trial = Scale(
            width=max(self.network.layers.stride, round(self.width * share)),
            height=max(self.network.layers.stride, round(self.height * share)),
            steps=2,
        )
        marks = []
        self.paint([trial], on_step=lambda step: marks.append(time.perf_counter()))
        return (marks[1] - marks[0]) / (trial.width * trial.height)

    def _start(self, scale: Scale) -> Tensor:
        generator = torch.Generator().manual_seed(self.options.seed)
        noise = torch.randn((1, 3, scale.height, scale.width), generator=generator)
        content = self._content(scale)
        return (content + START_NOISE * noise.to(content)).clamp(0, 1)

    def _content(self, scale: Scale) -> Tensor:
        """The photo in the styles' colours.

        Differs from Gatys et al.: content features hold colour too, and would pull back to the
        photo's palette, which leaves muddy mixtures after few steps.
        """
        shrunk = resize_picture(self.photo, width=scale.width, height=scale.height)
        return recolour(to_image(shrunk, device=self.device), self.palette)

    def _grams(self, picture: Image.Image, side_px: int) -> dict[str, Tensor]:
        features = self.network(to_image(self._fit(picture, side_px), device=self.device))
        return {one: gram(features[one]) for one in self.network.style_layers}

    def _fit(self, picture: Image.Image, side_px: int) -> Image.Image:
        """The style picture as large as the scale asks for; enlarged only for the layers' sake."""
        smallest = self.network.layers.stride
        wanted = side_px * self.network.layers.scale
        share = max(min(1.0, wanted / max(picture.size)), smallest / min(picture.size))
        width, height = (max(1, round(one * share)) for one in picture.size)
        return resize_picture(picture, width=width, height=height)

    def _palette(self) -> Palette:
        pictures = [to_image(self._fit(one, PALETTE_SIDE_PX)) for one, _ in self.styles]
        return palette_of(pictures, [weight for _, weight in self.styles])
