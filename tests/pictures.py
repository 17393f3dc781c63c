"""Pictures and films to send: encoded the way tests need them."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
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


def film_bytes(frames: Sequence[Image.Image], *, frames_per_s: int = 12) -> bytes:
    """An mp4 of these pictures, which are of one size with even sides."""
    with tempfile.TemporaryDirectory(prefix="oneiro-film-") as folder:
        file = Path(folder, "film.mp4")
        with av.open(file, "w", options={"movflags": "+faststart"}) as container:
            stream = container.add_stream("libx264", rate=frames_per_s)
            stream.width, stream.height = frames[0].size
            stream.pix_fmt = "yuv420p"
            for frame in frames:
                container.mux(stream.encode(av.VideoFrame.from_image(frame)))
            container.mux(stream.encode())
        return file.read_bytes()


def gif_bytes(frames: Sequence[Image.Image], *, pause_ms: int = 100) -> bytes:
    """A GIF that shows these pictures over and over."""
    first, *rest = frames
    return encoded(first, "GIF", save_all=True, append_images=rest, duration=pause_ms, loop=0)
