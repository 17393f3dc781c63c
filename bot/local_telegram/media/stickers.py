"""A static sticker as Telegram takes it: WebP or PNG, one side 512 px, less than 512 KB."""

from __future__ import annotations

from bot.local_telegram.errors import bad_request
from bot.local_telegram.media.files import Files
from bot.local_telegram.media.messages import Upload
from bot.local_telegram.media.photos import open_picture
from bot.local_telegram.state.store import Json

SIDE_PX = 512
MAX_BYTES = 512 * 1024
_SUFFIXES = {"WEBP": "webp", "PNG": "png"}


def keep_sticker(
    files: Files, upload: Upload, *, emoji: str | None, set_name: str | None = None
) -> Json:
    """The Bot API's Sticker of an upload, or Telegram's refusal."""
    image = open_picture(upload.data)
    kind = _SUFFIXES.get((image.format or "") if image is not None else "")
    if image is None or kind is None:
        raise bad_request("STICKER_PNG_NOPNG")
    if max(image.size) != SIDE_PX:
        raise bad_request("STICKER_PNG_DIMENSIONS")
    if len(upload.data) > MAX_BYTES:
        raise bad_request("STICKER_FILE_INVALID")
    file = files.add(upload.data, kind="stickers", name=f"sticker.{kind}", mime=f"image/{kind}")
    body: Json = {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": file.size_bytes,
        "type": "regular",
        "width": image.width,
        "height": image.height,
        "is_animated": False,
        "is_video": False,
        **({"emoji": emoji} if emoji else {}),
        **({"set_name": set_name} if set_name else {}),
    }
    files.remember_media(file.file_id, {"sticker": body})
    return body
