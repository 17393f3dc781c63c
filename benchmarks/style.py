"""Style transfer by VGG-19: Gatys et al. and crowsonkb's written plainly, against ours.

``python -m benchmarks.style [--size 512] [--rounds 2] [--weights vgg19.safetensors]``

Layers that ``--weights`` lacks are He-initialised: the arithmetic is that of trained ones.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.machine import prepare_for_torch

prepare_for_torch()

import torch  # after the line above
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from benchmarks import style_gpu
from benchmarks.loss_curve import record
from benchmarks.our_style import GRAM, OurStyle, covariance_distance, painting_at, photo_at
from benchmarks.reference import style as plain_style
from benchmarks.reference import wasserstein as plain_wasserstein
from benchmarks.reference.style import Weights, gatys_loss, vgg19_weights
from benchmarks.style_curves import compare_curves
from benchmarks.timing import fastest_s, in_own_process, say
from engine.catalogue.find import ASSETS, NETWORKS
from engine.networks.precision import gains_by_bfloat16
from engine.ops.images import to_picture
from engine.options.bounds import DEFAULT_STYLE_STEPS
from engine.options.style import StyleOptions
from engine.weights.instant_networks import EMBEDDED_STYLE

LAST = plain_style.STYLE_LAYERS[-1]
WASSERSTEIN = StyleOptions(network="vgg19", loss="wasserstein")
OURS = {"ours, VGG-19, painter": StyleOptions(), "ours, VGG-19, Wasserstein": WASSERSTEIN}
CHANNELS = (64, 128, 256, 512)
MEMORY_PX = (600, 1200)
LARGE_PX = 4000


def compare_steps(path: Path, weights: Weights, *, size: int, rounds: int) -> None:
    """One step of the same objective, each written in its way."""
    ours = OurStyle("vgg19", path, size, GRAM)
    by_wasserstein = OurStyle("vgg19", path, size, WASSERSTEIN)
    file = ASSETS / str(NETWORKS[EMBEDDED_STYLE].asset)
    embedded = OurStyle(EMBEDDED_STYLE, file, size, StyleOptions(network=EMBEDDED_STYLE))
    painting = painting_at(size)
    image = ours.photo
    own = plain_style.require_gradients(weights)
    naive = gatys_loss(image, painting, own, last=plain_style.WHOLE, **ours.weights)
    truncated = gatys_loss(image, painting, weights, last=LAST, **ours.weights)
    plain = plain_wasserstein.wasserstein_loss(image, painting, weights)
    steps: dict[str, Callable[[], Tensor]] = {
        "Gatys, naive: all of VGG-19, weight gradients on": lambda: naive_step(naive, image, own),
        "Gatys, frozen and truncated": lambda: plain_style.gradient(truncated, image),
        "plain Wasserstein": lambda: plain_style.gradient(plain, image),
        "ours, VGG-19": lambda: ours.gradient(image),
        "ours, VGG-19, Wasserstein": lambda: by_wasserstein.gradient(image),
        "ours, embedded": lambda: embedded.gradient(image),
    }
    likeness = functional.cosine_similarity(
        ours.gradient(image).flatten(),
        plain_style.gradient(truncated, image).flatten(),
        dim=0,
    )
    times_s = fastest_s(steps, rounds=rounds)
    first, second = list(times_s.values())[:2]
    height, width = image.shape[2:]
    say(f"style step at {width}x{height}: ms, against naive, against truncated")
    for name, seconds in times_s.items():
        say(f"{name:50} {seconds * 1e3:8.0f} ms {first / seconds:6.2f}x {second / seconds:6.2f}x")
    say(f"gradient cosine of ours and Gatys', VGG-19: {likeness.item():.4f}")


def naive_step(loss: plain_style.Loss, image: Tensor, weights: Weights) -> Tensor:
    """Weight gradients are computed and thrown away, as by who freezes nothing."""
    gradient = plain_style.gradient(loss, image)
    for weight in weights.values():
        weight.grad = None
    return gradient


def compare_scales(path: Path, weights: Weights, *, size: int, steps: int, rounds: int) -> None:
    """Coarse to fine as each does it by default; each scale's step is timed, then multiplied."""
    scales = {
        "plain Wasserstein": plain_wasserstein.plan(size, steps),
        **{
            name: OurStyle("vgg19", path, size, options).scales(steps)
            for name, options in OURS.items()
        },
    }
    runs: dict[str, Callable[[], object]] = {}
    for side, _ in scales["plain Wasserstein"]:
        photo = photo_at(side)
        loss = plain_wasserstein.wasserstein_loss(photo, painting_at(side), weights)
        runs[f"plain Wasserstein {side}"] = lambda loss=loss, photo=photo: plain_style.gradient(
            loss, photo
        )
    for name, options in OURS.items():
        for side, _ in scales[name]:
            job = OurStyle("vgg19", path, side, options)
            runs[f"{name} {side}"] = lambda job=job: job.gradient(job.photo)
    times_s = fastest_s(runs, rounds=rounds)
    say(f"a whole transfer of {steps} steps at {size} px, from the time of one step at each scale")
    total: dict[str, float] = {
        name: sum(count * times_s[f"{name} {side}"] for side, count in planned)
        for name, planned in scales.items()
    }
    for name, planned in scales.items():
        ratio = total["plain Wasserstein"] / total[name]
        shares = ", ".join(
            f"{side} px: {count} x {times_s[f'{name} {side}']:.2f} s" for side, count in planned
        )
        say(f"{name:50} {total[name]:8.1f} s {ratio:6.2f}x  {shares}")


def compare_distances(*, rounds: int) -> None:
    """The matrix part of a Wasserstein distance alone, with its gradient."""
    say("Wasserstein distance of two covariances and its gradient: ms")
    for channels in CHANNELS:
        rows, others = torch.randn(2, channels, 2 * channels)
        # Spread as real features are, over four powers of ten.
        spread = torch.logspace(0, -2, channels)[:, None]
        covariance, target = (
            features @ features.T / features.shape[1]
            for features in (rows * spread, others * spread)
        )
        root = plain_wasserstein.square_root(target)
        times_s = fastest_s(
            {
                "plain": lambda a=covariance, b=target, c=root: plain_distance(a, b, c),
                "ours": lambda a=covariance, b=target, c=root: covariance_distance(a, b, c),
            },
            rounds=rounds,
        )
        plain_s, ours_s = times_s["plain"], times_s["ours"]
        name = f"{channels} channels: plain, ours"
        say(f"{name:50} {plain_s * 1e3:8.1f} ms {ours_s * 1e3:8.1f} ms {plain_s / ours_s:6.2f}x")


def plain_distance(covariance: Tensor, target: Tensor, root: Tensor) -> None:
    moving = covariance.clone().requires_grad_()
    plain_wasserstein.covariance_distance(moving, target, root).backward()  # type: ignore[no-untyped-call]  # torch's


def compare_memory(folder: Path, sizes: Sequence[tuple[str, int]]) -> None:
    """Each in a process of its own: memory does not depend on the number of steps."""
    say("how a painting grows: its last step, and the peak memory of the process")
    for network, size in sizes:
        figures = in_own_process("one_style", network, size, folder)
        what = f"{network}, {figures['width']}x{figures['height']}"
        say(f"{what:50} {figures['step_s']:8.2f} s {figures['peak_bytes'] / 1e9:6.2f} GB")


def paint_whole(path: Path, weights: Weights, *, size: int, steps: int, folder: Path) -> None:
    """Both default transfers, to be looked at beside each other."""
    scales = plain_wasserstein.plan(size, steps)
    plain = list(record(plain_wasserstein.paint(photo_at, painting_at, weights, scales=scales)))
    ours = OurStyle("vgg19", path, size, StyleOptions()).paint(steps)
    say(f"whole transfers of {steps} steps at {size} px, their pictures in {folder}")
    for name, moments in (("plain", plain), ("ours", ours)):
        to_picture(moments[-1].image).save(folder / f"{name}_{size}.png")
        ratio = plain[-1].seconds / moments[-1].seconds
        say(f"{name:50} {moments[-1].seconds:8.1f} s {ratio:6.2f}x")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    args = _parser().parse_args(arguments)
    torch.manual_seed(0)
    weights, trained = vgg19_weights(args.weights)
    kind = "bfloat16" if gains_by_bfloat16(torch.device("cpu")) else "float32"
    say(f"CPU, {torch.get_num_threads()} threads; ours: {kind}")
    say(f"VGG-19: {trained} of its 16 convolutions are trained, the others are random")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "vgg19.safetensors"
        save_file(weights, path)
        size, rounds = args.size, args.rounds
        if args.whole:
            paint_whole(path, weights, size=size, steps=args.steps, folder=args.whole)
            return 0
        compare_steps(path, weights, size=size, rounds=rounds)
        compare_distances(rounds=rounds)
        compare_scales(path, weights, size=size, steps=args.steps, rounds=1)
        compare_curves(
            path, weights, size=args.curve_size, steps=args.curve_steps, picture=args.picture
        )
        sizes = [("embedded", side) for side in MEMORY_PX] + [("vgg19", MEMORY_PX[0])]
        if args.large:
            sizes += [("vgg19", MEMORY_PX[1]), ("embedded", LARGE_PX), ("vgg19", LARGE_PX)]
        style_gpu.report(path)
        if not args.no_memory:
            compare_memory(folder, sizes)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Style steps, whole transfers, and memory.")
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--steps", type=int, default=DEFAULT_STYLE_STEPS)
    parser.add_argument("--curve-size", type=int, default=192)
    parser.add_argument("--curve-steps", type=int, default=40)
    parser.add_argument("--weights", type=Path, help="VGG-19, or its first layers")
    parser.add_argument("--picture", type=Path, help="draws the loss against the seconds here")
    parser.add_argument("--large", action="store_true", help=f"memory at {LARGE_PX} px too; slow")
    parser.add_argument("--no-memory", action="store_true", help="leaves the memory table out")
    parser.add_argument("--whole", type=Path, help="only paints both default transfers, here")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
