"""Copies of pictures that are shown: what is kept of them, and under which names.

Nothing but pixels gets into a copy, and each lies in a store of its own until it is taken back.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from bot.community.signatures import sign
from bot.delivery.results.result_files import megabytes
from bot.delivery.results.result_store import ResultBucket, ResultFolder, ResultStore
from bot.domain.community.works import Size
from bot.errors import FilmTooLargeToShowError
from bot.settings import Settings
from engine.media.pictures import encode_picture, flatten

# Of a film, WORK and SMALL are how it looks half-way.
WORK, SMALL, PHOTO, STYLE = "work.jpg", "small.webp", "photo.jpg", "style.jpg"
FILM = "film.mp4"
NAMES = (WORK, SMALL, PHOTO, STYLE, FILM)
# As large as Telegram shows a photo.
WORK_PX = 1280
# A page shows twelve, and is to be there within a second on a phone.
SMALL_PX = 560
SMALL_BYTES = 22_000
_QUALITIES = (80, 70, 60, 50, 40, 30)
_STILL_SMALLER = 0.8
JPEG_QUALITY = 87  # as Telegram's own
# Half a minute on a phone's slow day; what is sent in the chat each time.
MAX_FILM_BYTES = 8_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A picture as it is shown."""

    data: bytes
    size: Size


def open_feed(settings: Settings) -> ResultStore:
    """Where the copies lie: beside the results, never among them.

    Raises: SettingsError: a bucket needs a library that is not installed.
    """
    if settings.results_url is None:
        return ResultFolder(settings.data_dir / "feed")
    return ResultBucket(f"{settings.results_url.rstrip('/')}/feed")


def open_styles(settings: Settings) -> ResultStore:
    """Where copies of saved styles lie, likewise."""
    if settings.results_url is None:
        return ResultFolder(settings.data_dir / "styles")
    return ResultBucket(f"{settings.results_url.rstrip('/')}/styles")


def copy_of(data: bytes, *, longest_px: int, signature: str | None = None) -> Copy:
    """A JPEG of a picture of ours, no larger than that; with a name in its corner."""
    image, buffer = _opened(data, longest_px), io.BytesIO()
    if signature is not None:
        sign(image, signature)
    image.save(buffer, "JPEG", quality=JPEG_QUALITY)
    return Copy(data=buffer.getvalue(), size=_size(image))


def preview_of(data: bytes) -> bytes:
    """A WebP of a picture of ours for a page of many; what is busy is blurred a little for it."""
    image = _opened(data, SMALL_PX)
    while True:
        for quality in _QUALITIES:
            buffer = io.BytesIO()
            image.save(buffer, "WEBP", quality=quality, method=4)
            if buffer.tell() <= SMALL_BYTES:
                return buffer.getvalue()
        smaller = (round(image.width * _STILL_SMALLER), round(image.height * _STILL_SMALLER))
        image = image.resize((max(1, smaller[0]), max(1, smaller[1])), Image.Resampling.LANCZOS)


def film_copy_of(data: bytes) -> tuple[bytes, bytes]:
    """An mp4 of a film of ours, and a PNG of how it looks half-way.

    Raises: FilmTooLargeToShowError: for a page; RenderError: it does not open.
    """
    from engine.media.mp4 import bare_film, middle_frame  # slow to load, and few show films

    film = bare_film(data)
    if len(film) > MAX_FILM_BYTES:
        raise FilmTooLargeToShowError(
            f"{len(film)} bytes", mb=megabytes(len(film)), limit_mb=megabytes(MAX_FILM_BYTES)
        )
    return film, encode_picture(middle_frame(film))


def size_of(data: bytes) -> Size:
    """Of a copy."""
    with Image.open(io.BytesIO(data)) as opened:
        return _size(opened)


def file_name(token: str, name: str) -> str:
    """What a copy is called in its store."""
    return f"{token}-{name}"


def _opened(data: bytes, longest_px: int) -> Image.Image:
    """A fresh image: nothing that a file tells besides its pixels is in it."""
    with Image.open(io.BytesIO(data)) as opened:
        whole = flatten(opened)
    image = Image.new("RGB", whole.size)
    image.paste(whole)
    image.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS)
    return image


def _size(image: Image.Image) -> Size:
    return Size(width=image.width, height=image.height)
