"""The gradient of an objective on an image of any size: whole, or tile by tile, the same.

Features are cropped to the tile's core and pulled there; the gradient goes back to the core and
its context, and what overlaps is added. This is exact where windows begin on the deepest layer's
stride and the context is at least half its receptive field: each core feature is then computed
from the very pixels that it has in the whole image. Rounding differs, by what
engine.networks.precision says.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import torch
from torch import Tensor

from engine.catalogue.layers import LayerInfo
from engine.errors import OutOfMemoryError

# A CPU's memory ends without an error to catch: what a gradient may take there, and what it may
# where tiles would cost many times the steps, or cannot be had. A machine of 4 GB has room.
CPU_BYTES = 1_000_000_000
CPU_MOST_BYTES = 3_000_000_000
# What a gradient takes over what its graph keeps: 1.0 to 1.3 at the layers that take most.
_PEAK_SHARE = 1.25
_PROBE_PX = 256
SMALLEST_TILE_PX = 128

# As said by CUDA's and MPS's allocators; by the CPU's on Linux, macOS and Windows; by cuDNN.
_OUT_OF_MEMORY = ("out of memory", "allocate memory", "not enough memory", "alloc_failed")

Features = Mapping[str, Tensor]
Sizes = dict[str, tuple[int, int]]  # layer -> rows and columns of its whole map
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

    def window(self, image: Tensor, stride: int = 1) -> Tensor:
        """What is seen of the image, or of a whole map at one ``stride``th of its size."""
        rows, columns = (
            slice(side.window.start // stride, side.window.stop // stride)
            for side in (self.rows, self.columns)
        )
        return image[..., rows, columns]

    def core(self, features: Tensor, stride: int) -> Tensor:
        """The core of what was made from the window, at one ``stride``th of its size."""
        return features[..., self.rows.features(stride), self.columns.features(stride)]

    def origin(self, stride: int) -> tuple[int, int]:
        """(row, column) of the core's first feature in the layer's whole map."""
        return self.rows.core.start // stride, self.columns.core.start // stride


def spans(size: int, *, tile_px: int, stride: int, context_px: int) -> tuple[Span, ...]:
    """Cores of about equal length, on multiples of ``stride``, that cover ``size`` pixels.

    Args:
        context_px: half a receptive field. A window has up to a stride more at its end: pools
            and convolutions without margins see further there than at its beginning.
    """
    count = max(1, math.ceil(size / tile_px))
    core_px = math.ceil(size / count / stride) * stride
    before_px = math.ceil(context_px / stride) * stride
    return _spans(size, core_px=core_px, before_px=before_px, after_px=context_px + stride)


def _spans(size: int, *, core_px: int, before_px: int, after_px: int) -> tuple[Span, ...]:
    """Cores of ``core_px``, of which the last may be shorter, and so much around each."""
    return tuple(
        Span(
            core=slice(start, min(start + core_px, size)),
            window=slice(max(0, start - before_px), min(start + core_px + after_px, size)),
            is_last=start + core_px >= size,
        )
        for start in range(0, size, core_px)
    )


def tiles_of(image: Tensor, *, side_px: int, context_px: int, stride: int) -> tuple[Tile, ...]:
    """The tiles of one pass through a network of equal margins; a single one where it fits.

    Args:
        image: its sides are multiples of ``stride``.
        side_px: of a core, at most; the last ones are what is left.
        context_px: a multiple of ``stride``.
    """
    core_px = max(stride, side_px // stride * stride)
    rows, columns = (
        _spans(size, core_px=core_px, before_px=context_px, after_px=context_px)
        for size in image.shape[-2:]
    )
    return tuple(Tile(rows=row, columns=column) for row, column in product(rows, columns))


class Tiled:
    """Runs a network on an image, in tiles where the image is too large.

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
        fields = [info.receptive_px for info in layers.values()]
        bounded = [field for field in fields if field is not None]
        # None: a layer that sees the whole picture at once cannot be had in tiles.
        self._context_px = max(bounded) // 2 if len(bounded) == len(fields) else None
        self._pixel_bytes: float | None = None

    def _tiles(self, image: Tensor, tile_px: int) -> list[Tile]:
        """The last one first: it tells how large each layer's whole map is."""
        rows, columns = (
            spans(size, tile_px=tile_px, stride=self._stride, context_px=self._context_px or 0)
            for size in image.shape[-2:]
        )
        return [
            Tile(rows=row, columns=column) for row, column in product(rows[::-1], columns[::-1])
        ]

    def _longest_px(self, image: Tensor) -> int:
        """A tile's longest side. Raises: OutOfMemoryError: this cannot be had in tiles."""
        height, width = image.shape[-2:]
        if self._tile_px is not None and self._context_px is not None:
            return self._tile_px
        pixels = height * width
        if image.device.type != "cpu" or pixels <= _PROBE_PX**2:
            return max(height, width)
        if self._pixel_bytes is None:
            self._pixel_bytes = self._measured_bytes(image[..., :_PROBE_PX, :_PROBE_PX].clone())
        room, most = (int(size / self._pixel_bytes) for size in (CPU_BYTES, CPU_MOST_BYTES))
        if pixels <= room:
            return max(height, width)
        context = self._context_px
        if context is not None and math.isqrt(room) >= 3 * context:
            return max(SMALLEST_TILE_PX, math.isqrt(room) - 2 * (context + self._stride))
        if pixels <= most:
            return max(height, width)
        if context is None:
            raise OutOfMemoryError(f"{width}x{height} px, and a layer that sees all of them")
        return max(SMALLEST_TILE_PX, math.isqrt(most) - 2 * (context + self._stride))

    @torch.enable_grad()
    def _measured_bytes(self, image: Tensor) -> float:
        """What a gradient takes per pixel of the image, about: told by what autograd keeps."""
        kept: dict[int, torch.UntypedStorage] = {}

        def note(saved: Tensor) -> None:
            # Not the tensor: an output that its own node keeps is a cycle which no collector sees.
            # The storage lives until all are counted, so that no address is used twice.
            if not isinstance(saved, torch.nn.Parameter):
                storage = saved.untyped_storage()
                kept[storage.data_ptr()] = storage

        with torch.autograd.graph.saved_tensors_hooks(note, lambda _: image):  # nothing goes back
            self._network(image.detach().requires_grad_())
        counted = sum(storage.nbytes() for storage in kept.values())
        return max(1.0, _PEAK_SHARE * counted / image[0, 0].numel())

    def _core(
        self, features: Features, tile: Tile, sizes: Sizes
    ) -> tuple[dict[str, Tensor], dict[str, Patch]]:
        """The features of the tile's core, without a graph, and where they lie.

        Args:
            sizes: of each layer's whole map; the last tile fills them in.
        """
        cores, patches = {}, {}
        for name, seen in features.items():
            stride = self._layers[name].stride
            cores[name] = core = tile.core(seen.detach(), stride)
            top, left = tile.origin(stride)
            rows, columns = sizes.setdefault(name, (top + core.shape[-2], left + core.shape[-1]))
            patches[name] = Patch(top=top, left=left, rows=rows, columns=columns)
        return cores, patches

    def _back(self, pulls: Features, features: Features, tile: Tile, window: Tensor) -> Tensor:
        """The gradient at the window of what its core's features are pulled to."""
        outputs = [features[name] for name in pulls]
        with torch.no_grad():
            padded = [
                self._padded(pull, features[name], tile, name) for name, pull in pulls.items()
            ]
        (part,) = torch.autograd.grad(outputs, window, grad_outputs=padded)
        return part

    def _padded(self, pull: Tensor, features: Tensor, tile: Tile, name: str) -> Tensor:
        """The core's pull in its place among zeros, where there is more than the core."""
        if pull.shape == features.shape:
            return pull
        padded = torch.zeros_like(features)
        tile.core(padded, self._layers[name].stride).copy_(pull)
        return padded

    def _with_memory(self, work: Callable[[int], _T], image: Tensor) -> _T:
        """``work``, told a tile's longest side."""
        while True:
            tile_px = 0
            try:
                tile_px = self._longest_px(image)
                return work(tile_px)
            except (RuntimeError, MemoryError) as exc:
                if not is_out_of_memory(exc):
                    raise
                if tile_px // 2 < SMALLEST_TILE_PX or self._context_px is None:
                    raise OutOfMemoryError(str(exc)) from exc
                self._tile_px = tile_px // 2
            # Outside the handler, which keeps the failed step's tensors alive.
            if image.device.type == "cuda":
                torch.cuda.empty_cache()


def is_out_of_memory(exc: Exception) -> bool:
    """Whether torch, or Python, says that memory does not suffice."""
    # Only CUDA's allocator has an error class of its own.
    message = str(exc).lower()
    return isinstance(exc, MemoryError) or any(words in message for words in _OUT_OF_MEMORY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """Which part of a layer's whole map of ``rows`` x ``columns`` some features are."""

    top: int
    left: int
    rows: int
    columns: int
