"""Names in the corners of shown pictures, drawn with a font of ours: DejaVu Sans.

It has the letters of Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic. What it lacks
is left out of a name, and a name of which nothing is left is not drawn.
"""

from __future__ import annotations

import functools
import io
import unicodedata
from importlib import resources

from PIL import Image, ImageDraw, ImageFont, features

from bot.domain.community.works import MAX_SIGNATURE_CHARS

_FONT = "DejaVuSans.ttf"
# No font has it: this is how it shows what it lacks.
_LACKING = "\U0010ffff"
# Of the shorter side: small, and legible where the picture is as wide as a phone.
_SHARE = 0.04
_LEAST_PX, _MOST_PX = 12, 44
# Of the width, for a name; what is longer is drawn smaller.
_WIDTH = 0.6
_MARGIN = 0.8  # of a letter's height
_STROKE = 0.09
_TRY_PX = 32
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def signature_of(name: str) -> str | None:
    """A person's name as it can be drawn: in one line, and short; None: nothing of it can."""
    in_line = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    short = "".join(filter(_can_draw, in_line))[:MAX_SIGNATURE_CHARS]
    has_letters = any(c.isalnum() for c in short)
    return " ".join(short.split()) if has_letters else None


def sign(image: Image.Image, name: str) -> None:
    """Draw a name that :func:`signature_of` gave into the lower right corner."""
    wanted = round(min(image.size) * _SHARE)
    size_px = min(max(wanted, _LEAST_PX), _MOST_PX)
    width = _font(size_px).getlength(name)
    room = image.width * _WIDTH
    if width > room:
        size_px = max(1, int(size_px * room / width))
    margin = size_px * _MARGIN
    ImageDraw.Draw(image).text(
        (image.width - margin, image.height - margin),
        name,
        font=_font(size_px),
        anchor="rd",
        fill="white",
        stroke_width=max(1, round(size_px * _STROKE)),
        stroke_fill=(20, 20, 20),
    )


@functools.cache
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    data = resources.files("bot").joinpath("assets", _FONT).read_bytes()
    return ImageFont.truetype(io.BytesIO(data), size_px)


@functools.lru_cache(maxsize=4096)
def _can_draw(letter: str) -> bool:
    # Without Raqm and FriBiDi letters would stand in the wrong order, and apart.
    if unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT and not features.check("raqm"):
        return False
    return letter == " " or _shape(letter) != _shape(_LACKING)


def _shape(letter: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(_TRY_PX).getmask(letter)
    return mask.size, bytes(mask)
