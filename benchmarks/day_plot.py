"""A small picture of what changes through a day."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from benchmarks.loss_curve import COLOURS, FAINT, HEIGHT, INK, LEFT, PAPER, RIGHT, TOP, WIDTH

BOTTOM = 40
# Drawn twice as large and shrunk, which smooths the lines.
SCALE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """(hour of the day, minutes), in the order of time."""

    name: str
    points: tuple[tuple[float, float], ...]


def draw_day(lines: Sequence[Line], path: Path, *, title: str) -> None:
    """Write the lines as a picture: hours across, minutes upwards."""
    most = max(0.1, *(minutes for line in lines for _, minutes in line.points))
    step = _round_step(most / 5)
    top = step * math.ceil(most / step)
    sheet = Image.new("RGB", (SCALE * WIDTH, SCALE * HEIGHT), PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=26)

    def at(hour: float, minutes: float) -> tuple[float, float]:
        x = LEFT + hour / 24 * (WIDTH - LEFT - RIGHT)
        y = HEIGHT - BOTTOM - minutes / top * (HEIGHT - TOP - BOTTOM)
        return SCALE * x, SCALE * y

    for hour in range(0, 25, 4):
        pen.line((at(hour, 0), at(hour, top)), fill=FAINT, width=2)
        pen.text((at(hour, 0)[0], at(hour, 0)[1] + 10), f"{hour} h", INK, font, anchor="ma")
    for number in range(round(top / step) + 1):
        height = number * step
        pen.line((at(0, height), at(24, height)), fill=FAINT, width=2)
        pen.text((at(0, height)[0] - 12, at(0, height)[1]), f"{height:g}", INK, font, anchor="rm")
    pen.text((SCALE * LEFT, 18), f"{title}, in minutes", INK, ImageFont.load_default(size=30))
    for number, line in enumerate(lines):
        colour = COLOURS[number]
        pen.line([at(*point) for point in line.points], fill=colour, width=6, joint="curve")
        y = SCALE * TOP + 30 + 40 * number
        pen.line((SCALE * LEFT + 40, y, SCALE * LEFT + 90, y), fill=colour, width=6)
        pen.text((SCALE * LEFT + 104, y), line.name, INK, font, anchor="lm")
    sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(path, quality=90)


def _round_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, at least ``rough``."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
