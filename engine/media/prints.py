"""A picture as a printer takes it: cropped, enlarged, with mirrored bleed; and as a proof of that.

Sizes are plain pixels: who asks has reckoned them. No torch.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageDraw, ImageOps

Box = tuple[float, float, float, float]

# Enlarged so many rows at a time: the print alone stands in memory as a whole.
BAND_ROWS = 256
_TRIM, _SAFE = (220, 30, 30), (255, 255, 255)
# What is cut off, of 255.
_BLEED_SHADE = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSize:
    """In px: of the print when its bleed is cut off, and the part of the picture that it shows."""

    width: int
    height: int
    bleed: int
    crop: Box


def print_image(picture: Image.Image, size: PrintSize) -> Image.Image:
    """The whole print, RGB: the crop enlarged or reduced with Lanczos, and its edges mirrored.

    Takes 4 bytes for each of its pixels, and as much for so many columns of the picture.
    """
    whole = Image.new("RGB", (size.width + 2 * size.bleed, size.height + 2 * size.bleed))
    left, upper, right, lower = size.crop
    # Across first: PIL chooses another order for a band that is low, and bands would have seams.
    box = (left, 0.0, right, float(picture.height))
    wide = picture.resize((size.width, picture.height), Image.Resampling.LANCZOS, box=box)
    rows = (lower - upper) / size.height
    for top in range(0, size.height, BAND_ROWS):
        bottom = min(top + BAND_ROWS, size.height)
        # Lanczos looks beyond its box, so that bands meet as if there were none.
        box = (0.0, upper + top * rows, size.width, min(upper + bottom * rows, picture.height))
        band = wide.resize((size.width, bottom - top), Image.Resampling.LANCZOS, box=box)
        whole.paste(band, (size.bleed, size.bleed + top))
    _mirror_edges(whole, size)
    return whole


def _mirror_edges(whole: Image.Image, size: PrintSize) -> None:
    """Fill the bleed, which is no wider than the print, with what lies within the edges."""
    bleed = size.bleed
    right, lower = bleed + size.width, bleed + size.height
    for left, to in ((bleed, 0), (right - bleed, right)):
        strip = whole.crop((left, bleed, left + bleed, lower))
        whole.paste(ImageOps.mirror(strip), (to, bleed))
    # With the corners, which are mirrored twice.
    for upper, to in ((bleed, 0), (lower - bleed, lower)):
        strip = whole.crop((0, upper, whole.width, upper + bleed))
        whole.paste(ImageOps.flip(strip), (0, to))


def encode_print(image: Image.Image, *, dpi: int) -> bytes:
    """A PNG that says that its colours are sRGB, and how large it is on paper."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    buffer = io.BytesIO()
    image.save(buffer, format="png", dpi=(dpi, dpi), icc_profile=profile)
    return buffer.getvalue()


def proof(picture: Image.Image, size: PrintSize, *, safe: int, longest_px: int) -> Image.Image:
    """How the print will be cut: its bleed darkened, a red line where it ends, a white one within.

    Args:
        safe: how far within the edges the white line is, in px of the print.
        longest_px: of the proof; no larger than the print.
    """
    share = min(1.0, longest_px / (max(size.width, size.height) + 2 * size.bleed))
    bleed, inner = round(size.bleed * share), round(safe * share)
    width, height = (max(1, round(side * share)) for side in (size.width, size.height))
    small = PrintSize(width=width, height=height, bleed=bleed, crop=size.crop)
    image = print_image(picture, small)
    shade = Image.new("L", image.size, _BLEED_SHADE)
    trim = (bleed, bleed, bleed + width - 1, bleed + height - 1)
    draw = ImageDraw.Draw(shade)
    draw.rectangle(trim, fill=0)
    image.paste("black", mask=shade)
    line = max(1, round(max(image.size) / 400))
    draw = ImageDraw.Draw(image)
    draw.rectangle(trim, outline=_TRIM, width=line)
    if 0 < inner < min(width, height) // 2 - line:
        left, upper, right, lower = trim
        safe_box = (left + inner, upper + inner, right - inner, lower - inner)
        draw.rectangle(safe_box, outline=_SAFE, width=line)
    return image
