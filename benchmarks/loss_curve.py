"""Loss against seconds: reading it, and drawing it as a small picture."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from benchmarks.our_style import Moment

POINTS = 24
WIDTH, HEIGHT = 720, 430
LEFT, RIGHT, TOP, BOTTOM = 64, 20, 40, 56
INK, FAINT, PAPER = "#22262b", "#d5d9de", "#ffffff"
COLOURS = ("#8a8f98", "#c2702a", "#2458a8", "#1f8a5b")
TICK_STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """(seconds, loss), in the order of time."""

    name: str
    points: tuple[tuple[float, float], ...]

    @property
    def seconds(self) -> float:
        """When it ended."""
        return self.points[-1][0]

    @property
    def loss(self) -> float:
        """Its last."""
        return self.points[-1][1]

    def reaches(self, loss: float) -> float | None:
        """When it was first at or below ``loss``, straight between its points; None: never."""
        before: tuple[float, float] | None = None
        for seconds, value in self.points:
            if value <= loss:
                if before is None:
                    return seconds
                share = (before[1] - loss) / (before[1] - value)
                return before[0] + share * (seconds - before[0])
            before = seconds, value
        return None


def record(images: Iterator[Tensor], *, first: Sequence[Moment] = ()) -> Iterator[Moment]:
    """Every image and the seconds that went into it, those between two calls not counted."""
    seconds = first[-1].seconds if first else 0.0
    while True:
        started = time.perf_counter()
        image = next(images, None)
        if image is None:
            return
        seconds += time.perf_counter() - started
        yield Moment(seconds=seconds, image=image)


def curve_of(
    name: str, moments: Sequence[Moment], loss: Callable[[Sequence[Tensor]], list[float]]
) -> Curve:
    """The curve through some of the moments, close together in the beginning and at the end."""
    last = len(moments) - 1
    powers = [round(last ** (point / POINTS)) for point in range(POINTS + 1)] if last > 0 else []
    picked = {0, last, *powers, *(last - power for power in powers)}
    shown = [moments[place] for place in sorted(picked) if 0 <= place <= last]
    losses = loss([moment.image for moment in shown])
    seconds = (moment.seconds for moment in shown)
    return Curve(name=name, points=tuple(zip(seconds, losses, strict=True)))


def draw(curves: Sequence[Curve], path: Path, *, title: str) -> None:
    """Write the curves as a picture: seconds and loss, both on logarithmic axes."""
    seconds = [time for curve in curves for time, _ in curve.points]
    losses = [loss for curve in curves for _, loss in curve.points]
    across = _Axis(min(seconds), max(seconds), LEFT, WIDTH - RIGHT)
    down = _Axis(min(losses), max(losses), HEIGHT - BOTTOM, TOP)
    # Drawn twice as large and shrunk, which smooths the lines.
    sheet = Image.new("RGB", (2 * WIDTH, 2 * HEIGHT), PAPER)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=26)
    for value in across.ticks():
        x = 2 * across.at(value)
        pen.line((x, 2 * TOP, x, 2 * (HEIGHT - BOTTOM)), fill=FAINT, width=2)
        pen.text((x, 2 * (HEIGHT - BOTTOM) + 10), f"{value:g}", INK, font, anchor="ma")
    for value in down.ticks():
        y = 2 * down.at(value)
        pen.line((2 * LEFT, y, 2 * (WIDTH - RIGHT), y), fill=FAINT, width=2)
        pen.text((2 * LEFT - 12, y), f"{value:g}", INK, font, anchor="rm")
    pen.text((2 * LEFT, 18), title, INK, ImageFont.load_default(size=30))
    pen.text((WIDTH + LEFT - RIGHT, 2 * HEIGHT - 14), "seconds", INK, font, anchor="ms")
    pen.text((14, 2 * TOP - 14), "loss", INK, font, anchor="ls")
    for number, curve in enumerate(curves):
        colour = COLOURS[number % len(COLOURS)]
        line = [(2 * across.at(at), 2 * down.at(loss)) for at, loss in curve.points]
        pen.line(line, fill=colour, width=6, joint="curve")
        y = 2 * TOP + 30 + 40 * number
        pen.line((2 * WIDTH - 620, y, 2 * WIDTH - 570, y), fill=colour, width=6)
        pen.text((2 * WIDTH - 556, y), curve.name, INK, font, anchor="lm")
    sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(path, quality=90)


class _Axis:
    """A logarithmic axis from one pixel to another."""

    def __init__(self, low: float, high: float, start_px: int, end_px: int) -> None:
        self._low = math.log(max(low, 1e-12))
        self._span = max(math.log(max(high, 1e-12)) - self._low, 1e-9)
        self._start_px = start_px
        self._length_px = end_px - start_px

    def at(self, value: float) -> float:
        share = (math.log(max(value, 1e-12)) - self._low) / self._span
        return self._start_px + share * self._length_px

    def ticks(self) -> list[float]:
        """1, 2 and 5 times powers of ten, where the axis has them."""
        low, high = math.exp(self._low), math.exp(self._low + self._span)
        decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        marks = [step * 10.0**decade for decade in decades for step in TICK_STEPS]
        return [mark for mark in marks if low <= mark <= high]
