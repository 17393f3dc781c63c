"""What is in a photo: the five likeliest of the classes that a network knows."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import torch
from torch import Tensor

from engine.catalogue.imagenet_classes import label
from engine.catalogue.layers import CLASSIFIER
from engine.interpret.choices import choose_what
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image
from engine.options.interpret import WhatOptions
from engine.studio.artwork import Artwork, Label
from engine.studio.studio import Studio, rendering

Network = Callable[[Tensor], Mapping[str, Tensor]]

VIEW_PX = 256
MAX_SQUEEZE = 2.0
LABELS = 5


def what(
    picture: Picture, options: WhatOptions | None = None, *, studio: Studio | None = None
) -> Artwork:
    """The classes that the network sees in ``picture``, and how likely each is.

    Args:
        studio: keeps networks warm from one call to the next; None: a new one.
    Returns: no image; ``labels`` are the five likeliest classes.
    Raises: UnknownNameError, OptionError, WeightsError, OutOfMemoryError.
    """
    studio = studio or Studio()
    options = options or WhatOptions()
    info, path = choose_what(options, store=studio.store)
    with rendering():
        network = studio.backbone(info, path, layers=[CLASSIFIER], exact=True)
        started = time.perf_counter()
        labels = likeliest(look_at(picture, network, device=studio.device), own=info.classes)
        seconds = time.perf_counter() - started
    return Artwork(
        art="what",
        network=info.name,
        options=replace(options, network=info.name),
        seconds=seconds,
        device=studio.device.type,
        labels=labels,
    )


@torch.no_grad()
def look_at(picture: Picture, network: Network, *, device: torch.device) -> Tensor:
    """(classes,): the logits of the whole picture."""
    return class_logits(network(views_of(picture, device=device))[CLASSIFIER])


def views_of(picture: Picture, *, device: torch.device | str = "cpu") -> Tensor:
    """(n, 3, VIEW_PX, VIEW_PX): all of the photo, in order along its longer side.

    A photo of up to 2:1 is one view, squeezed into a square: nothing of it is left out, and BVLC
    GoogLeNet was trained on photos squeezed so. A longer one is cut into as few parts as that
    holds for, squeezed less. Differs from a crop of the centre, which loses what stands aside.
    """
    width, height = picture.width, picture.height
    count = math.ceil(max(width, height) / min(width, height) / MAX_SQUEEZE)
    views = []
    for part in range(count):
        start, end = (round(max(width, height) * edge / count) for edge in (part, part + 1))
        box = (start, 0, end, height) if width >= height else (0, start, width, end)
        square = picture.image.crop(box)
        square = resize_picture(square, width=VIEW_PX, height=VIEW_PX)
        views.append(to_image(square, device=device))
    return torch.cat(views)


def class_logits(features: Tensor) -> Tensor:
    """(n, classes, h, w) of the layer ``classifier`` -> (classes,): the mean of all."""
    return features.float().mean(dim=(0, 2, 3))


def likeliest(logits: Tensor, *, own: Sequence[str] = ()) -> tuple[Label, ...]:
    """The first five; ``own``: NetworkInfo's ``classes``."""
    best = logits.softmax(dim=0).topk(min(LABELS, len(logits)))
    return tuple(
        Label(name=label(index, own), share=share)
        for share, index in zip(best.values.tolist(), best.indices.tolist(), strict=True)
    )
