"""A dream step on a GPU: its time, the share that the GPU works, and the least it could take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import skimage.data
import torch
from PIL import Image
from torch import Generator, Tensor
from torch.autograd.graph import saved_tensors_hooks
from torch.profiler import ProfilerActivity, profile
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.reference import dream as plain_dream
from benchmarks.timing import fastest_s
from engine.catalogue.find import NETWORKS
from engine.dream.ascent import Ascent
from engine.dream.gradients import Gradients
from engine.dream.objectives import L2, Objective
from engine.networks.backbone import Backbone
from engine.ops.images import resize_picture, to_image
from engine.ops.sizes import output_size
from engine.options.dream import DreamOptions
from engine.weights.load import load_backbone, read_weights

LAYER = plain_dream.LAYER
PHOTO = Image.fromarray(skimage.data.coffee())
SIZES_PX = (600, 1200)


def report(weights: Path) -> None:
    """Print a table per size, or that there is no GPU. ``weights``: of bvlc_googlenet."""
    say = sys.stdout.write
    if not torch.cuda.is_available():
        say("no GPU here: its table is left out\n")
        return
    device = torch.device("cuda")
    rate, bandwidth = matrix_rate(device), copy_rate(device)
    say(f"{torch.cuda.get_device_name()}: {rate / 1e12:.0f} bf16 TFLOP/s, ")
    say(f"{bandwidth / 1e9:.0f} GB/s measured\n")
    ours = {
        kind: load_backbone(
            NETWORKS["bvlc_googlenet"], weights, layers=[LAYER], device=device, exact=exact
        )
        for kind, exact in (("float32", True), ("bfloat16", False))
    }
    frozen = {name: weight.to(device) for name, weight in read_weights(weights).items()}
    for size in SIZES_PX:
        width, height = output_size(*PHOTO.size, size)
        image = to_image(resize_picture(PHOTO, width=width, height=height), device=device)
        steps = {"frozen and truncated, float32": finished(_plain_step(image, frozen))}
        for kind, backbone in ours.items():
            steps[f"ours, {kind}, channels last"] = finished(our_step(backbone, image))
        times_s = fastest_s(steps, rounds=20)
        flops, kept = work_of(ours["bfloat16"], image)
        floor_s = max(flops / rate, 2 * kept / bandwidth)  # written once, read once
        say(f"dream step at {width}x{height}; floor {floor_s * 1e3:.2f} ms ")
        say(f"({flops / 1e9:.0f} GFLOP, {2 * kept / 1e6:.0f} MB)\n")
        for name, run in steps.items():
            say(f"{name:50} {times_s[name] * 1e3:8.2f} ms, GPU busy {busy_share(run):.0%}\n")


def _plain_step(image: Tensor, weights: plain_dream.Weights) -> Callable[[], object]:
    return lambda: plain_dream.step(image, weights, last="4c")


def our_step(backbone: Backbone, image: Tensor) -> Callable[[], object]:
    """A notebook's step by our loop; each call is one more."""
    gradients = Gradients(backbone, {LAYER: NETWORKS["bvlc_googlenet"].layer_info[LAYER]})
    options = DreamOptions(tv_weight=0.0)
    ascent = Ascent(gradients, Objective([(L2(LAYER), 1.0)]), options)
    ascent.begin(image)
    generator = Generator().manual_seed(0)
    return lambda: ascent.step(generator)


def matrix_rate(device: torch.device, *, side: int = 8192) -> float:
    """FLOP/s of a large product in bfloat16."""
    a = torch.randn(side, side, device=device, dtype=torch.bfloat16)
    times = fastest_s({"product": finished(lambda: a @ a)}, rounds=5)
    return float(2 * side**3 / times["product"])


def copy_rate(device: torch.device, *, count: int = 2**28) -> float:
    """Bytes/s read and written by a copy."""
    a = torch.zeros(count, device=device, dtype=torch.uint8)
    b = torch.empty_like(a)
    times = fastest_s({"copy": finished(lambda: b.copy_(a))}, rounds=5)
    return 2 * count / times["copy"]


def work_of(backbone: Backbone, image: Tensor) -> tuple[int, int]:
    """(FLOPs, bytes kept between forward and backward) of one gradient."""
    kept: dict[int, int] = {}

    def note(saved: Tensor) -> Tensor:
        kept[saved.untyped_storage().data_ptr()] = saved.untyped_storage().nbytes()
        return saved

    moving = image.clone().requires_grad_()
    with FlopCounterMode(display=False) as counter, saved_tensors_hooks(note, lambda saved: saved):
        features = backbone(moving)[LAYER]
        features.backward(features.detach())
    return counter.get_total_flops(), sum(kept.values())


def busy_share(run: Callable[[], object], *, rounds: int = 10) -> float:
    """The share of the wall clock in which the GPU has a kernel to run."""
    with profile(activities=[ProfilerActivity.CUDA]) as profiler:
        started = time.perf_counter()
        for _ in range(rounds):
            run()
        wall_s = time.perf_counter() - started
    busy_us = sum(event.self_device_time_total for event in profiler.key_averages())
    return float(busy_us / 1e6 / wall_s)


def finished(run: Callable[[], object]) -> Callable[[], object]:
    """``run``, and wait for the GPU."""

    def call() -> object:
        result = run()
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        return result

    return call
