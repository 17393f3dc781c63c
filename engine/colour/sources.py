"""What is known of a photo's colours, and how surely: another picture, words, points, its rest.

Light is (1, 1, H, W); what is said of it (1, 2, H, W), a and b of OKLab, its weights (1, 1, H, W).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from engine.colour.candidates import choose_colours, lean_of
from engine.colour.choices import Tap
from engine.colour.features import layer_sizes
from engine.colour.places import fit_eyes
from engine.colour.regions import grown
from engine.colour.said import Said, chroma_of, in_colours, on_image
from engine.ops.images import resize_image
from engine.texts.phrase import Phrase

# Beside the ties between neighbours, which are 1 where the light is even (Levin's are firm: 1e3).
FOUND_WEIGHT = 0.05
SAID_WEIGHT = 1e3
REST_WEIGHT = 0.02
AGREEMENT_POWER = 4
# A photo whose places are hardly like any of the reference's.
UNLIKE_BELOW = 0.4
REST_GAIN = 2.0  # faded colours as they may have been
TAP_RADIUS = 0.02  # of the longest side


def of_reference(
    light: Tensor, features: Tensor, reference: Tensor, theirs: Tensor, *, seed: int
) -> Said:
    """The colours of the places of ``reference``, an OKLab image (1, 3, h, w), that are alike.

    Args:
        features, theirs: (1, C, h, w), of the photo and of the reference.
    """
    eyes = fit_eyes([features, theirs], layer_sizes())
    queries, keys = eyes.keys(features, light), eyes.keys(theirs, reference[:, :1])
    grid = (theirs.shape[-2], theirs.shape[-1])
    colours = functional.adaptive_avg_pool2d(reference[:, 1:], grid)
    chosen = choose_colours(queries, keys, colours[0].flatten(1).T, lean=lean_of(seed))
    is_unlike = float(chosen.likeness.median()) < UNLIKE_BELOW
    notes = (Phrase("notes.reference_unlike"),) if is_unlike else ()
    weight = FOUND_WEIGHT * chosen.agreement**AGREEMENT_POWER
    return on_image(chosen, weight, light, features.shape[-2:], notes=notes)


def own_rest(own: Tensor, light: Tensor) -> Said:
    """The colours that a faded photo (1, 3, h, w) has left, as they may have been."""
    chroma = resize_image(own[:, 1:], width=light.shape[-1], height=light.shape[-2])
    return Said(chroma=chroma * REST_GAIN, weight=torch.full_like(light, REST_WEIGHT))


def at_points(light: Tensor, features: Tensor, taps: Sequence[Tap]) -> Said:
    """Small discs of a colour, for certain; and what belongs to the same things, likely."""
    grid = (features.shape[-2], features.shape[-1])
    seeds = torch.stack([disc(tap, *grid) for tap in taps])[None]
    colours = torch.stack([chroma_of(tap.colour) for tap in taps])
    thing = in_colours(grown(features, seeds), colours, light)
    firm, chroma = torch.zeros_like(light), thing.chroma.clone()
    for tap, colour in zip(taps, colours, strict=True):
        inside = disc(tap, *light.shape[-2:])
        chroma[0][:, inside] = colour[:, None]
        firm[0, 0, inside] = SAID_WEIGHT
    return Said(chroma=chroma, weight=thing.weight + firm)


def disc(tap: Tap, height: int, width: int) -> Tensor:
    """(height, width): whether a place is within TAP_RADIUS of the point; one at least is."""
    y = torch.arange(height).add(0.5).view(-1, 1)
    x = torch.arange(width).add(0.5).view(1, -1)
    apart = (y - tap.y * height) ** 2 + (x - tap.x * width) ** 2
    radius = TAP_RADIUS * max(width, height)
    return apart <= torch.clamp(apart.min(), min=radius**2)
