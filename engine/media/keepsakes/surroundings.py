"""A whole picture in a shape that is not its own, as a phone has it: never stretched. No torch.

What it lacks is made of itself: for a story its own colours, far out of focus, behind it; for a
wallpaper the picture mirrored at its edges, ever softer with the distance, so that none is seen.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

STORY_PX = (1080, 1920)  # Bot API, InputStoryContentPhoto
PHONE_PX = (1290, 2796)
DESK_PX = (2560, 1440)
# So much of a picture is cut off rather than continued.
MOST_CUT = 0.12
_MARGIN = 0.055  # of the story's width, at each side
_CORNER = 0.03  # of its width
_DARK, _COLOURFUL = 0.62, 1.25
_SMALL = 8  # what is far out of focus is blurred so much smaller
_NEAR, _FAR = 0.004, 0.05  # radii of a wallpaper's blur, of the longest side
_REACH = 0.07  # of the longest side: there it is softest

Size = tuple[int, int]


def as_story(picture: Image.Image, size: Size = STORY_PX) -> Image.Image:
    """The picture with round corners before its own blurred colours; RGB."""
    picture = picture.convert("RGB")
    behind = _blurred(_filling(picture, size), max(size) * _FAR)
    behind = ImageEnhance.Color(ImageEnhance.Brightness(behind).enhance(_DARK)).enhance(_COLOURFUL)
    room = (round(size[0] * (1 - 2 * _MARGIN)), round(size[1] * (1 - 4 * _MARGIN)))
    front = _fitting(picture, room)
    place = ((size[0] - front.width) // 2, (size[1] - front.height) // 2)
    mask = _round(front.size, round(size[0] * _CORNER))
    shadow = Image.new("L", size)
    shadow.paste(mask, (place[0], place[1] + round(size[1] * 0.006)))
    shadow = shadow.filter(ImageFilter.GaussianBlur(size[0] * 0.02)).point(lambda v: v * 0.55)
    behind.paste("black", mask=shadow)
    behind.paste(front, place, mask)
    return behind


def as_wallpaper(picture: Image.Image, size: Size) -> Image.Image:
    """The picture filling ``size`` where that cuts off little, else going on beyond its edges."""
    picture = picture.convert("RGB")
    if _cut_off(picture.size, size) <= MOST_CUT:
        return _filling(picture, size)
    front = _fitting(picture, size)
    left, top = (size[0] - front.width) // 2, (size[1] - front.height) // 2
    right, bottom = size[0] - front.width - left, size[1] - front.height - top
    pads = ((top, bottom), (left, right), (0, 0))
    whole = Image.fromarray(np.pad(np.asarray(front), pads, mode="symmetric"))
    away = _distance(size, (left, top, left + front.width, top + front.height))
    for radius, reach in ((_NEAR, _REACH / 4), (_FAR, _REACH)):
        share = np.clip(away / (max(size) * reach), 0, 1)
        mask = Image.fromarray((255 * share).round().astype(np.uint8))
        whole.paste(_blurred(whole, max(size) * radius), mask=mask)
    return whole


def _distance(size: Size, box: tuple[int, int, int, int]) -> NDArray[np.float32]:
    """(height, width): how far each place is from the picture, in px; 0 within."""
    left, top, right, bottom = box
    columns, rows = np.arange(size[0]), np.arange(size[1])
    across = np.maximum(np.maximum(left - columns, columns - right + 1), 0)
    down = np.maximum(np.maximum(top - rows, rows - bottom + 1), 0)
    return np.hypot(down[:, None], across[None]).astype(np.float32)


def _cut_off(picture: Size, size: Size) -> float:
    """The share of the picture that is lost where it fills ``size``."""
    ratio = picture[0] * size[1] / (picture[1] * size[0])
    return 1 - min(ratio, 1 / ratio)


def _fitting(picture: Image.Image, room: Size) -> Image.Image:
    share = min(room[0] / picture.width, room[1] / picture.height)
    width, height = (max(1, round(side * share)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _filling(picture: Image.Image, size: Size) -> Image.Image:
    """Its middle, as much of it as has the shape of ``size``."""
    return ImageOps.fit(picture, size, Image.Resampling.LANCZOS)


def _blurred(image: Image.Image, radius_px: float) -> Image.Image:
    shrink = _SMALL if radius_px > 2 * _SMALL else 1
    small = image.resize(
        (max(1, image.width // shrink), max(1, image.height // shrink)), Image.Resampling.BOX
    )
    small = small.filter(ImageFilter.GaussianBlur(radius_px / shrink))
    return small.resize(image.size, Image.Resampling.BICUBIC)


def _round(size: Size, radius_px: int) -> Image.Image:
    """A mask with round corners, drawn finer and made small."""
    finer = Image.new("L", (size[0] * 2, size[1] * 2))
    corner = (0, 0, finer.width - 1, finer.height - 1)
    ImageDraw.Draw(finer).rounded_rectangle(corner, radius=2 * radius_px, fill=255)
    return finer.resize(size, Image.Resampling.LANCZOS)
