"""Neural style transfer: a picture and styles in, an artwork out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.choices import choose_style
from engine.images import to_image, to_picture
from engine.options import StyleOptions, check_range, output_size
from engine.pictures import Picture
from engine.studio import Artwork, OnProgress, Studio, rendering, watch, with_alpha
from engine.style_network import StyleNetwork
from engine.style_transfer import Style, StyleTransfer


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSource:
    """One style picture; ``weight``: its share among several."""

    name: str
    picture: Picture
    weight: float = 1.0

    def __post_init__(self) -> None:
        check_range("weight", self.weight, 0.001, 1000.0)


def style(
    picture: Picture,
    styles: Sequence[StyleSource],
    options: StyleOptions | None = None,
    *,
    studio: Studio | None = None,
    on_progress: OnProgress | None = None,
) -> Artwork:
    """``picture`` painted like ``styles``, several of them blended by their weights.

    Args and returns as :func:`engine.dream.dream`; ``facts`` are styles and the losses before
        and after.
    Raises: UnknownNameError, OptionError, WeightsError, NotFiniteError, OutOfMemoryError;
        whatever ``on_progress`` raises.
    """
    studio = studio or Studio()
    asked = options or StyleOptions()
    info, path, layers = choose_style(picture, asked, store=studio.store)
    width, height = output_size(picture.width, picture.height, asked.size_px)
    backbone = studio.backbone(info, path, layers=layers.of_network, for_style=True)
    filled = replace(asked, network=info.name, size_px=max(width, height))
    job = StyleTransfer(
        picture.image,
        [Style.of(one.picture.image, one.weight) for one in styles],
        filled,
        network=StyleNetwork(backbone, layers, info.layer_info),
        studio=studio,
        width=width,
        height=height,
    )
    steps = asked.steps
    with rendering():
        if studio.budget_s is not None and studio.device.type == "cpu":
            steps = job.steps_within(studio.budget_s)
        started = time.perf_counter()
        image = job.paint(job.plan(steps), on_step=watch(on_progress))
        seconds = time.perf_counter() - started
        result = to_picture(image)
        before, after = job.losses(
            [studio.photo_at(picture, width, height), to_image(result, device=studio.device)]
        )
    return Artwork(
        art="style",
        network=info.name,
        options=replace(filled, steps=steps),
        seconds=seconds,
        device=studio.device.type,
        image=with_alpha(result, picture),
        steps=steps,
        steps_cut=steps < asked.steps,
        facts={
            "styles": [one.name for one in styles],
            "loss_before": before.total,
            "loss_after": after.total,
            "style_loss_before": before.style,
            "style_loss_after": after.style,
        },
    )
