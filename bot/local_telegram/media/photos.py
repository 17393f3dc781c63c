"""Pictures as Telegram's clients and servers treat them: JPEG sizes up to 1280 px, no metadata."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

# Telegram's size types s, m, x and y: the longest side of each.
SIZES_PX = (90, 320, 800, 1280)
JPEG_QUALITY = 87
THUMBNAIL_PX = 320
MAX_SIDES_SUM_PX = 10_000
MAX_RATIO = 20
# Larger pictures get no thumbnail: decoding them would cost more than a preview is worth.
MAX_THUMBNAIL_PIXELS = 40_000_000

# Whatever Pillow raises on bytes that only look like a picture.
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jpeg:
    width: int
    height: int
    data: bytes


def open_picture(data: bytes) -> Image.Image | None:
    """The picture's header, pixels not yet decoded; None if it is none."""
    with warnings.catch_warnings():
        # A picture of many pixels is for the callers to judge, by its size.
        warnings.simplefilter("ignore")
        try:
            return Image.open(io.BytesIO(data))
        except _UNREADABLE:
            return None


def has_photo_dimensions(image: Image.Image) -> bool:
    """Whether Telegram takes it as a photo: width + height <= 10000 and ratio <= 20."""
    width, height = image.size
    return width + height <= MAX_SIDES_SUM_PX and max(width, height) <= MAX_RATIO * min(
        width, height
    )


def photo_sizes(image: Image.Image) -> list[Jpeg] | None:
    """The picture at each of Telegram's sizes that it fills, smallest first; None if broken."""
    whole = _decode(image, fit_px=SIZES_PX[-1])
    if whole is None:
        return None
    longest = max(whole.size)
    fitting = [px for px in SIZES_PX if px < longest] + [longest]
    return [_jpeg(whole, px) for px in fitting]


def thumbnail(image: Image.Image) -> Jpeg | None:
    """A small preview of a picture sent as a file; None if it is broken or huge."""
    if image.width * image.height > MAX_THUMBNAIL_PIXELS:
        return None
    whole = _decode(image, fit_px=THUMBNAIL_PX)
    return None if whole is None else _jpeg(whole, THUMBNAIL_PX)


def _decode(image: Image.Image, *, fit_px: int) -> Image.Image | None:
    """Upright RGB pixels, no larger than ``fit_px``; transparent parts become white."""
    try:
        image.draft("RGB", (fit_px, fit_px))  # lets a JPEG skip detail that is not needed
        image.load()
        upright = ImageOps.exif_transpose(image)
        rgb = _to_rgb(upright)
        rgb.thumbnail((fit_px, fit_px), Image.Resampling.LANCZOS)
    except _UNREADABLE:
        return None
    return rgb


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits a pixel: Pillow would clip instead of scale
        return image.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if image.has_transparency_data:
        with_alpha = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, with_alpha).convert("RGB")
    return image.convert("RGB")


def _jpeg(image: Image.Image, px: int) -> Jpeg:
    small = image.copy()
    small.thumbnail((px, px), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=JPEG_QUALITY)
    return Jpeg(width=small.width, height=small.height, data=buffer.getvalue())
