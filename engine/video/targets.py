"""What each place of a painted film is drawn to, moved along with what it paints."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from engine.style.neighbours import Neighbours
from engine.video.flow import Motion, carry

# Of a cell's pixels, for its neighbour to be handed on: more must be where flow is reliable.
LEAST_RELIABLE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """The neighbours of a frame's cells, and where each of them really belongs.

    Motion is mostly a part of a cell. A neighbour's place moves along exactly, and of those about a
    cell the nearest is taken: slow motion is not lost in rounding, and still nothing is blended.

    Attributes:
        neighbours: of the frame.
        off: (rows, columns, 2) px, right and down: from a cell's middle to its neighbour's place.
    """

    neighbours: Neighbours
    off: Tensor

    @classmethod
    def of(cls, neighbours: Neighbours) -> Targets:
        """Those that were found where they are."""
        rows, columns = neighbours.found.shape
        return cls(
            neighbours=neighbours, off=torch.zeros(rows, columns, 2).to(neighbours.bank.mean)
        )

    def moved(self, motion: Motion) -> tuple[Tensor, Tensor]:
        """(columns of the bank, ``off``) for the later frame's cells, (rows, columns) each.

        -1 where flow is not reliable, or no neighbour comes within a cell's side: where things grow
        there is room for new strokes.
        """
        found, cell_px = self.neighbours.found, self.neighbours.cell_px
        rows, columns = found.shape
        back = _on_cells(motion.back, cell_px)
        middles = _middles(rows, columns, cell_px).to(self.off)
        came_from = middles + back[0].permute(1, 2, 0)
        home = (came_from / cell_px).floor().long()
        nearest = torch.full_like(self.off[..., 0], math.inf)
        kept, off = torch.full_like(found, -1), torch.zeros_like(self.off)
        for down, right in itertools.product((-1, 0, 1), repeat=2):
            column, row = home[..., 0] + right, home[..., 1] + down
            is_there = (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
            row, column = row.clamp(0, rows - 1), column.clamp(0, columns - 1)
            away = middles[row, column] + self.off[row, column] - came_from
            far = away.square().sum(-1)
            is_nearer = is_there & (far < nearest)
            nearest = torch.where(is_nearer, far, nearest)
            kept = torch.where(is_nearer, found[row, column], kept)
            off = torch.where(is_nearer[..., None], away, off)
        # It moves as things do there, not at the cell's middle: so places part where things grow.
        there = carry(back, off.permute(2, 0, 1)[None] / cell_px)
        off = off + (back - there)[0].permute(1, 2, 0)
        is_far = off.square().sum(-1) >= cell_px**2
        is_lost = _on_cells(motion.reliable, cell_px)[0, 0] <= LEAST_RELIABLE
        return kept.masked_fill(is_far | is_lost, -1), off

    @classmethod
    def after(cls, neighbours: Neighbours, kept: Tensor, off: Tensor) -> Targets:
        """Those of the later frame: what is new belongs where it was found."""
        is_kept = (neighbours.found == kept)[..., None]
        return cls(neighbours=neighbours, off=torch.where(is_kept, off, torch.zeros_like(off)))


def _middles(rows: int, columns: int, cell_px: int) -> Tensor:
    """(rows, columns, 2): x and y of the cells' middles, in px from the image's corner."""
    y, x = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
    return (torch.stack((x, y), dim=-1) + 0.5) * cell_px


def _on_cells(image: Tensor, cell_px: int) -> Tensor:
    """(1, channels, rows, columns): the mean of each cell."""
    return functional.avg_pool2d(image, cell_px, ceil_mode=True, count_include_pad=False)
