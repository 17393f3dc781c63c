"""The gradient of what a dream climbs, on an image of any size."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from engine.catalogue.network_info import NetworkInfo
from engine.dream.objectives import Objective, Stats
from engine.machine import give_back_memory
from engine.ops.tiles import Sizes, Tile, Tiled
from engine.studio.studio import Studio


class Gradients(Tiled):
    """Asks a network for the gradient of what a dream climbs."""

    def of(self, image: Tensor, objective: Objective) -> tuple[Tensor, Tensor]:
        """(gradient (1, 3, H, W), each term's value) of ``objective`` at ``image``.

        Args:
            image: (1, 3, H, W) float32 RGB in [0, 1]; left unchanged.
        Raises: OutOfMemoryError: not even small tiles fit.
        """
        return self._with_memory(lambda px: self._gradient(image, objective, px), image)

    @torch.no_grad()
    def values(self, image: Tensor, objective: Objective) -> Tensor:
        """Each term's value at ``image``. Raises: OutOfMemoryError."""
        return self._with_memory(lambda px: self._values(image, objective, px), image)

    @torch.no_grad()
    def stats(self, image: Tensor) -> dict[str, Stats]:
        """Every layer's Stats at ``image``. Raises: OutOfMemoryError."""
        return self._with_memory(lambda px: self._stats(image, px), image)

    def _gradient(self, image: Tensor, objective: Objective, tile_px: int) -> tuple[Tensor, Tensor]:
        tiles = self._tiles(image, tile_px)
        if len(tiles) == 1:
            return self._part(image, tiles[0], objective, {})
        gradient = torch.zeros_like(image)
        values = []
        sizes: Sizes = {}
        for tile in tiles:
            if tile.columns.is_last:  # once a row: each time costs a tenth of a tile
                give_back_memory()
            part, value = self._part(image, tile, objective, sizes)
            tile.window(gradient).add_(part)
            values.append(value)
        return gradient, torch.stack(values).sum(0)

    def _part(
        self, image: Tensor, tile: Tile, objective: Objective, sizes: Sizes
    ) -> tuple[Tensor, Tensor]:
        """(what the tile's core adds to the gradient of the tile's window, each term's value)."""
        window = tile.window(image).detach().requires_grad_()
        features = self._network(window)
        with torch.no_grad():
            value, pulls = objective.pull(*self._core(features, tile, sizes))
        return self._back(pulls, features, tile, window), value

    def _values(self, image: Tensor, objective: Objective, tile_px: int) -> Tensor:
        sizes: Sizes = {}
        parts = []
        for tile in self._tiles(image, tile_px):
            features = self._network(tile.window(image))
            parts.append(objective.pull(*self._core(features, tile, sizes))[0])
        return torch.stack(parts).sum(0)

    def _stats(self, image: Tensor, tile_px: int) -> dict[str, Stats]:
        parts: dict[str, list[Tensor]] = {name: [] for name in self._layers}
        for tile in self._tiles(image, tile_px):
            core, _ = self._core(self._network(tile.window(image)), tile, {})
            for name, features in core.items():
                flat = features[0].float().flatten(1)
                count = torch.full_like(flat[:, 0], flat.shape[1])
                parts[name].append(torch.stack((flat.sum(1), flat.square().sum(1), count)))
        stats = {}
        for name, sums in parts.items():
            total, squares, count = torch.stack(sums).sum(0)
            stats[name] = Stats(mean=total / count, square_sum=squares, positions=int(count[0]))
        return stats


def open_gradients(
    studio: Studio, info: NetworkInfo, path: Path, *, layers: Sequence[str], exact: bool = False
) -> Gradients:
    """The network, asked for gradients at ``layers``, in tiles where needed."""
    backbone = studio.backbone(info, path, layers=layers, exact=exact)
    layer_info = {layer: info.layer_info[layer] for layer in layers}
    return Gradients(backbone, layer_info, tile_px=studio.tile_px)
