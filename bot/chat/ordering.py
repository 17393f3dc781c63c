"""From a wish to a job: what is allowed, the row, the message that will become the picture."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections.abc import Sequence
from functools import partial

from telegram.error import TelegramError

from bot.chat import earlier_results, limits
from bot.chat.context import ChatContext
from bot.chat.offers import show_offer
from bot.chat.ownership import check_may_ask
from bot.chat.usual_options import usual_here
from bot.delivery.telegram_errors import is_unreachable
from bot.domain.fair_queue import score_of
from bot.domain.jobs import GuestMessage, Job, NewJob, StatusMessage
from bot.domain.money.previews import preview_order
from bot.domain.orders import Order
from bot.domain.tiers import fit_free
from bot.domain.waiting import Outlook
from bot.errors import USED_UP, AlreadyAskedError, QueueError
from bot.queue.outlooks import outlook
from bot.storage.jobs import jobs
from bot.storage.jobs.orders import PlacedJob, place_order, placed
from bot.texts.catalogue import error_text
from engine.errors import ArtError
from engine.weights.own_styles import style_file

logger = logging.getLogger(__name__)


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

    What is asked for at a paid size is offered at once, below a small preview of it.

    Args:
        status: a menu that becomes the job's message; None sends one.
        reply_to: the message that the picture answers; the photo's unless said.
        is_press: a second press while the same picture is in work orders nothing.
    Raises: AlreadyAskedError, CaptionTooLongError, OptionError; as check_allowance,
        limits.check_saved, limits.check_at_once, check_may_ask.
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
        placed_job = await placed(context.services.db, job)
    else:
        new = await earlier_results.with_what_is_had(context, new)
        try:
            placed_job = await _place(context, new, is_press=is_press)
        except USED_UP:
            if not new.order.is_preview or parent_id is not None:
                raise
            return await _offer_alone(context, new)
    await context.answer(context.text("answer.working"))
    if placed_job.job.is_cached:
        job = await earlier_results.hand_over(context, placed_job.job)
    else:
        job = await put_in_line(context, placed_job)
    if job.order.is_preview and parent_id is None:
        await show_offer(context, job)
    return job


async def _offer_alone(context: ChatContext, new: NewJob) -> Job:
    """Offer what was asked for though no free picture is left for its preview: none is made."""
    db, now = context.services.db, context.services.clock()
    job = (await place_order(db, new, now=now, due=lambda _: now)).job
    job = await jobs.cancel(db, job.id, user_id=job.user_id, now=now) or job
    await jobs.mark_told(db, job.id)
    await context.answer()
    await show_offer(context, job)
    return job


async def order_print(context: ChatContext, order: Order, *, parent: Job) -> Job:
    """Make a job of a print's file that nobody pays for, and put it in line.

    It is as large as its print, whatever the free tier's pictures are; it counts as one of them.
    Raises: AlreadyAskedError; as check_allowance, check_may_ask.
    """
    await check_may_ask(context)
    new = NewJob(
        request_key=context.request_key,
        chat_id=context.chat.id,
        user_id=context.person_id,
        language=context.language,
        order=order,
        tier=context.services.tiers.now.free.name,
        reply_to=parent.status.message_id if parent.status else None,
        parent_id=parent.id,
        thread_id=context.thread_id,
        expected_s=await context.services.queue.estimates.expected_s(order),
    )
    placed_job = await _place(context, new, is_press=True)
    await context.answer(context.text("answer.working"))
    return await put_in_line(context, placed_job)


async def order_as_guest(context: ChatContext, order: Order, *, guest: GuestMessage) -> Job:
    """Make a free job of ``order`` whose news go to ``guest``, and put it in line.

    Raises: CaptionTooLongError, OptionError; as check_allowance, limits.check_at_once.
    """
    tiers = context.services.tiers.now
    fitting = limits.check(tiers, order, language=context.language, is_paid=False)
    await limits.check_at_once(context, order.options, styles=order.styles)
    new = NewJob(
        request_key=context.request_key,
        chat_id=context.person_id,
        user_id=context.person_id,
        language=context.language,
        order=fitting,
        tier=tiers.free.name,
        expected_s=await context.services.queue.estimates.expected_s(fitting),
        guest=guest,
    )
    new = await earlier_results.with_what_is_had(context, new)
    placed_job = await _place(context, new, is_press=False)
    if placed_job.job.is_cached:
        return await earlier_results.hand_over(context, placed_job.job)
    return await put_in_line(context, placed_job)


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
    await check_may_ask(context)
    tiers = context.services.tiers.now
    is_paid = await limits.was_paid(context, order)
    if not is_paid and parent_id is None:
        order = await _with_preview(context, order)
    fitting = limits.check(tiers, order, language=context.language, is_paid=is_paid)
    await limits.check_saved(context, order.styles)
    await limits.check_at_once(context, order.options, styles=order.styles)
    # A guest's photo stood in no message of this chat.
    has_message = order.photo is not None and order.photo.message_id > 0
    photo_message = order.photo.message_id if order.photo and has_message else None
    expected_s = await context.services.queue.estimates.expected_s(fitting)
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
        expected_s=expected_s,
    )


async def _with_preview(context: ChatContext, order: Order) -> Order:
    """A small preview of what is asked for at a paid size; else the order as it is.

    Each picture of an album is made as large as is free: nobody means to buy them one by one.
    """
    message = context.update.message
    if message is not None and message.media_group_id is not None:
        return order
    tiers = context.services.tiers.now
    if not fit_free(tiers, order.options).reduced:
        return order
    usual = await usual_here(context, order.art, {})
    return preview_order(tiers, order, usual=usual) or order


async def _place(context: ChatContext, new: NewJob, *, is_press: bool) -> PlacedJob:
    free, now = context.services.tiers.now.free, context.services.clock()
    hands = await context.services.queue.estimates.hands(new.order)

    def refuse(open_jobs: Sequence[Job]) -> None:
        # Pressed once more, a button that draws a seed means no other picture.
        drawn = context.has_new_seed
        if is_press and any(
            limits.is_same_wish(job.order, new.order, whatever_seed=drawn) for job in open_jobs
        ):
            raise AlreadyAskedError

    return await place_order(
        context.services.db,
        new,
        now=now,
        due=partial(score_of, now=now, boost_s=free.boost_s, hands=hands),
        # What costs no render is given whatever the day's allowance.
        allowance=free.allowance if new.had is None else None,
        refuse=refuse,
    )


async def put_in_line(context: ChatContext, placed_job: PlacedJob) -> Job:
    """Show the job's place in its message and hand it to the queue; harmless when repeated.

    Raises: TelegramError: this chat is closed to us, so that nothing is made for it.
    """
    job, ahead = placed_job.job, placed_job.ahead
    if not job.state.is_open:
        return job
    try:
        # A repeated turn must not write over what the worker shows by now.
        if ahead is not None or job.status is None:
            job = await _show(context, placed_job)
    except TelegramError as exc:
        if is_unreachable(exc) and await _put_down(context, job):
            raise
        # The job goes on: its worker sends the message anew.
        logger.warning("cannot show a new job", extra={"job_id": job.id, "why": exc})
    try:
        await context.services.queue.put(job)
    except QueueError as exc:
        logger.warning("a job waits for Redis", extra={"job_id": job.id, "why": exc.detail})
        if job.guest is None:  # else its message tells how long it waits
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


async def _show(context: ChatContext, placed_job: PlacedJob) -> Job:
    job, picture = placed_job.job, None
    if job.status is not None and job.status.has_media:
        picture = await _waiting_picture(context, job.order)
    # Of what was paid for in a group, the payment is what asked.
    asked = dataclasses.replace(job, reply_to=job.reply_to or context.asked_in)
    stands = await _stands(context, placed_job)
    return await context.services.notifier.show_ordered(asked, stands, picture)


async def _stands(context: ChatContext, placed_job: PlacedJob) -> Outlook:
    if placed_job.ahead is None:
        # It is in work already.
        return Outlook(place=1)
    workers = await context.services.queue.estimates.workers()
    return outlook(placed_job.ahead, workers, is_paused=placed_job.is_paused)


async def _waiting_picture(context: ChatContext, order: Order) -> bytes | str | None:
    """What a menu's picture gives way to while its job waits: the style chosen, or the photo.

    None: a film to be dreamt, which cannot stand in a photo's place.
    """
    if order.styles:
        style = order.styles[0]
        if style.picture is not None:
            return style.picture.file_id
        # Of a path only its address would be sent, for a server on this very machine.
        folder = context.services.settings.weights_dir
        return await asyncio.to_thread(style_file, style.name, folder)
    if order.photo is None:
        raise LookupError("a menu's order without a picture")
    return None if order.photo.is_film else order.photo.file_id
