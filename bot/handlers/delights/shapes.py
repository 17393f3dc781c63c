"""A result as a story or a wallpaper: composed from the file that is kept; it costs nothing."""

from __future__ import annotations

import asyncio
import io

from PIL import Image

from bot.chat.context import ChatContext
from bot.chat.ownership import own_snapshot
from bot.delivery.results import result_files
from bot.domain.community.works import is_picture
from engine.media.pictures import encode_picture, flatten

_KINDS = ("story", "phone", "desk")


async def shape(context: ChatContext) -> None:
    """Send it as a file: as a photo Telegram would make it smaller."""
    pressed = await own_snapshot(context)
    if pressed is None:
        return
    job, _, snapshot = pressed
    kind = context.press.arguments[-1] if context.press.arguments else ""
    if kind not in _KINDS or not is_picture(job.order):
        await context.answer(context.text("answer.old"), alert=True)
        return
    data = await asyncio.to_thread(
        result_files.read, context.services.results, job.id, snapshot=snapshot
    )
    if data is None:
        await context.answer(context.text("answer.full_gone"), alert=True)
        return
    await context.answer(context.text("answer.sending"))
    file = await asyncio.to_thread(composed, data, kind)
    name = result_files.given_name(job.order, "jpg", snapshot=snapshot)
    await context.services.notifier.send_file(
        job, file, name=name.replace(".jpg", f"-{kind}.jpg"), caption=context.text(f"shapes.{kind}")
    )


def composed(data: bytes, kind: str) -> bytes:
    # NumPy takes a tenth of a second to load, and most processes compose nothing.
    from engine.media.keepsakes.surroundings import DESK_PX, PHONE_PX, as_story, as_wallpaper

    with Image.open(io.BytesIO(data)) as opened:
        picture = flatten(opened)
    if kind == "story":
        return encode_picture(as_story(picture), format="jpeg")
    size = PHONE_PX if kind == "phone" else DESK_PX
    return encode_picture(as_wallpaper(picture, size), format="jpeg")
