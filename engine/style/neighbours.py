"""Each place of a painting drawn after the place of the style that is most like it.

Source: Kolkin et al. 2022, Neural Neighbor Style Transfer. A place is a cell of a few pixels, and
what is there its *hypercolumn*: every layer's features, side by side. The style's hypercolumns are
a bank; at the beginning of each scale every cell of the image finds its neighbour in it, and is
drawn towards that one until the scale ends.

Differs: cells are kept as numbers in the bank, so that a large image's targets need no memory; a
layer coarser than the cells is repeated instead of interpolated, so that tiles agree; what weighs
the length of the hypercolumns, which a cosine leaves free, is the distribution beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from engine.ops.tiles import Features, Tile

CELL_PX = 4
BANK_SIZE = 8192
QUARTER_TURNS = 4  # the style's strokes run in all directions
# In cosines: the softer, the more evenly the bank is used.
PRICE_SOFTNESS = 0.05
_PRICE_ROUNDS = 8
_SMALLEST_SHARE = 1e-3
_SMALLEST_SPREAD = 1e-4
_ROWS_AT_ONCE = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The cells of a tile's core, and the strides of the layers that are seen there.

    Attributes:
        cell_px: a cell's side.
        top, left, rows, columns: in cells of the whole image.
        strides: layer -> input pixels per feature.
    """

    cell_px: int
    top: int
    left: int
    rows: int
    columns: int
    strides: Mapping[str, int]

    @classmethod
    def of(cls, tile: Tile, strides: Mapping[str, int], *, cell_px: int) -> Cells:
        """Of this tile, which begins where a cell does."""
        top, left = tile.origin(cell_px)
        return cls(
            cell_px=cell_px,
            top=top,
            left=left,
            rows=math.ceil(tile.rows.core.stop / cell_px) - top,
            columns=math.ceil(tile.columns.core.stop / cell_px) - left,
            strides=strides,
        )

    def hypercolumns(self, core: Features) -> Tensor:
        """(cells, channels of all layers) of the core's features, row by row.

        float32, or float64 for float64 features.
        """
        maps = [self._on_cells(core[layer], stride) for layer, stride in self.strides.items()]
        return torch.cat(maps, dim=1)[0].flatten(1).T

    def part(self, whole: Tensor) -> Tensor:
        """These of a (rows, columns) map of the whole image's cells."""
        rows = slice(self.top, self.top + self.rows)
        return whole[rows, self.left : self.left + self.columns]

    def _on_cells(self, features: Tensor, stride: int) -> Tensor:
        # Networks whose convolutions have no margins, or which pool what is left, differ by a row.
        features = features.to(torch.promote_types(features.dtype, torch.float32))
        if stride < self.cell_px:
            side = self.cell_px // stride
            features = functional.avg_pool2d(
                features, side, ceil_mode=True, count_include_pad=False
            )
        elif stride > self.cell_px:
            times = stride // self.cell_px
            features = features.repeat_interleave(times, -1).repeat_interleave(times, -2)
        features = features[..., : self.rows, : self.columns]
        height, width = features.shape[-2:]
        if (height, width) == (self.rows, self.columns):
            return features
        missing = (0, self.columns - width, 0, self.rows - height)
        return functional.pad(features, missing, mode="replicate")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How an image sees a bank.

    Attributes:
        mean: (channels,) of the image's hypercolumns.
        prices: (rows of the bank,), in cosines.
    """

    mean: Tensor
    prices: Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The hypercolumns of one style or several.

    Attributes:
        rows: (places, channels), scaled, less their mean, of length 1.
        mean, scale: (channels,): what was taken off, what each channel was multiplied by.
        regions: for each region of the image, which rows are of its styles.
    """

    rows: Tensor
    mean: Tensor
    scale: Tensor
    regions: Sequence[slice]

    @classmethod
    def of(cls, samples: Sequence[Tensor], channels: Sequence[int]) -> Bank:
        """Each region's (places, channels) hypercolumns as one bank.

        Each layer counts alike, whatever its size and width: it is divided by its spread and by
        the root of its channels.

        Args:
            channels: of each layer.
        """
        places = torch.cat(list(samples))
        spreads = [
            part.std().clamp_min(_SMALLEST_SPREAD)
            for part in torch.split(places, list(channels), 1)
        ]
        scale = torch.cat(
            [
                (1 / (spread * math.sqrt(count))).expand(count)
                for spread, count in zip(spreads, channels, strict=True)
            ]
        )
        places = places * scale
        mean = places.mean(0)
        ends = torch.tensor([len(sample) for sample in samples]).cumsum(0).tolist()
        return cls(
            rows=functional.normalize(places - mean, dim=1),
            mean=mean,
            scale=scale,
            regions=[slice(end - len(part), end) for end, part in zip(ends, samples, strict=True)],
        )

    def nearest(self, hypercolumns: Tensor, region: Tensor, view: View) -> Tensor:
        """(cells,) rows of the bank: the neighbours by cosine, less their price.

        Args:
            hypercolumns: (cells, channels).
            region: (cells,) the region that each is in.
        """
        found = torch.zeros_like(region)
        for number, rows in enumerate(self.regions):
            is_in = region == number
            offers = self.rows[rows].T
            parts = [
                (part @ offers - view.prices[rows]).argmax(1)
                for part in torch.split(self.seen(hypercolumns[is_in], view.mean), _ROWS_AT_ONCE)
            ]
            found[is_in] = torch.cat(parts) + rows.start
        return found

    def seen(self, hypercolumns: Tensor, mean: Tensor) -> Tensor:
        """An image's hypercolumns as the bank has its own: each set from its own mean."""
        return functional.normalize((hypercolumns - mean) * self.scale, dim=1)

    def plain_view(self, mean: Tensor) -> View:
        """How an image sees the bank where all rows cost the same; ``mean`` as in ``view``."""
        return View(mean=mean, prices=self.rows.new_zeros(len(self.rows)))

    def view(self, sample: Tensor, region: Tensor, mean: Tensor) -> View:
        """How an image sees the bank.

        The price of a row rises while more cells would take it than its share, so that a flat sky
        does not find one neighbour for all its cells: relaxed optimal transport, with entropy.

        Args:
            sample: (cells, channels) hypercolumns of some of the image's cells.
            region: (cells,) the region that each is in.
            mean: (channels,) of all the image's.
        """
        prices = self.rows.new_zeros(len(self.rows))
        for number, rows in enumerate(self.regions):
            is_in = region == number
            if not is_in.any():
                continue
            likeness = self.seen(sample[is_in], mean) @ self.rows[rows].T
            for _ in range(_PRICE_ROUNDS):
                takes = ((likeness - prices[rows]) / PRICE_SOFTNESS).softmax(1)
                share = takes.mean(0) * takes.shape[1]  # 1: as large as any other's
                prices[rows] += PRICE_SOFTNESS / 2 * share.clamp_min(_SMALLEST_SHARE).log()
        return View(mean=mean, prices=prices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """A bank, and the row of it that each cell of an image is to be like.

    Attributes:
        found: (rows, columns) of the whole image's cells.
        strides, cell_px: as Cells has them.
    """

    bank: Bank
    found: Tensor
    strides: Mapping[str, int]
    cell_px: int

    def pull(self, core: Features, tile: Tile) -> tuple[float, dict[str, Tensor]]:
        """(share of the loss, layer -> its gradient) for a tile's core.

        The loss is the mean of 1 - cosine between each cell and its neighbour.
        """
        cells = Cells.of(tile, self.strides, cell_px=self.cell_px)
        wanted = self.bank.rows[cells.part(self.found).flatten()]
        with torch.enable_grad():
            leaves = {layer: core[layer].detach().requires_grad_() for layer in cells.strides}
            own = cells.hypercolumns(leaves) * self.bank.scale - self.bank.mean
            off = (1 - functional.cosine_similarity(own, wanted, dim=1)).sum() / self.found.numel()
            gradients = torch.autograd.grad(off, list(leaves.values()))
        return off.item(), dict(zip(leaves, gradients, strict=True))
