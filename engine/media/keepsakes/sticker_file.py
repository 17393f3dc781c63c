"""A sticker as Telegram takes it: WebP, less than 512 KB. No torch."""

from __future__ import annotations

import io

from PIL import Image

MOST_BYTES = 512_000  # Telegram's help on stickers: a static one's file
_QUALITIES = (92, 80, 60, 30)


def sticker_file(image: Image.Image) -> bytes:
    """``image`` as a WebP with its transparency, as well as that fits."""
    for quality in _QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, format="webp", quality=quality, method=4)
        if buffer.tell() <= MOST_BYTES:
            break
    return buffer.getvalue()
