"""Colours for a photo that has none: said by words, points, another picture or what it has left.

All sources say what they know of places, and how sure it is; one propagation makes a whole of it.
The light of the photo stays as it is. Sources: Levin et al. 2004; Welsh et al. 2002; He et al.
2018, Deep exemplar-based colorization (features of grey pictures decide what is alike).
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor

from engine.colour.choices import Hint, Tap, read_hints
from engine.colour.condition import Condition, condition_of
from engine.colour.features import LAYERS
from engine.colour.levin import LargerChroma, spread
from engine.colour.oklab import to_oklab, with_chroma
from engine.colour.sources import Said, at_points, of_reference, own_rest
from engine.colour.tones import toned
from engine.colour.words import of_words
from engine.errors import OptionError
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image
from engine.ops.sizes import asked_size, fitted, output_size
from engine.options.colour import ColorizeOptions
from engine.studio.artwork import Artwork, with_alpha
from engine.studio.studio import Studio, rendering
from engine.texts.phrase import Phrase

# Colours are settled on a picture of this side: eyes see them less sharply than light.
SETTLED_PX = 512
# Where nothing is known colours are pale.
QUIET = 1e-4


def colorize(
    picture: Picture,
    options: ColorizeOptions | None = None,
    *,
    reference: Picture | None = None,
    studio: Studio | None = None,
) -> Artwork:
    """``picture`` with colours, and with its own light: OKLab's L within 1/255 everywhere.

    Args:
        reference: a picture whose colours are taken for what is alike.
        studio: keeps networks warm from one call to the next; None: a new one.
    Returns: of the photo's size, unless another was asked for; ``notes`` say what was not found.
    Raises: OptionError: the photo has its own colours, nobody said any, or they cannot be read;
        UnknownNameError, OutOfMemoryError.
    """
    options = options or ColorizeOptions()
    hints, taps = read_hints(options.hints)
    condition = condition_of(picture.image)
    if condition.state == "coloured" and not options.recolour:
        raise OptionError(option="photo", value=picture.name, rule=Phrase("rules.has_colours"))
    if not (hints or taps or reference or condition.state == "faded"):
        raise OptionError(option="hint", value="", rule=Phrase("rules.name_colours"))
    studio = studio or Studio()
    with rendering():
        started = time.perf_counter()
        photo = _at_size(picture, options)
        small = _small(photo)
        light = small[:, :1]
        asked = _Asked(light, condition, options, hints, taps, reference)
        said = list(_said(asked, studio))
        chroma = toned(_settled(light, said), light, options.tone)
        larger = LargerChroma(light, chroma, width=photo.width, height=photo.height)
        image = with_chroma(photo, larger.rows)
        seconds = time.perf_counter() - started
    return Artwork(
        art="colorize",
        network="+".join(LAYERS),
        options=dataclasses.replace(
            options, size_px=asked_size(picture.width, picture.height, options.size_px)
        ),
        seconds=seconds,
        device=studio.device.type,
        image=with_alpha(image, picture),
        facts={"state": condition.state},
        notes=tuple(note for each in said for note in each.notes),
    )


def _at_size(picture: Picture, options: ColorizeOptions) -> Image.Image:
    width, height = output_size(picture.width, picture.height, options.size_px)
    return resize_picture(picture.image, width=width, height=height)


def _small(photo: Image.Image) -> Tensor:
    """OKLab (1, 3, h, w), of at most SETTLED_PX."""
    width, height = fitted(*photo.size, min(SETTLED_PX, max(photo.size)))
    return to_oklab(to_image(resize_picture(photo, width=width, height=height)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The small photo's light and state, and what is asked of it."""

    light: Tensor
    condition: Condition
    options: ColorizeOptions
    hints: Sequence[Hint]
    taps: Sequence[Tap]
    reference: Picture | None


def _said(asked: _Asked, studio: Studio) -> Iterator[Said]:
    """All that is known of the photo's colours."""
    light, seed = asked.light, asked.options.seed
    if asked.reference is not None:
        yield of_reference(light, _small(asked.reference.image), seed=seed, studio=studio)
    if asked.condition.state == "faded" and not asked.options.recolour:
        yield own_rest(asked.condition.small, light)
    if asked.hints:
        yield of_words(light, asked.hints, studio=studio)
    if asked.taps:
        yield at_points(light, asked.taps)


def _settled(light: Tensor, said: Sequence[Said]) -> Tensor:
    """(1, 2, h, w): what all say together, spread over what none knows."""
    weight = torch.full_like(light, QUIET)
    total = light.new_zeros(1, 2, *light.shape[-2:])
    for each in said:
        weight = weight + each.weight
        total = total + each.weight * each.chroma
    return spread(light, total / weight, weight)
