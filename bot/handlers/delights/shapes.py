"""A result as a story or a wallpaper: composed from the file that is kept; it costs nothing."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Mapping

from PIL import Image

from bot.chat.context import ChatContext
from bot.chat.ownership import own_snapshot
from bot.delivery import result_files
from bot.domain.community.works import can_show
from engine.media.keepsakes.surroundings import DESK_PX, PHONE_PX, as_story, as_wallpaper
from engine.media.pictures import encode_picture, flatten

# By what stands on the button: how it is composed.
_SHAPES: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "story": as_story,
    "phone": lambda picture: as_wallpaper(picture, PHONE_PX),
    "desk": lambda picture: as_wallpaper(picture, DESK_PX),
}


async def shape(context: ChatContext) -> None:
    """Send it as a file: as a photo Telegram would make it smaller."""
    pressed = await own_snapshot(context)
    if pressed is None:
        return
    job, _, snapshot = pressed
    compose = _SHAPES.get(context.press.arguments[-1] if context.press.arguments else "")
    if compose is None or not can_show(job.order):
        await context.answer(context.text("answer.old"), alert=True)
        return
    data = await asyncio.to_thread(
        result_files.read, context.services.results, job.id, snapshot=snapshot
    )
    if data is None:
        await context.answer(context.text("answer.full_gone"), alert=True)
        return
    await context.answer(context.text("answer.sending"))
    kind = context.press.arguments[-1]
    file = await asyncio.to_thread(_composed, data, compose)
    name = result_files.given_name(job.order, "jpg", snapshot=snapshot)
    await context.services.notifier.send_file(
        job, file, name=name.replace(".jpg", f"-{kind}.jpg"), caption=context.text(f"shapes.{kind}")
    )


def _composed(data: bytes, compose: Callable[[Image.Image], Image.Image]) -> bytes:
    with Image.open(io.BytesIO(data)) as opened:
        return encode_picture(compose(flatten(opened)), format="jpeg")
