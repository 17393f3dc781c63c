"""How large a result is: its longest side as asked for, and more of it where a picture is long."""

from __future__ import annotations

import math

from engine.media.pictures import MAX_ASPECT
from engine.options.bounds import DEFAULT_SIZE_PX

# Phones' screens and cinema's films are narrower than this, panoramas are not.
WIDEST_USUAL = 2.5
MOST_ELONGATION = 3.0


def asked_size(width: int, height: int, size_px: int | None) -> int:
    """The longest side asked for, of a photo of this size: it makes the same result again.

    A photo is enlarged only when ``size_px`` is given; otherwise it is at most DEFAULT_SIZE_PX.
    """
    return size_px if size_px is not None else min(max(width, height), DEFAULT_SIZE_PX)


def output_size(width: int, height: int, size_px: int | None) -> tuple[int, int]:
    """(width, height) of the result for a photo of this size, in px, aspect kept.

    A longest side tells little of a panorama, of which it would leave a strip: that is made as
    large in area as a picture of WIDEST_USUAL to 1, unless it would be larger than the photo.
    """
    longest = max(width, height)
    asked = asked_size(width, height, size_px)
    grown = min(longest, round(asked * elongation(width, height)))
    return fitted(width, height, max(asked, grown))


def fitted(width: int, height: int, longest_px: float) -> tuple[int, int]:
    """A picture of this size with that longest side.

    Rounding makes no side so short that Telegram refuses the picture.
    """
    longest = max(width, height)
    wide, tall = (max(1, round(side * longest_px / longest)) for side in (width, height))
    is_narrow = longest > MAX_ASPECT * min(width, height)
    least = 1 if is_narrow else math.ceil(max(wide, tall) / MAX_ASPECT)
    return max(wide, least), max(tall, least)


def scaled(size: tuple[int, int], share: float) -> tuple[int, int]:
    """(width, height) at ``share`` of this size, a pixel at least."""
    width, height = (max(1, round(side * share)) for side in size)
    return width, height


def usual_side(width: int, height: int) -> float:
    """The longest side of a usual picture of the same area: what strokes are measured by."""
    return max(width, height) / elongation(width, height)


def elongation(width: int, height: int) -> float:
    """How many times longer than usual a picture of this shape is, for the same area; 1: usual."""
    ratio = max(width, height) / min(width, height)
    return min(MOST_ELONGATION, max(1.0, math.sqrt(ratio / WIDEST_USUAL)))
