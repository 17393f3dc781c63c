"""What can be asked of every ascent, and of a dream."""

import dataclasses
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field
from pydantic.dataclasses import dataclass

from engine.errors import OptionError
from engine.options.base import CHECKED, NETWORK, SEED, SIZE, STRENGTH, Options
from engine.options.bounds import (
    DEFAULT_SIZE_PX,
    MAX_CHANNEL,
    MAX_CHANNELS,
    MAX_CLASSES,
    MAX_DEPTH,
    MAX_STEPS,
)
from engine.options.option import Kind, Option
from engine.texts.phrase import Phrase

Objective = Literal["l2", "mean", "enhance", "invert"]
GuideMode = Literal["match", "channels"]
Parametrisation = Literal["pixels", "fourier"]
DreamColours = Literal["auto", "dream", "keep"]
DreamRecipe = Literal["octaves", "accent", "phase"]
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)
DREAM_COLOURS: tuple[DreamColours, ...] = get_args(DreamColours)

Channel = Annotated[int, Field(ge=0, le=MAX_CHANNEL)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]

# Keeps the finest detail of a dream below twice its photo's, at the least loss of crispness.
PIXEL_TV_WEIGHT = 0.15
# Each frame inherits the smoothing of those before it.
FILM_TV_WEIGHT = 0.08

WHAT_APPEARS = "what appears"
HOW_CLIMBED = "how it is climbed"
WHAT_RESTRAINS = "what restrains it"

OCTAVES = Option(
    "sizes to dream at",
    low=1,
    high=12,
    more=f"Of a result of up to {DEFAULT_SIZE_PX} px; larger ones add octaves on top",
    heading=HOW_CLIMBED,
    is_always_said=True,
)
OCTAVE_SCALE = Option(
    "one octave's side over the next smaller one's",
    low=1.1,
    high=3.0,
    unit="ratio",
    heading=HOW_CLIMBED,
)
STEPS_PER_OCTAVE = Option(
    "steps in each octave, never exceeded",
    low=1,
    high=200,
    more="`enhance` and `invert` work at one size and go by `steps` alone (20 and 120)",
    heading=HOW_CLIMBED,
)
STEPS = Option(
    "ceiling on the steps of all octaves together",
    low=1,
    high=MAX_STEPS,
    usual="none",
    heading=HOW_CLIMBED,
    is_always_said=True,
)
STRONGEST = Option(
    "only so many channels: those that this photo moves most",
    low=1,
    high=MAX_CHANNEL,
    usual="all",
    more="ProGamerGov/neural-dream",
    heading=WHAT_APPEARS,
)


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class AscentOptions(Options):
    """What climbs: to which network, layer or class, on which ladder, in which steps.

    Defaults and source: google/deepdream, dream.ipynb, unless another is named. A layer, or
    several with shares, may be named; without, it is the depth's, the preset's or the network's.
    """

    usual_tv_weight: ClassVar[float] = PIXEL_TV_WEIGHT

    preset: str | None = Option(
        "a named look",
        kind=Kind.PRESET,
        usual="none",
        more="Sets what is not said otherwise, and multiplies the strength",
        heading=WHAT_APPEARS,
    ).field(None)
    classes: tuple[str, ...] = Option(
        "things to climb to: of two the first above, the second below",
        kind=Kind.CLASSES,
        most=MAX_CLASSES,
        usual="none",
        more="317070/Dream",
        aliases=("class",),
        heading=WHAT_APPEARS,
    ).field(())
    random_classes: bool = Option(
        "another class each step, drawn by the seed",
        word="random",
        flag="random-classes",
        heading=WHAT_APPEARS,
    ).field(False)
    layer: str | None = Option(
        "what is amplified: low layers strokes, high ones objects",
        kind=Kind.LAYERS,
        usual="the network's",
        more="Several are each divided by their own L2 norm first (crowsonkb/deep_dream)",
        heading=WHAT_APPEARS,
        is_always_said=True,
    ).field(None)
    depth: int | None = Option(
        "the layer that deep in any network: 1 strokes, the highest objects",
        low=1,
        high=MAX_DEPTH,
        usual="none",
        more="A named layer wins",
        heading=WHAT_APPEARS,
    ).field(None)
    objective: Objective = Option(
        "what of the layer grows: its L2 norm, its mean, or what it saw most; invert: a picture "
        "from the layer alone",
        more="`mean`: TensorFlow's tutorial; `enhance`: 4 times as strong, by L-BFGS "
        "(galchinsky/caf); `invert`: Mahendran and Vedaldi 2014",
        heading=WHAT_APPEARS,
        is_bare=True,
    ).field("l2")
    channels: tuple[Channel, ...] = Option(
        "only these channels of the layer, from 0",
        kind=Kind.CHANNELS,
        low=0,
        high=MAX_CHANNEL,
        most=MAX_CHANNELS,
        usual="all",
        heading=WHAT_APPEARS,
    ).field(())
    strongest: int | None = STRONGEST.field(None)
    weakest: int | None = dataclasses.replace(
        STRONGEST, help="only so many channels: those that this photo moves least"
    ).field(None)
    position: tuple[Share, Share] | None = Option(
        "only one place of the layer",
        kind=Kind.PLACE,
        low=0,
        high=1,
        unit="shares of width and height",
        usual="everywhere",
        more="With one channel, one neuron",
        heading=WHAT_APPEARS,
    ).field(None)
    network: str | None = NETWORK.field(None)
    size_px: int | None = SIZE.field(None)
    steps: int | None = STEPS.field(None)
    octaves: int = OCTAVES.field(4)
    octave_scale: float = OCTAVE_SCALE.field(1.4)
    steps_per_octave: int = STEPS_PER_OCTAVE.field(10)
    step_size: float = Option(
        "mean change of a pixel in a step, a share of [0, 1]",
        low=1e-4,
        high=0.2,
        usual="1.5 of 255",
        heading=HOW_CLIMBED,
    ).field(1.5 / 255)
    jitter_px: int = Option(
        "largest random shift of each step",
        low=0,
        high=256,
        unit="px",
        word="jitter",
        heading=HOW_CLIMBED,
    ).field(32)
    tv_weight: float | None = Option(
        "total variation held down, a share of the gradient",
        low=0,
        high=10,
        usual=f"{PIXEL_TV_WEIGHT} for pixels, in a zoom {FILM_TV_WEIGHT}; 0 for fourier",
        more="Mahendran and Vedaldi 2014",
        word="tv",
        heading=WHAT_RESTRAINS,
    ).field(None)
    p_norm_weight: float = Option(
        "6-norm held down, a share of the gradient: fewer burnt-out pixels",
        low=0,
        high=10,
        word="p_norm",
        heading=WHAT_RESTRAINS,
    ).field(0.0)
    laplacian_levels: int = Option(
        "bands of the gradient made equally strong",
        low=0,
        high=8,
        more="TensorFlow's tutorial has 4",
        word="laplacian",
        heading=WHAT_RESTRAINS,
    ).field(0)
    smoothing_px: float = Option(
        "sigma of the Gaussians that smooth the gradient",
        low=0,
        high=32,
        unit="px",
        more="Three of them (gordicaleksa/pytorch-deepdream)",
        word="smoothing",
        heading=WHAT_RESTRAINS,
    ).field(0.0)
    random_scale: float = Option(
        "largest random change of scale of each step, a share",
        low=0,
        high=0.5,
        more="tensorflow/lucid",
        heading=HOW_CLIMBED,
    ).field(0.0)
    random_rotation_deg: float = Option(
        "largest random turn of each step",
        low=0,
        high=180,
        unit="degrees",
        more="tensorflow/lucid",
        word="random_rotation",
        heading=HOW_CLIMBED,
    ).field(0.0)
    parametrisation: Parametrisation = Option(
        "what moves: pixels, or frequencies of decorrelated colours, by Adam",
        more="tensorflow/lucid",
        aliases=("parametrization",),
        heading=HOW_CLIMBED,
        is_bare=True,
    ).field("pixels")
    colours: DreamColours = Option(
        "dream: its own; keep: the photo's; auto: kept where the photo has none",
        more="Networks paint red and green specks into grey",
        word="colors",
        aliases=("color", "colour"),
        heading=HOW_CLIMBED,
    ).field("auto")
    strength: float = STRENGTH.field(1.0)
    seed: int = SEED.field(0)

    def __post_init__(self) -> None:
        """Refuse wishes of which one would be passed over."""
        wants_classes = self.classes or self.random_classes
        some_channels = self.channels or self.strongest or self.weakest
        if self.classes and self.random_classes:
            self._refuse("classes", "rules.named_or_random")
        if self.channels and (self.strongest or self.weakest):
            self._refuse("channels", "rules.named_or_ranked")
        if wants_classes and (some_channels or self.position):
            self._refuse("classes", "rules.classes_are_whole")
        if self.objective in ("enhance", "invert") and (
            wants_classes or some_channels or self.position
        ):
            self._refuse("objective", "rules.layer_is_whole")

    def _refuse(self, option: str, rule: str) -> None:
        value = getattr(self, option)
        written = value if isinstance(value, str) else ", ".join(map(str, value))
        raise OptionError(option=option, value=written, rule=Phrase(rule))

    @property
    def tv_share(self) -> float:
        """``tv_weight``, or what the parametrisation needs."""
        if self.tv_weight is not None:
            return self.tv_weight
        moves_pixels = self.parametrisation == "pixels" and self.made_by != "phase"
        return self.usual_tv_weight if moves_pixels else 0.0

    @property
    def made_by(self) -> DreamRecipe:
        """The recipe; films and zooms know but one."""
        return "octaves"


# An accent is of named things alone, looks at each whole, and shapes its gradient by itself; of a
# phase dream the phases are what moves.
_UNUSED_BY: Mapping[DreamRecipe, tuple[str, ...]] = {
    "accent": (
        *("preset", "random_classes", "depth", "objective", "parametrisation", "tv_weight"),
        *("p_norm_weight", "laplacian_levels", "smoothing_px"),
        *("random_scale", "random_rotation_deg"),
    ),
    "phase": ("parametrisation",),
    "octaves": (),
}


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class DreamOptions(AscentOptions):
    """One DeepDream of a photo."""

    recipe: DreamRecipe | None = Option(
        "octaves: what is seen grows everywhere; accent: a named thing, once and whole, and the "
        "rest stays; phase: light and palette stay, shapes move",
        usual="octaves",
        more="See [below](#recipes)",
        heading=HOW_CLIMBED,
    ).field(None)
    guide_mode: GuideMode = Option(
        "how a guide picture leads: place by place, or by its mixture of channels",
        more="`match`: `dream.ipynb`; `channels`: crowsonkb/deep_dream",
        heading=WHAT_APPEARS,
    ).field("match")

    def __post_init__(self) -> None:
        """As of every ascent; and what the recipe would pass over."""
        AscentOptions.__post_init__(self)
        if self.recipe == "accent" and not self.classes:
            self._refuse("recipe", "rules.accent_a_thing")
        if self.recipe == "phase" and self.objective in ("enhance", "invert"):
            self._refuse("objective", "rules.not_by_phase")
        if self.recipe is not None and (unused := self._left_out(self.recipe)):
            value = str(getattr(self, unused[0]))
            rule = Phrase("rules.not_with_recipe", recipe=self.recipe)
            raise OptionError(option=unused[0], value=value, rule=rule)

    @property
    def made_by(self) -> DreamRecipe:
        """The recipe, the usual one where none is named."""
        return self.recipe or "octaves"

    def _left_out(self, recipe: DreamRecipe) -> list[str]:
        """What was said that this recipe has no use for."""
        usual = {field.name: field.default for field in dataclasses.fields(self)}
        return [name for name in _UNUSED_BY[recipe] if getattr(self, name) != usual[name]]
