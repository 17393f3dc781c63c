"""From pictures with colours to a colour memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.colour.features import WORKING_PX, features_of, layer_sizes
from engine.colour.memory import PLACE_NUMBERS, Memory
from engine.colour.oklab import to_oklab
from engine.colour.places import KEY_LENGTH, Eyes, fit_eyes, keys_of
from engine.ops.images import resize_picture, to_image
from engine.ops.sizes import fitted
from engine.studio.studio import Studio

PLACES = 300  # of each picture: neighbouring ones say much the same
RIDGE = 25.0  # found by leaving an eighth of the shipped pictures out, in turn
KEPT_PLACES = 4000  # of all, as many of each picture
_EYES_STEP = 6  # every so many places, each way, decide what the eyes tell apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Some places of one picture: their sights (n, 3 K + 4), as Eyes tell them, and colours
    (n, 2).
    """

    sights: Tensor
    colours: Tensor


def look_at(picture: Image.Image, eyes: Eyes, *, studio: Studio) -> Seen:
    """PLACES of a picture, drawn evenly."""
    lab, features = _features(picture, studio)
    grid = (features.shape[-2], features.shape[-1])
    colours = functional.adaptive_avg_pool2d(lab[:, 1:], grid)[0].flatten(1).T
    drawn = torch.randperm(len(colours), generator=torch.Generator().manual_seed(0))[:PLACES]
    return Seen(sights=eyes.sights(features, lab[:, :1])[drawn], colours=colours[drawn])


def open_eyes(pictures: Sequence[Image.Image], *, studio: Studio) -> Eyes:
    """Eyes for what these pictures show."""
    features = [
        _features(picture, studio)[1][..., ::_EYES_STEP, ::_EYES_STEP] for picture in pictures
    ]
    return fit_eyes(features, layer_sizes(), length=KEY_LENGTH)


def remember(seen: Sequence[Seen], eyes: Eyes) -> Memory:
    """What all pictures together teach."""
    sights = torch.cat([each.sights for each in seen])
    colours = torch.cat([each.colours for each in seen])
    mean, usual = sights.mean(0), colours.mean(0)
    centred = sights - mean
    square = centred.T @ centred + RIDGE * torch.eye(sights.shape[1])
    slope = torch.linalg.solve(square, centred.T @ (colours - usual))
    few = max(1, KEPT_PLACES // len(seen))
    kept = [(each.sights[:few], each.colours[:few]) for each in seen]
    rows = torch.cat([part for part, _ in kept])
    light = rows[:, 3 * eyes.axes.shape[1]][:, None]
    return Memory(
        eyes=eyes,
        usual=torch.cat([slope, (usual - mean @ slope)[None]]),
        keys=keys_of(rows[:, :PLACE_NUMBERS], light),
        colours=torch.cat([part for _, part in kept]),
    )


def _features(picture: Image.Image, studio: Studio) -> tuple[Tensor, Tensor]:
    """OKLab and features of a picture of at most WORKING_PX."""
    width, height = fitted(*picture.size, min(WORKING_PX, max(picture.size)))
    lab = to_oklab(to_image(resize_picture(picture, width=width, height=height)))
    return lab, features_of(lab[:, :1], studio=studio)
