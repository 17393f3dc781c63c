"""``make bench-gpu``: every art on one GPU, beside a plain reference and the card's own limit.

``python -m benchmarks.gpu [--size 600] [--rounds 10]``

All of one run: what the card does at best is measured by a product and a copy, and the references
work on it too. Weights are drawn at random where ours come with none: the arithmetic is that of
trained ones. Without a GPU it says so, and is no failure.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from safetensors.torch import save_file
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from benchmarks import dream_gpu, style_gpu
from benchmarks.dream_gpu import copy_rate, finished, matrix_rate
from benchmarks.instant import random_weights as random_autoencoders
from benchmarks.our_style import PAINTING, PHOTO, OurStyle, painting_at
from benchmarks.reference import dream as plain_dream
from benchmarks.reference import style as plain_style
from benchmarks.reference import wct as plain_wct
from benchmarks.timing import fastest_s, say
from engine.catalogue.find import NETWORKS
from engine.media.clips import read_clip
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image
from engine.ops.sizes import output_size
from engine.options.bounds import DEFAULT_SIZE_PX
from engine.options.style import StyleLoss, StyleOptions
from engine.options.video import VideoOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.autoencoders import filled_up
from engine.style.instant.one_pass import instant
from engine.video.film import video
from engine.weights.load import load_backbone, read_weights
from tests.pictures import film_bytes

Run = Callable[[], object]
LOSSES: tuple[StyleLoss, ...] = ("wasserstein", "painter", "neighbours")
# A scene's first frame takes eight times the steps of the others: enough of them to outweigh it.
FILM_FRAMES, FILM_STEPS = 24, 10
INSTANT_PX, INSTANT_MS = 512, 50  # row 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One of ours, and the plain code that does the same work, if there is some.

    ``times``: how many of what the row tells of one run makes.
    """

    name: str
    ours: Run
    plain: Run | None = None
    times: int = 1


class _Counting(TorchDispatchMode):
    """Counts multiplications and additions, there and back; torch's own mode knows no
    ``autograd.grad`` of a module.
    """

    def __init__(self) -> None:
        super().__init__()
        self.flops = 0

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> object:
        result = func(*args, **(kwargs or {}))
        count = flop_registry.get(func._overloadpacket)
        if count is not None:
            self.flops += count(*args, **(kwargs or {}), out_val=result)
        return result


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables, or that there is no GPU."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=DEFAULT_SIZE_PX, help="longest side")
    parser.add_argument("--rounds", type=int, default=10)
    args = parser.parse_args(arguments)
    if not torch.cuda.is_available():
        say("no GPU here: nothing was measured")
        return 0
    torch.manual_seed(0)
    device = torch.device("cuda")
    say(f"{torch.cuda.get_device_name()}, torch {torch.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        files = random_files(Path(folder))
        report(files, device=device, size=args.size, rounds=args.rounds)
        dream_gpu.report(files["bvlc_googlenet"])
        style_gpu.report(files["vgg19"])
    return 0


def random_files(folder: Path) -> Mapping[str, Path]:
    """Network -> a file of random weights."""
    vgg = folder / "vgg19.safetensors"
    save_file(plain_style.vgg19_weights()[0], vgg)
    googlenet = plain_dream.random_weights(folder / "bvlc_googlenet.safetensors")
    return {"vgg19": vgg, "bvlc_googlenet": googlenet}


def report(files: Mapping[str, Path], *, device: torch.device, size: int, rounds: int) -> None:
    """Print a line for each art. ``files``: as :func:`random_files`."""
    rate, bandwidth = matrix_rate(device), copy_rate(device)
    say(f"{rate / 1e12:.1f} bf16 TFLOP/s, {bandwidth / 1e9:.0f} GB/s measured")
    rows = [
        _dream(files["bvlc_googlenet"], device=device, size=size),
        *_styles(files["vgg19"], device=device, size=size),
        _instant(device=device, size=min(size, INSTANT_PX)),
        _film(device=device, size=size),
    ]
    for row in rows:
        say(_line(row, rate=rate, rounds=rounds))


def _line(row: Row, *, rate: float, rounds: int) -> str:
    """Its time, the reference's, and the least that its multiplications take on this card."""
    runs = {"ours": finished(row.ours)} | ({"plain": finished(row.plain)} if row.plain else {})
    times_s = fastest_s(runs, rounds=rounds)
    with _Counting() as counting:
        row.ours()
    ours_s, floor_s = times_s["ours"] / row.times, counting.flops / rate / row.times
    line = f"{row.name:40} {ours_s * 1e3:9.2f} ms, floor {floor_s * 1e3:8.3f} ms"
    if "plain" in times_s:
        plain_s = times_s["plain"] / row.times
        line += f", plainly {plain_s * 1e3:9.2f} ms: {plain_s / ours_s:.2f}x"
    return line


def _dream(path: Path, *, device: torch.device, size: int) -> Row:
    width, height = output_size(*PHOTO.size, size)
    image = to_image(resize_picture(PHOTO, width=width, height=height), device=device)
    info = NETWORKS["bvlc_googlenet"]
    backbone = load_backbone(info, path, layers=[plain_dream.LAYER], device=device)
    frozen = {name: weight.to(device) for name, weight in read_weights(path).items()}
    return Row(
        name=f"a dream's step, GoogLeNet, {width}x{height}",
        ours=dream_gpu.our_step(backbone, image),
        plain=lambda: plain_dream.step(image, frozen, last="4c"),
    )


def _styles(path: Path, *, device: torch.device, size: int) -> list[Row]:
    """A step of each of our losses; Gatys's is what the plain one goes down."""
    jobs = {
        loss: OurStyle("vgg19", path, size, StyleOptions(loss=loss), device=device.type)
        for loss in LOSSES
    }
    photo = jobs[LOSSES[0]].photo
    weights = {name: weight.to(device) for name, weight in read_weights(path).items()}
    painting = painting_at(size).to(device)
    gatys = plain_style.gatys_loss(
        photo, painting, weights, last=plain_style.WHOLE, **jobs[LOSSES[0]].weights
    )
    return [
        Row(
            name=f"a painting's step, VGG-19, {loss}",
            ours=lambda ours=job: ours.gradient(ours.photo),  # type: ignore[misc]  # bound now
            plain=lambda: plain_style.gradient(gatys, photo),
        )
        for loss, job in jobs.items()
    ]


def _instant(*, device: torch.device, size: int) -> Row:
    """Ours has its embedded network; the plain one the size of what it is distilled from."""
    studio, options = Studio(device=device.type), StyleOptions(instant=True, size_px=size)
    width, height = output_size(*PHOTO.size, size)
    photo, painting = (
        filled_up(to_image(resize_picture(picture, width=width, height=height)), stride=16)
        for picture in (PHOTO, PAINTING)
    )
    photo, painting = photo.to(device), painting.to(device)
    weights = {name: weight.to(device) for name, weight in random_autoencoders().items()}
    return Row(
        name=f"an instant painting, {width}x{height} (row 28: {INSTANT_MS} ms)",
        ours=lambda: instant(Picture(image=PHOTO), [_style()], options, studio=studio),
        plain=lambda: plain_wct.paint(photo, painting, weights),
    )


def _film(*, device: torch.device, size: int) -> Row:
    """Some frames that turn a little; encoding is part of it."""
    width, height = (side // 2 * 2 for side in output_size(*PHOTO.size, size))
    shrunk = PHOTO.resize((width, height), Image.Resampling.LANCZOS)
    clip = read_clip(film_bytes([shrunk.rotate(turn) for turn in range(FILM_FRAMES)]))
    studio, options = Studio(device=device.type), VideoOptions(size_px=size, steps=FILM_STEPS)
    return Row(
        name=f"a painted film's frame, {width}x{height}",
        ours=lambda: video(clip, options, styles=[_style()], studio=studio),
        times=FILM_FRAMES,
    )


def _style() -> StyleSource:
    return StyleSource(name="painting", picture=Picture(image=PAINTING))


if __name__ == "__main__":
    raise SystemExit(main())
