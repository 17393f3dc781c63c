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
from functools import cache

import torch
from PIL import Image
from torch import Tensor

from engine.colour.choices import Hint, Tap, read_hints
from engine.colour.condition import Condition, condition_of
from engine.colour.features import LAYERS, features_of
from engine.colour.imported.prediction import OURS, colour_network, predicted
from engine.colour.levin import LargerChroma, spread
from engine.colour.memory import Memory, of_memory, read_memory
from engine.colour.oklab import to_oklab, with_chroma
from engine.colour.said import Said
from engine.colour.skin import of_skin
from engine.colour.sources import at_points, of_reference, own_rest
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
    memory: Memory | None = None,
    studio: Studio | None = None,
) -> Artwork:
    """``picture`` with colours, and with its own light: OKLab's L within 1/255 everywhere.

    Args:
        reference: a picture whose colours are taken for what is alike.
        memory: of colours, where no reference is given; None: the shipped one.
        studio: keeps networks warm from one call to the next; None: a new one.
    Returns: of DEFAULT_SIZE_PX at most, unless a size is asked; ``notes`` say what is not found.
    Raises: OptionError: the photo has its own colours, or hints cannot be read;
        UnknownNameError, WeightsError, OutOfMemoryError.
    """
    options = options or ColorizeOptions()
    hints, taps = read_hints(options.hints)
    condition = condition_of(picture.image)
    if condition.state == "coloured" and not options.recolour:
        raise OptionError(option="photo", value=picture.name, rule=Phrase("rules.has_colours"))
    studio = studio or Studio()
    has_hints = bool(hints or taps)
    has_reference = reference is not None or memory is not None
    info, path = colour_network(
        studio.store, options.network, has_hints=has_hints, has_reference=has_reference
    )
    is_ours = info.name == OURS
    with rendering():
        started = time.perf_counter()
        photo = _at_size(picture, options)
        light = _small(photo)[:, :1]
        asked = _Asked(photo, light, condition, options, hints, taps, reference, memory, is_ours)
        said = list(_said(asked, studio))
        base = predicted(light, said, info=info, path=path, studio=studio)
        image = _enlarged(photo, light, toned(_settled(light, said, base), light, options.tone))
        seconds = time.perf_counter() - started
    size_px = asked_size(picture.width, picture.height, options.size_px)
    return Artwork(
        art="colorize",
        network="+".join(LAYERS) if is_ours else info.name,
        options=dataclasses.replace(options, network=info.name, size_px=size_px),
        seconds=seconds,
        device=studio.device.type,
        image=with_alpha(image, picture),
        facts={"state": condition.state},
        notes=tuple(note for each in said for note in each.notes),
    )


def _at_size(picture: Picture, options: ColorizeOptions) -> Image.Image:
    width, height = output_size(picture.width, picture.height, options.size_px)
    return resize_picture(picture.image, width=width, height=height)


def _enlarged(photo: Image.Image, light: Tensor, chroma: Tensor) -> Image.Image:
    larger = LargerChroma(light, chroma, width=photo.width, height=photo.height)
    return with_chroma(photo, larger.rows)


def _small(photo: Image.Image) -> Tensor:
    """OKLab (1, 3, h, w), of at most SETTLED_PX."""
    width, height = fitted(*photo.size, min(SETTLED_PX, max(photo.size)))
    return to_oklab(to_image(resize_picture(photo, width=width, height=height)))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The photo, its small light and its state, and what is asked of it."""

    photo: Image.Image
    light: Tensor
    condition: Condition
    options: ColorizeOptions
    hints: Sequence[Hint]
    taps: Sequence[Tap]
    reference: Picture | None
    memory: Memory | None
    is_ours: bool


def _said(asked: _Asked, studio: Studio) -> Iterator[Said]:
    """All that is known of the photo's colours."""
    light, seed = asked.light, asked.options.seed

    @cache
    def features() -> Tensor:
        return features_of(light, studio=studio)

    if asked.reference is not None:
        other = _small(asked.reference.image)
        theirs = features_of(other[:, :1], studio=studio)
        yield of_reference(light, features(), other, theirs, seed=seed)
    elif asked.is_ours or asked.memory is not None:
        yield of_memory(light, features(), seed=seed, memory=asked.memory or read_memory())
        yield of_skin(light, asked.photo)
    if asked.condition.state == "faded" and not asked.options.recolour:
        yield own_rest(asked.condition.small, light)
    if asked.hints:
        yield of_words(light, features(), asked.photo, asked.hints, studio=studio)
    if asked.taps:
        yield at_points(light, features(), asked.taps)


def _settled(light: Tensor, said: Sequence[Said], base: Tensor) -> Tensor:
    """(1, 2, h, w): what all say together, spread over what none knows.

    ``base``: the chroma where nothing is said; how the rest differs from it is spread.
    """
    weight = torch.full_like(light, QUIET)
    total = torch.zeros_like(base)
    for each in said:
        weight = weight + each.weight
        total = total + each.weight * (each.chroma - base)
    return base + spread(light, total / weight, weight)
