"""Whole paintings by our embedded network: a plain NNST, and ours by three losses.

``python -m benchmarks.painters [--steps 100]``

All see the same picture at the plain one's 512 px and take as many steps; seconds on the clock, and
of the processor, of one run each: the losses in turn, so that a busy machine troubles all alike.
"""

from __future__ import annotations

import argparse
import functools
import time
from collections.abc import Callable, Sequence

from engine.machine import prepare_for_torch

prepare_for_torch()

import torch  # after the line above
from torch import Tensor

from benchmarks.our_style import OurStyle, painting_at, photo_at
from benchmarks.reference import neighbours as plain
from benchmarks.timing import say
from engine.catalogue.find import ASSETS, NETWORKS
from engine.options.style import StyleLoss, StyleOptions
from engine.weights.instant_networks import EMBEDDED_STYLE
from engine.weights.load import load_backbone

LOSSES: tuple[StyleLoss, ...] = ("wasserstein", "neighbours", "painter")
PLAIN_PX = plain.SMALLEST_PX * 2 ** (plain.SCALES - 1)
INFO = NETWORKS[EMBEDDED_STYLE]
FILE = ASSETS / str(INFO.asset)
LAYERS = ("relu1_1", "relu1_2", "relu2_1", "relu2_2", "relu3_1", "relu3_2", "relu4_1")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100)
    steps = parser.parse_args(arguments).steps
    layers = embedded_layers()

    def ours(loss: StyleLoss) -> OurStyle:
        options = StyleOptions(network=EMBEDDED_STYLE, loss=loss)
        return OurStyle(EMBEDDED_STYLE, FILE, PLAIN_PX, options)

    torch.manual_seed(0)
    plain_s = _seconds(lambda: plain.paint(photo_at, painting_at, layers, steps=steps))
    say(f"a painting of {steps} steps at {PLAIN_PX} px: s, processor s, against a plain NNST")
    say(f"{'plain NNST':50} {plain_s[0]:8.1f} s {plain_s[1]:8.1f} s {1:6.2f}x")
    for loss in LOSSES:
        took_s = _seconds(functools.partial(ours(loss).paint, steps))
        ratio = plain_s[0] / took_s[0]
        say(f"{f'ours, {loss}':50} {took_s[0]:8.1f} s {took_s[1]:8.1f} s {ratio:6.2f}x")
    return 0


def embedded_layers() -> plain.Layers:
    """What a plain NNST sees: our embedded network's layers, in float32."""
    backbone = load_backbone(INFO, FILE, layers=LAYERS, for_style=True, exact=True, device="cpu")

    def layers(image: Tensor) -> list[Tensor]:
        return list(backbone(image).values())

    return layers


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    """(on the clock, of the processor)."""
    started, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - processor


if __name__ == "__main__":
    raise SystemExit(main())
