"""What strokes see of a picture: how light it is, and which way its forms run. No torch."""

from __future__ import annotations

import cv2
import numpy as np

from engine.strokes.stroke import Floats

# Flat parts follow what is near: the tensor at coarser and coarser blurs, each so much weaker.
_COARSER = (1.0, 3.0, 9.0)
_WEAKER = 0.08
_LEAST = 1e-7  # of the tensor: there the hand's own way counts
_LIGHT = np.array([0.2126, 0.7152, 0.0722], np.float32)  # of red, green and blue (BT.709)


def light(picture: Floats) -> Floats:
    """(h, w, 3) in [0, 1] -> (h, w): how light each place is."""
    return picture @ _LIGHT


def directions(picture: Floats, *, sigma_px: float, usual_deg: float) -> Floats:
    """The way along the forms at each pixel, by the structure tensor.

    Args:
        picture: (h, w, 3) in [0, 1].
        sigma_px: how large the forms are.
        usual_deg: the way where there is no form at all; 0: level, 90: upright.
    Returns: (h, w, 2) unit vectors x and y, whose sign means nothing.
    """
    soft = cv2.GaussianBlur(picture, (0, 0), sigmaX=max(0.8, sigma_px / 3))
    dx = cv2.Sobel(soft, cv2.CV_32F, 1, 0, ksize=3, borderType=cv2.BORDER_REPLICATE)
    dy = cv2.Sobel(soft, cv2.CV_32F, 0, 1, ksize=3, borderType=cv2.BORDER_REPLICATE)
    # The doubled angle: opposite ways are one.
    cosine = (dx * dx - dy * dy).sum(axis=2)
    sine = 2 * (dx * dy).sum(axis=2)
    parts = [np.zeros_like(cosine) for _ in range(2)]
    weight = 1.0
    for factor in _COARSER:
        for part, each in zip(parts, (cosine, sine), strict=True):
            part += np.float32(weight) * _blurred(each, sigma_px * factor)
        weight *= _WEAKER
    usual = np.deg2rad(2 * usual_deg)
    # A gradient stands square on the forms: half a turn of the doubled angle.
    cosine = -parts[0] + np.float32(_LEAST * np.cos(usual))
    sine = -parts[1] + np.float32(_LEAST * np.sin(usual))
    angle = np.arctan2(sine, cosine) / 2
    return np.stack([np.cos(angle), np.sin(angle)], axis=2)


def _blurred(image: Floats, sigma_px: float) -> Floats:
    """A wide Gaussian on a smaller image: as good, and quick."""
    shrink = max(1, int(sigma_px / 3))
    height, width = image.shape[:2]
    small = (max(1, width // shrink), max(1, height // shrink))
    reduced = cv2.resize(image, small, interpolation=cv2.INTER_AREA)
    reduced = cv2.GaussianBlur(reduced, (0, 0), sigmaX=max(0.3, sigma_px / shrink))
    blurred: Floats = cv2.resize(reduced, (width, height), interpolation=cv2.INTER_LINEAR)
    return blurred
