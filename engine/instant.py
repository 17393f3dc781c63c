"""Style transfer in one go, without optimisation: minutes become tenths of a second.

A network of autoencoders paints in the manner of any picture, coarse to fine; a Johnson network in
the styles that it was trained for, in one pass.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import torch

from engine.errors import OptionError
from engine.images import to_picture
from engine.instant_job import InstantJob
from engine.instant_networks import find_instant
from engine.options import StyleOptions
from engine.pictures import Picture
from engine.regions import find_regions
from engine.studio import Artwork, Studio, rendering, with_alpha
from engine.style_source import StyleSource, check_some

# What only steps can do: an instant painting that passed over them would not be what was asked.
NEEDS_STEPS = (
    *("recipe", "loss", "content_layers", "style_layers"),
    *("optimiser", "start", "snapshots"),
    *("content_weight", "style_weight", "tv_weight", "learning_rate"),
)


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
    Raises: NoInstantNetworkError, UnknownNameError, OptionError, WeightsError, OutOfMemoryError.
    """
    studio = studio or Studio()
    asked = options or StyleOptions()
    check_some(styles)
    refuse_what_needs_steps(asked)
    names = [one.name for one in styles]
    found = find_instant(studio.store.root, asked.network, styles=names)
    regions = find_regions(picture, asked, mask=mask, styles=len(styles), studio=studio)
    job = InstantJob(found, picture, styles, asked, regions=regions, studio=studio)
    with rendering(), torch.inference_mode():
        started = time.perf_counter()
        result = to_picture(job.paint())
        seconds = time.perf_counter() - started
    filled = replace(asked, instant=True, network=found.name, size_px=max(job.width, job.height))
    return Artwork(
        art="style",
        network=found.name,
        options=filled,
        seconds=seconds,
        device=studio.device.type,
        image=with_alpha(result, picture),
        notes=regions.notes if regions is not None else (),
        facts={"styles": names},
    )


def without_steps(options: StyleOptions) -> StyleOptions:
    """The same wishes, as far as they can be met at once: for a preview of a real painting."""
    usual: dict[str, Any] = {
        one.name: one.default for one in fields(StyleOptions) if one.name in NEEDS_STEPS
    }
    return replace(options, instant=True, network=None, **usual)


def refuse_what_needs_steps(options: StyleOptions) -> None:
    """Raises: OptionError: a wish that would be passed over."""
    for one in fields(options):
        value = getattr(options, one.name)
        if one.name in NEEDS_STEPS and value != one.default:
            said = ", ".join(value) if isinstance(value, tuple) else value
            rule = "it needs a painting made step by step; leave out this or “instant”"
            raise OptionError(option=one.name, value=said, rule=rule)
