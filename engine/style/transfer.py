"""Neural style transfer: a picture and styles in, an artwork out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image
from torch import Tensor

from engine.media.pictures import Picture
from engine.ops.images import resize_image, to_picture
from engine.ops.sizes import asked_size, output_size
from engine.options.style import StyleOptions
from engine.studio.artwork import Artwork, with_alpha
from engine.studio.progress import OnProgress, OnStep, Step, watch
from engine.studio.studio import Studio, rendering
from engine.style.choices import choose_style
from engine.style.controls.regions import Regions, find_regions, style_weights
from engine.style.controls.source import StyleSource as StyleSource
from engine.style.controls.source import check_some
from engine.style.controls.style_picture import style_notes, styles_of
from engine.style.instant.one_pass import instant
from engine.style.network import StyleNetwork
from engine.style.painting import StyleTransfer


def style(
    picture: Picture,
    styles: Sequence[StyleSource],
    options: StyleOptions | None = None,
    *,
    mask: Picture | None = None,
    studio: Studio | None = None,
    on_progress: OnProgress | None = None,
) -> Artwork:
    """``picture`` painted like ``styles``, several of them blended by their weights.

    Args and returns as :func:`engine.dream.deepdream.dream`; ``facts`` are styles and the losses
        before and after.
        mask: white is painted in the first style, black in the second or, where there is only
            one, left as it is.
    Raises: UnknownNameError, OptionError, WeightsError, NotFiniteError, OutOfMemoryError;
        whatever ``on_progress`` raises.
    """
    studio = studio or Studio()
    asked = options or StyleOptions()
    check_some(styles)
    if asked.instant:
        return instant(picture, styles, asked, mask=mask, studio=studio)
    with rendering():
        job, regions = _begin(picture, styles, asked, mask=mask, studio=studio)
        shown = _Shown(job, picture, regions if len(styles) == 1 else None)
        steps = job.affordable()
        started = time.perf_counter()
        snapshots = _Snapshots(asked.snapshots, watch(on_progress, shown=shown))
        image = job.paint(job.plan(steps), on_step=snapshots.on_step)
        seconds = time.perf_counter() - started
        before, after = job.losses([studio.photo_at(picture, job.width, job.height), image])
    return Artwork(
        art="style",
        network=job.options.network or "",
        options=replace(job.options, steps=steps, loss=job.loss),
        seconds=seconds,
        device=studio.device.type,
        image=shown.result(image),
        steps=steps,
        steps_cut=steps < asked.steps,
        notes=(*(regions.notes if regions is not None else ()), *style_notes(styles)),
        snapshots=tuple(shown.result(image) for image in snapshots.images),
        facts={
            "styles": [source.name for source in styles],
            **job.facts(before, after),
            "style_loss_before": before.style,
            "style_loss_after": after.style,
        },
    )


class _Shown:
    """An image as a person is to see it.

    ``spared``: where one style alone paints; elsewhere the photo stays.
    """

    def __init__(self, job: StyleTransfer, picture: Picture, spared: Regions | None) -> None:
        self._job = job
        self._picture = picture
        self._spared = spared

    def __call__(self, image: Tensor) -> Tensor:
        """With the colours, and the parts of the photo, that were to be kept."""
        finished = self._job.finished(image)
        if self._spared is None:
            return finished
        rows, columns = image.shape[-2:]
        painted, _ = self._spared.weights(width=columns, height=rows)
        photo = self._job.studio.photo_at(self._picture, columns, rows)
        return photo.lerp(finished, painted.to(photo))

    def result(self, image: Tensor) -> Image.Image:
        """The same as a picture of the result's size, as transparent as the photo."""
        whole = resize_image(image, width=self._job.width, height=self._job.height)
        return with_alpha(to_picture(self(whole)), self._picture)


def _begin(
    picture: Picture,
    styles: Sequence[StyleSource],
    asked: StyleOptions,
    *,
    mask: Picture | None,
    studio: Studio,
) -> tuple[StyleTransfer, Regions | None]:
    """(the painting to be made, the parts of the photo that a style paints)."""
    info, path, layers = choose_style(picture, asked, store=studio.store)
    width, height = output_size(picture.width, picture.height, asked.size_px)
    size_px = asked_size(picture.width, picture.height, asked.size_px)
    regions = find_regions(picture, asked, mask=mask, styles=len(styles), studio=studio)
    backbone = studio.backbone(info, path, layers=layers.of_network, for_style=True)
    job = StyleTransfer(
        picture.image,
        styles_of(styles, colours=asked.palette),
        replace(asked, network=info.name, size_px=size_px),
        network=StyleNetwork(backbone, layers, info),
        studio=studio,
        width=width,
        height=height,
        regions=style_weights(
            picture, asked, regions, styles=len(styles), width=width, height=height
        ),
    )
    return job, regions


class _Snapshots:
    """Images kept on the way, evenly spaced over the work; the end is not one of them."""

    def __init__(self, count: int, on_step: OnStep | None) -> None:
        self._count = count
        self._on_step = on_step
        self.images: list[Tensor] = []

    def on_step(self, step: Step) -> None:
        taken = len(self.images)
        if taken < self._count and (taken + 1) / (self._count + 1) <= step.fraction < 1:
            self.images.append(step.image)
        if self._on_step is not None:
            self._on_step(step)
