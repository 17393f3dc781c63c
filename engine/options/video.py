"""What can be asked of a person's film."""

import dataclasses
from typing import Literal

from pydantic.dataclasses import dataclass

from engine.options.base import CHECKED, NETWORK, SEED, SIZE, STRENGTH, Options
from engine.options.bounds import DEFAULT_FILM_PX, DEFAULT_FRAME_STEPS, MAX_STEPS, MAX_VIDEO_S
from engine.options.option import Kind, Option
from engine.options.style import INSTANT, LOSS, SCALE, STYLE_COLOURS, StyleLoss

Effect = Literal["style", "dream"]
VideoColours = Literal["style", "keep", "match", "luma", "dream"]
Flow = Literal["auto", "raft", "dis"]


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class VideoOptions(Options):
    """A film painted or dreamt frame by frame, each going on from the one before.

    Source: Ruder et al. 2016, Artistic style transfer for videos.
    """

    effect: Effect = Option("painted, or dreamt", flag="dream", is_bare=True).field("style")
    preset: str | None = Option("a dream's look", kind=Kind.PRESET, usual="none").field(None)
    network: str | None = NETWORK.field(None)
    instant: bool = dataclasses.replace(INSTANT, heading="").field(False)
    size_px: int | None = dataclasses.replace(
        SIZE,
        usual=f"the film's, at most {DEFAULT_FILM_PX}",
        more="Odd sides lose a pixel; a panorama's is [longer](DREAMING.md#any-size)",
    ).field(None)
    steps: int = Option(
        "optimiser steps of each frame; a scene's first gets more",
        low=1,
        high=MAX_STEPS,
        is_always_said=True,
    ).field(DEFAULT_FRAME_STEPS)
    seconds: float | None = Option(
        "take so many of its beginning",
        low=0.1,
        high=MAX_VIDEO_S,
        unit="s",
        usual="all of it",
        more="Needed beyond a minute",
    ).field(None)
    colours: VideoColours = dataclasses.replace(
        STYLE_COLOURS,
        help="of a style: its own, the photo's, as recoloured, light and dark alone; of a dream: "
        "keep, or dream even where the film has none",
        heading="",
    ).field("style")
    scale: float = dataclasses.replace(SCALE, heading="").field(1.0)
    loss: StyleLoss | None = dataclasses.replace(LOSS, usual="wasserstein", heading="").field(None)
    flow: Flow = Option(
        "how motion is found: by torchvision's network, OpenCV's DIS, or the best at hand",
        more="`raft`: `oneiro weights fetch raft_large`",
    ).field("auto")
    steadiness: float = Option(
        "how much a frame holds on to the one before; 0: each on its own", low=0, high=10
    ).field(1.0)
    strength: float = STRENGTH.field(1.0)
    seed: int = SEED.field(0)
