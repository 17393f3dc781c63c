"""Style pictures that are hard to learn from, found by a few cheap sums. No torch."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter, ImageStat

from engine.texts.phrase import Phrase

# A smaller picture's features are too few to tell strokes from: they would paint mud.
LEAST_SIDE_PX = 128
# Of 255: what varies by less in red, green and blue is plain to the eye.
PLAIN_DEVIATION = 2.0
# The longer side at which a picture is looked at: about as large as strokes are learnt from.
LOOKED_AT_PX = 384
# Neighbours that differ by less, of 255, are grain, or a compressed file's blocks.
LEAST_EDGE = 5
BLUR_RADIUS_PX = 4
# Of every edge, what a further blur takes away: paintings and photos lose .68 to .88; blurred by
# two pixels (standard deviation) .24 to .58, by three .14 to .40.
BLURRED_SHARPNESS = 0.35


def flaw_of(picture: Image.Image) -> Phrase | None:
    """What a person should know before ``picture`` (RGB) is a style; None: it is a good one."""
    width, height = picture.size
    shown = _as_looked_at(picture)
    if is_plain(shown):
        return Phrase("notes.plain_style")
    if min(width, height) < LEAST_SIDE_PX:
        return Phrase("notes.small_style", width=width, height=height)
    if _sharpness(shown.convert("L")) < BLURRED_SHARPNESS:
        return Phrase("notes.blurred_style")
    return None


def is_plain(picture: Image.Image) -> bool:
    """Whether it is one colour, without a structure to paint with."""
    return max(ImageStat.Stat(picture).stddev) < PLAIN_DEVIATION


def _as_looked_at(picture: Image.Image) -> Image.Image:
    share = LOOKED_AT_PX / max(picture.size)
    if share >= 1:
        return picture
    width, height = (max(1, round(side * share)) for side in picture.size)
    # In two goes, the first by a whole number: a large photo takes milliseconds.
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _sharpness(grey: Image.Image) -> float:
    """What blurring takes of the edges, as a share of them; 0 where there are none.

    Source: Crete et al. 2007, The blur effect. Differs: both directions together; faint edges do
    not count, which are rounding where all is smooth.
    """
    clear, lost = 0.0, 0.0
    for right, down in ((1, 0), (0, 1)):
        blur = ImageFilter.BoxBlur((BLUR_RADIUS_PX * right, BLUR_RADIUS_PX * down))
        edges = _edges(grey, right, down).point(_without_faint)
        clear += ImageStat.Stat(edges).sum[0]
        rest = ImageChops.subtract(edges, _edges(grey.filter(blur), right, down))
        lost += ImageStat.Stat(rest).sum[0]
    return lost / clear if clear else 0.0


def _edges(grey: Image.Image, right: int, down: int) -> Image.Image:
    """How much each pixel differs from its neighbour to the right, or below."""
    width, height = grey.size
    return ImageChops.difference(
        grey.crop((right, down, width, height)), grey.crop((0, 0, width - right, height - down))
    )


def _without_faint(difference: int) -> int:
    return difference if difference >= LEAST_EDGE else 0
