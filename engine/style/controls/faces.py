"""Where faces are, without a trained network of ours: OpenCV's cascade, made into soft ellipses."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from engine.ops.images import resize_picture
from engine.ops.sizes import scaled

if TYPE_CHECKING:
    import cv2

# Viola and Jones 2001, trained by Lienhart. Of those that OpenCV brings, the one without a false
# find on scikit-image's photos and textures and on paintings, at these settings. That for
# profiles takes patterns for faces, and a missed face costs less than a false one.
CASCADE = "haarcascade_frontalface_alt.xml"
SEARCH_SIDE_PX = 800
SMALLEST_FACE = 0.035  # of the longest side
SCALE_STEP = 1.1
NEIGHBOURS = 5  # finds that must agree
# The cascade's square goes from brow to chin; a face is an ellipse, higher than wide.
HALF_WIDTH, HALF_HEIGHT, BELOW_CENTRE = 0.5, 0.66, 0.02
FADE = 0.35  # of the ellipse's radius, outside of it

Box = tuple[float, float, float, float]


def find_faces(picture: Image.Image) -> tuple[Box, ...]:
    """(left, top, width, height) of each face seen from the front, as shares of the picture."""
    width, height = scaled(picture.size, SEARCH_SIDE_PX / max(picture.size))
    grey = np.asarray(resize_picture(picture, width=width, height=height).convert("L"))
    smallest = round(SMALLEST_FACE * SEARCH_SIDE_PX)
    squares = _cascade().detectMultiScale(
        grey,
        scaleFactor=SCALE_STEP,
        minNeighbors=NEIGHBOURS,
        minSize=(smallest, smallest),
    )
    boxes = sorted(tuple(map(int, box)) for box in squares)
    return tuple((x / width, y / height, w / width, h / height) for x, y, w, h in boxes)


def face_weights(picture: Image.Image, *, width: int, height: int) -> Tensor:
    """(1, 1, height, width): 1 on every face of ``picture``, fading to 0 around it."""
    rows = torch.arange(height).add(0.5).div(height).view(-1, 1)
    columns = torch.arange(width).add(0.5).div(width).view(1, -1)
    weights = torch.zeros(height, width)
    for left, top, w, h in find_faces(picture):
        across = (columns - (left + w / 2)) / (HALF_WIDTH * w)
        down = (rows - (top + h * (0.5 + BELOW_CENTRE))) / (HALF_HEIGHT * h)
        beyond = ((across**2 + down**2).sqrt() - 1) / FADE
        # Half a cosine, smooth at both ends.
        fade = (1 + torch.cos(torch.pi * beyond.clamp(0, 1))) / 2
        weights = torch.maximum(weights, fade)
    return weights[None, None]


@cache
def _cascade() -> cv2.CascadeClassifier:
    import cv2

    folder = Path(cv2.__file__).parent / "data"
    return cv2.CascadeClassifier(str(folder / CASCADE))
