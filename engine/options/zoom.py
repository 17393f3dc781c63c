"""What can be asked of a zoom through dreams."""

import dataclasses
from typing import ClassVar

from pydantic.dataclasses import dataclass

from engine.options.base import CHECKED, SIZE
from engine.options.bounds import DEFAULT_FILM_PX, MAX_FRAMES
from engine.options.dream import (
    FILM_TV_WEIGHT,
    OCTAVE_SCALE,
    OCTAVES,
    STEPS,
    STEPS_PER_OCTAVE,
    AscentOptions,
)
from engine.options.option import Option

THE_FILM = "the film"


@dataclass(frozen=True, slots=True, kw_only=True, config=CHECKED)
class ZoomOptions(AscentOptions):
    """A film that dreams its way into a photo. Source: google/deepdream, dream.ipynb.

    What AscentOptions says of a picture holds for each frame, which gets fewer octaves and steps:
    it goes on from the frame before.
    """

    usual_tv_weight: ClassVar[float] = FILM_TV_WEIGHT
    retired: ClassVar[frozenset[str]] = frozenset({"guide_mode"})

    size_px: int | None = dataclasses.replace(
        SIZE, usual=f"the photo's, at most {DEFAULT_FILM_PX}", more="Odd sides gain a pixel"
    ).field(None)
    steps: int | None = dataclasses.replace(STEPS, help="ceiling on the steps of each frame").field(
        None
    )
    octaves: int = OCTAVES.field(3)
    octave_scale: float = OCTAVE_SCALE.field(1.5)
    steps_per_octave: int = STEPS_PER_OCTAVE.field(2)
    frames: int = Option(
        "frames of the film, the photo the first; a ceiling",
        low=2,
        high=MAX_FRAMES,
        heading=THE_FILM,
        is_always_said=True,
    ).field(48)
    frames_per_s: int = Option(
        "how fast it plays", low=1, high=60, unit="frames per second", word="fps", heading=THE_FILM
    ).field(12)
    zoom: float = Option(
        "one frame's size over the next one's part of it", low=1.0, high=1.5, heading=THE_FILM
    ).field(1.04)
    turn_deg: float = Option(
        "turn of each frame against the one before",
        low=-45,
        high=45,
        unit="degrees",
        word="turn",
        heading=THE_FILM,
    ).field(0.0)
