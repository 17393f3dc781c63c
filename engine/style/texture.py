"""Seamless textures: a style transfer without a photo, on an image whose edges meet.

Source: Gatys et al. 2015, Texture synthesis using convolutional neural networks. Differs: coarse
to fine, by Adam. The image is shifted around by a random distance before each step, so that its
edges lie somewhere inside nearly always, at no cost and in any size, whole or in tiles.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.ops.images import resize_image, to_picture
from engine.ops.transforms import roll
from engine.options.bounds import DEFAULT_TEXTURE_PX
from engine.options.style import StyleOptions, TextureOptions
from engine.studio.artwork import Artwork
from engine.studio.progress import OnProgress, watch
from engine.studio.studio import Studio, rendering
from engine.style.choices import choose_style_layers
from engine.style.controls.source import StyleSource, check_some
from engine.style.controls.style_picture import style_notes, styles_of
from engine.style.network import StyleNetwork
from engine.style.optimise import Evaluate, transfer
from engine.style.painting import StyleTransfer
from engine.style.scales import Scale

WRAP_PX = 8  # how far beyond an edge a resize looks


def texture(
    styles: Sequence[StyleSource],
    options: TextureOptions | None = None,
    *,
    studio: Studio | None = None,
    on_progress: OnProgress | None = None,
) -> Artwork:
    """A square like ``styles``, blended by their weights, that can be laid edge to edge.

    Args and returns as :func:`engine.style.transfer.style`.
    Raises: UnknownNameError, OptionError, WeightsError, NotFiniteError, OutOfMemoryError;
        whatever ``on_progress`` raises.
    """
    studio = studio or Studio()
    asked = options or TextureOptions()
    check_some(styles)
    side = asked.size_px or DEFAULT_TEXTURE_PX
    wishes = _as_painting(asked, side)
    info, path, layers = choose_style_layers(wishes, store=studio.store, width=side, height=side)
    with rendering():
        backbone = studio.backbone(info, path, layers=layers.of_network, for_style=True)
        job = StyleTransfer(
            Image.new("RGB", (side, side), "grey"),
            styles_of(styles, colours=asked.palette),
            wishes,
            network=StyleNetwork(backbone, layers, info),
            studio=studio,
            width=side,
            height=side,
        )
        steps = job.affordable()
        started = time.perf_counter()
        image = _woven(job, steps, on_progress)
        seconds = time.perf_counter() - started
        result = to_picture(image)
        before, after = job.losses([job.start(job.plan(steps)[-1]), image])
    return Artwork(
        art="texture",
        network=info.name,
        options=replace(asked, network=info.name, size_px=side, steps=steps),
        seconds=seconds,
        device=studio.device.type,
        image=result,
        steps=steps,
        steps_cut=steps < asked.steps,
        notes=style_notes(styles),
        facts={"styles": [source.name for source in styles], **job.facts(before, after)},
    )


def _as_painting(asked: TextureOptions, side_px: int) -> StyleOptions:
    """A painting of no photo, from noise."""
    return StyleOptions(
        network=asked.network,
        size_px=side_px,
        steps=asked.steps,
        loss=asked.loss or "wasserstein",  # a texture has no places of its own
        scale=asked.scale,
        palette=asked.palette,
        learning_rate=asked.learning_rate,
        seed=asked.seed,
        start="noise",
        content_weight=0.0,
    )


def _woven(job: StyleTransfer, steps: int, on_progress: OnProgress | None) -> Tensor:
    generator = torch.Generator().manual_seed(job.options.seed)
    scales = job.plan(steps)

    def evaluate_at(scale: Scale, image: Tensor) -> Evaluate:
        evaluate = job.evaluate_at(scale, image)

        def shifted(image: Tensor) -> tuple[float, Tensor]:
            height, width = image.shape[-2:]
            down = int(torch.randint(height, (), generator=generator))
            right = int(torch.randint(width, (), generator=generator))
            loss, gradient = evaluate(roll(image, (down, right)))
            return loss, roll(gradient, (-down, -right))

        return shifted

    return transfer(
        job.start(scales[0]),
        evaluate_at,
        scales=scales,
        learning_rate=job.options.learning_rate,
        resize=resize_round,
        on_step=watch(on_progress),
    )


def resize_round(image: Tensor, *, width: int, height: int, mode: str = "bilinear") -> Tensor:
    """``resize_image`` for an image whose edges meet: it looks beyond them."""
    rows, columns = image.shape[-2:]
    down, right = min(WRAP_PX, rows), min(WRAP_PX, columns)
    around = functional.pad(image, (right, right, down, down), mode="circular")
    tall, wide = round(height * (1 + 2 * down / rows)), round(width * (1 + 2 * right / columns))
    resized = resize_image(around, width=wide, height=tall, mode=mode)
    top, left = (tall - height) // 2, (wide - width) // 2
    return resized[..., top : top + height, left : left + width].contiguous()
