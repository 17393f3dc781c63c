"""Whose colours a dream has: its own, or the photo's under its light and dark.

A network that dreams knows colours, and paints red and green specks into a photo without any.
"""

from __future__ import annotations

import dataclasses
from typing import TypeVar

import numpy as np
from PIL import Image

from engine.options.dream import AscentOptions
from engine.texts.phrase import Fact, Phrase

# Of 255, between a pixel's colours: what a camera's or a JPEG's rounding leaves of grey.
LEAST_CHROMA = 6
MEASURE_SIDE_PX = 256
NOTE = Phrase("notes.grey_photo")

A = TypeVar("A", bound=AscentOptions)


def is_grey(picture: Image.Image) -> bool:
    """Whether it has no colours at all."""
    small = picture.convert("RGB")
    small.thumbnail((MEASURE_SIDE_PX, MEASURE_SIDE_PX), Image.Resampling.BOX)
    pixels = np.asarray(small, dtype=np.int16)
    return bool((pixels.max(axis=2) - pixels.min(axis=2)).max() < LEAST_CHROMA)


def settled(options: A, picture: Image.Image) -> A:
    """The options with ``auto`` spelt out where it keeps the photo's colours: there are none."""
    if options.colours == "auto" and is_grey(picture):
        return dataclasses.replace(options, colours="keep")
    return options


def colour_notes(asked: AscentOptions, made: AscentOptions) -> tuple[Fact, ...]:
    """What is said where colours were settled, not asked for."""
    return (NOTE,) if asked.colours != made.colours else ()
