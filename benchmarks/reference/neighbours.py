"""Neural Neighbor Style Transfer (Kolkin et al. 2022), plainly in float32, by any network's layers.

Differs: opponent colours where the source has OKLab, and no bilateral filter after the recolouring;
the last pass looks at random positions: the source renews none of its strided ones at 512 px.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor
from torch.nn import functional

CELL_PX = 4
SMALLEST_PX = 64
SCALES = 4
BANDS = 8
COARSE_BANDS = 3  # the photo's finest ones are left out at the start
FREEDOM = 0.25
LEARNING_RATE = 2e-3
POSITIONS = 4096
CELLS_AT_ONCE = 1024
# Light, red against green, blue against yellow.
OPPONENT = torch.tensor([[1 / 3, 1 / 3, 1 / 3], [0.5, -0.5, 0.0], [-0.25, -0.25, 0.5]])

Layers = Callable[[Tensor], Sequence[Tensor]]


def hypercolumns(image: Tensor, layers: Layers) -> Tensor:
    """(channels of all layers, cells): each layer over its channels, on a quarter of the size."""
    size = [side // CELL_PX for side in image.shape[-2:]]
    maps = [
        functional.interpolate(features / features.shape[1], size, mode="bilinear")
        for features in layers(image)
    ]
    return torch.cat(maps, dim=1)[0].flatten(1)


def centred(columns: Tensor) -> Tensor:
    return functional.normalize(columns - columns.mean(1, keepdim=True), dim=0)


def rotations(style: Tensor) -> list[Tensor]:
    return [torch.rot90(style, turn, (2, 3)) for turn in range(4)]


def nearest(query: Tensor, bank: Tensor) -> Tensor:
    """The bank's columns that are nearest to the query's by centred cosine."""
    offers, seen = centred(bank), centred(query)
    found = [(part.T @ offers).argmax(1) for part in seen.split(CELLS_AT_ONCE, dim=1)]  # type: ignore[no-untyped-call]  # torch's
    return bank[:, torch.cat(found)]


def bands_of(image: Tensor) -> list[Tensor]:
    """Its Laplacian pyramid, fine to coarse."""
    bands: list[Tensor] = []
    while len(bands) < BANDS - 1 and min(image.shape[-2:]) > 2:
        smaller = functional.interpolate(image, scale_factor=0.5, mode="area")
        bands.append(image - enlarged(smaller, image))
        image = smaller
    return [*bands, image]


def whole_of(bands: Sequence[Tensor]) -> Tensor:
    image = bands[-1]
    for band in reversed(bands[:-1]):
        image = enlarged(image, band) + band
    return image


def enlarged(image: Tensor, like: Tensor) -> Tensor:
    return functional.interpolate(image, like.shape[-2:], mode="bilinear")


def climb(image: Tensor, loss: Callable[[Tensor], Tensor], steps: int) -> Tensor:
    """``image`` after so many steps of Adam on its bands."""
    bands = [band.clone().requires_grad_() for band in bands_of(image)]
    adam = torch.optim.Adam(bands, lr=LEARNING_RATE)
    for _ in range(steps):
        adam.zero_grad()
        loss(whole_of(bands)).backward()  # type: ignore[no-untyped-call]  # torch's
        adam.step()
    return whole_of(bands).detach()


def towards(targets: Tensor, layers: Layers) -> Callable[[Tensor], Tensor]:
    """The loss of the hypercolumns' distance from fixed targets."""

    def loss(image: Tensor) -> Tensor:
        own = hypercolumns(image, layers)
        return 1 - functional.cosine_similarity(own, targets, dim=0).mean()

    return loss


def by_layer(style: Tensor, layers: Layers) -> Callable[[Tensor], Tensor]:
    """The loss of the last pass: each layer's own neighbours, sought anew in each step."""
    with torch.no_grad():
        banks = [
            torch.cat([features[0].flatten(1) for features in turned], dim=1)
            for turned in zip(*(layers(turn) for turn in rotations(style)), strict=True)
        ]

    def loss(image: Tensor) -> Tensor:
        total = image.new_zeros(())
        for features, bank in zip(layers(image), banks, strict=True):
            own, offers = some(features[0].flatten(1)), some(bank)
            total = total + (1 - (centred(own).T @ centred(offers)).amax(1)).mean()
        return total

    return loss


def some(columns: Tensor) -> Tensor:
    return columns[:, torch.randperm(columns.shape[1])[:POSITIONS]]


def in_its_colours(image: Tensor, photo: Tensor, style: Tensor) -> Tensor:
    """The image's light, and the photo's colours moved to the style's mean and covariance."""
    planes = [OPPONENT @ picture[0].flatten(1) for picture in (image, photo, style)]
    light, (ours, theirs) = planes[0][:1], (plane[1:] for plane in planes[1:])
    moved = root(theirs.cov()) @ torch.linalg.inv(root(ours.cov())) @ (
        ours - ours.mean(1, keepdim=True)
    ) + theirs.mean(1, keepdim=True)
    colours = torch.linalg.inv(OPPONENT) @ torch.cat([light, moved])
    recoloured: Tensor = colours.view(image.shape).clamp(0, 1)
    return recoloured


def root(covariance: Tensor) -> Tensor:
    powers, directions = torch.linalg.eigh(covariance + 1e-6 * torch.eye(2))
    whole: Tensor = directions @ powers.sqrt().diag() @ directions.T
    return whole


def paint(
    photo_at: Callable[[int], Tensor],
    style_at: Callable[[int], Tensor],
    layers: Layers,
    *,
    steps: int,
    smallest_px: int = SMALLEST_PX,
) -> Tensor:
    """(1, 3, H, W) in [0, 1]: four scales and a last pass, each of a fifth of the steps.

    Args:
        photo_at, style_at: the picture with this longest side.
        smallest_px: of the first scale; each further one has twice as many.
    """
    sides = [smallest_px * 2**scale for scale in range(SCALES)]
    share = steps // (SCALES + 1)
    image: Tensor | None = None
    for side in sides:
        photo, style = photo_at(side), style_at(side)
        bands = bands_of(photo)
        if image is None:
            blank = [torch.zeros_like(band) for band in bands[:COARSE_BANDS]]
            image, query = whole_of([*blank, *bands[COARSE_BANDS:]]), photo
        else:
            image = enlarged(image, photo)
            query = (image + bands[0]) * FREEDOM + photo * (1 - FREEDOM)
        with torch.no_grad():
            bank = torch.cat([hypercolumns(turn, layers) for turn in rotations(style)], dim=1)
            targets = nearest(hypercolumns(query, layers), bank)
        image = climb(image, towards(targets, layers), share)
    if image is None:
        raise LookupError("there is a scale")
    image = climb(image, by_layer(style, layers), share)
    return in_its_colours(image, photo, style)
