"""Which parts of a photo may be its subject, and how well each would come off as a cut-out.

Source: Rother, Kolmogorov, Blake 2004, GrabCut, begun anew from ever less of the attention map: of
a rocket by night only its brightest part is one thing, of a cup its saucer belongs to it. Of the
outlines the one is taken that stands out most, or none: a ragged cut is worse than the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.cutout.seeing import Map, Pixels, as_map, lab_of
from engine.style.controls.faces import Box

Mask = NDArray[np.uint8]  # (h, w), 1 where the subject is

# The shares of the picture below which the attention is the background's.
BEGINNINGS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.96)
ROUNDS = 4
KEPT_PART = 0.3  # of the largest: smaller parts are none of it
LEAST, MOST = 0.02, 0.62  # of the picture
# What an outline needs at least: colours that change across it (of 30 units), hardly anywhere less
# than 10 of them, and more than they do elsewhere in the background; one part that is nearly all.
WEAKEST_SHARE, LEAST_RATIO, LEAST_ONE = 0.08, 1.35, 0.75
# Around a face less is needed: it is known to be somebody.
WEAKEST_FACE_SHARE, LEAST_FACE_RATIO = 0.15, 1.0
LEAST_FACE = 0.97  # of every face is within


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A subject that may be cut out. ``score``: how well, 0 being not at all."""

    mask: Mask
    score: float


def best_outline(pixels: Pixels, drawn: Map, *, faces: Sequence[Box]) -> Outline | None:
    """The subject that comes off best; None: nothing here would.

    Args:
        pixels: (h, w, 3) RGB.
        drawn: (h, w) of :func:`engine.cutout.seeing.attention`.
        faces: (left, top, width, height) as shares of the picture.
    """
    found = [
        Outline(mask=mask, score=_score(pixels, mask, drawn, faces))
        for mask in _cuts(pixels, drawn, faces)
    ]
    best = max(found, key=lambda outline: outline.score, default=None)
    return best if best is not None and best.score > 0 else None


def _cuts(pixels: Pixels, drawn: Map, faces: Sequence[Box]) -> Iterator[Mask]:
    bgr = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
    for share in BEGINNINGS:
        labels = _beginning(drawn, share, faces)
        if not {cv2.GC_FGD, cv2.GC_PR_FGD} & set(np.unique(labels)):
            continue
        cv2.setRNGSeed(0)
        models = np.zeros((1, 65)), np.zeros((1, 65))
        cv2.grabCut(bgr, labels, (0, 0, 0, 0), *models, ROUNDS, cv2.GC_INIT_WITH_MASK)
        yield tidied(np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8))


def _beginning(drawn: Map, share: float, faces: Sequence[Box]) -> Mask:
    """What GrabCut starts from: surely, or probably, the subject or not."""
    labels = np.full(drawn.shape, cv2.GC_PR_BGD, np.uint8)
    labels[drawn > np.quantile(drawn, share)] = cv2.GC_PR_FGD
    labels[drawn > np.quantile(drawn, max(0.97, 1 - (1 - share) * 0.2))] = cv2.GC_FGD
    labels[drawn < np.quantile(drawn, min(0.12, share * 0.4))] = cv2.GC_BGD
    for face in faces:
        _add_person(labels, face)
    return labels


def _add_person(labels: Mask, face: Box) -> None:
    """Hair around a face, and shoulders that widen below it."""
    height, width = labels.shape
    rows, columns = np.mgrid[0:height, 0:width]
    x, y, across, down = _ellipse(face, width, height)
    body = rows > y
    body &= np.abs(columns - x) < across * np.minimum(1 + (rows - y) / down * 0.75, 3.4)
    labels[body & (labels != cv2.GC_FGD)] = cv2.GC_PR_FGD
    hair = ((columns - x) / (1.35 * across)) ** 2 + ((rows - y + 0.12 * down) / (1.35 * down)) ** 2
    labels[hair < 1] = cv2.GC_PR_FGD
    labels[_within(face, width, height)] = cv2.GC_FGD
    labels[body & (np.abs(columns - x) < 0.7 * across)] = cv2.GC_FGD


def _ellipse(face: Box, width: int, height: int) -> tuple[float, float, float, float]:
    """(x, y) of the centre and the half axes, in px."""
    left, top, w, h = face
    centre = ((left + w / 2) * width, (top + h / 2) * height)
    return (*centre, 0.5 * w * width, 0.66 * h * height)


def _within(face: Box, width: int, height: int) -> NDArray[np.bool_]:
    rows, columns = np.mgrid[0:height, 0:width]
    x, y, across, down = _ellipse(face, width, height)
    inside: NDArray[np.bool_] = ((columns - x) / across) ** 2 + ((rows - y) / down) ** 2 < 0.9
    return inside


def tidied(mask: Mask) -> Mask:
    """Without crumbs, holes and frayed edges."""
    longest = max(mask.shape)
    # The picture's edge is no outline: nothing is rounded off there.
    pad = max(2, round(longest * 0.03))
    whole = cv2.copyMakeBorder(mask, pad, pad, pad, pad, cv2.BORDER_REPLICATE)
    grain = max(1, round(longest / 110))
    whole = cv2.morphologyEx(whole, cv2.MORPH_OPEN, disc(grain))
    whole = cv2.morphologyEx(whole, cv2.MORPH_CLOSE, disc(2 * grain))
    count, parts, facts, _ = cv2.connectedComponentsWithStats(whole)
    areas = facts[1:, cv2.CC_STAT_AREA]
    if count > 1:
        kept = 1 + np.flatnonzero(areas >= KEPT_PART * areas.max())
        whole = np.isin(parts, kept).astype(np.uint8)
    soft = cv2.GaussianBlur(whole.astype(np.float32), (0, 0), longest / 130)
    smooth = (soft > 0.5).astype(np.uint8)[pad:-pad, pad:-pad]
    return _without_holes(smooth)


def _without_holes(mask: Mask) -> Mask:
    outside = cv2.copyMakeBorder(1 - mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(1,))
    cv2.floodFill(outside, None, (0, 0), (2,))
    return np.asarray(outside[1:-1, 1:-1] != 2, dtype=np.uint8)


def disc(radius_px: int) -> Mask:
    """A round brush."""
    side = 2 * radius_px + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), dtype=np.uint8)


def _score(pixels: Pixels, mask: Mask, drawn: Map, faces: Sequence[Box]) -> float:
    """How well the mask comes off; 0: not at all."""
    height, width = mask.shape
    if not LEAST < float(mask.mean()) < MOST:
        return 0.0
    if any(mask[_within(face, width, height)].mean() < LEAST_FACE for face in faces):
        return 0.0
    radius = max(2, round(max(width, height) / 64))
    lab = lab_of(pixels, sigma_px=1.0)
    steps = _steps_across(lab, mask, radius)
    if len(steps) == 0:
        return 0.0
    weak = float(np.mean(steps < 10))
    ratio = float(steps.mean()) / (_busy(lab, mask, radius) + 3)
    one = _largest_part(mask)
    weakest, least = (
        (WEAKEST_FACE_SHARE, LEAST_FACE_RATIO) if faces else (WEAKEST_SHARE, LEAST_RATIO)
    )
    if weak > weakest or ratio < least or one < LEAST_ONE:
        return 0.0
    contrast = float(np.clip(steps / 30, 0, 1).mean())
    round_ = min(1.0, float(np.sqrt(4 * np.pi * mask.sum())) / len(steps) * 1.3)
    cover = float(drawn[mask == 1].sum() / drawn.sum())
    own = 1 - _shared_colours(lab, mask)
    return float(contrast * (1 - weak) ** 2 * one * round_**0.3 * cover**0.2 * max(0.0, own) ** 0.5)


def _steps_across(lab: Map, mask: Mask, radius_px: int) -> Map:
    """(n,): at each place of the outline, how far apart the colours on both sides are."""
    around = disc(1)
    edge = (cv2.dilate(mask, around) - mask).astype(bool)
    # Where the subject leaves the picture there is no outline to be seen.
    edge[:2] = edge[-2:] = False
    edge[:, :2] = edge[:, -2:] = False
    apart = _mean_of(lab, mask, radius_px) - _mean_of(lab, 1 - mask, radius_px)
    return as_map(np.linalg.norm(apart, axis=-1)[edge])


def _mean_of(lab: Map, mask: Mask, radius_px: int) -> Map:
    side = (2 * radius_px + 1,) * 2
    weights = mask.astype(np.float32)[..., None]
    total = cv2.boxFilter(lab * weights, -1, side, normalize=False)
    count = cv2.boxFilter(weights, -1, side, normalize=False)
    return as_map(total / np.maximum(count, 1)[..., None])


def _busy(lab: Map, mask: Mask, radius_px: int) -> float:
    """How far apart colours are, at the same distance, in the background."""
    across, down = (
        np.linalg.norm(np.roll(lab, radius_px, axis) - np.roll(lab, -radius_px, axis), axis=-1)
        for axis in (1, 0)
    )
    far = cv2.erode(1 - mask, disc(radius_px)) == 1
    far[:radius_px] = far[-radius_px:] = False
    far[:, :radius_px] = far[:, -radius_px:] = False
    return float(np.maximum(across, down)[far].mean()) if far.any() else 100.0


def _largest_part(mask: Mask) -> float:
    """As a share of the mask."""
    _, _, facts, _ = cv2.connectedComponentsWithStats(mask)
    return float(facts[1:, cv2.CC_STAT_AREA].max() / max(1, mask.sum()))


def _shared_colours(lab: Map, mask: Mask) -> float:
    """Bhattacharyya's coefficient: 1 where subject and background have the same colours."""
    bins = (lab // np.array([32, 12, 12], np.float32)).astype(np.int64)
    _, numbers = np.unique(bins @ np.array([1_000_000, 1000, 1]), return_inverse=True)
    numbers = numbers.reshape(mask.shape)
    count = int(numbers.max()) + 1
    inside, outside = (np.bincount(numbers[mask == side], minlength=count) for side in (1, 0))
    return float(np.sqrt(inside / inside.sum() * (outside / max(1, outside.sum()))).sum())
