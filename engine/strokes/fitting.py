"""A photo -> strokes: each is laid where the picture is least like the photo yet. No torch.

Sources: Hertzmann 1998, Painterly rendering with curved brush strokes of multiple sizes (from
large brushes to small, along the forms); Kotovenko et al. 2021 (quadratic Beziers). Differs: a
stroke's colour is the one that serves best under its opacity, in closed form, and a stroke that
brings the picture no nearer to the photo is not painted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import numpy as np
from PIL import Image

from engine.ops.sizes import elongation, fitted
from engine.options.strokes import PaintOptions
from engine.strokes import bezier
from engine.strokes.field import directions, light
from engine.strokes.hands import HANDS, Lines, Manner, Pass
from engine.strokes.lines import draw_lines
from engine.strokes.seeds import worst_of_cells
from engine.strokes.stroke import RGB, Brush, Floats, Strokes, mean_cover
from engine.strokes.trace import Ground, trace

SHEET_PX = 600
# How far a colour may be carried beyond what is seen under its stroke, to make up for what shines
# through: more would be garish.
_MOST_OVERSHOOT = 0.15
_LEAST_WEIGHT = 1e-3  # a stroke beside the sheet
_WARM: RGB = (0.62, 0.5, 0.38)
_SHIFT = 4
# How often a brush is taken over the sheet; and at most, where it is to cover it all.
ROUNDS, COVERING_ROUNDS = 2, 6
# What is covered less than this is still seen as ground.
BARE = 0.6
OnFraction = Callable[[float], None]


def sheet_size(width: int, height: int) -> tuple[int, int]:
    """(width, height) of the sheet for a photo of this size: the same however large the result."""
    return fitted(width, height, SHEET_PX * elongation(width, height))


def fit(
    photo: Image.Image, options: PaintOptions, *, on_fraction: OnFraction | None = None
) -> Strokes:
    """The strokes, largest brushes first.

    Args:
        photo: RGB; of any size.
        on_fraction: told how much is done, in [0, 1]; may raise to stop.
    """
    manner = HANDS[options.hand]
    size = sheet_size(*photo.size)
    resized = photo.convert("RGB").resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    target = _livelier(np.asarray(resized, np.float32) / 255, manner)
    painter = _Fitting(target, manner, seed=options.seed, on_fraction=on_fraction)
    return painter.strokes(options.strokes or manner.strokes)


class _Fitting:
    """The sheet as it is so far, and the strokes on it."""

    def __init__(
        self, target: Floats, manner: Manner, *, seed: int, on_fraction: OnFraction | None
    ) -> None:
        self._target, self._manner = target, manner
        self._random = np.random.default_rng(seed)
        self._on_fraction = on_fraction or (lambda fraction: None)
        self._paper = manner.ground or _primed(target)
        self._canvas = np.empty_like(target)
        self._canvas[:] = self._paper
        self._bare = np.ones(target.shape[:2], bool)
        self._brushes: list[Brush] = []
        self._laid: list[tuple[Floats, float, Floats, float, int]] = []

    def strokes(self, count: int) -> Strokes:
        passes = self._manner.passes
        done = 0.0
        for each in passes:
            # What an earlier brush had no use for goes to this one.
            share = each.share
            done += share
            most = round(count * done) - len(self._laid)
            kind = self._kind(each.brush)
            if isinstance(each, Lines):
                self._draw(each, kind, most)
            else:
                self._paint(each, kind, most)
            self._on_fraction(done)
        return self._gathered()

    def _gathered(self) -> Strokes:
        height, width = self._target.shape[:2]
        if not self._laid:
            return Strokes.none((width, height), self._paper)
        curves, widths, colours, opacities, kinds = zip(*self._laid, strict=True)
        return Strokes(
            sheet=(width, height),
            paper=self._paper,
            curves=np.array(curves),
            widths=np.array(widths),
            colours=np.array(colours),
            opacities=np.array(opacities),
            grains=self._random.integers(0, 1 << 16, len(widths)),
            kinds=np.array(kinds),
            brushes=tuple(self._brushes),
        )

    def _kind(self, brush: Brush) -> int:
        if brush not in self._brushes:
            self._brushes.append(brush)
        return self._brushes.index(brush)

    def _paint(self, brush: Pass, kind: int, most: int) -> None:
        """One brush: seeds where the picture is least like the photo, then a stroke from each."""
        goal = _blurred(self._target, brush.width * brush.blur)
        ground = Ground(
            ways=self._ways(brush, goal),
            picture=goal,
            tolerance=brush.tolerance,
            margin_px=brush.width / 2,
        )
        full = len(self._laid) + most
        for number in range(COVERING_ROUNDS if brush.covers else ROUNDS):
            is_covering = brush.covers and bool(self._bare.any())
            if number >= ROUNDS and not is_covering:
                return
            seeds = self._seeds(goal, brush, is_covering=is_covering)
            if brush.is_even:
                self._random.shuffle(seeds)
            seeds = seeds if is_covering else seeds[: max(full - len(self._laid), 0)]
            for curve, width, outline in self._curves(ground, brush, seeds):
                if len(self._laid) < full or is_covering:
                    colour = self._lay(outline, goal, brush, must=is_covering)
                    if colour is not None:
                        self._laid.append((curve, width, colour, brush.opacity, kind))

    def _curves(
        self, ground: Ground, brush: Pass, seeds: Floats
    ) -> Iterator[tuple[Floats, float, Floats]]:
        """(curve, width, outline) of a stroke through each seed, long ones rather first."""
        count = len(seeds)
        if count == 0:
            return
        lengths = brush.length * self._random.uniform(0.5, 1.0, count)
        jitter = np.deg2rad(brush.stray_deg) * self._random.standard_normal(count)
        curves = _at_least(trace(ground, seeds, lengths, jitter=jitter), brush.width / 2, ground)
        widths = brush.width * self._random.uniform(0.75, 1.15, count)
        order = np.argsort(-bezier.lengths(curves) * self._random.uniform(0.7, 1.3, count))
        taper, is_square = brush.brush.taper, brush.brush.is_square
        outlines = bezier.outlines(curves, widths, taper=taper, is_square=is_square)
        for index in order:
            yield curves[index], float(widths[index]), outlines[index]

    def _ways(self, brush: Pass, goal: Floats) -> Floats:
        if brush.is_hatched:
            angle = np.deg2rad(brush.usual_deg)
            ways = np.empty((*goal.shape[:2], 2))
            ways[:] = (np.cos(angle), np.sin(angle))
            return ways
        return directions(goal, sigma_px=max(2.0, brush.width * 0.5), usual_deg=brush.usual_deg)

    def _seeds(self, goal: Floats, brush: Pass, *, is_covering: bool) -> Floats:
        """(n, 2): in each cell of a grid the place that is least right, the worst cells first."""
        error = _blurred(((self._canvas - goal) ** 2).sum(axis=2), brush.width / 4)
        error *= self._random.uniform(0.7, 1.3, error.shape).astype(np.float32)
        if is_covering:
            error = np.where(self._bare, error + np.float32(1), np.float32(-1))
        cell = max(2, round(brush.width * brush.spacing))
        return worst_of_cells(error, cell, 0.0 if is_covering else brush.gain)

    def _lay(self, outline: Floats, goal: Floats, brush: Pass, *, must: bool) -> Floats | None:
        """Paint it where that brings the picture nearer to the photo. Returns: its colour."""
        found = self._cover(outline)
        if found is None:
            return None
        place, cover = found
        cover *= np.float32(brush.opacity * mean_cover(brush.brush))
        weight, whole = float(np.vdot(cover, cover)), float(cover.sum())
        if weight < _LEAST_WEIGHT:
            return None
        under, wanted = (each[place].reshape(-1, 3) for each in (self._canvas, goal))
        flat = cover.reshape(-1)
        missing = wanted - under
        # The minimum of |wanted - under - cover (colour - under)|^2.
        colour = (flat @ missing + (flat * flat) @ under) / weight
        seen = flat @ wanted / whole
        colour = np.clip(colour, seen - _MOST_OVERSHOOT, seen + _MOST_OVERSHOOT)
        colour = colour + brush.jitter * self._random.standard_normal()
        paint: Floats = np.clip(colour, 0, 1).astype(np.float32)
        painted = under + (paint - under) * flat[:, None]
        left = wanted - painted
        gain = float(np.vdot(missing, missing)) - float(np.vdot(left, left))
        if not must and gain < brush.gain * whole:
            return None
        self._canvas[place] = painted.reshape(*cover.shape, 3)
        self._bare[place] &= cover < BARE
        return paint

    def _cover(self, outline: Floats) -> tuple[tuple[slice, slice], Floats] | None:
        """(where, how much of each pixel there) a stroke covers, its edge antialiased."""
        height, width = self._canvas.shape[:2]
        left, upper = np.maximum(np.floor(outline.min(axis=0)).astype(int) - 1, 0)
        right, lower = np.minimum(np.ceil(outline.max(axis=0)).astype(int) + 1, (width, height))
        if left >= right or upper >= lower:
            return None
        mask = np.zeros((lower - upper, right - left), np.uint8)
        corners = np.round((outline - (left + 0.5, upper + 0.5)) * (1 << _SHIFT))
        cv2.fillPoly(mask, [corners.astype(np.int32)], 255, lineType=cv2.LINE_AA, shift=_SHIFT)
        return (slice(upper, lower), slice(left, right)), mask.astype(np.float32) / 255

    def _draw(self, lines: Lines, kind: int, most: int) -> None:
        ink = np.array(lines.ink, np.float32)
        drawn = draw_lines(self._target, lines, most=most, random=self._random)
        self._laid += [(curve, width, ink, lines.opacity, kind) for curve, width in drawn]


def _at_least(curves: Floats, length: float, ground: Ground) -> Floats:
    """No stroke is a dot: what ended at once is a dab along its way."""
    short = bezier.lengths(curves) < length
    if not short.any():
        return curves
    middle = curves[short].mean(axis=1)
    height, width = ground.ways.shape[:2]
    x = middle[:, 0].astype(int).clip(0, width - 1)
    y = middle[:, 1].astype(int).clip(0, height - 1)
    half = ground.ways[y, x] * length / 2
    curves = curves.copy()
    curves[short] = np.stack([middle - half, middle, middle + half], axis=1)
    return curves


def _blurred(image: Floats, sigma_px: float) -> Floats:
    if sigma_px < 0.3:
        return image
    blurred: Floats = cv2.GaussianBlur(image, (0, 0), sigmaX=sigma_px)
    return blurred


def _primed(target: Floats) -> RGB:
    """A canvas primed in the photo's own tone, warmed."""
    mean = 0.6 * target.mean(axis=(0, 1)) + 0.4 * np.array(_WARM)
    red, green, blue = (float(value) for value in mean)
    return red, green, blue


def _livelier(picture: Floats, manner: Manner) -> Floats:
    """With more colour around the same light; or thinner, as a wash is."""
    tone = light(picture)[..., None]
    lively = tone + (picture - tone) * np.float32(manner.chroma)
    thinned: Floats = lively + (1 - lively) * np.float32(manner.paleness)
    return np.clip(thinned, 0, 1)
