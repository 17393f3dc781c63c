"""The gradient of an objective on an image of any size: whole, or tile by tile, the same.

Features are cropped to the tile's core and pulled there; the gradient goes back to the core and
its context, and what overlaps is added. This is exact where tiles begin on the deepest layer's
stride and the context is at least half its receptive field: each core feature is then computed
from the very pixels that it has in the whole image.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import torch
from torch import Tensor

from engine.errors import OutOfMemoryError
from engine.layers import LayerInfo
from engine.objectives import Objective, Patch, Stats

# A CPU's memory ends without an error to catch: larger images are tiled from the start.
CPU_WHOLE_PIXELS = 1_200_000
CPU_TILE_PX = 768
SMALLEST_TILE_PX = 128

Features = Mapping[str, Tensor]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One side of a tile, in pixels: the core, and the window that has its context too."""

    core: slice
    window: slice
    is_last: bool

    def features(self, stride: int) -> slice:
        """The core among the window's features; the last tile has all that are left."""
        start = (self.core.start - self.window.start) // stride
        count = (self.core.stop - self.core.start) // stride
        return slice(start, None if self.is_last else start + count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A part of an image."""

    rows: Span
    columns: Span

    def window(self, image: Tensor) -> Tensor:
        return image[..., self.rows.window, self.columns.window]

    def core(self, features: Tensor, stride: int) -> Tensor:
        return features[..., self.rows.features(stride), self.columns.features(stride)]

    def patch(self, image: Tensor, stride: int) -> Patch:
        """Where the core lies in the layer's whole map."""
        height, width = image.shape[-2:]
        return Patch(
            top=self.rows.core.start // stride,
            left=self.columns.core.start // stride,
            rows=height / stride,
            columns=width / stride,
        )


def spans(size: int, *, tile_px: int, stride: int, context_px: int) -> tuple[Span, ...]:
    """Cores of about equal length, on multiples of ``stride``, that cover ``size`` pixels."""
    count = max(1, math.ceil(size / tile_px))
    core = math.ceil(size / count / stride) * stride
    context = math.ceil(context_px / stride) * stride
    return tuple(
        Span(
            core=slice(start, min(start + core, size)),
            window=slice(max(0, start - context), min(start + core + context, size)),
            is_last=start + core >= size,
        )
        for start in range(0, size, core)
    )


class Gradients:
    """Asks a network for an objective's gradient, in tiles where the image is too large.

    Where memory does not suffice it halves the tile, down to SMALLEST_TILE_PX.
    """

    def __init__(
        self,
        network: Callable[[Tensor], Features],
        layers: Mapping[str, LayerInfo],
        *,
        tile_px: int | None = None,
    ) -> None:
        """``layers``: what the network gives; ``tile_px``: a core's longest side; None: whole."""
        self._network = network
        self._layers = layers
        self._tile_px = tile_px
        self._stride = max(info.stride for info in layers.values())
        sights = [info.receptive_px for info in layers.values()]
        known = [one for one in sights if one is not None]
        # None: a layer that sees the whole picture at once cannot be had in tiles.
        self._context_px = max(known) // 2 + 1 if len(known) == len(sights) else None

    def of(self, image: Tensor, objective: Objective) -> tuple[Tensor, Tensor]:
        """(gradient (1, 3, H, W), each term's value) of ``objective`` at ``image``.

        Args:
            image: (1, 3, H, W) float32 RGB in [0, 1]; left unchanged.
        Raises: OutOfMemoryError: not even small tiles fit.
        """
        return self._with_memory(lambda: self._gradient(image, objective), image)

    @torch.no_grad()
    def values(self, image: Tensor, objective: Objective) -> Tensor:
        """Each term's value at ``image``. Raises: OutOfMemoryError."""
        return self._with_memory(lambda: self._values(image, objective), image)

    @torch.no_grad()
    def stats(self, image: Tensor) -> dict[str, Stats]:
        """Every layer's Stats at ``image``. Raises: OutOfMemoryError."""
        return self._with_memory(lambda: self._stats(image), image)

    def _gradient(self, image: Tensor, objective: Objective) -> tuple[Tensor, Tensor]:
        tiles = list(self._tiles(image))
        gradient = torch.zeros_like(image) if len(tiles) > 1 else None
        values = []
        for tile in tiles:
            window = tile.window(image).detach().requires_grad_()
            features = self._network(window)
            with torch.no_grad():
                value, pulls = objective.pull(*self._core(features, tile, image))
                pulls = {
                    name: self._padded(pull, features[name], tile, name)
                    for name, pull in pulls.items()
                }
            values.append(value)
            outputs = [features[name] for name in pulls]
            (part,) = torch.autograd.grad(outputs, window, grad_outputs=list(pulls.values()))
            if gradient is None:
                return part, value
            tile.window(gradient).add_(part)
        if gradient is None:
            raise ValueError("an image without pixels")
        return gradient, torch.stack(values).sum(0)

    def _values(self, image: Tensor, objective: Objective) -> Tensor:
        parts = []
        for tile in self._tiles(image):
            features = self._network(tile.window(image))
            parts.append(objective.pull(*self._core(features, tile, image))[0])
        return torch.stack(parts).sum(0)

    def _stats(self, image: Tensor) -> dict[str, Stats]:
        parts: dict[str, list[Tensor]] = {name: [] for name in self._layers}
        for tile in self._tiles(image):
            core, _ = self._core(self._network(tile.window(image)), tile, image)
            for name, one in core.items():
                flat = one[0].float().flatten(1)
                count = torch.full_like(flat[:, 0], flat.shape[1])
                parts[name].append(torch.stack((flat.sum(1), flat.square().sum(1), count)))
        stats = {}
        for name, sums in parts.items():
            total, squares, count = torch.stack(sums).sum(0)
            stats[name] = Stats(mean=total / count, square_sum=squares, positions=int(count[0]))
        return stats

    def _tiles(self, image: Tensor) -> Iterator[Tile]:
        height, width = image.shape[-2:]
        tile_px = self._tile_px
        if tile_px is None and image.device.type == "cpu" and height * width > CPU_WHOLE_PIXELS:
            tile_px = CPU_TILE_PX
        if tile_px is None or self._context_px is None:
            tile_px = max(height, width)
        sides = (
            spans(size, tile_px=tile_px, stride=self._stride, context_px=self._context_px or 0)
            for size in (height, width)
        )
        for rows, columns in product(*sides):
            yield Tile(rows=rows, columns=columns)

    def _core(
        self, features: Features, tile: Tile, image: Tensor
    ) -> tuple[dict[str, Tensor], dict[str, Patch]]:
        """The features of the tile's core, without a graph, and where they lie."""
        core, patches = {}, {}
        for name, one in features.items():
            stride = self._layers[name].stride
            core[name] = tile.core(one.detach(), stride)
            patches[name] = tile.patch(image, stride)
        return core, patches

    def _padded(self, pull: Tensor, features: Tensor, tile: Tile, name: str) -> Tensor:
        """The core's pull in its place among zeros, where there is more than the core."""
        if pull.shape == features.shape:
            return pull
        padded = torch.zeros_like(features)
        tile.core(padded, self._layers[name].stride).copy_(pull)
        return padded

    def _with_memory(self, work: Callable[[], _T], image: Tensor) -> _T:
        while True:
            try:
                return work()
            except (RuntimeError, MemoryError) as exc:
                if not is_out_of_memory(exc):
                    raise
                smaller = (self._tile_px or max(image.shape[-2:])) // 2
                if smaller < SMALLEST_TILE_PX or self._context_px is None:
                    raise OutOfMemoryError(str(exc)) from exc
                self._tile_px = smaller
            # Outside the handler, which keeps the failed step's tensors alive.
            if image.device.type == "cuda":
                torch.cuda.empty_cache()


def is_out_of_memory(exc: Exception) -> bool:
    """Whether torch, or Python, says that memory does not suffice."""
    if isinstance(exc, (torch.OutOfMemoryError, MemoryError)):
        return True
    # A CPU's allocator has no error class of its own.
    return isinstance(exc, RuntimeError) and "memory" in str(exc).lower()
