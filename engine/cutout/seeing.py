"""Where in a photo the eye is drawn: a map that needs no network but the embedded one.

Three hints agree on most photos: what moves a network (Simonyan et al. 2013, as in an explanation),
what has other colours than the picture's edges, and what lies near the middle.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.media.pictures import Picture
from engine.ops.blur import blur
from engine.studio.studio import Studio

Map = NDArray[np.float32]
Pixels = NDArray[np.uint8]

NETWORK = "embedded"
# One that tells textures from backgrounds, one that tells things.
LAYERS = ("inception_3b", "inception_4c")
VIEW_PX = 320
LEAST_VIEW_PX = 48
BLUR_SHARE = 0.03
# Of the gradient, of other colours than the edges', of the middle.
WEIGHTS = (0.45, 0.3, 0.25)
# Steep where little moved the network: what is dim beside its eyes is still the cat.
GAMMA = 0.6
EDGE_COLOURS = 3
EDGE_SHARE = 0.04  # of the shorter side


def attention(picture: Picture, pixels: Pixels, *, studio: Studio) -> Map:
    """(h, w), at least 0: how much each place draws the eye.

    Args:
        pixels: (h, w, 3) RGB: ``picture`` at the size at which the map is wanted.
    Raises: WeightsError, OutOfMemoryError.
    """
    height, width = pixels.shape[:2]
    moved = as_map(cv2.resize(_gradient(picture, studio=studio), (width, height)))
    hints = (_spread(moved) ** GAMMA, _spread(_unlike_edges(pixels)), _middle(width, height))
    whole = sum(weight * hint for weight, hint in zip(WEIGHTS, hints, strict=True))
    return as_map(cv2.GaussianBlur(as_map(whole), (0, 0), 1.5))


def _gradient(picture: Picture, *, studio: Studio) -> Map:
    """How each place moves the size of what the network sees: (h, w)."""
    share = min(1.0, VIEW_PX / max(picture.width, picture.height))
    width, height = (
        max(LEAST_VIEW_PX, round(side * share)) for side in (picture.width, picture.height)
    )
    info, path = studio.store.find(NETWORK, art="dream")
    network = studio.backbone(info, path, layers=list(LAYERS), exact=True)
    view = studio.photo_at(picture, width, height).detach().requires_grad_()
    with torch.enable_grad():
        features = network(view)
        seen: Tensor = torch.stack([features[layer].float().pow(2).mean() for layer in LAYERS])
        (gradient,) = torch.autograd.grad(seen.sum(), view)
    strength = blur(
        gradient.abs().amax(dim=1, keepdim=True), sigma_px=BLUR_SHARE * max(width, height)
    )
    return as_map(strength[0, 0].cpu().numpy())


def _unlike_edges(pixels: Pixels) -> Map:
    """How far each colour is from those of the nearest of three edges; things stand on the fourth.

    (h, w), in units of CIE L*a*b* as OpenCV scales it.
    """
    lab = lab_of(pixels, sigma_px=2.0)
    height, width = lab.shape[:2]
    edge = max(1, round(EDGE_SHARE * min(width, height)))
    nearest: Map | None = None
    for strip in (lab[:edge], lab[:, :edge], lab[:, -edge:]):
        colours = strip.reshape(-1, 3)
        count = min(EDGE_COLOURS, len(colours))
        until = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 10, 1.0)
        cv2.setRNGSeed(0)
        _, _, centres = cv2.kmeans(colours, count, None, until, 1, cv2.KMEANS_PP_CENTERS)  # type: ignore[call-overload]  # its stubs forbid None
        far = np.linalg.norm(lab[..., None, :] - centres, axis=-1).min(axis=-1)
        nearest = far if nearest is None else np.minimum(nearest, far)
    return as_map(nearest)


def _middle(width: int, height: int) -> Map:
    """A hill, a little below the centre."""
    rows, columns = np.mgrid[0:height, 0:width]
    across, down = columns / width - 0.5, rows / height - 0.52
    return as_map(np.exp(-((across / 0.33) ** 2 + (down / 0.42) ** 2)))


def lab_of(pixels: Pixels, *, sigma_px: float) -> Map:
    """(h, w, 3): blurred, in CIE L*a*b*."""
    soft = cv2.GaussianBlur(pixels, (0, 0), sigma_px)
    return as_map(cv2.cvtColor(soft, cv2.COLOR_RGB2LAB))


def _spread(values: Map) -> Map:
    """In [0, 1]: all but the extremes."""
    low, high = np.quantile(values, 0.05), np.quantile(values, 0.98)
    return as_map(np.clip((values - low) / max(float(high - low), 1e-9), 0, 1))


def as_map(values: Any) -> Map:
    """What NumPy and OpenCV give, by its type."""
    return np.asarray(values, dtype=np.float32)
