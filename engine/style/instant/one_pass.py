"""Style transfer in one go, without optimisation: minutes become tenths of a second.

A network of autoencoders paints in the manner of any picture, coarse to fine; a Johnson network in
the styles that it was trained for, in one pass.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import torch

from engine.media.pictures import Picture
from engine.ops.images import to_picture
from engine.ops.sizes import asked_size
from engine.options.style import StyleOptions
from engine.studio.artwork import Artwork, with_alpha
from engine.studio.studio import Studio, rendering
from engine.style.controls.regions import find_regions
from engine.style.controls.source import StyleSource, check_some
from engine.style.controls.style_picture import style_notes
from engine.style.instant.choices import as_learnt, refuse_what_needs_steps
from engine.style.instant.painting import paint_at_once
from engine.style.instant.subject import Subject
from engine.weights.instant_networks import find_instant


def instant(
    picture: Picture,
    styles: Sequence[StyleSource],
    options: StyleOptions | None = None,
    *,
    studio: Studio | None = None,
    mask: Picture | None = None,
) -> Artwork:
    """``picture`` painted like ``styles``, several of them blended by their weights.

    Strength moves autoencoders' features less, and fades into the photo where it is small; beyond
    1 it paints wider strokes. A Johnson network's painting is blended with the photo, up to 1.

    Args:
        mask: white where the first style paints, black for the second or for the photo as it is.
    Returns: an artwork without steps; ``facts`` are the styles.
    Raises: UnknownNameError, OptionError, WeightsError, OutOfMemoryError.
    """
    studio = studio or Studio()
    asked = options or StyleOptions()
    check_some(styles)
    refuse_what_needs_steps(asked)
    names = [source.name for source in styles]
    network = find_instant(
        studio.store.root, asked.network, styles=names, as_learnt=as_learnt(asked)
    )
    regions = find_regions(picture, asked, mask=mask, styles=len(styles), studio=studio)
    subject = Subject(picture, styles, asked, regions=regions, studio=studio)
    with rendering(), torch.inference_mode():
        started = time.perf_counter()
        result = to_picture(paint_at_once(network, subject))
        seconds = time.perf_counter() - started
    size_px = asked_size(picture.width, picture.height, asked.size_px)
    filled = replace(asked, instant=True, network=network.name, size_px=size_px)
    return Artwork(
        art="style",
        network=network.name,
        options=filled,
        seconds=seconds,
        device=studio.device.type,
        image=with_alpha(result, picture),
        notes=(*(regions.notes if regions is not None else ()), *style_notes(styles)),
        facts={"styles": names},
    )
