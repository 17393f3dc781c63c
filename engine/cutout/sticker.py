"""A sticker of a picture: its subject cut out, or the whole with round corners, in a white rim."""

from __future__ import annotations

import time

import cv2
import numpy as np
from PIL import Image

from engine.cutout.seeing import NETWORK, Map, as_map
from engine.cutout.subject import find_subject
from engine.media.pictures import Picture
from engine.options.sticker import StickerOptions
from engine.studio.artwork import Artwork
from engine.studio.studio import Studio, rendering
from engine.texts.phrase import Phrase

SIDE_PX = 512  # Bot API, InputSticker: one side is just so long
RIM_PX = 11
CORNER = 0.12  # of the shorter side, the radius of a whole picture's corners
MOST_STRETCH = 0.05  # of the photo against the result that was made of it
_EDGE = 0.5  # what counts as the subject


def sticker(
    picture: Picture,
    options: StickerOptions | None = None,
    *,
    original: Picture | None = None,
    studio: Studio | None = None,
) -> Artwork:
    """``picture`` as a sticker: RGBA, its longer side 512 px.

    Args:
        original: the photo of which ``picture`` was made, with the same subject at the same
            place: in a painting everything has edges. One of another shape is left aside.
        studio: keeps networks warm from one call to the next; None: a new one.
    Returns: ``notes`` say where nothing was cut out.
    Raises: UnknownNameError, WeightsError, OutOfMemoryError.
    """
    studio, options = studio or Studio(), options or StickerOptions()
    started = time.perf_counter()
    with rendering():
        shares = None
        if options.cut == "subject":
            seen = original if original is not None and _is_alike(original, picture) else picture
            shares = find_subject(seen, studio=studio, network=options.network)
            if shares is not None and not (shares > _EDGE).any():
                shares = None  # so faint that nothing of it would be kept
    is_cut = shares is not None
    image = rimmed(picture.image, shares if shares is not None else _corners(picture))
    notes = () if is_cut or options.cut == "whole" else (Phrase("notes.nothing_to_cut"),)
    return Artwork(
        art="sticker",
        network=options.network or NETWORK,
        options=options,
        seconds=time.perf_counter() - started,
        device=studio.device.type,
        image=image,
        notes=notes,
        facts={"is_cut": is_cut},
    )


def rimmed(image: Image.Image, shares: Map) -> Image.Image:
    """What ``shares`` keeps of ``image``, as large as it can be, within a white rim.

    Args:
        shares: (h, w) in [0, 1], with the image's aspect; at least one is above a half.
    Returns: RGBA; its longer side is SIDE_PX.
    """
    height, width = shares.shape
    rows, columns = (np.flatnonzero((shares > _EDGE).any(axis=axis)) for axis in (1, 0))
    top, bottom = rows[0] / height, (rows[-1] + 1) / height
    left, right = columns[0] / width, (columns[-1] + 1) / width
    box = (left * image.width, top * image.height, right * image.width, bottom * image.height)
    inner = SIDE_PX - 2 * RIM_PX
    share = inner / max(box[2] - box[0], box[3] - box[1])
    size = (
        max(1, round((box[2] - box[0]) * share)),
        max(1, round((box[3] - box[1]) * share)),
    )
    colours = image.convert("RGB").resize(size, Image.Resampling.LANCZOS, box=box)
    kept = Image.fromarray(shares).resize(
        size,
        Image.Resampling.BICUBIC,
        box=(left * width, top * height, right * width, bottom * height),
    )
    return _on_rim(as_map(colours), as_map(np.clip(as_map(kept), 0, 1)))


def _on_rim(colours: Map, kept: Map) -> Image.Image:
    around = [(RIM_PX, RIM_PX), (RIM_PX, RIM_PX)]
    kept = np.pad(kept, around)
    colours = np.pad(colours, [*around, (0, 0)], mode="edge")
    outside = (kept <= _EDGE).astype(np.uint8)
    away = cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    # Narrow bays are rim as well, so that it goes round without corners.
    filled = (away > RIM_PX - 1).astype(np.uint8)
    rim = cv2.GaussianBlur(1 - filled.astype(np.float32), (0, 0), 1.2)
    alpha = np.maximum(np.clip((rim - 0.25) / 0.5, 0, 1), kept)
    flat = 255 * (1 - kept[..., None]) + colours * kept[..., None]
    pixels = np.dstack([flat, 255 * alpha]).round().clip(0, 255).astype(np.uint8)
    return Image.fromarray(pixels, "RGBA")


def _corners(picture: Picture) -> Map:
    """The whole picture, its corners rounded."""
    share = SIDE_PX / max(picture.width, picture.height)
    width, height = (max(1, round(side * share)) for side in (picture.width, picture.height))
    radius = CORNER * min(width, height)
    rows, columns = np.mgrid[0:height, 0:width] + 0.5
    across = np.maximum(np.abs(columns - width / 2) - width / 2 + radius, 0)
    down = np.maximum(np.abs(rows - height / 2) - height / 2 + radius, 0)
    return as_map(np.clip(radius - np.hypot(across, down) + 0.5, 0, 1))


def _is_alike(original: Picture, picture: Picture) -> bool:
    stretch = original.width * picture.height / (original.height * picture.width)
    return 1 / (1 + MOST_STRETCH) <= stretch <= 1 + MOST_STRETCH
