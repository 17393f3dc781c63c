"""/sticker, and its button under a result: what is there, cut out, in a pack of one's own."""

from __future__ import annotations

import dataclasses

from telegram import Message

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.ordering import order_free
from bot.chat.ownership import own_result
from bot.chat.photo_intake import note, photo_meant, picture_of
from bot.chat.usual_options import options_meant
from bot.domain.community.works import is_picture
from bot.domain.jobs import Job
from bot.domain.orders import Art, Order, PictureRef
from bot.storage.jobs import job_queries

# What these make of a photo lies where it lay there: its outline is the photo's.
_ALIKE = (Art.DREAM, Art.STYLE, Art.EXPLAIN, Art.PAINT, Art.COLORIZE)


async def sticker(context: ChatContext) -> None:
    """The command: of the result or picture replied to, of the one it came with, or the last.

    Raises: BadInputError: a word, the picture or a limit.
    """
    words = await words_said(context, Art.STICKER)
    options = await options_meant(context, Art.STICKER, words.options)
    replied = context.message.reply_to_message
    job = None
    if replied is not None and picture_of(context.message) is None:
        job = await job_queries.shown_in(
            context.services.db, chat_id=context.chat.id, message_id=replied.message_id
        )
    if job is None or replied is None:
        photo = await photo_meant(context, photo_id=words.photo_id)
        if photo is None:
            await context.say(context.text("stickers.how"))
            return
        order = Order(art=Art.STICKER, options=options, photo=photo)
        await order_free(context, order)
        return
    picture = await _shown(context, job, replied)
    if picture is None:
        await context.say(context.text("stickers.cannot"))
        return
    order = Order(art=Art.STICKER, options=options, photo=picture, guide=_original(job))
    await order_free(context, order, parent_id=job.id, reply_to=replied.message_id)


async def of_result(context: ChatContext) -> None:
    """The button: of the picture as it is shown just now."""
    finished = await own_result(context)
    if finished is None:
        return
    job, _ = finished
    message = context.query.message
    picture = await _shown(context, job, message) if isinstance(message, Message) else None
    if picture is None or message is None:
        await context.answer(context.text("stickers.cannot"), alert=True)
        return
    options = await options_meant(context, Art.STICKER, {})
    order = Order(art=Art.STICKER, options=options, photo=picture, guide=_original(job))
    await order_free(context, order, parent_id=job.id, reply_to=message.message_id, is_press=True)


async def _shown(context: ChatContext, job: Job, message: Message) -> PictureRef | None:
    """A result's picture as it lies at Telegram; None: it is none to be cut, or not theirs."""
    incoming = picture_of(message)
    if incoming is None or not is_picture(job.order) or job.user_id != context.person_id:
        return None
    theirs = dataclasses.replace(incoming, sender_id=context.person_id)
    named = await note(context, theirs, is_second=True)
    # Another look may stand there by now.
    return dataclasses.replace(named, file_id=incoming.file_id)


def _original(job: Job) -> PictureRef | None:
    return job.order.photo if job.order.art in _ALIKE else None
