"""What a message carries besides words: pictures, films and files, treated as Telegram does."""

from __future__ import annotations

import asyncio
import mimetypes
from dataclasses import dataclass

from PIL import Image

from bot.local_telegram.errors import bad_request
from bot.local_telegram.media.files import File, Files
from bot.local_telegram.media.films import gif_as_mp4, is_moving_gif, read_film
from bot.local_telegram.media.photos import (
    Jpeg,
    has_photo_dimensions,
    open_picture,
    photo_sizes,
    thumbnail,
)
from bot.local_telegram.state.store import Json

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
# Bot API, sendVideoNote: "rounded square MPEG4 videos of up to 1 minute long".
MAX_NOTE_PX, MAX_NOTE_S = 640, 60
MEDIA_KINDS = ("photo", "document", "video", "animation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it came in; the type that the sender declares is ignored."""

    name: str
    data: bytes


async def photo_from_bot(files: Files, upload: Upload) -> Json:
    """``{"photo": [...]}`` of an uploaded picture, or Telegram's refusal."""
    if len(upload.data) > MAX_PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(upload.data)} bytes is too big for a photo; "
            f"the maximum size is {MAX_PHOTO_BYTES} bytes"
        )
    image = open_picture(upload.data)
    if image is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if not has_photo_dimensions(image):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    sizes = await asyncio.to_thread(photo_sizes, image)
    if sizes is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return _keep_photo(files, sizes)


async def photo_from_person(files: Files, upload: Upload) -> Json:
    """A photo, or a document when a client could not send it as a photo."""
    image = open_picture(upload.data)
    sizes = None
    if image is not None and has_photo_dimensions(image):
        sizes = await asyncio.to_thread(photo_sizes, image)
    return await document(files, upload) if sizes is None else _keep_photo(files, sizes)


async def film_from_person(files: Files, upload: Upload) -> Json:
    """A video; a GIF that moves becomes an animation, and what cannot be played a document."""
    if await asyncio.to_thread(is_moving_gif, upload.data):
        mp4 = await asyncio.to_thread(gif_as_mp4, upload.data)
        if mp4 is None:
            return await document(files, upload)
        film = Upload(name=f"{upload.name}.mp4", data=mp4)
        return await video(files, film, kind="animation", claimed={})
    if open_picture(upload.data) is not None:
        return await photo_from_person(files, upload)
    if await asyncio.to_thread(read_film, upload.data) is None:
        return await document(files, upload)
    return await video(files, upload, kind="video", claimed={})


async def document(files: Files, upload: Upload) -> Json:
    """``{"document": {...}}``: the bytes as they are, with a thumbnail if they are a picture."""
    image = open_picture(upload.data)
    preview = None if image is None else await asyncio.to_thread(thumbnail, image)
    name = upload.name or "file"
    file = files.add(upload.data, kind="documents", name=name, mime=guess_mime(name, image))
    body = {**_identity(file), "file_name": file.name, "mime_type": file.mime}
    if preview is not None:
        body["thumbnail"] = _keep_jpeg(files, preview, kind="thumbnails")
    return _remember(files, {"document": body})


async def video(files: Files, upload: Upload, *, kind: str, claimed: Json) -> Json:
    """``{"video": {...}}`` or ``{"animation": {...}}``.

    Args:
        claimed: the sender's ``width``, ``height`` and ``duration``, for what cannot be read.
    """
    name = upload.name or f"{kind}.mp4"
    film = await asyncio.to_thread(read_film, upload.data)
    file = files.add(upload.data, kind=f"{kind}s", name=name, mime=guess_mime(name, None))
    body = {
        **_identity(file),
        "width": film.width if film else int(claimed.get("width") or 0),
        "height": film.height if film else int(claimed.get("height") or 0),
        "duration": film.duration_s if film else int(claimed.get("duration") or 0),
        "file_name": file.name,
        "mime_type": file.mime,
    }
    if film is not None and film.first_look is not None:
        body["thumbnail"] = _keep_jpeg(files, film.first_look, kind="thumbnails")
    # Telegram sets the document field too when it is an animation, for older bots.
    extra = {"document": {k: body[k] for k in (*_identity(file), "file_name", "mime_type")}}
    return _remember(files, {kind: body, **(extra if kind == "animation" else {})})


async def video_note(files: Files, upload: Upload, *, claimed: Json) -> Json:
    """``{"video_note": {...}}`` of a square film; of any other a video, as clients show it then.

    ``claimed``: as of :func:`video`.
    """
    film = await asyncio.to_thread(read_film, upload.data)
    is_note = film is not None and film.width == film.height <= MAX_NOTE_PX
    if film is None or not is_note or film.duration_s > MAX_NOTE_S:
        return await video(files, upload, kind="video", claimed=claimed)
    file = files.add(upload.data, kind="video_notes", name="note.mp4", mime="video/mp4")
    body = {**_identity(file), "length": film.width, "duration": film.duration_s}
    if film.first_look is not None:
        body["thumbnail"] = _keep_jpeg(files, film.first_look, kind="thumbnails")
    return _remember(files, {"video_note": body})


def again(files: Files, file_id: str, *, kind: str) -> Json:
    """What was sent before under ``file_id``, to be sent as ``kind`` once more."""
    media = files.media(file_id)
    if media is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if kind not in media:
        actual = next(iter(media))
        raise bad_request(f"can't use file of type {actual.title()} as {kind.title()}")
    return media


def guess_mime(name: str, image: Image.Image | None) -> str:
    """By content if it is a picture, else by the name's ending."""
    by_content = Image.MIME.get(image.format or "") if image is not None else None
    return by_content or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _keep_photo(files: Files, sizes: list[Jpeg]) -> Json:
    return _remember(files, {"photo": [_keep_jpeg(files, size, kind="photos") for size in sizes]})


def _keep_jpeg(files: Files, jpeg: Jpeg, *, kind: str) -> Json:
    file = files.add(jpeg.data, kind=kind, name="photo.jpg", mime="image/jpeg")
    return {**_identity(file), "width": jpeg.width, "height": jpeg.height}


def _identity(file: File) -> Json:
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size_bytes,
    }


def _remember(files: Files, media: Json) -> Json:
    for body in media.values():
        for part in body if isinstance(body, list) else [body]:
            files.remember_media(part["file_id"], media)
    return media
