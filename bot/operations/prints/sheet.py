"""The sheet that goes to the printer with a file: an A4 page as PDF, drawn with Pillow."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from bot.texts.catalogue import text

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

DPI = 150
# A4 at that.
WIDTH, HEIGHT = 1240, 1754
MARGIN = 90
_PROOF_PX = 760
_COLUMN = 300
_BLACK, _GREY = (20, 20, 20), (110, 110, 110)
# Of those the first that the machine has; Pillow's own knows Latin letters alone.
_FONTS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "Arial.ttf")
_NO_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on it. ``facts``: by what they are called; ``proof``: a picture file."""

    number: int
    title: str
    facts: Mapping[str, str]
    address: Sequence[str]
    proof: bytes


def draw_sheet(sheet: Sheet) -> bytes:
    """The PDF."""
    buffer = io.BytesIO()
    title = text("sheet.title", number=sheet.number)
    draw_page(sheet).save(buffer, format="PDF", resolution=DPI, title=title)
    return buffer.getvalue()


def draw_page(sheet: Sheet) -> Image.Image:
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(page)
    draw.text((MARGIN, MARGIN), text("sheet.title", number=sheet.number), _BLACK, _font(46))
    draw.text((MARGIN, MARGIN + 70), sheet.title, _BLACK, _font(32))
    top = _paste_proof(page, sheet.proof, MARGIN + 140) + 40
    for name, value in sheet.facts.items():
        draw.text((MARGIN, top), name, _GREY, _font(24))
        # A checksum is 64 letters without a gap.
        for line in textwrap.wrap(value, 48):
            draw.text((MARGIN + _COLUMN, top), line, _BLACK, _font(24))
            top += 36
        top += 8
    draw.text((MARGIN, top), text("sheet.address"), _GREY, _font(24))
    for line in sheet.address:
        draw.text((MARGIN + _COLUMN, top), line[:60], _BLACK, _font(28))
        top += 42
    if _lacks_letters("".join(sheet.address), _font(28)):
        note = text("sheet.letters", number=sheet.number)
        draw.text((MARGIN + _COLUMN, top), note, _GREY, _font(20))
    return page


def _paste_proof(page: Image.Image, proof: bytes, top: int) -> int:
    """Returns: where it ends."""
    with Image.open(io.BytesIO(proof)) as opened:
        image = opened.convert("RGB")
    image.thumbnail((_PROOF_PX, _PROOF_PX), Image.Resampling.LANCZOS)
    page.paste(image, ((WIDTH - image.width) // 2, top))
    return top + image.height


def _font(size_px: int) -> Font:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size_px)
        except OSError:
            continue
    return ImageFont.load_default(size_px)


def _lacks_letters(words: str, font: Font) -> bool:
    """Whether some of them would be empty boxes."""
    nothing = bytes(font.getmask(_NO_LETTER))
    return any(bytes(font.getmask(letter)) == nothing for letter in set(words) - set(" \t"))
