"""What is known of a photo's colours, and how surely: another picture, words, points, its rest.

Light is (1, 1, H, W); what is said of it (1, 2, H, W), a and b of OKLab, its weights (1, 1, H, W).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.colour.candidates import Chosen, choose_colours, lean_of
from engine.colour.choices import Rgb, Tap
from engine.colour.features import features_of, layer_sizes
from engine.colour.oklab import to_oklab
from engine.colour.places import fit_eyes
from engine.ops.images import resize_image, to_image
from engine.studio.studio import Studio
from engine.texts.phrase import Fact, Phrase

# Beside the ties between neighbours, which are 1 where the light is even (Levin's are firm: 1e3).
FOUND_WEIGHT = 0.05
SAID_WEIGHT = 1e3
REST_WEIGHT = 0.02
AGREEMENT_POWER = 4
# A photo whose places are hardly like any of the reference's.
UNLIKE_BELOW = 0.4
REST_GAIN = 2.0  # faded colours as they may have been
TAP_RADIUS = 0.02  # of the longest side


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Chroma and weight of each place.

    Attributes:
        quiet: (1, 1, H, W), how surely a place has no part in what is said: its colour stays.
        notes: what a person should know of it.
    """

    chroma: Tensor
    weight: Tensor
    quiet: Tensor | float = 0.0
    notes: tuple[Fact, ...] = ()


def of_reference(light: Tensor, reference: Tensor, *, seed: int, studio: Studio) -> Said:
    """The colours of the places of ``reference``, an OKLab image (1, 3, h, w), that are alike."""
    pictures = [light, reference[:, :1]]
    features = [features_of(each, studio=studio) for each in pictures]
    eyes = fit_eyes(features, layer_sizes())
    queries, keys = (eyes.keys(*each) for each in zip(features, pictures, strict=True))
    grid = (features[1].shape[-2], features[1].shape[-1])
    colours = functional.adaptive_avg_pool2d(reference[:, 1:], grid)
    chosen = choose_colours(queries, keys, colours[0].flatten(1).T, lean=lean_of(seed))
    is_unlike = float(chosen.likeness.median()) < UNLIKE_BELOW
    notes = (Phrase("notes.reference_unlike"),) if is_unlike else ()
    weight = FOUND_WEIGHT * chosen.agreement**AGREEMENT_POWER
    return on_image(chosen, weight, light, features[0].shape[-2:], notes=notes)


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


def own_rest(own: Tensor, light: Tensor) -> Said:
    """The colours that a faded photo (1, 3, h, w) has left, as they may have been."""
    chroma = resize_image(own[:, 1:], width=light.shape[-1], height=light.shape[-2])
    return Said(chroma=chroma * REST_GAIN, weight=torch.full_like(light, REST_WEIGHT))


def at_points(light: Tensor, taps: Sequence[Tap]) -> Said:
    """Small discs of a colour."""
    height, width = light.shape[-2:]
    y = torch.arange(height).add(0.5).view(-1, 1)
    x = torch.arange(width).add(0.5).view(1, -1)
    chroma = light.new_zeros(1, 2, height, width)
    weight = torch.zeros_like(light)
    radius = max(1.0, TAP_RADIUS * max(width, height))
    for tap in taps:
        disc = (y - tap.y * height) ** 2 + (x - tap.x * width) ** 2 <= radius**2
        chroma[0][:, disc] = chroma_of(tap.colour)[:, None]
        weight[0, 0, disc] = SAID_WEIGHT
    return Said(chroma=chroma, weight=weight)


def chroma_of(colour: Rgb) -> Tensor:
    """(2): a and b."""
    return to_oklab(to_image(Image.new("RGB", (1, 1), colour)))[0, 1:, 0, 0]
