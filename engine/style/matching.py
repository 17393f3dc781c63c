"""Gathers a style's bank and finds the neighbours in it, whole or in tiles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import torch
from torch import Tensor

from engine.ops.tiles import Features, Sizes, Tiled
from engine.style.controls.regions import at_layer
from engine.style.neighbours import BANK_SIZE, CELL_PX, QUARTER_TURNS, Bank, Cells, Neighbours, View
from engine.style.network import StyleNetwork

SAMPLE_SIZE = 512  # cells that settle the prices
# The bank is used evenly while large forms are settled; on larger images it would only scatter
# lone cells over a flat sky.
EVEN_UP_TO_PX = 200

_Look = tuple[Tensor, Cells]  # hypercolumns, and the cells that they are of


class Matcher(Tiled):
    """Asks a StyleNetwork for hypercolumns."""

    def __init__(self, network: StyleNetwork, *, tile_px: int | None = None) -> None:
        layers = {layer: network.layer_info[layer] for layer in network.matched_layers}
        super().__init__(network.matched, layers, tile_px=tile_px)
        self.strides = {layer: info.stride for layer, info in layers.items()}
        self.cell_px = min(CELL_PX, self._stride)
        self.channels = [info.channels for info in layers.values()]

    @torch.no_grad()
    def places(self, style: Tensor, *, count: int, seed: int) -> Tensor:
        """(channels, about ``count``): hypercolumns of a style and of its quarter turns.

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
                own = columns.shape[1]
                most = max(1, round(count / QUARTER_TURNS * own * cell_share))
                chosen = torch.randperm(own, generator=generator)[:most]
                found.append(columns[:, chosen.to(columns.device)])
        return torch.cat(found, dim=1)

    def bank(
        self, styles: Sequence[Tensor], *, shares: Sequence[float], are_apart: bool, seed: int
    ) -> Bank:
        """The places of these.

        Args:
            styles: as ``places`` has them.
            shares: how much each counts, where they are blended.
            are_apart: each is a region's, which looks in its own style alone.
        """
        places = [
            self.places(
                style,
                count=BANK_SIZE if are_apart else round(BANK_SIZE * share / sum(shares)),
                seed=seed,
            )
            for style, share in zip(styles, shares, strict=True)
        ]
        return Bank.of(places if are_apart else [torch.cat(places, dim=1)], self.channels)

    @torch.no_grad()
    def neighbours(
        self,
        image: Tensor,
        photo: Tensor,
        bank: Bank,
        *,
        freedom: float,
        regions: Sequence[Tensor] | None = None,
        is_even: bool | None = None,
        former: Tensor | None = None,
    ) -> Neighbours:
        """Where each cell of ``image`` is to look in the bank.

        Args:
            image, photo: (1, 3, H, W) in [0, 1].
            freedom: how much of the image, beside the photo, is looked at: 0 to 1.
            regions: (1, 1, h, w) in [0, 1] for each of the bank's; None: it has but one.
            is_even: whether the bank is used evenly; None: where the image is small.
            former: (rows, columns) of the bank: what the cells were drawn to before, and keep
                unless another is much nearer; -1: nothing.
        """
        is_even = max(image.shape[-2:]) <= EVEN_UP_TO_PX if is_even is None else is_even
        rows, columns = (-(-side // self.cell_px) for side in image.shape[-2:])
        region = torch.zeros((rows, columns), dtype=torch.long, device=image.device)
        if regions is not None:  # a cell is in the one that counts most there
            parts = [at_layer(part, rows=rows, columns=columns) for part in regions]
            region = torch.cat(parts)[:, 0].argmax(0).to(region)

        def look() -> Iterator[_Look]:
            return self._seen(image, photo, freedom)

        # A large image's hypercolumns do not fit into memory at once: it is looked at twice.
        kept = list(look()) if self._is_whole(image) else None
        view = self._view(kept or look(), bank, region, is_even=is_even)
        found = torch.zeros_like(region)
        for seen, cells in kept or look():
            nearest = bank.nearest(
                seen,
                cells.part(region).flatten(),
                view,
                former=None if former is None else cells.part(former).flatten(),
            )
            cells.part(found).copy_(nearest.view(cells.rows, cells.columns))
        return Neighbours(bank=bank, found=found, strides=self.strides, cell_px=self.cell_px)

    def _view(self, looks: Iterable[_Look], bank: Bank, region: Tensor, *, is_even: bool) -> View:
        """How the image sees the bank, which is used evenly or not."""
        generator = torch.Generator().manual_seed(0)
        sums, sample, regions = [], [], []
        for seen, cells in looks:
            sums.append(seen.sum(1))
            own = seen.shape[1]
            most = math.ceil(SAMPLE_SIZE * own / region.numel())
            chosen = torch.randperm(own, generator=generator)[:most].to(seen.device)
            sample.append(seen[:, chosen])
            regions.append(cells.part(region).flatten()[chosen])
        mean = torch.stack(sums).sum(0) / region.numel()
        if not is_even:
            return bank.plain_view(mean)
        return bank.view(torch.cat(sample, dim=1), torch.cat(regions), mean)

    def _seen(self, image: Tensor, photo: Tensor, freedom: float) -> Iterator[_Look]:
        for (own, cells), (wanted, _) in zip(self._cores(image), self._cores(photo), strict=True):
            yield cells.hypercolumns(wanted).lerp(cells.hypercolumns(own), freedom), cells

    def _is_whole(self, image: Tensor) -> bool:
        return len(self._tiles(image, self._longest_px(image))) == 1

    def _cores(self, image: Tensor) -> Iterator[tuple[Features, Cells]]:
        """The features of each tile's core, and its cells."""
        sizes: Sizes = {}
        for tile in self._tiles(image, self._longest_px(image)):
            core, _ = self._core(self._network(tile.window(image)), tile, sizes)
            yield core, Cells.of(tile, self.strides, cell_px=self.cell_px)
