"""A dream of GoogLeNet at inception_4c: written plainly, against ours; and row 41.

``python -m benchmarks.dream [--size 512] [--rounds 5] [--weights bvlc_googlenet.safetensors]``

Without ``--weights`` GoogLeNet is He-initialised: the arithmetic is that of trained weights.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from engine.machine import prepare_for_torch

prepare_for_torch()

import skimage.data  # torch is to be loaded after the line above
import torch
from PIL import Image
from torch import Generator, Tensor

from benchmarks import dream_gpu
from benchmarks.reference import dream as plain_dream
from benchmarks.reference.dream import LAYER, random_weights
from benchmarks.timing import fastest_s, in_own_process, say
from engine.catalogue.find import NETWORKS
from engine.dream.ascent import Ascent
from engine.dream.deepdream import dream
from engine.dream.gradients import Gradients
from engine.dream.objectives import L2, Objective
from engine.dream.octaves import plan_octaves
from engine.media.pictures import Picture
from engine.networks.precision import gains_by_bfloat16
from engine.ops.images import resize_picture, to_image
from engine.ops.sizes import output_size
from engine.options.dream import DreamOptions
from engine.studio.progress import Progress
from engine.studio.studio import Studio
from engine.weights.load import load_backbone, read_weights
from engine.weights.store import EMBEDDED_PATH, WeightStore

PHOTO = Image.fromarray(skimage.data.coffee())
NETWORK = "bvlc_googlenet"
AS_GOOGLE = DreamOptions(tv_weight=0.0)
GROWTH_PX = (300, 600, 1200, 4000)


def photo_at(width: int, height: int) -> Tensor:
    return to_image(resize_picture(PHOTO, width=width, height=height))


def gradients_of(network: str, path: Path, *, exact: bool = False) -> Gradients:
    info = NETWORKS[network]
    backbone = load_backbone(info, path, layers=[LAYER], exact=exact)
    return Gradients(backbone, {LAYER: info.layer_info[LAYER]})


def objective() -> Objective:
    return Objective([(L2(LAYER), 1.0)])


def our_step(network: str, path: Path, image: Tensor) -> Callable[[], object]:
    """Each call is one more step of the notebook's dream."""
    ascent = Ascent(gradients_of(network, path), objective(), AS_GOOGLE)
    ascent.begin(image)
    generator = Generator().manual_seed(0)
    return lambda: ascent.step(generator)


def compare_steps(path: Path, *, size: int, rounds: int) -> None:
    """One step, each written in its way."""
    width, height = output_size(*PHOTO.size, size)
    image = photo_at(width, height)
    frozen = read_weights(path)
    naive = {name: weight.clone().requires_grad_() for name, weight in frozen.items()}
    steps: dict[str, Callable[[], object]] = {
        "naive: all of GoogLeNet, weight gradients on": lambda: plain_dream.step(
            image, naive, last="5b"
        ),
        "frozen and truncated": lambda: plain_dream.step(image, frozen, last="4c"),
        "ours, GoogLeNet": our_step(NETWORK, path, image),
        "ours, embedded": our_step("embedded", EMBEDDED_PATH, image),
    }
    kind = "bfloat16" if gains_by_bfloat16(torch.device("cpu")) else "float32"
    say(f"dream step at {width}x{height}, CPU, {torch.get_num_threads()} threads; ours: {kind}")
    times_s = fastest_s(steps, rounds=rounds)
    slowest_s = next(iter(times_s.values()))
    for name, seconds in times_s.items():
        say(f"{name:50} {seconds * 1e3:8.0f} ms {slowest_s / seconds:6.2f}x")


def compare_dreams(path: Path) -> None:
    """Google's whole schedule at 600 px, 4 octaves x 10 steps: time, and the L2 that it reaches."""
    octaves = plan_octaves(*PHOTO.size, AS_GOOGLE)
    frozen = read_weights(path)
    ours = gradients_of(NETWORK, path)
    dreams: dict[str, Callable[[], Tensor]] = {
        "reference": lambda: plain_dream.dream(photo_at, frozen, octaves=octaves),
        "ours": lambda: Ascent(ours, objective(), AS_GOOGLE).climb(photo_at, octaves),
    }
    results, times_s = {}, {}
    for name, run in dreams.items():
        started = time.perf_counter()
        results[name] = run()
        times_s[name] = time.perf_counter() - started
    exact = gradients_of(NETWORK, path, exact=True)
    read = {name: float(exact.values(image, objective())) ** 0.5 for name, image in results.items()}
    say("the notebook's whole dream at 600 px, 4 octaves x 10 steps, GoogLeNet")
    for name, seconds in times_s.items():
        ratio = times_s["reference"] / seconds
        share = read[name] / read["reference"]
        say(f"{name:50} {seconds:8.1f} s {ratio:6.2f}x  final L2 {share:.3f} of the reference's")


def compare_defaults(folder: Path) -> None:
    """Row 41, and how soon a warm worker shows something."""
    studio = Studio(store=WeightStore(folder, hub=folder), device="cpu")
    say("row 41: /dream at 600 px as it is by default (at most 15 s); its first preview, when warm")
    for network in (NETWORK, "embedded"):
        options = DreamOptions(network=network)
        previews: list[float] = []

        def show(progress: Progress, previews: list[float] = previews) -> None:
            if not previews:
                progress.preview()
                previews.append(time.perf_counter())

        dream(Picture(image=PHOTO), DreamOptions(network=network, steps=4), studio=studio)
        started = time.perf_counter()
        art = dream(Picture(image=PHOTO), options, studio=studio, on_progress=show)
        say(f"{'ours, ' + network:50} {art.seconds:8.1f} s {previews[0] - started:6.2f} s")


def compare_loading(path: Path, *, rounds: int) -> None:
    """From a file to a network that is ready to dream."""
    say("a network loaded for its dream layer (the embedded ones: at most 0.5 s)")
    files = {NETWORK: path, "embedded": EMBEDDED_PATH}
    loads: dict[str, Callable[[], object]] = {
        name: partial(gradients_of, name, file) for name, file in files.items()
    }
    for name, seconds in fastest_s(loads, rounds=rounds).items():
        say(f"{'ours, ' + name:50} {seconds * 1e3:8.0f} ms")


def compare_sizes(folder: Path) -> None:
    """How time and memory grow; each dream in a process of its own, one step per octave."""
    say("how a dream grows: its last step, and the peak memory of the process")
    for network, sizes in ((NETWORK, (600,)), ("embedded", GROWTH_PX)):
        for size in sizes:
            figures = in_own_process("one_dream", network, size, folder)
            megapixels = figures["width"] * figures["height"] / 1e6
            what = f"{network}, {figures['width']}x{figures['height']}"
            per_megapixel = figures["step_s"] / megapixels
            peak = f"{figures['peak_bytes'] / 1e9:.2f} GB"
            say(f"{what:50} {figures['step_s']:8.2f} s {per_megapixel:6.2f} s per megapixel {peak}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Dream steps, whole dreams, and how they grow.")
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--weights", type=Path)
    args = parser.parse_args(arguments)
    torch.manual_seed(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / f"{NETWORK}.safetensors"
        if args.weights:
            shutil.copyfile(args.weights, path)
        else:
            random_weights(path)
        compare_steps(path, size=args.size, rounds=args.rounds)
        compare_dreams(path)
        compare_defaults(folder)
        compare_loading(path, rounds=args.rounds)
        compare_sizes(folder)
        dream_gpu.report(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
