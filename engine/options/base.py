"""What can be asked of the engine: names, bounds and defaults. No torch."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self

from engine.errors import OptionError

MIN_SIZE_PX = 16
MAX_SIZE_PX = 8000
DEFAULT_SIZE_PX = 600
DEFAULT_DRAWING_PX = 320
DEFAULT_FILM_PX = 480
DEFAULT_TEXTURE_PX = 512
DEFAULT_STYLE_STEPS = 200
DEFAULT_FRAME_STEPS = 10
MAX_STEPS = 5000
MAX_SEED = 2**31 - 1
MAX_DEPTH = 8
MIN_STRENGTH, MAX_STRENGTH = 0.1, 10.0
MAX_CLASSES = 3
MAX_CHANNELS = 32  # a caption has to hold them
MOST_STYLE_LAYERS = 16  # as many as VGG-19 has convolutions; a caption has to hold them
MAX_FRAMES = 1000
MAX_SNAPSHOTS = 8

# Keeps the finest detail of a dream below twice its photo's, at the least loss of crispness.
PIXEL_TV_WEIGHT = 0.15
# Each frame inherits the smoothing of those before it.
FILM_TV_WEIGHT = 0.08

OBJECTIVES = ("l2", "mean", "enhance", "invert")
GUIDE_MODES = ("match", "channels")
PARAMETRISATIONS = ("pixels", "fourier")
EXPLAIN_METHODS = ("guided", "gradient", "deconvnet")
REDUCTIONS = ("max", "sum")
RECIPES = ("multiscale", "gatys")
STYLE_LOSSES = ("gram", "covariance", "wasserstein", "mean", "moments", "histogram")
OPTIMISERS = ("adam", "lbfgs")
STARTS = ("photo", "noise")
COLOURS = ("style", "keep", "match", "luma")
DREAM_COLOURS = ("auto", "dream", "keep")
VIDEO_COLOURS = (*COLOURS, "dream")
REGIONS = ("all", "person", "background")
EFFECTS = ("style", "dream")
FLOWS = ("auto", "raft", "dis")


class _Options:
    """What all arts' options share: the bounds check and the way to JSON and back."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; options left at None are left out."""
        values = dataclasses.asdict(self)  # type: ignore[call-overload]  # subclasses are dataclasses
        # JSON has no tuples.
        plain = {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
        return {name: value for name, value in plain.items() if value is not None}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The inverse of :meth:`to_json`; unknown names raise OptionError."""
        known = {field.name for field in dataclasses.fields(cls)}  # type: ignore[arg-type]  # as above
        for name in values:
            if name not in known:
                raise OptionError(
                    option=name, value=str(values[name]), rule="there is no such option"
                )
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


def check_range(option: str, value: float | None, low: float, high: float) -> None:
    """Raise OptionError unless ``value`` is None or within [low, high]."""
    if value is not None and not low <= value <= high:
        raise OptionError(option=option, value=value, rule=f"it goes from {low} to {high}")


def check_choice(option: str, value: str, choices: Sequence[str]) -> None:
    """Raise OptionError unless ``value`` is one of ``choices``."""
    if value not in choices:
        raise OptionError(option=option, value=value, rule=f"it is one of {', '.join(choices)}")


def check_count(option: str, values: Sequence[str], most: int) -> None:
    """Raise OptionError for more than ``most`` values."""
    if len(values) > most:
        raise OptionError(option=option, value=", ".join(values), rule=f"at most {most} at once")


@dataclass(frozen=True, slots=True, kw_only=True)
class AscentOptions(_Options):
    """What climbs: to which network, layer or class, on which ladder, in which steps.

    Defaults and source: google/deepdream, dream.ipynb, unless another is named.

    Attributes:
        network: a registry name; None takes the best network at hand.
        layer: a layer of that network (``inception_4c``), or several with shares
            (``inception_3b+inception_4c*2``, each first divided by its own L2 norm:
            crowsonkb/deep_dream); None takes the depth's, the preset's, the network's default.
        depth: 1 (strokes) to MAX_DEPTH (objects): the layer that deep in any network.
        preset: a named look of engine.catalogue; sets what it names where that is not said.
        size_px: longest side of the result, a panorama's is longer (engine/ops/sizes.py); None keeps
            the photo's, at most DEFAULT_SIZE_PX.
        steps: a ceiling on optimiser steps over all octaves together; None spends
            ``steps_per_octave`` in each.
        octaves: octaves of a picture of up to DEFAULT_SIZE_PX; larger ones add octaves on top.
        octave_scale: ratio of one octave's side to the next smaller one's.
        steps_per_octave: never exceeded, whatever ``steps`` allows.
        step_size: mean change per pixel and step, as a share of the [0, 1] range.
        strength: multiplies ``step_size``.
        jitter_px: largest random shift per axis and step.
        seed: draws all that is random; the same seed and options give the same pixels on one
            machine.
        objective: of the layer: its L2 norm, its mean, ``enhance`` (galchinsky/caf: what it saw
            most, made stronger, by L-BFGS), ``invert`` (Mahendran and Vedaldi 2014: a picture
            found again from the layer alone).
        channels: of the layer, from 0; empty means all.
        strongest, weakest: so many channels, those that this photo moves most or least.
        position: (x, y) in [0, 1]: one place of the layer alone; with one channel, a neuron.
        classes: up to MAX_CLASSES names of engine.catalogue.imagenet_classes to climb to; of two, the first rules
            the picture's upper half, the second its lower (317070/Dream).
        random_classes: another class each step, drawn by the seed.
        guide_mode: how a guide picture leads: ``match`` (Google's notebook: each place climbs to
            the guide's most alike place) or ``channels`` (crowsonkb/deep_dream: to its mixture
            of channels).
        tv_weight, p_norm_weight: of the natural-image prior, as shares of the gradient. None:
            PIXEL_TV_WEIGHT for pixels (of a film FILM_TV_WEIGHT), nothing for frequencies, which
            are smooth enough.
        laplacian_levels: bands whose gradients are made equally strong; 0 leaves them.
        smoothing_px: sigma of the Gaussians that smooth the gradient.
        random_scale, random_rotation_deg: largest random change of scale (a share) and turn.
        parametrisation: ``pixels``, or ``fourier`` (tensorflow/lucid: decorrelated colours and
            frequencies, by Adam).
        colours: ``dream``: its own; ``keep``: the photo's, under the dream's light and dark;
            ``auto``: kept where the photo has none.
    """

    usual_tv_weight: ClassVar[float] = PIXEL_TV_WEIGHT

    network: str | None = None
    layer: str | None = None
    depth: int | None = None
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
    objective: str = "l2"
    channels: tuple[int, ...] = ()
    strongest: int | None = None
    weakest: int | None = None
    position: tuple[float, float] | None = None
    classes: tuple[str, ...] = ()
    random_classes: bool = False
    guide_mode: str = "match"
    tv_weight: float | None = None
    p_norm_weight: float = 0.0
    laplacian_levels: int = 0
    smoothing_px: float = 0.0
    random_scale: float = 0.0
    random_rotation_deg: float = 0.0
    parametrisation: str = "pixels"
    colours: str = "auto"

    def __post_init__(self) -> None:
        check_range("size", self.size_px, MIN_SIZE_PX, MAX_SIZE_PX)
        check_range("depth", self.depth, 1, MAX_DEPTH)
        check_range("steps", self.steps, 1, MAX_STEPS)
        check_range("octaves", self.octaves, 1, 12)
        check_range("octave_scale", self.octave_scale, 1.1, 3.0)
        check_range("steps_per_octave", self.steps_per_octave, 1, 200)
        check_range("step_size", self.step_size, 1e-4, 0.2)
        check_range("strength", self.strength, MIN_STRENGTH, MAX_STRENGTH)
        check_range("jitter", self.jitter_px, 0, 256)
        check_range("seed", self.seed, 0, MAX_SEED)
        check_choice("objective", self.objective, OBJECTIVES)
        check_count("channels", [str(one) for one in self.channels], MAX_CHANNELS)
        for channel in self.channels:
            check_range("channels", channel, 0, 100_000)
        check_range("strongest", self.strongest, 1, 100_000)
        check_range("weakest", self.weakest, 1, 100_000)
        for share in self.position or ():
            check_range("position", share, 0.0, 1.0)
        check_count("classes", self.classes, MAX_CLASSES)
        check_choice("guide_mode", self.guide_mode, GUIDE_MODES)
        check_range("tv_weight", self.tv_weight, 0.0, 10.0)
        check_range("p_norm_weight", self.p_norm_weight, 0.0, 10.0)
        check_range("laplacian_levels", self.laplacian_levels, 0, 8)
        check_range("smoothing", self.smoothing_px, 0.0, 32.0)
        check_range("random_scale", self.random_scale, 0.0, 0.5)
        check_range("random_rotation", self.random_rotation_deg, 0.0, 180.0)
        check_choice("parametrisation", self.parametrisation, PARAMETRISATIONS)
        check_choice("colours", self.colours, DREAM_COLOURS)
        self._check_together()

    def _check_together(self) -> None:
        """Refuse wishes of which one would be passed over."""
        wants_classes = self.classes or self.random_classes
        some_channels = self.channels or self.strongest or self.weakest
        if self.classes and self.random_classes:
            self._refuse("classes", "name some, or have them drawn at random")
        if self.channels and (self.strongest or self.weakest):
            self._refuse("channels", "name some, or take the strongest or weakest")
        if wants_classes and (some_channels or self.position):
            self._refuse("classes", "they rule the whole; leave out channels and position")
        if self.objective in ("enhance", "invert") and (
            wants_classes or some_channels or self.position
        ):
            rule = "it takes a layer as a whole; leave out classes, channels and position"
            self._refuse("objective", rule)

    def _refuse(self, option: str, rule: str) -> None:
        value = getattr(self, option)
        said = value if isinstance(value, str) else ", ".join(map(str, value))
        raise OptionError(option=option, value=said, rule=rule)

    @property
    def tv_share(self) -> float:
        """``tv_weight``, or what the parametrisation needs."""
        if self.tv_weight is not None:
            return self.tv_weight
        return self.usual_tv_weight if self.parametrisation == "pixels" else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DreamOptions(AscentOptions):
    """One DeepDream of a photo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomOptions(AscentOptions):
    """A film that dreams its way into a photo. Source: google/deepdream, dream.ipynb.

    What AscentOptions says of a picture holds for each frame, which gets fewer octaves and steps:
    it goes on from the frame before.

    Attributes:
        size_px: longest side; None keeps the photo's, at most DEFAULT_FILM_PX. Odd sides gain a
            pixel.
        frames: of the film, the photo itself among them; a ceiling.
        frames_per_s: how fast it plays.
        zoom: one frame's size over the next one's part of it.
        turn_deg: how far each frame is turned against the one before.
    """

    usual_tv_weight: ClassVar[float] = FILM_TV_WEIGHT

    octaves: int = 3
    octave_scale: float = 1.5
    steps_per_octave: int = 2
    frames: int = 48
    frames_per_s: int = 12
    zoom: float = 1.04
    turn_deg: float = 0.0

    def __post_init__(self) -> None:
        AscentOptions.__post_init__(self)
        check_range("frames", self.frames, 2, MAX_FRAMES)
        check_range("frames_per_s", self.frames_per_s, 1, 60)
        check_range("zoom", self.zoom, 1.0, 1.5)
        check_range("turn", self.turn_deg, -45.0, 45.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawOptions(_Options):
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
class ExplainOptions(_Options):
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
class WhatOptions(_Options):
    """What is in a photo. ``network``: one that knows classes; None takes the best at hand."""

    network: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleOptions(_Options):
    """One neural style transfer. Source: crowsonkb/style-transfer-pytorch, or the recipe's.

    Attributes:
        network: a registry name; None takes the best network at hand.
        recipe: ``multiscale`` (coarse to fine) or ``gatys`` (Gatys et al. 2015 as the Lasagne
            recipe has it: raw Gram matrices, from noise, by L-BFGS, at one size).
        instant: one pass through a network trained for it, no optimisation.
        size_px: longest side of the result; None keeps the photo's, at most DEFAULT_SIZE_PX.
        steps: optimiser steps over all scales together; all of them are used.
        loss: what of the style's features is to be met (style_terms.py); None: what suits the
            network.
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
            (style_gradients.py), so that they suit every network.
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
class TextureOptions(_Options):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoOptions(_Options):
    """A film painted or dreamt frame by frame, each going on from the one before.

    Source: Ruder et al. 2016, Artistic style transfer for videos.

    Attributes:
        effect: ``style`` or ``dream``.
        preset: a dream's look.
        size_px: longest side; None keeps the film's, at most DEFAULT_FILM_PX. Odd sides lose a
            pixel.
        steps: optimiser steps in each frame; the first gets several times as many.
        seconds: a ceiling; what comes after is left out. None: the whole film.
        colours: of a style, as StyleOptions has them; a dream's are its own, unless the film has
            none (``dream``: even then), or the film's (``keep``).
        scale: of a style, as StyleOptions has it.
        flow: how motion is found: ``raft`` (torchvision's network), ``dis`` (classical), or
            ``auto``, the best at hand.
        steadiness: how strongly a frame holds on to the one before; 0: each frame on its own.
    """

    effect: str = "style"
    network: str | None = None
    preset: str | None = None
    instant: bool = False
    size_px: int | None = None
    steps: int = DEFAULT_FRAME_STEPS
    seconds: float | None = None
    colours: str = "style"
    scale: float = 1.0
    strength: float = 1.0
    flow: str = "auto"
    steadiness: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        check_choice("effect", self.effect, EFFECTS)
        check_range("size", self.size_px, MIN_SIZE_PX, MAX_SIZE_PX)
        check_range("steps", self.steps, 1, MAX_STEPS)
        check_range("seconds", self.seconds, 0.1, 600.0)
        check_choice("colours", self.colours, VIDEO_COLOURS)
        check_range("scale", self.scale, 0.25, 4.0)
        check_range("strength", self.strength, MIN_STRENGTH, MAX_STRENGTH)
        check_choice("flow", self.flow, FLOWS)
        check_range("steadiness", self.steadiness, 0.0, 10.0)
        check_range("seed", self.seed, 0, MAX_SEED)


Art = Literal["dream", "style", "draw", "explain", "what", "zoom", "texture", "video"]
ArtOptions = (
    DreamOptions
    | StyleOptions
    | DrawOptions
    | ExplainOptions
    | WhatOptions
    | ZoomOptions
    | TextureOptions
    | VideoOptions
)
