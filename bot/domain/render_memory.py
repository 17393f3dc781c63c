"""How much memory a render is expected to take, as measured by `benchmarks.one_render`.

On a CPU. On a GPU nothing was measured: there the same figures stand for its own memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.orders import Art, Order, option, size_px_of
from engine.options.bounds import (
    DEFAULT_SIZE_PX,
)

MB = 1_000_000
# A process that has loaded torch (built for CUDA) and no network.
PROCESS_BYTES = 600 * MB
_OURS = (None, "embedded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appetite:
    """What a kind of render takes beyond a warm process: fixed, and for each pixel of its result.

    Attributes:
        tiled_mb, tiled_pixel_bytes: the same in small parts.
        most_mb: what a gradient of the whole takes at most; the engine takes parts beyond that.
    """

    fixed_mb: int
    pixel_bytes: int
    tiled_mb: int
    tiled_pixel_bytes: int
    most_mb: int = 1000

    def bytes_for(self, pixels: int, *, in_tiles: bool) -> int:
        tiled = self.tiled_mb * MB + self.tiled_pixel_bytes * pixels
        if in_tiles:
            return tiled
        return min(self.fixed_mb * MB + self.pixel_bytes * pixels, tiled + self.most_mb * MB)


_DREAM = Appetite(fixed_mb=275, pixel_bytes=110, tiled_mb=310, tiled_pixel_bytes=45)
_STYLE = Appetite(fixed_mb=475, pixel_bytes=605, tiled_mb=300, tiled_pixel_bytes=150, most_mb=1250)
_INSTANT = Appetite(fixed_mb=80, pixel_bytes=250, tiled_mb=75, tiled_pixel_bytes=100)
# Of one gradient, or a look: it is not made in parts.
_LOOK = Appetite(fixed_mb=60, pixel_bytes=75, tiled_mb=60, tiled_pixel_bytes=75)
# GoogLeNet takes 0.14 GB more than ours at any size (docs/BENCHMARKS.md).
_WIDE_DREAM = Appetite(fixed_mb=415, pixel_bytes=110, tiled_mb=450, tiled_pixel_bytes=45)
# VGG-19: what it takes at 600 px, the rest as of ours.
_WIDE_STYLE = Appetite(
    fixed_mb=350, pixel_bytes=1650, tiled_mb=600, tiled_pixel_bytes=150, most_mb=3000
)
# Strokes are rendered in tiles, whatever the size of their picture.
_STROKES = Appetite(fixed_mb=150, pixel_bytes=15, tiled_mb=150, tiled_pixel_bytes=15)
# Settled on a small picture, then brought to the large one in strips.
_COLOURS = Appetite(fixed_mb=330, pixel_bytes=15, tiled_mb=330, tiled_pixel_bytes=15)
_APPETITES: Mapping[Art, Appetite] = {
    Art.DREAM: _DREAM,
    Art.STYLE: _STYLE,
    Art.DRAW: _LOOK,
    Art.EXPLAIN: _LOOK,
    Art.WHAT: _LOOK,
    Art.ZOOM: _DREAM,
    Art.TEXTURE: _STYLE,
    Art.VIDEO: _STYLE,
    Art.STICKER: _LOOK,
    Art.PAINT: _STROKES,
    Art.COLORIZE: _COLOURS,
}
_WIDE: Mapping[Art, Appetite] = {
    Art.DREAM: _WIDE_DREAM,
    Art.STYLE: _WIDE_STYLE,
    Art.TEXTURE: _WIDE_STYLE,
    Art.ZOOM: _WIDE_DREAM,
    Art.VIDEO: _WIDE_STYLE,
}
# What a short job of the usual size takes beside a long one.
BESIDE_BYTES = _INSTANT.bytes_for(DEFAULT_SIZE_PX**2, in_tiles=False)


def more_bytes(order: Order, *, pixels: int, in_tiles: bool = False) -> int:
    """What a warm render process takes for ``order`` on top of what it holds.

    Args:
        pixels: of the result, or of one frame of it.
        in_tiles: it is made in small parts.
    """
    return _appetite(order).bytes_for(pixels, in_tiles=in_tiles)


def most_pixels(order: Order) -> int:
    """Of its result, whatever the shape of its photo."""
    return int(size_px_of(order.options) ** 2)


def _appetite(order: Order) -> Appetite:
    if option(order.options, "instant"):
        return _INSTANT
    art = Art.STYLE if option(order.options, "then") == "style" else order.art
    is_ours = option(order.options, "network") in _OURS
    return (_APPETITES if is_ours else {**_APPETITES, **_WIDE})[art]
