"""What can be asked of a painting and of a texture."""

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic.dataclasses import dataclass

from engine.options.base import CHECKED, NETWORK, SEED, SIZE, STRENGTH, Options
from engine.options.bounds import (
    DEFAULT_STYLE_STEPS,
    DEFAULT_TEXTURE_PX,
    MAX_SNAPSHOTS,
    MAX_STEPS,
    MAX_STYLE_LAYERS,
)
from engine.options.option import Kind, Option

Recipe = Literal["multiscale", "gatys"]
TextureLoss = Literal["gram", "covariance", "wasserstein", "mean", "moments", "histogram"]
NeighbourLoss = Literal["painter", "neighbours"]
StyleLoss = Literal[NeighbourLoss, TextureLoss]
Optimiser = Literal["adam", "lbfgs"]
Start = Literal["photo", "noise"]
Colours = Literal["style", "keep", "match", "luma"]
Region = Literal["all", "person", "background"]
STYLE_LOSSES: tuple[StyleLoss, ...] = get_args(StyleLoss)
NEIGHBOUR_LOSSES: tuple[NeighbourLoss, ...] = get_args(NeighbourLoss)
TEXTURE_LOSSES: tuple[TextureLoss, ...] = get_args(TextureLoss)
COLOURS: tuple[Colours, ...] = get_args(Colours)

HOW_IT_LOOKS = "how it looks"
WHAT_IS_PAINTED = "what is painted"
HOW_PAINTED = "how it is painted"

STYLE_NETWORK = dataclasses.replace(
    NETWORK,
    help="whose eyes judge",
    more="With `instant` one made for that",
    heading=HOW_PAINTED,
)
STEPS = Option(
    "optimiser steps over all scales together; all are used",
    low=1,
    high=MAX_STEPS,
    heading=HOW_PAINTED,
    is_always_said=True,
)
INSTANT = Option("paint at once, by a network made for it, without steps", heading=HOW_PAINTED)
STYLE_COLOURS = Option(
    "style: the style's; keep: the photo's; match: the style, recoloured like the photo; luma: "
    "only light and dark are painted",
    more="See [below](#colours)",
    word="colors",
    aliases=("color", "colour"),
    heading=HOW_IT_LOOKS,
)
SCALE = Option(
    "size of the strokes: 200 paints them twice as large",
    kind=Kind.PERCENT,
    low=0.25,
    high=4.0,
    more="Steps never enlarge the style picture for it, so a small one ends the effect "
    "(neural-style's `style_scale`). A factor in Python",
    heading=HOW_IT_LOOKS,
)
PALETTE = Option(
    "first reduce each style to so many colours",
    low=2,
    high=64,
    usual="none",
    more="By median cut and k-means, not dithered",
    heading=HOW_IT_LOOKS,
)
LOSS = Option(
    "what of the style is to be met",
    usual="painter; of gatys gram",
    more="See [below](#losses)",
    heading=HOW_PAINTED,
)
LEARNING_RATE = Option("Adam's, of [0, 1] per step", low=1e-4, high=1, heading=HOW_PAINTED)


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class StyleOptions(Options):
    """One neural style transfer. Source: crowsonkb/style-transfer-pytorch, or the recipe's."""

    network: str | None = STYLE_NETWORK.field(None)
    size_px: int | None = SIZE.field(None)
    steps: int = STEPS.field(DEFAULT_STYLE_STEPS)
    recipe: Recipe = Option(
        "coarse to fine, or as in 2015, at one size",
        more="See [below](#recipegatys)",
        heading=HOW_PAINTED,
        is_bare=True,
    ).field("multiscale")
    instant: bool = INSTANT.field(False)
    colours: Colours = STYLE_COLOURS.field("style")
    scale: float = SCALE.field(1.0)
    palette: int | None = PALETTE.field(None)
    region: Region = Option(
        "paint only there, as a network finds it; a second style paints the rest",
        more="Needs a network that finds people; a mask picture says it otherwise",
        heading=WHAT_IS_PAINTED,
    ).field("all")
    feather: float = Option(
        "softness of the edge of a region or mask, a share of the longest side",
        low=0,
        high=0.2,
        heading=WHAT_IS_PAINTED,
    ).field(0.02)
    keep_faces: bool = Option(
        "paint faces less",
        more="They are found from the front (OpenCV's cascade)",
        word="faces",
        flag="keep-faces",
        heading=WHAT_IS_PAINTED,
    ).field(False)
    loss: StyleLoss | None = LOSS.field(None)
    content_layers: tuple[str, ...] = Option(
        "where the photo is to be found again: low layers keep more of it, its colours too",
        kind=Kind.PLAIN_LAYERS,
        most=MAX_STYLE_LAYERS,
        usual="the network's",
        heading=HOW_PAINTED,
    ).field(())
    style_layers: tuple[str, ...] = Option(
        "where the style is measured: low layers colours and strokes, high ones shapes",
        kind=Kind.PLAIN_LAYERS,
        most=MAX_STYLE_LAYERS,
        usual="the network's",
        heading=HOW_PAINTED,
    ).field(())
    optimiser: Optimiser | None = Option(
        "who takes the steps",
        usual="adam; of gatys lbfgs",
        more="Adam's iterates are averaged",
        aliases=("optimizer",),
        heading=HOW_PAINTED,
        is_bare=True,
    ).field(None)
    start: Start | None = Option(
        "where painting begins", usual="photo; of gatys noise", heading=HOW_PAINTED
    ).field(None)
    content_weight: float = Option(
        "of the content loss, a share of the photo's own features",
        low=0,
        high=1e6,
        heading=HOW_PAINTED,
    ).field(0.1)
    style_weight: float = Option(
        "of the style loss, a share of the style's own statistics",
        low=0,
        high=1e12,
        heading=HOW_PAINTED,
    ).field(1.0)
    tv_weight: float = Option(
        "of total variation: more is smoother", low=0, high=1e6, word="tv", heading=HOW_PAINTED
    ).field(1.0)
    learning_rate: float = LEARNING_RATE.field(0.02)
    snapshots: int = Option(
        "pictures kept on the way, evenly spaced over the work",
        low=0,
        high=MAX_SNAPSHOTS,
        more="At a terminal OUT-1, OUT-2 … beside OUT",
        heading=HOW_PAINTED,
    ).field(0)
    strength: float = dataclasses.replace(STRENGTH, heading=HOW_IT_LOOKS).field(1.0)
    seed: int = SEED.field(0)

    @classmethod
    def formerly(cls, said: Mapping[str, Any]) -> Mapping[str, Any]:
        """All captions name the loss since there are neighbours."""
        is_left_open = said.get("loss") is None and said.get("recipe") != "gatys"
        return {"loss": "wasserstein"} if is_left_open and not said.get("instant") else {}


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class TextureOptions(Options):
    """A seamless texture in the manner of a picture.

    Source: Gatys et al. 2015, Texture synthesis.
    """

    network: str | None = STYLE_NETWORK.field(None)
    size_px: int | None = dataclasses.replace(
        SIZE, help="side of the square", low=64, usual=str(DEFAULT_TEXTURE_PX), more=""
    ).field(None)
    steps: int = STEPS.field(DEFAULT_STYLE_STEPS)
    scale: float = SCALE.field(1.0)
    palette: int | None = PALETTE.field(None)
    loss: TextureLoss | None = dataclasses.replace(LOSS, usual="wasserstein").field(None)
    learning_rate: float = LEARNING_RATE.field(0.02)
    seed: int = SEED.field(0)
