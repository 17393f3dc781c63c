"""A painting in one go, coarse to fine: at each level features take on the style's statistics.

Source: Li et al. 2017, Universal style transfer via feature transforms. Differs: features are
moved as little as possible (feature_transforms.py); the deep levels work on a smaller image, which
costs a quarter and paints strokes twice as wide, and the photo's fine detail is put back between
sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from engine.ops.images import resize_image
from engine.ops.sizes import usual_side
from engine.ops.tiles import Tile, tiles_of
from engine.style.instant.autoencoders import Autoencoder, filled_up
from engine.style.instant.feature_transforms import (
    Affine,
    Gaussian,
    Transform,
    carry,
    gaussian_of,
    mix,
    style_of,
    with_root,
)
from engine.style.instant.patches import REACH, PatchBank, patches_of
from engine.style.neighbours import QUARTER_TURNS

# The deep levels see an image of at most this many pixels, and at least half the result's.
COARSE_PX = 384
DEEP = 4  # relu4_1 and deeper paint wide strokes, and lose the photo's detail
MIDDLE, FINEST = 3, 1
# Of the photo's detail that a smaller size lacks: all of it leaves a photo under the paint.
DETAIL = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One level at one size.

    Attributes:
        share: how far features move, 1 being all the way.
        lays_strokes: of the style; larger sizes refine them.
    """

    level: int
    width: int
    height: int
    share: float = 1.0
    lays_strokes: bool = False


def plan_passes(
    *, width: int, height: int, levels: Sequence[int], strength: float
) -> tuple[Pass, ...]:
    """Which levels work at which size.

    A result twice as large has one size more at its large end, and looks the same otherwise.
    Strength beyond 1 brings in the deepest level, whose strokes are the widest; a network without
    one begins on a smaller image, which makes strokes wider too.
    """
    sizes = _sizes(width, height)
    deep = [level for level in levels if level >= DEEP]
    deep = deep or [level for level in levels if level == MIDDLE]
    if len(levels) == 1 or not deep:
        sizes = sizes[-1:]
    share = min(1.0, strength)
    passes = []
    for number, (w, h) in enumerate(sizes):
        if len(sizes) == 1:
            wanted = list(levels)
        elif number == 0:
            wanted = deep
        else:
            wanted = [MIDDLE, FINEST] if number == len(sizes) - 1 else [MIDDLE]
        for level in sorted(set(wanted) & set(levels), reverse=True):
            is_extra = level > DEEP and len(levels) > 1
            how_far = 1 - 1 / strength if is_extra and strength > 1 else share
            if not is_extra or strength > 1:
                passes.append(
                    Pass(level=level, width=w, height=h, share=how_far, lays_strokes=number == 0)
                )
    if strength > 1 and len(sizes) > 1 and max(deep) <= DEEP:
        w, h = _half(*sizes[0])
        wider = Pass(level=deep[0], width=w, height=h, share=1 - 1 / strength, lays_strokes=True)
        passes.insert(0, wider)
    return tuple(passes)


def _sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Halves of the result's size, the smallest first."""
    sizes = [(width, height)]
    while len(sizes) < 2 or usual_side(*sizes[0]) > COARSE_PX:
        sizes.insert(0, _half(*sizes[0]))
    return sizes


def _half(width: int, height: int) -> tuple[int, int]:
    return max(1, (width + 1) // 2), max(1, (height + 1) // 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the picture and what it takes on.

    Attributes:
        weights: (1, 1, H, W) of the part, at the pass's size; None: all of it.
        styles: with their shares, which sum to 1; none: it stays as it is.
        patches: of these styles, where features are to be made of them.
    """

    styles: Sequence[tuple[Gaussian, float]]
    weights: Tensor | None = None
    patches: PatchBank | None = None


@torch.inference_mode()
def paint_pass(
    image: Tensor,
    regions: Sequence[Region],
    *,
    network: Autoencoder,
    transform: Transform,
    share: float,
    tile_px: int,
) -> Tensor:
    """One level's change to (1, 3, H, W) RGB in [0, 1], of any size.

    Statistics are those of the whole image; then it is painted tile by tile, which is the same
    as all at once.
    """
    height, width = image.shape[-2:]
    stride = network.stride
    whole = filled_up(image, stride=stride).contiguous(memory_format=torch.channels_last)
    weights = [_shrunk(region.weights, stride, image) for region in regions]
    reach = REACH if any(region.patches is not None for region in regions) else 0
    context_px = network.context_px + reach * stride
    tiles = tiles_of(whole, side_px=tile_px, context_px=context_px, stride=stride)
    kept: list[Tensor] = []

    def encoded() -> Iterator[tuple[Tile, Tensor]]:
        for tile in tiles:
            features = kept[0] if kept else network.encoder(tile.window(whole))
            if len(tiles) == 1 and not kept:
                kept.append(features)
            yield tile, features

    moves = [
        _move_of(
            region,
            gaussian_of(
                (tile.core(features, stride), _core_weights(weight, tile, stride))
                for tile, features in encoded()
            ),
            transform=transform,
            share=share,
        )
        for region, weight in zip(regions, weights, strict=True)
    ]
    painted = torch.empty_like(whole)
    for tile, features in encoded():
        moved = _moved(features, moves, [_seen_weights(part, tile, stride) for part in weights])
        made = network.decoder(moved)
        painted[..., tile.rows.core, tile.columns.core] = tile.core(made, 1).clamp(0, 1)
    return painted[..., :height, :width].contiguous()


def _shrunk(weights: Tensor | None, stride: int, image: Tensor) -> Tensor | None:
    if weights is None:
        return None
    return functional.avg_pool2d(filled_up(weights, stride=stride), stride).to(image)


def _seen_weights(weights: Tensor | None, tile: Tile, stride: int) -> Tensor | None:
    return None if weights is None else tile.window(weights, stride)


def _core_weights(weights: Tensor | None, tile: Tile, stride: int) -> Tensor | None:
    seen = _seen_weights(weights, tile, stride)
    return None if seen is None else tile.core(seen, stride)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What becomes of a region's features.

    Attributes:
        affine: what they are mapped by; None: they stay as they are.
        patches: what they are then made of, ``share`` of the way.
    """

    affine: Affine | None
    patches: PatchBank | None
    share: float

    def __call__(self, features: Tensor) -> Tensor:
        """(1, C, h, w) -> the same shape."""
        moved = features if self.affine is None else self.affine(features)
        if self.patches is not None:
            moved = moved.lerp(self.patches.replacing(moved), self.share)
        return moved


def _move_of(region: Region, content: Gaussian, *, transform: Transform, share: float) -> Move:
    affine = None
    if region.styles:
        maps = [carry(content, style, by=transform) for style, _ in region.styles]
        affine = mix(maps, [part * share for _, part in region.styles])
    return Move(affine=affine, patches=region.patches, share=share)


def _moved(features: Tensor, moves: Sequence[Move], weights: Sequence[Tensor | None]) -> Tensor:
    moved = torch.zeros_like(features)
    for move, weight in zip(moves, weights, strict=True):
        changed = move(features)
        moved = moved + (changed if weight is None else weight * changed)
    return moved


def enlarged(painted: Tensor, photo: Tensor, *, width: int, height: int) -> Tensor:
    """The painting at a larger size, with DETAIL of what the photo gains there.

    Args:
        photo: at the larger size.
    """
    small_height, small_width = painted.shape[-2:]
    small = resize_image(photo, width=small_width, height=small_height)
    detail = photo - _enlarge(small, width=width, height=height)
    return (_enlarge(painted, width=width, height=height) + DETAIL * detail).clamp(0, 1)


def _enlarge(image: Tensor, *, width: int, height: int) -> Tensor:
    return resize_image(image, width=width, height=height, mode="bicubic")


@torch.inference_mode()
def measure_style(image: Tensor, *, network: Autoencoder, tile_px: int) -> Gaussian:
    """The statistics of a style picture of any size at the network's level."""
    whole = filled_up(image, stride=network.stride).contiguous(memory_format=torch.channels_last)
    stride = network.stride
    tiles = tiles_of(whole, side_px=tile_px, context_px=network.context_px, stride=stride)
    pieces = (tile.core(network.encoder(tile.window(whole)), stride) for tile in tiles)
    if len(tiles) == 1:
        return style_of(next(pieces))
    return with_root(gaussian_of((piece, None) for piece in pieces))


@torch.inference_mode()
def measure_patches(image: Tensor, *, network: Autoencoder) -> Tensor:
    """What ``patches_of`` makes of a style's picture, (1, 3, H, W), one turn at a time."""

    def turned() -> Iterator[Tensor]:
        for turn in range(QUARTER_TURNS):
            whole = filled_up(torch.rot90(image, turn, (2, 3)), stride=network.stride)
            yield network.encoder(whole.contiguous(memory_format=torch.channels_last))

    return patches_of(turned())


def run_passes(
    passes: Sequence[Pass],
    photo_at: Callable[[int, int], Tensor],
    paint: Callable[[Tensor, Pass], Tensor],
) -> Tensor:
    """Coarse to fine: ``paint`` each pass, enlarging in between."""
    image = photo_at(passes[0].width, passes[0].height)
    for painted in passes:
        width, height = painted.width, painted.height
        if image.shape[-2:] != (height, width):
            image = enlarged(image, photo_at(width, height), width=width, height=height)
        image = paint(image, painted)
    return image
