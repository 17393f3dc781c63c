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
from dataclasses import dataclass, field
from itertools import pairwise

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
# In cosines: so much nearer is what takes the place of a neighbour that moved along with its cell.
LOYALTY = 0.05
_SMALLEST_SHARE = 1e-3
_SMALLEST_SPREAD = 1e-4
_SMALLEST_LENGTH = 1e-8
_CELLS_AT_ONCE = 256  # their likeness to a bank stays in the cache
PRINCIPAL = 64  # directions that tell places apart when neighbours are sought


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
        """(channels of all layers, cells) of the core's features, cell by cell of each row.

        float32, or float64 for float64 features.
        """
        return torch.cat([self.on_cells(core[layer], layer) for layer in self.strides])

    def part(self, whole: Tensor) -> Tensor:
        """These of a (rows, columns) map of the whole image's cells."""
        rows = slice(self.top, self.top + self.rows)
        return whole[rows, self.left : self.left + self.columns]

    def on_cells(self, features: Tensor, layer: str) -> Tensor:
        """(channels, cells): a layer's (1, C, h, w) features averaged in each cell, or repeated."""
        features = features.to(torch.promote_types(features.dtype, torch.float32))
        stride = self.strides[layer]
        if stride < self.cell_px:
            side = self.cell_px // stride
            features = functional.avg_pool2d(
                features, side, ceil_mode=True, count_include_pad=False
            )
        elif stride > self.cell_px:
            features = functional.interpolate(features, scale_factor=stride // self.cell_px)
        features = features[..., : self.rows, : self.columns]
        # Networks whose convolutions have no margins, or which pool what is left, differ by a row.
        height, width = features.shape[-2:]
        if (height, width) != (self.rows, self.columns):
            missing = (0, self.columns - width, 0, self.rows - height)
            features = functional.pad(features, missing, mode="replicate")
        return features[0].flatten(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How an image sees a bank.

    Attributes:
        mean: (channels,) of the image's hypercolumns.
        prices: (places of the bank,), in cosines.
    """

    mean: Tensor
    prices: Tensor


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The hypercolumns of one style or several.

    Attributes:
        columns: (channels, places), scaled, less their mean, of length 1.
        mean, scale: (channels,): what was taken off, what each channel was multiplied by.
        basis: (PRINCIPAL at most, channels): the directions in which the bank varies most.
        regions: for each region of the image, which columns are of its styles.
    """

    columns: Tensor
    mean: Tensor
    scale: Tensor
    basis: Tensor
    regions: Sequence[slice]

    @classmethod
    def of(cls, samples: Sequence[Tensor], channels: Sequence[int]) -> Bank:
        """Each region's (channels, places) hypercolumns as one bank.

        Each layer counts alike, whatever its size and width: it is divided by its spread and by
        the root of its channels.

        Args:
            channels: of each layer.
        """
        places = torch.cat(list(samples), dim=1)
        spreads = [
            part.std().clamp_min(_SMALLEST_SPREAD) for part in torch.split(places, list(channels))
        ]
        scale = torch.cat(
            [
                (1 / (spread * math.sqrt(count))).expand(count)
                for spread, count in zip(spreads, channels, strict=True)
            ]
        )
        places = places * scale[:, None]
        mean = places.mean(1)
        columns = functional.normalize(places - mean[:, None], dim=0)
        _, directions = torch.linalg.eigh(columns @ columns.T)
        ends = torch.tensor([sample.shape[1] for sample in samples]).cumsum(0).tolist()
        return cls(
            columns=columns,
            mean=mean,
            scale=scale,
            basis=directions[:, -PRINCIPAL:].T.contiguous(),
            regions=[slice(start, end) for start, end in pairwise([0, *ends])],
        )

    def nearest(
        self, hypercolumns: Tensor, region: Tensor, view: View, *, former: Tensor | None = None
    ) -> Tensor:
        """(cells,) columns of the bank: the neighbours by cosine, less their price.

        Args:
            hypercolumns: (channels, cells).
            region: (cells,) the region that each is in.
            former: (cells,) the columns that are kept where none is nearer by LOYALTY; -1: none.
        """
        found = torch.zeros_like(region)
        former = torch.full_like(region, -1) if former is None else former
        for number, columns in enumerate(self.regions):
            is_in = region == number
            offers = self._principal(self.columns[:, columns])
            seen = self._principal(self.seen(hypercolumns[:, is_in], view.mean)).T
            parts = []
            for part, kept in zip(
                torch.split(seen, _CELLS_AT_ONCE),
                torch.split(former[is_in] - columns.start, _CELLS_AT_ONCE),
                strict=True,
            ):
                likeness = (part @ offers).sub_(view.prices[columns])
                # To whom there is none, nothing is added: to ask who there is would halt a GPU.
                loyalty = LOYALTY * ((kept >= 0) & (kept < offers.shape[1])).to(likeness)
                kept = kept.clamp(0, offers.shape[1] - 1)
                likeness.scatter_add_(1, kept[:, None], loyalty[:, None])
                parts.append(likeness.argmax(1))
            found[is_in] = torch.cat(parts) + columns.start
        return found

    def seen(self, hypercolumns: Tensor, mean: Tensor) -> Tensor:
        """An image's hypercolumns as the bank has its own: each set from its own mean."""
        off = (hypercolumns - mean[:, None]) * self.scale[:, None]
        return functional.normalize(off, dim=0)

    def plain_view(self, mean: Tensor) -> View:
        """How an image sees the bank where all cost the same; ``mean`` as in ``view``."""
        return View(mean=mean, prices=self.columns.new_zeros(self.columns.shape[1]))

    def view(self, sample: Tensor, region: Tensor, mean: Tensor) -> View:
        """How an image sees the bank.

        The price of a place rises while more cells would take it than its share, so that a flat
        sky does not find one neighbour for all its cells: relaxed optimal transport, with entropy.

        Args:
            sample: (channels, cells) hypercolumns of some of the image's cells.
            region: (cells,) the region that each is in.
            mean: (channels,) of all the image's.
        """
        view = self.plain_view(mean)
        for number, columns in enumerate(self.regions):
            is_in = region == number
            if not is_in.any():
                continue
            seen = self._principal(self.seen(sample[:, is_in], mean)).T
            likeness = seen @ self._principal(self.columns[:, columns])
            prices = view.prices[columns]
            for _ in range(_PRICE_ROUNDS):
                takes = ((likeness - prices) / PRICE_SOFTNESS).softmax(1)
                share = takes.mean(0) * takes.shape[1]  # 1: as large as any other's
                prices += PRICE_SOFTNESS / 2 * share.clamp_min(_SMALLEST_SHARE).log()
        return view

    def _principal(self, columns: Tensor) -> Tensor:
        return self.basis @ columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """A bank, and the column of it that each cell of an image is to be like.

    Attributes:
        found: (rows, columns) of the whole image's cells.
        strides, cell_px: as Cells has them.
    """

    bank: Bank
    found: Tensor
    strides: Mapping[str, int]
    cell_px: int
    _kept: list[Tensor] = field(default_factory=list)

    def pull(self, core: Features, tile: Tile) -> tuple[float, dict[str, Tensor]]:
        """(share of the loss, layer -> its gradient) for a tile's core.

        The loss is the mean of 1 - cosine between each cell and its neighbour.
        """
        cells = Cells.of(tile, self.strides, cell_px=self.cell_px)
        wanted = self._wanted(cells)
        with torch.enable_grad():
            leaves = {layer: core[layer].detach().requires_grad_() for layer in cells.strides}
            maps = [cells.on_cells(features, layer) for layer, features in leaves.items()]
        with torch.no_grad():
            off, slopes = self._slopes(maps, wanted)
        gradients = torch.autograd.grad(maps, list(leaves.values()), slopes)
        return off.item(), dict(zip(leaves, gradients, strict=True))

    def _wanted(self, cells: Cells) -> Tensor:
        """(channels, cells) of the bank: kept where one tile is all."""
        found = cells.part(self.found)
        if found.shape != self.found.shape:
            return self.bank.columns.index_select(1, found.flatten())
        if not self._kept:
            self._kept.append(self.bank.columns.index_select(1, found.flatten()))
        return self._kept[0]

    def _slopes(self, maps: Sequence[Tensor], wanted: Tensor) -> tuple[Tensor, list[Tensor]]:
        """(share of the loss, its gradient by each layer's (channels, cells)), layer by layer: no
        copy of all channels is made.
        """
        widths = [len(features) for features in maps]
        scales = torch.split(self.bank.scale[:, None], widths)
        means = torch.split(self.bank.mean[:, None], widths)
        targets = torch.split(wanted, widths)
        own = [torch.addcmul(-m, f, s) for f, s, m in zip(maps, scales, means, strict=True)]
        dots = torch.stack([(o * t).sum(0) for o, t in zip(own, targets, strict=True)]).sum(0)
        squares = torch.stack([o.square().sum(0) for o in own]).sum(0)
        lengths = squares.sqrt().clamp_min(_SMALLEST_LENGTH)
        likeness = dots / lengths
        inward = likeness / lengths.square() / self.found.numel()
        outward = 1 / lengths / self.found.numel()
        slopes = [
            (o * inward).sub_(t * outward).mul_(s)
            for o, t, s in zip(own, targets, scales, strict=True)
        ]
        return (1 - likeness).sum() / self.found.numel(), slopes
