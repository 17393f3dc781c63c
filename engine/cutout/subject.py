"""The subject of a photo as a mask: people where a network finds them, else what stands out."""

from __future__ import annotations

import cv2
import numpy as np

from engine.cutout.outlines import Mask, best_outline, disc, tidied
from engine.cutout.seeing import Map, Pixels, as_map, attention
from engine.errors import NoPersonNetworkError
from engine.media.pictures import Picture
from engine.ops.images import resize_picture
from engine.ops.sizes import scaled
from engine.studio.studio import Studio
from engine.style.controls.faces import find_faces
from engine.style.controls.people import person_mask

LOOK_PX = 224  # where outlines are compared
FINE_PX = 640  # where the chosen one is drawn
LEAST_SIDE_PX = 32  # nothing is cut out of less
FEWEST_PEOPLE, MOST_PEOPLE = 0.03, 0.9  # of the picture
LEAST_CLEAR = 0.02  # of a picture that comes as a cut-out
_BAND = 0.018  # of the longest side: so far the fine outline may move
_FINE_ROUNDS = 2


def find_subject(picture: Picture, *, studio: Studio, network: str | None = None) -> Map | None:
    """(h, w) in [0, 1], with the picture's aspect: how surely each place is the subject.

    Args:
        network: one of those that find people; None: the best at hand, or none.
    Returns: None: there is nothing that would come off well.
    Raises: UnknownNameError, WeightsError, OutOfMemoryError.
    """
    if picture.alpha is not None:
        clear = as_map(picture.alpha) / np.float32(255)
        if LEAST_CLEAR < 1 - clear.mean() < 1 - LEAST_CLEAR:
            return clear  # somebody has cut it out already
    if min(picture.width, picture.height) < LEAST_SIDE_PX:
        return None
    fine = _pixels(picture, FINE_PX)
    people = _people(picture, studio=studio, network=network)
    if people is not None:
        return _soft(_refined(fine, _at(people, fine)))
    look = _pixels(picture, LOOK_PX)
    drawn = attention(picture, look, studio=studio)
    outline = best_outline(look, drawn, faces=find_faces(picture.image))
    return None if outline is None else _soft(_refined(fine, _at(outline.mask, fine)))


def _people(picture: Picture, *, studio: Studio, network: str | None) -> Mask | None:
    """None: nobody is there, or nobody here could tell. Raises: as :func:`find_subject`."""
    try:
        shares = person_mask(picture, studio=studio, network=network)
    except NoPersonNetworkError:
        return None
    mask = (shares[0, 0].cpu().numpy() > 0.5).astype(np.uint8)
    return tidied(mask) if FEWEST_PEOPLE < float(mask.mean()) < MOST_PEOPLE else None


def _pixels(picture: Picture, longest_px: int) -> Pixels:
    share = longest_px / max(picture.width, picture.height)
    width, height = scaled((picture.width, picture.height), share)
    return np.array(resize_picture(picture.image, width=width, height=height))


def _at(mask: Mask, pixels: Pixels) -> Map:
    height, width = pixels.shape[:2]
    return np.asarray(
        cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC),
        dtype=np.float32,
    )


def _refined(pixels: Pixels, rough: Map) -> Mask:
    """The outline moved to the edges that a coarser look could not see."""
    mask = (rough > 0.5).astype(np.uint8)
    band = disc(max(2, round(_BAND * max(mask.shape))))
    core, most = cv2.erode(mask, band, borderValue=1), cv2.dilate(mask, band)
    if not core.any():
        return mask
    labels = np.where(mask == 1, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    labels[core == 1], labels[most == 0] = cv2.GC_FGD, cv2.GC_BGD
    bgr = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    cv2.setRNGSeed(0)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(bgr, labels, (0, 0, 0, 0), *models, _FINE_ROUNDS, cv2.GC_INIT_WITH_MASK)
    return tidied(np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8))


def _soft(mask: Mask) -> Map:
    """With an edge two pixels wide, a little within: what lies beyond shines through no rim."""
    blurred = cv2.GaussianBlur(
        mask.astype(np.float32), (0, 0), 1.6, borderType=cv2.BORDER_REPLICATE
    )
    return as_map(np.clip((blurred - 0.45) / 0.4, 0, 1))
