"""One step of style transfer: Gatys et al. written plainly, against ours. Ratios of one run.

``python -m benchmarks.style [--size 512] [--rounds 3]``

The VGG-19 is He-initialised: the arithmetic is that of trained weights.
"""

from __future__ import annotations

import argparse
import copy
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import skimage.data
import torch
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional
from torchvision.models import vgg19

from benchmarks.timing import fastest_s
from engine.backbones import gains_by_bfloat16, load_backbone
from engine.catalogue import NETWORKS
from engine.choices import style_layers
from engine.images import resize_picture, to_image
from engine.options import StyleOptions, output_size
from engine.style import StyleNetwork, StyleTransfer
from engine.transfer import Scale
from engine.weights import EMBEDDED_PATH

STYLE_INDICES = (1, 6, 11, 20, 29)  # relu1_1 … relu5_1
CONTENT_INDEX = 22  # relu4_2
MEAN = torch.tensor((0.485, 0.456, 0.406)).view(1, 3, 1, 1)
DEVIATION = torch.tensor((0.229, 0.224, 0.225)).view(1, 3, 1, 1)

PHOTO = Image.fromarray(skimage.data.coffee())
PAINTING = Image.fromarray(skimage.data.chelsea())

GradientStep = Callable[[], Tensor]


def reference_step(features: nn.Sequential, photo: Tensor, painting: Tensor) -> GradientStep:
    """Gatys et al. 2015 in float32, as a tutorial writes it: the gradient of the losses."""

    def run(image: Tensor) -> dict[int, Tensor]:
        x = (image - MEAN) / DEVIATION
        kept = {}
        for index, layer in enumerate(features):
            x = layer(x)
            kept[index] = x
        return kept

    def gram(maps: Tensor) -> Tensor:
        rows = maps.flatten(2)[0]
        return rows @ rows.T / rows.shape[1]

    with torch.no_grad():
        content = run(photo)[CONTENT_INDEX]
        style = {
            index: gram(maps) for index, maps in run(painting).items() if index in STYLE_INDICES
        }

    def step() -> Tensor:
        image = photo.clone().requires_grad_()
        kept = run(image)
        loss = 0.015 * functional.mse_loss(kept[CONTENT_INDEX], content)
        for index in STYLE_INDICES:
            loss = loss + functional.mse_loss(gram(kept[index]), style[index])
        loss.backward()
        features.zero_grad()
        return image.grad if image.grad is not None else torch.zeros_like(image)

    return step


def our_step(network: str, path: Path, width: int, height: int) -> GradientStep:
    """The same of ours. Adam, a few additions per pixel, is left out of all."""
    info = NETWORKS[network]
    layers = style_layers(info, info.layers, width=width, height=height)
    backbone = load_backbone(info, path, layers=layers.of_network, for_style=True)
    job = StyleTransfer(
        PHOTO,
        [(PAINTING, 1.0)],
        StyleOptions(),
        network=StyleNetwork(backbone, layers),
        width=width,
        height=height,
    )
    scale = Scale(width=width, height=height, steps=1)
    objective = job.objective(scale)
    photo = to_image(resize_picture(PHOTO, width=width, height=height))

    def step() -> Tensor:
        image = photo.clone().requires_grad_()
        loss = objective(image, job.network(image)).total
        (gradient,) = torch.autograd.grad(loss, image)
        return gradient

    return step


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(arguments)
    torch.manual_seed(0)
    width, height = output_size(*PHOTO.size, asked.size)
    photo = to_image(resize_picture(PHOTO, width=width, height=height))
    painting = to_image(resize_picture(PAINTING, width=width, height=height))
    features = vgg19(weights=None).features.eval()
    for layer in features:
        if isinstance(layer, nn.ReLU):
            layer.inplace = False  # it would overwrite what the losses keep
    frozen = copy.deepcopy(features[: max(STYLE_INDICES) + 1]).requires_grad_(False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vgg19.safetensors"
        save_file({f"features.{name}": one for name, one in features.state_dict().items()}, path)
        ours = our_step("vgg19", path, width, height)
    steps = {
        "Gatys, naive: all of VGG-19, weight gradients on": reference_step(
            features, photo, painting
        ),
        "Gatys, frozen and truncated": reference_step(frozen, photo, painting),
        "ours, VGG-19": ours,
        "ours, embedded": our_step("embedded", EMBEDDED_PATH, width, height),
    }
    times_s = fastest_s(steps, rounds=asked.rounds)
    slowest_s = next(iter(times_s.values()))
    kind = "bfloat16" if gains_by_bfloat16(torch.device("cpu")) else "float32"
    write = sys.stdout.write
    write(f"style step at {width}x{height}, CPU, {torch.get_num_threads()} threads; ours: {kind}\n")
    for name, seconds in times_s.items():
        write(f"{name:50} {seconds * 1e3:8.0f} ms {slowest_s / seconds:6.2f}x\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
