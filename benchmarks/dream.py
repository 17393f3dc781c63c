"""A dream step of GoogLeNet to inception_4c: written plainly, against ours; and row 41.

``python -m benchmarks.dream [--size 512] [--rounds 5] [--weights bvlc_googlenet.safetensors]``

Without ``--weights`` GoogLeNet is He-initialised: the arithmetic is that of trained weights.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.machine import prepare_for_torch

prepare_for_torch()

import skimage.data  # noqa: E402  # torch is to be loaded after the line above
import torch  # noqa: E402
from PIL import Image  # noqa: E402
from safetensors.torch import save_file  # noqa: E402
from torch import Tensor  # noqa: E402
from torch.nn import functional  # noqa: E402

from benchmarks.timing import fastest_s  # noqa: E402
from engine.backbones import gains_by_bfloat16, load_backbone, read_weights  # noqa: E402
from engine.blueprints import BLUEPRINTS, GOOGLENET_WIDTHS  # noqa: E402
from engine.catalogue import NETWORKS  # noqa: E402
from engine.dream import ascend, dream  # noqa: E402
from engine.images import resize_picture, to_image  # noqa: E402
from engine.octaves import plan_octaves  # noqa: E402
from engine.options import DreamOptions, output_size  # noqa: E402
from engine.weights import EMBEDDED_PATH  # noqa: E402

LAYER = "inception_4c"
STEP_SIZE = DreamOptions().step_size
MEAN = torch.tensor((0.485, 0.456, 0.406)).view(1, 3, 1, 1)
DEVIATION = torch.tensor((0.229, 0.224, 0.225)).view(1, 3, 1, 1)
PHOTO = Image.fromarray(skimage.data.coffee())


def plain_googlenet(x: Tensor, weights: dict[str, Tensor], *, last: str) -> dict[str, Tensor]:
    """Szegedy et al. 2014, as a tutorial writes it; every block up to ``last``."""

    def conv(x: Tensor, name: str, stride: int = 1) -> Tensor:
        weight, bias = weights[f"{name}.weight"], weights[f"{name}.bias"]
        return functional.relu(functional.conv2d(x, weight, bias, stride, weight.shape[-1] // 2))

    def pool(x: Tensor) -> Tensor:
        return functional.max_pool2d(x, 3, 2, ceil_mode=True)

    def norm(x: Tensor) -> Tensor:
        return functional.local_response_norm(x, 5, 1e-4, 0.75, 1.0)

    x = norm(pool(conv((x - MEAN) / DEVIATION, "conv1", 2)))
    x = pool(norm(conv(conv(x, "conv2r"), "conv2")))
    blocks = {}
    for block in GOOGLENET_WIDTHS:
        x = pool(x) if block in {"4a", "5a"} else x
        name = f"i{block}"
        three = conv(conv(x, f"{name}.c3r"), f"{name}.c3")
        five = conv(conv(x, f"{name}.c5r"), f"{name}.c5")
        pooled = conv(functional.max_pool2d(x, 3, 1, 1), f"{name}.pp")
        x = torch.cat((conv(x, f"{name}.c1"), three, five, pooled), 1)
        blocks[f"inception_{block}"] = x
        if block == last:
            break
    return blocks


def plain_step(weights: dict[str, Tensor], image: Tensor, *, last: str) -> Callable[[], Tensor]:
    """make_step of google/deepdream, without its jitter."""

    def step() -> Tensor:
        moving = image.clone().requires_grad_()
        (0.5 * plain_googlenet(moving, weights, last=last)[LAYER].square().sum()).backward()
        gradient = moving.grad
        if gradient is None:
            raise RuntimeError("the gradient did not reach the image")
        return (image + STEP_SIZE / gradient.abs().mean() * gradient).clamp(0, 1)

    return step


def our_step(network: str, path: Path, image: Tensor) -> Callable[[], Tensor]:
    backbone = load_backbone(NETWORKS[network], path, layers=[LAYER])
    return lambda: ascend(image, backbone, layer=LAYER, step_size=STEP_SIZE, shift=(0, 0))[0]


def whole_dream(network: str, path: Path) -> Callable[[], Tensor]:
    """Row 41: the default dream at 600 px."""
    backbone = load_backbone(NETWORKS[network], path, layers=[LAYER])
    octaves = plan_octaves(PHOTO.width, PHOTO.height, DreamOptions())
    return lambda: dream(
        lambda w, h: to_image(resize_picture(PHOTO, width=w, height=h)),
        backbone,
        layer=LAYER,
        octaves=octaves,
        step_size=STEP_SIZE,
        jitter_px=32,
        seed=0,
    )


def random_weights(path: Path) -> Path:
    """He et al. 2015."""
    tensors = {
        name: torch.randn(shape) * math.sqrt(2 / math.prod(shape[1:]))
        if len(shape) > 1
        else torch.zeros(shape)
        for name, shape in BLUEPRINTS["bvlc_googlenet"].items()
    }
    save_file(tensors, path)
    return path


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="One dream step, and a whole dream at 600 px.")
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--weights", type=Path)
    asked = parser.parse_args(arguments)
    torch.manual_seed(0)
    width, height = output_size(*PHOTO.size, asked.size)
    image = to_image(resize_picture(PHOTO, width=width, height=height))
    with tempfile.TemporaryDirectory() as folder:
        path = asked.weights or random_weights(Path(folder) / "googlenet.safetensors")
        frozen = read_weights(path)
        naive = {name: one.clone().requires_grad_() for name, one in frozen.items()}
        steps = {
            "naive: all of GoogLeNet, weight gradients on": plain_step(naive, image, last="5b"),
            "frozen and truncated": plain_step(frozen, image, last="4c"),
            "ours, GoogLeNet": our_step("bvlc_googlenet", path, image),
            "ours, embedded": our_step("embedded", EMBEDDED_PATH, image),
        }
        dreams = {
            "ours, GoogLeNet": whole_dream("bvlc_googlenet", path),
            "ours, embedded": whole_dream("embedded", EMBEDDED_PATH),
        }
    kind = "bfloat16" if gains_by_bfloat16(torch.device("cpu")) else "float32"
    say = sys.stdout.write
    say(f"dream step at {width}x{height}, CPU, {torch.get_num_threads()} threads; ours: {kind}\n")
    times_s = fastest_s(steps, rounds=asked.rounds)
    slowest_s = next(iter(times_s.values()))
    for name, seconds in times_s.items():
        say(f"{name:50} {seconds * 1e3:8.0f} ms {slowest_s / seconds:6.2f}x\n")
    say("row 41: /dream at 600 px, 4 octaves x 10 steps (at most 15 s)\n")
    for name, seconds in fastest_s(dreams, rounds=max(1, asked.rounds // 5)).items():
        say(f"{name:50} {seconds:8.1f} s\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
