"""From a wish to a job: what is allowed, the row, the message that will become the picture."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections.abc import Sequence
from typing import Any

from telegram import InputMediaPhoto
from telegram.error import BadRequest, TelegramError

from bot.chat.context import ChatContext
from bot.chat.limits import check_at_once, check_regions, fit_order, is_same_wish, was_paid
from bot.delivery.captions import check_caption
from bot.delivery.job_keyboards import open_job_keyboard
from bot.delivery.troubles import is_unreachable
from bot.domain.jobs import Job, NewJob, StatusMessage
from bot.domain.orders import Order
from bot.errors import AlreadyAskedError, QueueError
from bot.queue import score
from bot.storage.jobs import job_lists, jobs
from bot.storage.jobs.orders import InLine, place_order
from bot.texts.catalogue import error_text, text
from bot.transport.rate_limiter import Pace
from engine.errors import ArtError
from engine.weights.own_styles import style_file

logger = logging.getLogger(__name__)

_ONCE = Pace(may_repeat=False)


async def order_free(
    context: ChatContext,
    order: Order,
    *,
    draft_id: int | None = None,
    parent_id: str | None = None,
    status: StatusMessage | None = None,
    reply_to: int | None = None,
    is_press: bool = False,
) -> Job:
    """Make a free job of ``order``, answer the press, show its place and put it in line.

    Args:
        status: a menu that becomes the job's message; None sends one.
        reply_to: the message that the picture answers; the photo's unless said.
        is_press: a second press while the same picture is in work orders nothing.
    Raises: AlreadyAskedError, DailyLimitError, CaptionTooLongError, OptionError; as
        :func:`fit_options`, :func:`check_at_once`.
    """
    try:
        new = await _new_job(
            context, order, draft_id=draft_id, parent_id=parent_id, status=status, reply_to=reply_to
        )
    except ArtError:
        # Of one that was ordered when this turn was handled before, nothing is refused any more.
        job = await jobs.find_request(context.services.db, context.request_key)
        if job is None:
            raise
        placed = InLine(job=job, place=await job_lists.place(context.services.db, job.id))
    else:
        placed = await _place(context, new, is_press=is_press)
    await context.answer(context.text("answer.working"))
    return await put_in_line(context, placed)


async def _new_job(
    context: ChatContext,
    order: Order,
    *,
    draft_id: int | None,
    parent_id: str | None,
    status: StatusMessage | None,
    reply_to: int | None,
) -> NewJob:
    """Raises: BadInputError, WeightsError: it is not allowed, or cannot be."""
    tiers, fitting = context.services.tiers, order
    if not await was_paid(context, order):
        fitting = fit_order(tiers, order, language=context.language)
    check_regions(order)
    await check_at_once(context, order.options, styles=order.styles)
    check_caption(fitting, context.language)
    photo_message = order.photo.message_id if order.photo else None
    return NewJob(
        request_key=context.request_key,
        chat_id=context.chat.id,
        user_id=context.person_id,
        language=context.language,
        order=fitting,
        tier=tiers.free.name,
        reply_to=reply_to or context.asked_in or photo_message,
        parent_id=parent_id,
        draft_id=draft_id,
        status=status,
        thread_id=context.thread_id,
    )


async def _place(context: ChatContext, new: NewJob, *, is_press: bool) -> InLine:
    free, now = context.services.tiers.free, context.services.clock()

    def refuse(open_jobs: Sequence[Job]) -> None:
        if is_press and any(is_same_wish(job.order, new.order) for job in open_jobs):
            raise AlreadyAskedError

    return await place_order(
        context.services.db,
        new,
        now=now,
        due=lambda waiting: score(now, boost_s=free.boost_s, waiting=waiting),
        limit=free.jobs_per_day,
        refuse=refuse,
    )


async def put_in_line(context: ChatContext, placed: InLine) -> Job:
    """Show the job's place in its message and hand it to the queue; harmless when repeated.

    Raises: TelegramError: this chat is closed to us, so that nothing is made for it.
    """
    job, place = placed.job, placed.place
    if not job.state.is_open:
        return job
    words = text("status.queued", job.language, place=place or 1)
    try:
        # A repeated turn must not write over what the worker shows by now.
        if place is not None or job.status is None:
            job = await _show(context, job, words)
    except TelegramError as exc:
        if is_unreachable(exc) and await _put_down(context, job):
            raise
        # The job goes on: its worker sends the message anew.
        logger.warning("cannot show a new job", extra={"job_id": job.id, "why": exc})
    try:
        await context.services.queue.put(job)
    except QueueError as exc:
        logger.warning("a job waits for Redis", extra={"job_id": job.id, "why": exc.detail})
        await context.say(error_text(exc.code, job.language), reply_to=job.reply_to)
    return job


async def _put_down(context: ChatContext, job: Job) -> bool:
    """End a job that could not be shown to anybody; what was paid for waits instead."""
    if job.charge_id is not None:
        return False
    db, now = context.services.db, context.services.clock()
    if await jobs.cancel(db, job.id, user_id=job.user_id, now=now) is None:
        return False
    await jobs.mark_told(db, job.id)
    logger.info("nothing is made for a closed chat", extra={"job_id": job.id})
    return True


async def _show(context: ChatContext, job: Job, words: str) -> Job:
    keyboard = open_job_keyboard(job.id, job.language)
    if job.status is None:
        message = await context.bot.send_message(
            job.chat_id,
            words,
            reply_markup=keyboard,
            message_thread_id=job.thread_id,
            reply_parameters=context.reply(job.reply_to),
            # Sent twice, the first would stand for ever with a Cancel button that nobody knows of.
            rate_limit_args=_ONCE,
        )
        status = StatusMessage(message_id=message.message_id, has_media=False)
        await jobs.set_status_message(
            context.services.db, job.id, message_id=status.message_id, has_media=False
        )
    else:
        status = job.status
        where: dict[str, Any] = {"chat_id": job.chat_id, "message_id": status.message_id}
        try:
            if status.has_media and _is_shown_while_waiting(job.order):
                await context.bot.edit_message_media(
                    await _menu_picture(context, job.order, words), reply_markup=keyboard, **where
                )
            elif status.has_media:
                await context.bot.edit_message_caption(
                    caption=words, reply_markup=keyboard, **where
                )
            else:
                await context.bot.edit_message_text(words, reply_markup=keyboard, **where)
        except BadRequest as exc:
            if "not modified" in str(exc).lower():
                return job
            if not status.has_media:
                raise
            # A picture that came as a file cannot stand in a photo's place.
            await context.bot.edit_message_caption(caption=words, reply_markup=keyboard, **where)
    return dataclasses.replace(job, status=status)


def _is_shown_while_waiting(order: Order) -> bool:
    """A film to be dreamt cannot stand in its menu's place: that is a photo."""
    return bool(order.styles) or order.photo is None or not order.photo.is_film


async def _menu_picture(context: ChatContext, order: Order, words: str) -> InputMediaPhoto:
    """What a menu's picture gives way to while its job waits: the style chosen, or the photo."""
    if order.styles:
        style = order.styles[0]
        if style.picture is not None:
            return InputMediaPhoto(style.picture.file_id, caption=words)
        # Of a path only its address would be sent, for a server on this very machine.
        folder = context.services.settings.weights_dir
        file = await asyncio.to_thread(style_file, style.name, folder)
        return InputMediaPhoto(file, caption=words)
    if order.photo is None:
        raise LookupError("a menu's order without a picture")
    return InputMediaPhoto(order.photo.file_id, caption=words)
