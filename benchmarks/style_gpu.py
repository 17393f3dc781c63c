"""Style transfer on a GPU: a step against the least it could take, and a free job (row 29)."""

from __future__ import annotations

from pathlib import Path

import torch
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.dream_gpu import copy_rate, finished, matrix_rate
from benchmarks.our_style import OurStyle
from benchmarks.timing import fastest_s, say
from engine.options.bounds import DEFAULT_SIZE_PX, DEFAULT_STYLE_STEPS
from engine.options.style import StyleOptions

SIZES_PX = (512, 1200)
FREE_JOB_S = 10.0


def report(path: Path) -> None:
    """Print a line per size, or that there is no GPU. ``path``: VGG-19's weights."""
    if not torch.cuda.is_available():
        say("no GPU here: its table is left out")
        return
    rate, bandwidth = matrix_rate(torch.device("cuda")), copy_rate(torch.device("cuda"))
    for size in SIZES_PX:
        ours = OurStyle("vgg19", path, size, StyleOptions(), device="cuda")
        run = finished(lambda ours=ours: ours.gradient(ours.photo))
        step_s = fastest_s({"step": run}, rounds=20)["step"]
        floor_s = flops_of(ours) / rate
        say(f"style step at {size} px: {step_s * 1e3:.2f} ms, floor {floor_s * 1e3:.2f} ms")
    say(f"{rate / 1e12:.0f} bf16 TFLOP/s, {bandwidth / 1e9:.0f} GB/s measured")
    job_s = free_job_s(path, device="cuda")
    say(f"row 29: a free painting of {DEFAULT_SIZE_PX} px: {job_s:.1f} s (at most {FREE_JOB_S} s)")


def flops_of(ours: OurStyle) -> int:
    """Of one gradient: the way back to the image costs what the way there does."""
    with FlopCounterMode(display=False) as counter:
        ours.look()
    return 2 * counter.get_total_flops()


def free_job_s(
    path: Path, *, device: str, size: int = DEFAULT_SIZE_PX, steps: int = DEFAULT_STYLE_STEPS
) -> float:
    """Seconds from the first step to the last."""
    return OurStyle("vgg19", path, size, StyleOptions(), device=device).paint(steps)[-1].seconds
