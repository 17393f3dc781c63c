"""Where in a photo a named thing is to appear: where it is quiet, and suggests it already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from engine.ops.blur import blur
from engine.ops.images import resize_image
from engine.ops.sizes import scaled

COMPARED_PX = 256  # the photo's shorter side, as it is looked at
# The map of the photo on which places are compared: so long on the shorter side.
MAP_PX = 32
THING_SHARE = 0.5  # of the shorter side: the room that a thing needs
EDGE_SHARE = 0.02  # of the shorter side: how far an edge disturbs its neighbourhood
LEAST_EDGE = 0.004
QUIET = 1.5  # what a deviation of quiet counts beside one of what the photo suggests
ROOM = 5.0  # and what it counts that a place is neither black nor white
ENOUGH_ROOM = 0.1  # of light times dark, a quarter in the middle
CHANCE = 0.5  # deviation of what the seed adds, the deviation of either map being 1
CHANCE_PX = 4  # the seed's map is as coarse as this
_SMALLEST = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The middle of a thing, as shares of height and width."""

    y: float
    x: float

    def window(self, image: Tensor, *, side_px: int, shift: tuple[int, int]) -> tuple[slice, slice]:
        """(rows, columns) of a square about the place, shifted, wholly within the image."""
        height, width = image.shape[-2:]
        top, left = (
            min(max(round(middle * size - side_px / 2) + moved, 0), size - side_px)
            for middle, size, moved in zip((self.y, self.x), (height, width), shift, strict=True)
        )
        return slice(top, top + side_px), slice(left, left + side_px)


def compared_size(width: int, height: int) -> tuple[int, int]:
    """(width, height) at which a photo of this size is looked at for places."""
    return scaled((width, height), COMPARED_PX / min(width, height))


def suggestions(logits: Tensor, groups: Sequence[Sequence[int]]) -> list[Tensor]:
    """For each group of classes a map (1, 1, h, w) of how strongly it is suggested where.

    Args:
        logits: (1, classes, h, w).
    """
    logits = logits.float()
    usual = logits.mean(dim=1, keepdim=True)
    return [logits[:, list(group)].logsumexp(dim=1, keepdim=True) - usual for group in groups]


def choose_places(photo: Tensor, suggested: Sequence[Tensor], generator: Generator) -> list[Place]:
    """A place for each thing, none where another is if there is room.

    Args:
        photo: (1, 3, H, W) in [0, 1], small.
        suggested: for each thing, (1, 1, h, w), how strongly the photo suggests it where.
        generator: on the CPU; other seeds find other places among those that are about as good.
    """
    height, width = photo.shape[-2:]
    share = MAP_PX / min(height, width)
    size = round(share * height), round(share * width)
    fitting = ROOM * _over_things(_room(photo), size) - QUIET * _scores(_edges(photo), size)
    taken = torch.zeros_like(fitting)
    places = []
    for map_ in suggested:
        chance = torch.randn((1, 1, CHANCE_PX, CHANCE_PX), generator=generator)
        luck = resize_image(chance.to(photo), width=size[1], height=size[0], mode="bicubic")
        score = fitting + _scores(map_, size) + CHANCE * luck - taken
        places.append(_best(score))
        taken = taken + _around(places[-1], taken)
    return places


def _edges(photo: Tensor) -> Tensor:
    """(1, 1, H - 1, W - 1): how much goes on where, on a scale of factors."""
    grey = photo.mean(dim=1, keepdim=True)
    steps = grey.diff(dim=-1).abs()[..., 1:, :] + grey.diff(dim=-2).abs()[..., 1:]
    sigma_px = EDGE_SHARE * min(photo.shape[-2:])
    return blur(steps, sigma_px=sigma_px).clamp_min(0).add(LEAST_EDGE).log()


def _room(photo: Tensor) -> Tensor:
    """From 0 to 1: how far a place may still become lighter and darker."""
    grey = photo.mean(dim=1, keepdim=True)
    return (grey * (1 - grey) / ENOUGH_ROOM).clamp_max(1)


def _over_things(map_: Tensor, size: tuple[int, int]) -> Tensor:
    """The map as the mean over what a thing covers."""
    height, width = size
    even = resize_image(map_, width=width, height=height, mode="bicubic")
    return blur(even, sigma_px=MAP_PX * THING_SHARE / 2.5)


def _scores(map_: Tensor, size: tuple[int, int]) -> Tensor:
    """As ``_over_things``, of mean 0 and deviation 1."""
    even = _over_things(map_, size)
    return (even - even.mean()) / even.std().clamp_min(_SMALLEST)


def _best(score: Tensor) -> Place:
    """Where it is largest, with the room of a thing all around."""
    height, width = score.shape[-2:]
    edge = round(MAP_PX * THING_SHARE / 2)
    inner = score[0, 0, edge : height - edge, edge : width - edge]
    index = int(inner.argmax())
    row, column = divmod(index, inner.shape[1])
    return Place(y=(row + edge + 0.5) / height, x=(column + edge + 0.5) / width)


def _around(place: Place, like: Tensor) -> Tensor:
    """A hill that nothing else is placed on."""
    height, width = like.shape[-2:]
    rows = torch.arange(height, device=like.device) + 0.5 - place.y * height
    columns = torch.arange(width, device=like.device) + 0.5 - place.x * width
    distance = torch.hypot(rows[:, None], columns[None]) / (MAP_PX * THING_SHARE)
    return 10 * torch.exp(-(distance**2))
