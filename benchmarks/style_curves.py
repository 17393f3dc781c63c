"""How soon a painting is nearly done: Gatys et al. written plainly, against ours."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from torch import Tensor

from benchmarks.loss_curve import Curve, curve_of, draw, record
from benchmarks.our_style import GRAM, Moment, OurStyle, painting_at
from benchmarks.reference import style as plain_style
from benchmarks.reference.style import STYLE_LAYERS, Weights, gatys_loss
from benchmarks.timing import say
from engine.ops.images import resize_image

LAST = STYLE_LAYERS[-1]
CLOSE = 1.03
FINER = 2  # most of the steps are small ones


def compare_curves(
    path: Path, weights: Weights, *, size: int, steps: int, picture: Path | None
) -> None:
    """How soon each is near the reference's final loss, by one plain loss that judges all."""
    ours = OurStyle("vgg19", path, size, GRAM)
    image, painting = ours.photo, painting_at(size)

    def plain(optimise: Callable[..., Iterator[Tensor]]) -> Iterator[Tensor]:
        loss = gatys_loss(image, painting, weights, last=LAST, **ours.weights)
        yield from optimise(image, loss, steps=steps)

    adam, lbfgs = record(plain(plain_style.adam)), record(plain(plain_style.lbfgs))
    # Ours runs between the halves of the references', so that a busy machine troubles all alike.
    first = [take(adam, steps // 2), take(lbfgs, steps // 2)]
    coarse, single = ours.paint(FINER * steps), ours.paint(steps, in_one_scale=True)
    second = [take(adam, steps), take(lbfgs, steps)]
    judge = gatys_loss(image, painting, weights, last=LAST, **ours.weights)
    runs = {
        "Gatys, truncated, Adam": first[0] + second[0],
        "Gatys, truncated, L-BFGS": first[1] + second[1],
        "ours, all steps at full size": single,
        f"ours, coarse to fine, {FINER} times the steps": coarse,
    }
    height, width = image.shape[-2:]

    def judged(images: Sequence[Tensor]) -> list[float]:
        """Of small scales' images too: what would be shown were they the last."""
        whole = [
            resize_image(shown, width=width, height=height, mode="bicubic") for shown in images
        ]
        return plain_style.values(judge, whole)

    curves = [curve_of(name, moments, judged) for name, moments in runs.items()]
    tell_curves(curves, steps=steps, size=size)
    shares = ", ".join(f"{count} at {side} px" for side, count in ours.scales(FINER * steps))
    say(f"coarse to fine: {shares}")
    if picture is not None:
        draw(curves, picture, title=f"The same loss by VGG-19 at {size} px")


def take(moments: Iterator[Moment], count: int) -> list[Moment]:
    return list(itertools.islice(moments, count))


def tell_curves(curves: Sequence[Curve], *, steps: int, size: int) -> None:
    say(f"{steps} steps at {size} px: s, final loss, s to within 3 % of Adam's and of L-BFGS's")
    bars = [curve.loss * CLOSE for curve in curves[:2]]
    marks = [curve.reaches(bar) for curve, bar in zip(curves, bars, strict=False)]
    for curve in curves:
        reached = []
        for bar, mark in zip(bars, marks, strict=True):
            at = curve.reaches(bar)
            ratio = "" if at is None or mark is None else f" ({mark / at:.1f}x)"
            reached.append("never" if at is None else f"{at:.1f} s{ratio}")
        say(f"{curve.name:50} {curve.seconds:8.1f} s {curve.loss:8.4f}  {'  '.join(reached)}")
