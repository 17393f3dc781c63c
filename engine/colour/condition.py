"""What colour a photo has left: none, a tint that says nothing, a faded rest, or its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
from PIL import Image
from torch import Tensor

from engine.colour.oklab import to_oklab
from engine.ops.images import resize_picture, to_image
from engine.ops.sizes import fitted

State = Literal["grey", "tinted", "faded", "coloured"]

# Chroma of OKLab. The 95th percentile is judged, so that a stamp or a stain does not count.
GREY_BELOW = 0.02
OWN_COLOURS_BELOW_TINT = 0.016  # beside the tint: a scanner's and a JPEG's noise
FADED_BELOW = 0.055
FADED_WITH_TINT_BELOW = 0.1
_LOOK_PX = 256
_TONES = 12
_MOST = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A photo's ``state``, and its small L, a and b (1, 3, h, w) without the tint,
    which stays where the photo is faded.
    """

    state: State
    small: Tensor


def condition_of(photo: Image.Image) -> Condition:
    """How a photo stands. A tint, as of sepia or of a scan, is one colour for each light."""
    width, height = fitted(*photo.size, min(_LOOK_PX, max(photo.size)))
    lab = to_oklab(to_image(resize_picture(photo, width=width, height=height)))
    own = lab[:, 1:] - tint_of(lab)
    vivid, beside = _high(lab[:, 1:]), _high(own)
    state: State = "coloured"
    if vivid < GREY_BELOW:
        state = "grey"
    elif beside < OWN_COLOURS_BELOW_TINT:
        state = "tinted"
    elif beside < FADED_BELOW and vivid < FADED_WITH_TINT_BELOW:
        state = "faded"
    # What a faded photo has of one hue may as well be its own.
    kept = lab[:, 1:] if state == "faded" else own
    return Condition(state=state, small=torch.cat([lab[:, :1], kept], dim=1))


def tint_of(lab: Tensor) -> Tensor:
    """(1, 2, h, w): the mean chroma of each place's light, evenly between _TONES lights."""
    light, chroma = lab[0, 0].flatten(), lab[0, 1:].flatten(1)
    place = light.clamp(0, 1) * (_TONES - 1)
    below = place.floor().long().clamp_max(_TONES - 2)
    share = place - below
    total, weight = chroma.new_zeros(2, _TONES), chroma.new_zeros(_TONES)
    for index, part in ((below, 1 - share), (below + 1, share)):
        total.index_add_(1, index, chroma * part)
        weight.index_add_(0, index, part)
    # A light that hardly any place has takes the tint of all.
    prior = 1e-3 * len(light)
    tints = (total + prior * chroma.mean(1, keepdim=True)) / (weight + prior)
    tint = tints[:, below] * (1 - share) + tints[:, below + 1] * share
    return tint.reshape(1, 2, *lab.shape[-2:])


def _high(chroma: Tensor) -> float:
    return float(chroma.square().sum(1).sqrt().flatten().quantile(_MOST))
