"""From pictures with colours to a colour memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from engine.colour.features import WORKING_PX, features_of, layer_sizes
from engine.colour.memory import PLACE_NUMBERS, Memory
from engine.colour.oklab import to_oklab
from engine.colour.places import KEY_LENGTH, Eyes, fit_eyes, keys_of, light_of
from engine.ops.images import resize_picture, to_image
from engine.ops.sizes import fitted
from engine.studio.studio import Studio

PLACES = 300  # of each picture: neighbouring ones say much the same
RIDGE = 25.0  # found by leaving an eighth of the shipped pictures out, in turn
KEPT_PLACES = 4000  # of all, as many of each picture
_EYES_STEP = 6  # every so many places, each way, decide what the eyes tell apart


class Learning:
    """What pictures teach, one after another: as small of a thousand as of ten."""

    def __init__(self, eyes: Eyes, *, pictures: int) -> None:
        """``pictures``: how many there will be."""
        self.eyes = eyes
        self._few = places_kept(pictures)
        numbers = eyes.axes.shape[1]
        self._sights = 3 * numbers + 4
        # Of the sights, one and both colours of all places: products of each with each, in sum.
        self._products = torch.zeros(self._sights + 3, self._sights + 3, dtype=torch.float64)
        self._keys = torch.zeros(0, PLACE_NUMBERS + 1)
        self._colours = torch.zeros(0, 2)

    def look_at(self, picture: Image.Image, *, studio: Studio) -> None:
        """Learn from PLACES of a picture, drawn evenly."""
        lab, features = _features(picture, studio)
        grid = (features.shape[-2], features.shape[-1])
        colours = functional.adaptive_avg_pool2d(lab[:, 1:], grid)[0].flatten(1).T
        drawn = torch.randperm(len(colours), generator=torch.Generator().manual_seed(0))[:PLACES]
        sights, colours = self.eyes.sights(features, lab[:, :1])[drawn], colours[drawn]
        rows = torch.cat([sights, torch.ones(len(drawn), 1), colours], dim=1).double()
        self._products += rows.T @ rows
        few = drawn[: self._few]
        own_light = light_of(lab[:, :1], features)[few]
        keys = keys_of(sights[: self._few, :PLACE_NUMBERS], own_light)
        self._keys = torch.cat([self._keys, keys])
        self._colours = torch.cat([self._colours, colours[: self._few]])

    def memory(self) -> Memory:
        """What all pictures together taught."""
        one = self._sights
        mean = self._products[one] / self._products[one, one]
        spread = self._products - self._products[one, one] * torch.outer(mean, mean)
        ridge = RIDGE * torch.eye(one, dtype=torch.float64)
        slope = torch.linalg.solve(spread[:one, :one] + ridge, spread[:one, one + 1 :])
        level = mean[one + 1 :] - mean[:one] @ slope
        return Memory(
            eyes=self.eyes,
            usual=torch.cat([slope, level[None]]).float(),
            keys=self._keys,
            colours=self._colours,
        )

    def state_dict(self) -> dict[str, Any]:
        """All that the next picture adds to."""
        return {"products": self._products, "keys": self._keys, "colours": self._colours}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from :meth:`state_dict`."""
        self._products, self._keys = state["products"], state["keys"]
        self._colours = state["colours"]


def places_kept(pictures: int) -> int:
    """Of each of so many pictures."""
    return max(1, KEPT_PLACES // pictures)


def working_size(picture: Image.Image) -> Image.Image:
    """At most WORKING_PX: what is looked at."""
    width, height = fitted(*picture.size, min(WORKING_PX, max(picture.size)))
    return resize_picture(picture, width=width, height=height)


def open_eyes(pictures: Sequence[Image.Image], *, studio: Studio) -> Eyes:
    """Eyes for what these pictures show."""
    features = [
        _features(picture, studio)[1][..., ::_EYES_STEP, ::_EYES_STEP] for picture in pictures
    ]
    return fit_eyes(features, layer_sizes(), length=KEY_LENGTH)


def _features(picture: Image.Image, studio: Studio) -> tuple[Tensor, Tensor]:
    """OKLab of a picture as it is looked at, and features."""
    lab = to_oklab(to_image(working_size(picture)))
    return lab, features_of(lab[:, :1], studio=studio)
