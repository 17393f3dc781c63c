"""What a source knows of a photo's colours, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from engine.colour.candidates import Chosen
from engine.colour.choices import Rgb
from engine.colour.oklab import to_oklab
from engine.ops.images import resize_image, to_image
from engine.texts.phrase import Fact

THING_WEIGHT = 0.3  # beside the ties between neighbours, as all weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Chroma and weight of each place; ``notes``: what a person should know of it."""

    chroma: Tensor
    weight: Tensor
    notes: tuple[Fact, ...] = ()


def on_image(
    chosen: Chosen,
    weight: Tensor,
    light: Tensor,
    grid: Sequence[int],
    *,
    notes: tuple[Fact, ...] = (),
) -> Said:
    """What was chosen for each place of a grid, on the image's own."""
    maps = torch.cat([chosen.colours, weight[:, None]], dim=1).T.reshape(1, 3, *grid)
    maps = resize_image(maps, width=light.shape[-1], height=light.shape[-2])
    return Said(chroma=maps[:, :2], weight=maps[:, 2:].clamp_min(0), notes=notes)


def in_colours(belongs: Tensor, colours: Tensor, light: Tensor) -> Said:
    """Things (1, n, h, w), as :func:`grown` finds them, in their colours (n, 2)."""
    most, which = belongs.max(dim=1)
    maps = torch.cat([colours[which[0]].permute(2, 0, 1)[None], most[:, None]], dim=1)
    maps = resize_image(maps, width=light.shape[-1], height=light.shape[-2])
    sure = (maps[:, 2:] * 2).clamp(0, 1).square()
    return Said(chroma=maps[:, :2], weight=THING_WEIGHT * sure)


def chroma_of(colour: Rgb) -> Tensor:
    """(2): a and b."""
    return to_oklab(to_image(Image.new("RGB", (1, 1), colour)))[0, 1:, 0, 0]
