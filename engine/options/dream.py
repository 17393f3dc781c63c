"""What can be asked of an ascent: a dream, and a zoom through dreams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.errors import OptionError
from engine.options.base import (
    MAX_CHANNELS,
    MAX_CLASSES,
    MAX_DEPTH,
    MAX_FRAMES,
    MAX_SEED,
    MAX_SIZE_PX,
    MAX_STEPS,
    MAX_STRENGTH,
    MIN_SIZE_PX,
    MIN_STRENGTH,
    Options,
    check_choice,
    check_count,
    check_range,
)

# Keeps the finest detail of a dream below twice its photo's, at the least loss of crispness.
PIXEL_TV_WEIGHT = 0.15
# Each frame inherits the smoothing of those before it.
FILM_TV_WEIGHT = 0.08
OBJECTIVES = ("l2", "mean", "enhance", "invert")
GUIDE_MODES = ("match", "channels")
PARAMETRISATIONS = ("pixels", "fourier")
DREAM_COLOURS = ("auto", "dream", "keep")


@dataclass(frozen=True, slots=True, kw_only=True)
class AscentOptions(Options):
    """What climbs: to which network, layer or class, on which ladder, in which steps.

    Defaults and source: google/deepdream, dream.ipynb, unless another is named.

    Attributes:
        network: a registry name; None takes the best network at hand.
        layer: a layer of that network (``inception_4c``), or several with shares
            (``inception_3b+inception_4c*2``, each first divided by its own L2 norm:
            crowsonkb/deep_dream); None takes the depth's, the preset's, the network's default.
        depth: 1 (strokes) to MAX_DEPTH (objects): the layer that deep in any network.
        preset: a named look of engine.catalogue; sets what it names where that is not said.
        size_px: longest side of the result, a panorama's is longer (engine/ops/sizes.py); None
            keeps the photo's, at most DEFAULT_SIZE_PX.
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
        classes: up to MAX_CLASSES names of imagenet_classes to climb to; of two, the first rules
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
