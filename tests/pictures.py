"""Pictures to send: encoded the way tests need them."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from skimage import data


def photo(name: str = "coffee", *, width: int = 0, height: int = 0) -> Image.Image:
    """A real photo: coffee, chelsea (a cat), astronaut or rocket; its own size unless told."""
    image = Image.fromarray(getattr(data, name)())
    return image.resize((width or image.width, height or image.height))


def photo_bytes(shade: int = 0, *, size: tuple[int, int] = (120, 80), kind: str = "PNG") -> bytes:
    """A small picture; another ``shade`` is another picture."""
    return encoded(Image.linear_gradient("L").resize(size).rotate(shade).convert("RGB"), kind)


def encoded(image: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
