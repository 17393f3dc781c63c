"""What colour a photo has left, and what it is without its tint, as tensors."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from engine.media.colour_state import State, look_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A photo's ``state``, and its small L, a and b (1, 3, h, w) without the tint,
    which stays where the photo is faded.
    """

    state: State
    small: Tensor


def condition_of(photo: Image.Image) -> Condition:
    """How a photo stands."""
    state, lab = look_at(photo)
    return Condition(state=state, small=torch.from_numpy(lab).permute(2, 0, 1)[None])
