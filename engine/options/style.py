"""What can be asked of a painting and of a texture."""

from __future__ import annotations

from dataclasses import dataclass

from engine.options.base import (
    DEFAULT_STYLE_STEPS,
    MAX_SEED,
    MAX_SIZE_PX,
    MAX_SNAPSHOTS,
    MAX_STEPS,
    MAX_STRENGTH,
    MIN_SIZE_PX,
    MIN_STRENGTH,
    Options,
    check_choice,
    check_range,
)

RECIPES = ("multiscale", "gatys")
STYLE_LOSSES = ("gram", "covariance", "wasserstein", "mean", "moments", "histogram")
OPTIMISERS = ("adam", "lbfgs")
STARTS = ("photo", "noise")
COLOURS = ("style", "keep", "match", "luma")
REGIONS = ("all", "person", "background")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleOptions(Options):
    """One neural style transfer. Source: crowsonkb/style-transfer-pytorch, or the recipe's.

    Attributes:
        network: a registry name; None takes the best network at hand.
        recipe: ``multiscale`` (coarse to fine) or ``gatys`` (Gatys et al. 2015 as the Lasagne
            recipe has it: raw Gram matrices, from noise, by L-BFGS, at one size).
        instant: one pass through a network trained for it, no optimisation.
        size_px: longest side of the result; None keeps the photo's, at most DEFAULT_SIZE_PX.
        steps: optimiser steps over all scales together; all of them are used.
        loss: what of the style's features is to be met (engine/style/losses.py); None: what
            suits the network.
        content_layers, style_layers: of the network; empty: what suits it. Low content layers
            keep colours.
        optimiser: ``adam``, or ``lbfgs``; None: the recipe's.
        start: the ``photo`` or ``noise``; None: the recipe's.
        scale: size of the style's features: 2 paints strokes twice as large.
        colours: ``style``; ``keep``: the photo's hues under the painting's light and dark;
            ``match``: the style, recoloured like the photo; ``luma``: light and dark alone are
            transferred.
        palette: the style picture is first reduced to so many colours.
        region: where to paint: ``all``, or a ``person`` or the ``background``, found by a
            segmentation network. A mask picture says it otherwise.
        feather: softness of the region's edge, as a share of the longest side.
        keep_faces: paint faces less, so that they stay likenesses.
        content_weight, style_weight, tv_weight: of the losses, each a share of its target
            (engine/style/gradients.py), so that they suit every network.
        strength: multiplies ``style_weight``.
        learning_rate: Adam's, in the [0, 1] range of the image.
        snapshots: pictures kept on the way, evenly spaced over the work, to choose from.
        seed: draws whatever the transfer draws at random.
    """

    network: str | None = None
    recipe: str = "multiscale"
    instant: bool = False
    size_px: int | None = None
    steps: int = DEFAULT_STYLE_STEPS
    loss: str | None = None
    content_layers: tuple[str, ...] = ()
    style_layers: tuple[str, ...] = ()
    optimiser: str | None = None
    start: str | None = None
    scale: float = 1.0
    colours: str = "style"
    palette: int | None = None
    region: str = "all"
    feather: float = 0.02
    keep_faces: bool = False
    content_weight: float = 0.1
    style_weight: float = 1.0
    tv_weight: float = 1.0
    strength: float = 1.0
    learning_rate: float = 0.02
    snapshots: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        check_choice("recipe", self.recipe, RECIPES)
        check_range("size", self.size_px, MIN_SIZE_PX, MAX_SIZE_PX)
        check_range("steps", self.steps, 1, MAX_STEPS)
        if self.loss is not None:
            check_choice("loss", self.loss, STYLE_LOSSES)
        if self.optimiser is not None:
            check_choice("optimiser", self.optimiser, OPTIMISERS)
        if self.start is not None:
            check_choice("start", self.start, STARTS)
        check_range("scale", self.scale, 0.25, 4.0)
        check_choice("colours", self.colours, COLOURS)
        check_range("palette", self.palette, 2, 64)
        check_choice("region", self.region, REGIONS)
        check_range("feather", self.feather, 0.0, 0.2)
        check_range("content_weight", self.content_weight, 0.0, 1e6)
        check_range("style_weight", self.style_weight, 0.0, 1e12)
        check_range("tv_weight", self.tv_weight, 0.0, 1e6)
        check_range("strength", self.strength, MIN_STRENGTH, MAX_STRENGTH)
        check_range("learning_rate", self.learning_rate, 1e-4, 1.0)
        check_range("snapshots", self.snapshots, 0, MAX_SNAPSHOTS)
        check_range("seed", self.seed, 0, MAX_SEED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextureOptions(Options):
    """A seamless texture in the manner of a picture. Source: Gatys et al. 2015, Texture synthesis.

    Attributes as StyleOptions has them, but:
        size_px: side of the square; None: DEFAULT_TEXTURE_PX.
    """

    network: str | None = None
    size_px: int | None = None
    steps: int = DEFAULT_STYLE_STEPS
    loss: str | None = None
    scale: float = 1.0
    palette: int | None = None
    learning_rate: float = 0.02
    seed: int = 0

    def __post_init__(self) -> None:
        check_range("size", self.size_px, 64, MAX_SIZE_PX)
        check_range("steps", self.steps, 1, MAX_STEPS)
        if self.loss is not None:
            check_choice("loss", self.loss, STYLE_LOSSES)
        check_range("scale", self.scale, 0.25, 4.0)
        check_range("palette", self.palette, 2, 64)
        check_range("learning_rate", self.learning_rate, 1e-4, 1.0)
        check_range("seed", self.seed, 0, MAX_SEED)
