"""The button under /start that dreams a person's profile photo, without an upload."""

from __future__ import annotations

import dataclasses
import logging

from telegram import PhotoSize
from telegram.error import TelegramError

from bot.chat.context import ChatContext
from bot.chat.ordering import order_free
from bot.chat.photo_intake import Incoming, take
from bot.chat.usual_options import options_meant
from bot.domain.orders import Art, Order
from bot.menus.delights.start_keyboard import ME
from bot.transport.rate_limiter import Pace

logger = logging.getLogger(__name__)

_PACE = Pace(patience_s=5.0)


async def dream(context: ChatContext) -> None:
    """The usual dream of the photo that they show of themselves just now.

    Raises: BadInputError: it is not fit, or a limit.
    """
    pressed = context.query.message
    if context.press.subject != ME or not context.is_private or pressed is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    size = await _newest(context)
    if size is None:
        await context.answer(context.text("my_photo.none"), alert=True)
        return
    incoming = Incoming(
        file_id=size.file_id,
        file_unique_id=size.file_unique_id,
        message_id=pressed.message_id,
        sender_id=context.person_id,
        size_bytes=size.file_size,
    )
    # They may show another one since this was pressed first.
    photo = dataclasses.replace(await take(context, incoming), file_id=size.file_id)
    options = await options_meant(context, Art.DREAM, {})
    order = Order(art=Art.DREAM, options=options, photo=photo)
    await order_free(context, order, reply_to=pressed.message_id, is_press=True)


async def _newest(context: ChatContext) -> PhotoSize | None:
    """The largest size of it; None: there is none that we may see."""
    try:
        photos = await context.bot.get_user_profile_photos(
            context.user.id, limit=1, rate_limit_args=_PACE
        )
    except TelegramError as exc:
        logger.info("no profile photo", extra={**context.log_facts(), "why": exc})
        return None
    return photos.photos[0][-1] if photos.photos and photos.photos[0] else None
