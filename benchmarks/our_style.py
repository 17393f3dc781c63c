"""What the style benchmarks ask of the engine, and all of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import skimage.data
import torch
from PIL import Image
from torch import Tensor

from engine.catalogue.find import NETWORKS
from engine.ops.images import resize_picture, to_image
from engine.ops.matrix_roots import transport
from engine.ops.sizes import output_size
from engine.options.style import StyleOptions
from engine.studio.progress import Step
from engine.studio.studio import Studio
from engine.style.choices import style_layers
from engine.style.controls.style_picture import Style
from engine.style.network import StyleNetwork
from engine.style.painting import StyleTransfer
from engine.style.scales import Scale
from engine.weights.load import load_backbone

PHOTO = Image.fromarray(skimage.data.coffee())
PAINTING = Image.fromarray(skimage.data.chelsea())
GRAM = StyleOptions(network="vgg19", loss="gram")


def picture_at(picture: Image.Image, side: int) -> Tensor:
    """``picture`` with this longest side; never enlarged."""
    share = min(1.0, side / max(picture.size))
    width, height = (max(1, round(side * share)) for side in picture.size)
    return to_image(resize_picture(picture, width=width, height=height))


def photo_at(side: int) -> Tensor:
    return picture_at(PHOTO, side)


def painting_at(side: int) -> Tensor:
    return picture_at(PAINTING, side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An image on the way, and when it was there, from the beginning."""

    seconds: float
    image: Tensor


class OurStyle:
    """A style transfer of ours by a network whose weights are in a file."""

    def __init__(
        self,
        network: str,
        path: Path,
        size: int,
        options: StyleOptions,
        *,
        device: str = "cpu",
    ) -> None:
        """``size``: the longest side."""
        width, height = output_size(*PHOTO.size, size)
        info = NETWORKS[network]
        layers = style_layers(info, tuple(info.layers), options, width=width, height=height)
        backbone = load_backbone(
            info, path, layers=layers.of_network, for_style=True, device=device
        )
        self._job = StyleTransfer(
            PHOTO,
            [Style.of(PAINTING)],
            options,
            network=StyleNetwork(backbone, layers, info),
            studio=Studio(device=device),
            width=width,
            height=height,
        )
        self._whole = Scale(width=width, height=height, steps=1)
        objective = self._job.objective(self._whole)
        if objective.content is None:
            raise LookupError("a style transfer has a photo to resemble")
        # What the plain loss needs to be the same function.
        self.photo = objective.content.photo
        self.weights = {
            "content_weight": objective.content_weight,
            "style_weight": objective.style_weight,
            "tv_weight": objective.tv_weight,
        }
        self._evaluate = self._job.evaluate_at(self._whole, self.photo)

    def gradient(self, image: Tensor) -> Tensor:
        """One step's work but the optimiser's few additions per pixel."""
        return self._evaluate(image)[1]

    def look(self) -> None:
        """The forward pass alone."""
        with torch.no_grad():
            self._job.network(self.photo)

    def scales(self, steps: int) -> list[tuple[int, int]]:
        """(longest side, steps) of each scale."""
        return [(max(scale.width, scale.height), scale.steps) for scale in self._job.plan(steps)]

    def paint(self, steps: int, *, in_one_scale: bool = False) -> list[Moment]:
        """Every step of a transfer that begins with the photo alone, as the references do."""
        whole = Scale(width=self._whole.width, height=self._whole.height, steps=steps)
        moments: list[Moment] = []

        def on_step(step: Step) -> None:
            seconds = time.perf_counter() - started
            moments.append(Moment(seconds=seconds, image=step.image.clone()))

        started = time.perf_counter()
        scales = [whole] if in_one_scale else self._job.plan(steps)
        self._job.paint(scales, start=self.photo, on_step=on_step)
        return moments


def covariance_distance(covariance: Tensor, target: Tensor, root: Tensor) -> Tensor:
    """Our Wasserstein distance of covariances: its gradient by ``covariance``."""
    _, carry = transport(covariance, root)
    return torch.eye(len(carry)) - carry
