"""What the painters share: noise, warps, colour ramps and light, all over square numpy fields.

Positions and lengths are shares of the picture's side (x to the right, y down), so a picture keeps
its composition at any size.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Field: TypeAlias = NDArray[np.floating[Any]]
Labels: TypeAlias = NDArray[np.int64]


def positions(side_px: int) -> tuple[Field, Field]:
    """Return the x and y of each pixel's centre."""
    line = (np.arange(side_px, dtype=np.float32) + 0.5) / side_px
    x, y = np.meshgrid(line, line)
    return x, y


def smooth_noise(
    rng: np.random.Generator, side_px: int, *, cell: float | tuple[float, float]
) -> Field:
    """Return noise in about [-1, 1] with bumps of ``cell`` (or of cell x wide and cell y high)."""
    wide, high = cell if isinstance(cell, tuple) else (cell, cell)
    shape = (max(2, round(1 / high)) + 3, max(2, round(1 / wide)) + 3)
    grid = rng.uniform(-1.3, 1.3, shape).astype(np.float32)
    box = (1.0, 1.0, shape[1] - 2.0, shape[0] - 2.0)
    field = Image.fromarray(grid).resize((side_px, side_px), Image.Resampling.BICUBIC, box=box)
    return np.asarray(field, dtype=np.float32)


def fractal_noise(
    rng: np.random.Generator,
    side_px: int,
    *,
    cell: float | tuple[float, float],
    octaves: int = 4,
    gain: float = 0.5,
) -> Field:
    """Return noise in about [-1, 1]: each octave has half the size and ``gain`` of the weight."""
    wide, high = cell if isinstance(cell, tuple) else (cell, cell)
    total = np.zeros((side_px, side_px), dtype=np.float32)
    weights = gain ** np.arange(octaves)
    for octave, weight in enumerate(weights / np.sqrt((weights**2).sum())):
        size = (wide / 2**octave, high / 2**octave)
        total += np.float32(weight) * smooth_noise(rng, side_px, cell=size)
    return total


def sample(field: Field, x: Field, y: Field) -> Field:
    """Look ``field`` up at the positions given, the nearest pixel, clamped to the picture."""
    side_px = field.shape[0]
    column = np.clip((x * side_px).astype(np.int32), 0, side_px - 1)
    row = np.clip((y * side_px).astype(np.int32), 0, side_px - 1)
    values: Field = field[row, column]
    return values


def smoothstep(low: float, high: float, value: Field) -> Field:
    """Rise from 0 at ``low`` to 1 at ``high`` (which may lie below ``low``) without corners."""
    share = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), dtype=np.float32)


def colours(*codes: str) -> Field:
    """Return RGB rows in [0, 1] from codes like "1b2a5c"."""
    return np.array([list(bytes.fromhex(code)) for code in codes], dtype=np.float32) / 255


def ramp(value: Field, stops: Field) -> Field:
    """Colour ``value`` in [0, 1] by evenly spaced ``stops``; adds a last axis of RGB."""
    places = np.linspace(0, 1, len(stops))
    channels = [np.interp(value, places, stops[:, channel]) for channel in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


def mix(below: Field, above: Field, share: Field | float) -> Field:
    """Lay ``above`` over ``below`` where ``share`` says so; a 2-D share covers all channels."""
    weight = np.asarray(share, dtype=np.float32)
    weight = weight[..., None] if weight.ndim == 2 else weight
    return below + (above - below) * weight


def blur(field: Field, *, radius: float) -> Field:
    """Blur a field of values in [0, 1] (a mask, a height or RGB); eight bits are precise enough."""
    picture = Image.fromarray(_to_bytes(field))
    soft = picture.filter(ImageFilter.GaussianBlur(radius * field.shape[0]))
    return np.asarray(soft, dtype=np.float32) / 255


def relief(height: Field, *, depth: float) -> Field:
    """Return the brightness of a surface lit from the upper left: 1 where it lies flat."""
    down, right = np.gradient(height)
    slope = (down + right) * (depth * height.shape[0] / 1024)
    return np.asarray(1 + 0.5 * np.tanh(slope), dtype=np.float32)


def cells(x: Field, y: Field, table: Field) -> tuple[Labels, Field]:
    """Split the plane of unit squares into one Voronoi cell per square.

    Args:
        table: (n, n, 2) in [0, 1]: where in its square each seed lies; repeats beyond n squares.
    Returns: each position's cell number, and the distance to the next cell's border (nearly).
    """
    count = table.shape[0]
    column, row = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
    nearest = np.full(x.shape, np.inf, dtype=np.float32)
    second = nearest.copy()
    label = np.zeros(x.shape, dtype=np.int64)
    for step in range(9):
        i, j = column + step % 3 - 1, row + step // 3 - 1
        seed = table[j % count, i % count]
        distance = np.hypot(i + seed[..., 0] - x, j + seed[..., 1] - y).astype(np.float32)
        is_nearer = distance < nearest
        second = np.where(is_nearer, nearest, np.minimum(second, distance))
        label = np.where(is_nearer, (j % count) * count + i % count, label)
        nearest = np.minimum(nearest, distance)
    return label, (second - nearest) / 2


def to_picture(colour: Field) -> Image.Image:
    """Return RGB values in [0, 1] as a picture."""
    return Image.fromarray(_to_bytes(colour))


def from_picture(picture: Image.Image) -> Field:
    """Return a picture's values in [0, 1]."""
    return np.asarray(picture, dtype=np.float32) / 255


def _to_bytes(field: Field) -> NDArray[np.uint8]:
    return (np.clip(field, 0, 1) * 255 + 0.5).astype(np.uint8)
