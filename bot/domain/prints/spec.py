"""What a print measures, in cm, mm and px; how much of a picture it shows. Plain data and sums."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MM_PER_INCH = 25.4
# Of a printed file: what PIL opens without a word, and 360 MB while it is put together.
MOST_FILE_PIXELS = 89_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSpec:
    """One print, whatever the shape of its picture.

    Attributes:
        material: its name in the price list; ``title``: what people call it.
        short_cm, long_cm: its sides; the longer one lies along the picture's longer one.
        bleed_mm: printed beyond each edge; safe_mm: within it, where nothing should matter.
        is_enlarged: the result is enlarged as it is, and not painted anew.
        result_px: the longest side of the result that is printed; 0: not chosen yet.
    """

    material: str
    title: str
    short_cm: int
    long_cm: int
    bleed_mm: int
    safe_mm: int
    dpi: int
    is_enlarged: bool = False
    result_px: int = 0

    @property
    def size(self) -> str:
        """Its name in the price list."""
        return f"{self.short_cm}x{self.long_cm}"

    def layout(self, width: int, height: int) -> Layout:
        """How a picture of this size, in px, is printed."""
        sides = [self._px(cm * 10) for cm in (self.short_cm, self.long_cm)]
        if width > height:
            sides.reverse()
        return Layout(
            width=sides[0],
            height=sides[1],
            bleed=self._px(self.bleed_mm),
            safe=self._px(self.safe_mm),
            picture=(width, height),
        )

    def _px(self, mm: float) -> int:
        return round(mm / MM_PER_INCH * self.dpi)

    def to_json(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> PrintSpec:
        """The inverse of :meth:`to_json`, of whatever version. Raises: TypeError: it lacks some."""
        names = {field.name for field in dataclasses.fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A picture on its print, all in px of the print but ``picture``, its own (width, height).

    ``width`` and ``height`` are of what is left when the bleed is cut off.
    """

    width: int
    height: int
    bleed: int
    safe: int
    picture: tuple[int, int]

    @property
    def whole(self) -> tuple[int, int]:
        """(width, height) with the bleed."""
        return self.width + 2 * self.bleed, self.height + 2 * self.bleed

    @property
    def crop(self) -> tuple[float, float, float, float]:
        """The part of the picture that is printed, from its middle: left, upper, right, lower."""
        width, height = self.picture
        scale = min(width / self.width, height / self.height)
        # Not beyond it by a float's dust: Pillow refuses that.
        shown = min(width, self.width * scale), min(height, self.height * scale)
        left, upper = (width - shown[0]) / 2, (height - shown[1]) / 2
        return left, upper, left + shown[0], upper + shown[1]

    @property
    def scale(self) -> float:
        """How many times the picture is enlarged."""
        width, height = self.picture
        return max(self.width / width, self.height / height)

    @property
    def needed_px(self) -> int:
        """The picture's longest side at which nothing is enlarged any more."""
        return math.ceil(max(self.picture) * self.scale - 1e-6)

    @property
    def hidden_percent(self) -> int:
        """How much of the picture is cut off."""
        left, upper, right, lower = self.crop
        shown = (right - left) * (lower - upper)
        return round(100 * (1 - shown / (self.picture[0] * self.picture[1])))


def effective_dpi(spec: PrintSpec, layout: Layout, *, painted_px: int | None) -> int:
    """Points per inch that are the picture's own, and not made by enlarging it.

    ``painted_px``: its longest side once it is painted anew; None: it stays as it is.
    """
    longest = max(layout.picture)
    share = (painted_px or longest) / (longest * layout.scale)
    return min(spec.dpi, math.floor(spec.dpi * share + 1e-6))
