"""What a painting is to resemble, and the gradient that leads there: whole or in tiles, the same.

Style is judged by sums over the whole image (the trick of tiles, losses.py), so that tiles are
passed twice: first the sums are gathered, then each tile is pulled. A single tile is passed once.
Total variation and what holds the image need no network: their gradients are added at the end, on
the whole image, where no tile's border cuts a difference off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor

from engine.machine import give_back_memory
from engine.ops.penalties import total_variation, tv_gradient
from engine.ops.tiles import Features, Patch, Sizes, Tile, Tiled
from engine.style.controls.regions import at_layer
from engine.style.losses import SMALLEST_POWER, STYLE_TERMS, StyleTerm, Sums, add
from engine.style.neighbours import Neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """The losses of one image, content and style as shares of their targets, and their sum.

    ``neighbours``: 1 - cosine, on average; 0 where none were looked for.
    """

    content: float
    style: float
    neighbours: float
    tv: float
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A photo to resemble at some layers.

    Attributes:
        photo: (1, 3, H, W), of the image's size.
        powers: layer -> the sum of squares of its features.
        kept: layer -> its features, where one tile is all.
    """

    photo: Tensor
    powers: Mapping[str, float]
    kept: dict[str, Tensor] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the image and its style.

    Attributes:
        terms: layer -> term; each layer's weight in ``shares``, or equal where it is empty.
        weights: (1, 1, H, W) in [0, 1], of the image's size; None: everywhere.
    """

    terms: Mapping[str, StyleTerm]
    shares: Mapping[str, float] = field(default_factory=dict)
    weights: Tensor | None = None
    _resized: dict[tuple[int, int], Tensor] = field(default_factory=dict)

    def share(self, layer: str) -> float:
        return self.shares.get(layer, 1 / len(self.terms))

    def at(self, patch: Patch, features: Tensor) -> Tensor | None:
        """The weights of a patch of features."""
        if self.weights is None:
            return None
        size = patch.rows, patch.columns
        if size not in self._resized:
            self._resized[size] = at_layer(self.weights, rows=patch.rows, columns=patch.columns)
        height, width = features.shape[-2:]
        rows = slice(patch.top, patch.top + height)
        return self._resized[size][..., rows, patch.left : patch.left + width]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """An image to stay near where it can be relied on: the frame before, warped.

    ``weights``: (1, 1, H, W) in [0, 1]; ``weight``: of the mean squared difference.
    """

    image: Tensor
    weights: Tensor
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleObjective:
    """What an image of one size is to resemble.

    Attributes:
        neighbours: of its cells; None: they are free.
        tv_power: of differences (Gatys': 2.5).
        tone_weight: of the mean squared difference from the photo's light and dark.
    """

    content: Content | None
    regions: Sequence[Region]
    content_weight: float
    style_weight: float
    tv_weight: float
    tv_power: float = 2.0
    neighbours: Neighbours | None = None
    neighbours_weight: float = 0.0
    tone_weight: float = 0.0
    hold: Hold | None = None


class _Seen(NamedTuple):
    """The losses that the network judges."""

    content: float
    style: float
    neighbours: float


# For each region, layer -> slope.
_Slopes = list[dict[str, tuple[Tensor, ...]]]


class StyleGradients(Tiled):
    """Asks a StyleNetwork for sums, losses and gradients."""

    def of(self, image: Tensor, objective: StyleObjective) -> tuple[Losses, Tensor]:
        """(losses, gradient (1, 3, H, W)) at ``image``: (1, 3, H, W) float32 RGB in [0, 1].

        Raises: OutOfMemoryError: not even small tiles fit.
        """
        seen, gradient = self._with_memory(lambda px: self._gradient(image, objective, px), image)
        with torch.no_grad():
            return self._with_the_image_s_own(image, objective, seen, gradient)

    @torch.no_grad()
    def losses(self, image: Tensor, objective: StyleObjective) -> Losses:
        """The losses alone."""
        seen = self._with_memory(lambda px: self._values(image, objective, px), image)
        return self._with_the_image_s_own(image, objective, seen, None)[0]

    @torch.no_grad()
    def measure(self, image: Tensor, kind: str) -> dict[str, Sums]:
        """What a kind of STYLE_TERMS measures at each layer of ``image``."""
        term = STYLE_TERMS[kind]

        def sums(core: Features, _: Mapping[str, Patch]) -> dict[str, Sums]:
            return {layer: term.measure(features, None) for layer, features in core.items()}

        return self._with_memory(lambda px: self._sums(image, sums, px), image)

    @torch.no_grad()
    def content(self, photo: Tensor, layers: Sequence[str]) -> Content:
        """``photo`` as what to resemble at ``layers``."""

        def squares(core: Features, _: Mapping[str, Patch]) -> dict[str, Sums]:
            return {layer: (_square_sum(core[layer]),) for layer in layers}

        sums = self._with_memory(lambda px: self._sums(photo, squares, px), photo)
        powers = {layer: max(power.item(), SMALLEST_POWER) for layer, (power,) in sums.items()}
        return Content(photo=photo, powers=powers)

    def _gradient(
        self, image: Tensor, objective: StyleObjective, tile_px: int
    ) -> tuple[_Seen, Tensor]:
        tiles = self._tiles(image, tile_px)
        if len(tiles) == 1:
            return self._whole(image, tiles[0], objective)
        with torch.no_grad():
            sums = self._sums(image, _measured(objective), tile_px)
            style, slopes = _judged(sums, objective)
        gradient = torch.zeros_like(image)
        content = neighbours = 0.0
        sizes: Sizes = {}
        for tile in tiles:
            if tile.columns.is_last:  # once a row: each time costs a tenth of a tile
                give_back_memory()
            window = tile.window(image).detach().requires_grad_()
            features = self._network(window)
            with torch.no_grad():
                core, patches = self._core(features, tile, sizes)
                wanted = self._wanted(objective.content, tile, is_whole=False)
                value, pulls = _pulls(core, patches, wanted, objective, slopes)
                content += value
                neighbours += _draw_near(pulls, core, tile, objective)
            tile.window(gradient).add_(self._back(pulls, features, tile, window))
        return _Seen(content, style, neighbours), gradient

    def _whole(self, image: Tensor, tile: Tile, objective: StyleObjective) -> tuple[_Seen, Tensor]:
        """In one pass."""
        window = image.detach().requires_grad_()
        with torch.enable_grad():
            features = self._network(window)
        with torch.no_grad():
            core, patches = self._core(features, tile, {})
            style, slopes = _judged(_measured(objective)(core, patches), objective)
            wanted = self._wanted(objective.content, tile, is_whole=True)
            content, pulls = _pulls(core, patches, wanted, objective, slopes)
            neighbours = _draw_near(pulls, core, tile, objective)
        return _Seen(content, style, neighbours), self._back(pulls, features, tile, window)

    def _values(self, image: Tensor, objective: StyleObjective, tile_px: int) -> _Seen:
        tiles = self._tiles(image, tile_px)
        sums = self._sums(image, _measured(objective), tile_px)
        style, _ = _judged(sums, objective)
        content = 0.0
        for tile in tiles if objective.content is not None else ():
            core, _ = self._core(self._network(tile.window(image)), tile, {})
            wanted = self._wanted(objective.content, tile, is_whole=len(tiles) == 1)
            content += _content(core, wanted, objective)[0]
        return _Seen(content, style, 0.0)

    def _sums(
        self,
        image: Tensor,
        measure: Callable[[Features, Mapping[str, Patch]], dict[str, Sums]],
        tile_px: int,
    ) -> dict[str, Sums]:
        """``measure`` of every tile's core, added up."""
        parts: list[dict[str, Sums]] = []
        sizes: Sizes = {}
        for tile in self._tiles(image, tile_px):
            parts.append(measure(*self._core(self._network(tile.window(image)), tile, sizes)))
        return {name: add([part[name] for part in parts]) for name in parts[0]}

    def _wanted(self, content: Content | None, tile: Tile, *, is_whole: bool) -> Features:
        """The photo's features in the tile's core: kept, or made anew where they are too many."""
        if content is None:
            return {}
        if content.kept and is_whole:
            return content.kept
        core, _ = self._core(self._network(tile.window(content.photo)), tile, {})
        features = {layer: core[layer] for layer in content.powers}
        if is_whole:
            content.kept.update(features)
        return features

    def _with_the_image_s_own(
        self,
        image: Tensor,
        objective: StyleObjective,
        seen: _Seen,
        gradient: Tensor | None,
    ) -> tuple[Losses, Tensor]:
        """With total variation, and what holds the image."""
        tv = total_variation(image, beta=objective.tv_power).item()
        total = objective.content_weight * seen.content + objective.style_weight * seen.style
        total += objective.neighbours_weight * seen.neighbours + objective.tv_weight * tv
        if gradient is not None and objective.tv_weight:
            tv_slope = tv_gradient(image, beta=objective.tv_power)
            gradient = gradient.add_(tv_slope, alpha=objective.tv_weight)
        if objective.content is not None and objective.tone_weight:
            # The mean of the channels: light as eyes weigh it would leave purple beside green.
            off = image.mean(1, keepdim=True) - objective.content.photo.mean(1, keepdim=True)
            total += objective.tone_weight * off.square().mean().item()
            if gradient is not None:
                gradient = gradient.add_(off, alpha=2 * objective.tone_weight / image.numel())
        if objective.hold is not None:
            hold = objective.hold
            off = (image - hold.image) * hold.weights
            total += hold.weight * (off * (image - hold.image)).mean().item()
            if gradient is not None:
                gradient = gradient.add_(off, alpha=2 * hold.weight / image.numel())
        losses = Losses(**seen._asdict(), tv=tv, total=total)
        return losses, image if gradient is None else gradient


def _measured(
    objective: StyleObjective,
) -> Callable[[Features, Mapping[str, Patch]], dict[str, Sums]]:
    """Every region's sums at each of its layers, under the region's number and the layer."""

    def measure(core: Features, patches: Mapping[str, Patch]) -> dict[str, Sums]:
        return {
            f"{number} {layer}": term.measure(core[layer], region.at(patches[layer], core[layer]))
            for number, region in enumerate(objective.regions)
            for layer, term in region.terms.items()
        }

    return measure


def _judged(sums: Mapping[str, Sums], objective: StyleObjective) -> tuple[float, _Slopes]:
    """(style loss, slopes weighted as they count in the total)."""
    total = 0.0
    slopes: _Slopes = []
    for number, region in enumerate(objective.regions):
        slope_at = {}
        for layer, term in region.terms.items():
            loss, slope = term.judge(sums[f"{number} {layer}"])
            total += loss.item() * region.share(layer) / len(objective.regions)
            slope_at[layer] = slope
        slopes.append(slope_at)
    return total, slopes


def _pulls(
    core: Features,
    patches: Mapping[str, Patch],
    wanted: Features,
    objective: StyleObjective,
    slopes: _Slopes,
) -> tuple[float, dict[str, Tensor]]:
    """(content loss, layer -> the gradient at its features)."""
    content, pulls = _content(core, wanted, objective)
    for region, slope_at in zip(objective.regions, slopes, strict=True):
        for layer, term in region.terms.items():
            share = objective.style_weight * region.share(layer) / len(objective.regions)
            weights = region.at(patches[layer], core[layer])
            pull = term.pull(core[layer], weights, slope_at[layer]) * share
            pulls[layer] = pulls[layer] + pull if layer in pulls else pull
    return content, pulls


def _draw_near(
    pulls: dict[str, Tensor], core: Features, tile: Tile, objective: StyleObjective
) -> float:
    """Adds to ``pulls`` what draws the cells to their neighbours; the loss's share."""
    if objective.neighbours is None:
        return 0.0
    loss, gradients = objective.neighbours.pull(core, tile)
    for layer, gradient in gradients.items():
        pull = gradient * objective.neighbours_weight
        pulls[layer] = pulls[layer] + pull if layer in pulls else pull
    return loss


def _content(
    core: Features, wanted: Features, objective: StyleObjective
) -> tuple[float, dict[str, Tensor]]:
    total = 0.0
    pulls: dict[str, Tensor] = {}
    if objective.content is None:
        return total, pulls
    for layer, target in wanted.items():
        share = 1 / (len(wanted) * objective.content.powers[layer])
        off = core[layer] - target
        total += _square_sum(off).item() * share
        pulls[layer] = off * (2 * share * objective.content_weight)
    return total, pulls


def _square_sum(features: Tensor) -> Tensor:
    return features.to(torch.promote_types(features.dtype, torch.float32)).square().sum()
