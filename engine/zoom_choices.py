"""What a request for a film comes down to. Decided before torch is loaded."""

from __future__ import annotations

import dataclasses

from engine.dream.choices import DreamChoice, choose_dream
from engine.errors import OptionError
from engine.media.pictures import Picture
from engine.ops.sizes import output_size
from engine.options.base import DEFAULT_FILM_PX, ZoomOptions
from engine.weights.store import WeightStore

OBJECTIVES = ("l2", "mean")


def choose_zoom(
    picture: Picture, options: ZoomOptions, *, store: WeightStore, goes_on: bool = False
) -> DreamChoice[ZoomOptions]:
    """The network, its file and layers of a film, and its size filled in.

    Args:
        goes_on: the picture is a film's last frame; it keeps its size.
    Raises: UnknownNameError, OptionError, WeightsError, ImageTooSmallError.
    """
    if options.objective not in OBJECTIVES:
        rule = f"a film climbs step by step: it takes {' or '.join(OBJECTIVES)}"
        raise OptionError(option="objective", value=options.objective, rule=rule)
    longest = max(picture.width, picture.height)
    size = options.size_px or (longest if goes_on else min(longest, DEFAULT_FILM_PX))
    options = dataclasses.replace(options, size_px=even(size))
    return choose_dream(picture, options, store=store)


def film_size(picture: Picture, options: ZoomOptions, *, goes_on: bool = False) -> tuple[int, int]:
    """(width, height) of the frames; a film's sides are even.

    Args:
        goes_on: the picture is a film's last frame.
    """
    width, height = picture.width, picture.height
    if not goes_on:
        width, height = output_size(width, height, options.size_px)
    return even(width), even(height)


def even(side: int) -> int:
    """The nearest even number that is not smaller: what a layer fits must not shrink."""
    return side + side % 2
