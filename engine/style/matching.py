"""Gathers a style's bank and finds the neighbours in it, whole or in tiles."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from engine.ops.tiles import Features, Sizes, Tiled
from engine.style.controls.regions import at_layer
from engine.style.neighbours import CELL_PX, QUARTER_TURNS, Bank, Cells, Neighbours, View
from engine.style.network import StyleNetwork

SAMPLE_SIZE = 2048  # cells that settle the prices
# The bank is used evenly while large forms are settled; on larger images it would only scatter
# lone cells over a flat sky.
EVEN_UP_TO_PX = 200


class Matcher(Tiled):
    """Asks a StyleNetwork for hypercolumns."""

    def __init__(self, network: StyleNetwork, *, tile_px: int | None = None) -> None:
        super().__init__(network, network.layer_info, tile_px=tile_px)
        self.strides = {layer: network.layer_info[layer].stride for layer in network.matched_layers}
        self.cell_px = min(CELL_PX, self._stride)
        self.channels = [network.layer_info[layer].channels for layer in self.strides]

    @torch.no_grad()
    def places(self, style: Tensor, *, count: int, seed: int) -> Tensor:
        """(about ``count``, channels): hypercolumns of a style and of its quarter turns.

        Args:
            style: (1, 3, H, W) in [0, 1].
        """
        generator = torch.Generator().manual_seed(seed)
        found: list[Tensor] = []
        for turn in range(QUARTER_TURNS):
            image = torch.rot90(style, turn, (2, 3)).contiguous()
            cell_share = self.cell_px**2 / image[0, 0].numel()
            for core, cells in self._cores(image):
                columns = cells.hypercolumns(core)
                most = max(1, round(count / QUARTER_TURNS * len(columns) * cell_share))
                chosen = torch.randperm(len(columns), generator=generator)[:most]
                found.append(columns[chosen.to(columns.device)])
        return torch.cat(found)

    @torch.no_grad()
    def neighbours(
        self,
        image: Tensor,
        photo: Tensor,
        bank: Bank,
        *,
        freedom: float,
        regions: Sequence[Tensor] | None = None,
    ) -> Neighbours:
        """Where each cell of ``image`` is to look in the bank.

        Args:
            image, photo: (1, 3, H, W) in [0, 1].
            freedom: how much of the image, beside the photo, is looked at: 0 to 1.
            regions: (1, 1, h, w) in [0, 1] for each of the bank's; None: it has but one.
        """
        rows, columns = (-(-side // self.cell_px) for side in image.shape[-2:])
        region = torch.zeros((rows, columns), dtype=torch.long, device=image.device)
        if regions is not None:  # a cell is in the one that counts most there
            parts = [at_layer(part, rows=rows, columns=columns) for part in regions]
            region = torch.cat(parts)[:, 0].argmax(0).to(region)
        view = self._view(image, photo, bank, freedom=freedom, region=region)
        found = torch.zeros_like(region)
        for seen, cells in self._seen(image, photo, freedom):
            nearest = bank.nearest(seen, cells.part(region).flatten(), view)
            cells.part(found).copy_(nearest.view(cells.rows, cells.columns))
        return Neighbours(bank=bank, found=found, strides=self.strides, cell_px=self.cell_px)

    def _view(
        self, image: Tensor, photo: Tensor, bank: Bank, *, freedom: float, region: Tensor
    ) -> View:
        """How the image sees the bank: looked at beforehand, since a large one's cells do not fit
        into memory at once.
        """
        generator = torch.Generator().manual_seed(0)
        sums, sample, regions = [], [], []
        for seen, cells in self._seen(image, photo, freedom):
            sums.append(seen.sum(0))
            most = math.ceil(SAMPLE_SIZE * len(seen) / region.numel())
            chosen = torch.randperm(len(seen), generator=generator)[:most].to(seen.device)
            sample.append(seen[chosen])
            regions.append(cells.part(region).flatten()[chosen])
        mean = torch.stack(sums).sum(0) / region.numel()
        if max(image.shape[-2:]) > EVEN_UP_TO_PX:
            return bank.plain_view(mean)
        return bank.view(torch.cat(sample), torch.cat(regions), mean)

    def _seen(self, image: Tensor, photo: Tensor, freedom: float) -> Iterator[tuple[Tensor, Cells]]:
        for (own, cells), (wanted, _) in zip(self._cores(image), self._cores(photo), strict=True):
            yield cells.hypercolumns(wanted).lerp(cells.hypercolumns(own), freedom), cells

    def _cores(self, image: Tensor) -> Iterator[tuple[Features, Cells]]:
        """The features of each tile's core, and its cells."""
        sizes: Sizes = {}
        for tile in self._tiles(image, self._longest_px(image)):
            core, _ = self._core(self._network(tile.window(image)), tile, sizes)
            yield core, Cells.of(tile, self.strides, cell_px=self.cell_px)
