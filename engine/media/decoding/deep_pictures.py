"""Pictures of more than 8 bits a channel -> 8 bits, a strip at a time. No torch."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PIL import Image

from engine.errors import BrokenPictureError, PictureTooLargeError
from engine.media.formats import PNG_START, tiff_directory
from engine.texts.phrase import Phrase, megabytes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What their numbers may mean as white: 8, 10, 12 and 16 bits. No 14: a dark picture of 16 reaches
# a quarter of its range too, and stays as dark as it is meant.
WHITES = (255.0, 1023.0, 4095.0, 65535.0)
MAX_DEEP_BYTES = 400_000_000  # 64 megapixels of 16-bit colour, decoded
_STRIP_PIXELS = 1_000_000
_SAMPLE_PX = 512  # of each side of what a float picture's white is told from
_BRIGHTEST_PERCENT = 0.1  # brighter ones may be a lamp, or a broken sensor's pixels
_WIDTH, _HEIGHT, _BITS, _SAMPLES, _FORMAT = 256, 257, 258, 277, 339
_FLOAT = 3


def grey_to_eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits or floats; PIL's own conversion would clip at 255, not scale."""
    import numpy as np  # only rare pictures need it, and the chat process starts sooner without

    top = _white_of_floats(image) if image.mode == "F" else _white_of_whole_numbers(image)
    shallow = Image.new("L", image.size)
    for y, values in _strips(image):
        scaled = np.clip(np.nan_to_num(values.astype(np.float32)) * np.float32(255 / top), 0, 255)
        shallow.paste(Image.fromarray(scaled.round().astype(np.uint8)), (0, y))
    return shallow


def is_deep_and_dim(data: bytes, opened: Image.Image) -> bool:
    """Whether a decoded picture has 16-bit colours that use 12 bits at most.

    PIL keeps the upper 8 of the 16.
    """
    if opened.mode not in {"RGB", "RGBA"} or _bits_told(data) != 16:
        return False
    levels = opened.histogram()
    return not any(any(levels[256 * band + 16 : 256 * band + 256]) for band in range(3))


def decode_deep(data: bytes, *, name: str) -> Image.Image:
    """Colours of 16 bits or floats, which PIL cannot read as they are; RGB or RGBA in 8 bits.

    Raises: BrokenPictureError, PictureTooLargeError.
    """
    import cv2
    import numpy as np

    pixels = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise BrokenPictureError("no reader for such numbers", name=name)
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    channels = 4 if pixels.shape[-1] == 4 else 3
    white = _white_of_colours(pixels[..., :3])
    shallow = np.empty((*pixels.shape[:2], channels), dtype=np.uint8)
    for y in range(0, len(pixels), max(1, _STRIP_PIXELS // pixels.shape[1])):
        rows = slice(y, y + max(1, _STRIP_PIXELS // pixels.shape[1]))
        colours = np.nan_to_num(pixels[rows].astype(np.float32))
        shallow[rows, :, :3] = _scaled(colours[..., :3], white)[..., ::-1]  # BGR
        if channels == 4:
            full = 1.0 if pixels.dtype.kind == "f" else 2.0 ** (8 * pixels.dtype.itemsize) - 1
            shallow[rows, :, 3] = _scaled(colours[..., 3], full)
    return Image.fromarray(shallow)


def deep_tiff_size(data: bytes, *, name: str) -> tuple[int, int]:
    """(width, height) of a TIFF that PIL does not know, if it is one that decode_deep may.

    Raises: BrokenPictureError, PictureTooLargeError; engine.media.pictures.DECODE_ERRORS.
    """
    tags = tiff_directory(data)
    width, height = int(tags[_WIDTH]), int(tags[_HEIGHT])
    bits = max(tags.get(_BITS, (1,)))
    is_float = _FLOAT in tuple(tags.get(_FORMAT, (1,)))
    if not is_float and bits != 16:
        raise BrokenPictureError(f"a TIFF of {bits} bits", name=name)
    size = width * height * int(tags.get(_SAMPLES, 1)) * bits // 8
    if size > MAX_DEEP_BYTES:
        what = Phrase("amounts.megabytes_decoded", megabytes=size // 10**6)
        raise PictureTooLargeError(name=name, what=what, limit=megabytes(MAX_DEEP_BYTES))
    return width, height


def _bits_told(data: bytes) -> int:
    """Bits a channel, as a PNG or TIFF says."""
    if data.startswith(PNG_START):
        return data[24]
    if data[:2] in (b"II", b"MM"):
        return int(max(tiff_directory(data).get(_BITS, (1,))))
    return 8


def _strips(image: Image.Image) -> Iterator[tuple[int, NDArray[np.generic]]]:
    """(first row, its values) of one strip of the picture after the other."""
    import numpy as np

    rows = max(1, _STRIP_PIXELS // image.width)
    for y in range(0, image.height, rows):
        yield y, np.asarray(image.crop((0, y, image.width, min(y + rows, image.height))))


def _peak(image: Image.Image) -> float:
    """The largest number that is one."""
    import numpy as np

    peaks = [values[np.isfinite(values)].max(initial=0) for _, values in _strips(image)]
    return float(max(peaks))


def _white_of_whole_numbers(image: Image.Image) -> float:
    """Masks of 0 and 1 are made in 32 bits; in 16, so little is the noise of a dark picture."""
    peak = _peak(image)
    whites = WHITES if image.mode.startswith("I;16") else (1.0, *WHITES)
    return next((white for white in whites if peak <= white), peak)


def _white_of_floats(image: Image.Image) -> float:
    import numpy as np

    if _peak(image) <= 1:
        return 1.0
    step = math.ceil(max(image.size) / _SAMPLE_PX)
    size = (math.ceil(image.width / step), math.ceil(image.height / step))
    few = image.resize(size, Image.Resampling.NEAREST)
    return _white_above_one(np.asarray(few))


def _white_of_colours(pixels: NDArray[np.generic]) -> float:
    import numpy as np

    step = math.ceil(max(pixels.shape[:2]) / _SAMPLE_PX)
    if pixels.dtype.kind == "f":
        peaks = (row[np.isfinite(row)].max(initial=0) for row in pixels)
        if max(float(peak) for peak in peaks) <= 1:
            return 1.0
        return _white_above_one(pixels[::step, ::step].astype(np.float32))
    peak = float(pixels.max())
    return next((white for white in WHITES if peak <= white), peak)


def _white_above_one(values: NDArray[np.generic]) -> float:
    """A usual white, if the brightest come near it; else what they reach, which is then white."""
    import numpy as np

    finite = values[np.isfinite(values)]
    peak = float(np.percentile(finite, 100 - _BRIGHTEST_PERCENT)) if finite.size else 1.0
    near = next((white for white in (1.0, *WHITES) if white / 2 < peak <= white), None)
    return near or max(peak, 1.0)


def _scaled(values: NDArray[np.float32], white: float) -> NDArray[np.uint8]:
    import numpy as np

    scaled: NDArray[np.uint8] = (
        np.clip(values * np.float32(255 / white), 0, 255).round().astype(np.uint8)
    )
    return scaled
