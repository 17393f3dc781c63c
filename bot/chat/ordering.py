"""From a wish to a job: what is allowed, the row, the message that will become the picture."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections.abc import Sequence
from typing import Any

from telegram import InputMediaPhoto
from telegram.error import BadRequest, TelegramError

from bot.chat.context import Turn
from bot.commands.writer import repeat_command
from bot.delivery.captions import check_caption, made_order
from bot.delivery.job_keyboards import open_job_keyboard
from bot.delivery.troubles import is_unreachable
from bot.domain.jobs import Job, NewJob, Order, StatusMessage, StyleRef, changed, option
from bot.domain.tiers import OverLimit, Tier, Tiers, fit_free
from bot.errors import (
    AlreadyAskedError,
    DailyLimitError,
    FramesLimitError,
    LooksLimitError,
    QueueError,
    SecondsLimitError,
    SizeLimitError,
    StepsLimitError,
)
from bot.menus.style_menu import MOST_PARTED_STYLES
from bot.queue import score
from bot.storage import people
from bot.storage.jobs import job_lists, jobs
from bot.texts.catalogue import error_text, text
from bot.transport.rate_limiter import Pace
from engine.errors import OptionError
from engine.options.base import ArtOptions, StyleOptions, VideoOptions
from engine.style.instant.choices import as_learnt, refuse_what_needs_steps
from engine.weights.own_styles import style_file

logger = logging.getLogger(__name__)

_ONCE = Pace(may_repeat=False)


async def order_free(
    turn: Turn,
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
    services = turn.services
    job = await jobs.find_request(services.db, turn.request_key)
    if job is None:
        fitting = order
        if not await _was_paid(turn, order):
            fitting = fit_order(services.tiers, order, language=turn.language)
        if is_press:
            await _check_not_in_work(turn, fitting)
        _check_regions(order)
        await check_at_once(turn, order.options, styles=order.styles)
        check_caption(fitting, turn.language)
        photo_message = order.photo.message_id if order.photo else None
        new = NewJob(
            request_key=turn.request_key,
            chat_id=turn.chat.id,
            user_id=turn.person_id,
            language=turn.language,
            order=fitting,
            tier=services.tiers.free.name,
            reply_to=reply_to or turn.asked_in or photo_message,
            parent_id=parent_id,
            draft_id=draft_id,
            status=status,
            thread_id=turn.thread_id,
        )
        job = await _store(turn, new)
    await turn.answer(turn.text("answer.working"))
    return await put_in_line(turn, job)


async def put_in_line(turn: Turn, job: Job) -> Job:
    """Show the job's place in its message and hand it to the queue; harmless when repeated.

    Raises: TelegramError: this chat is closed to us, so that nothing is made for it.
    """
    if not job.state.is_open:
        return job
    place = await job_lists.place(turn.services.db, job.id)
    words = text("status.queued", job.language, place=place or 1)
    try:
        # A repeated turn must not write over what the worker shows by now.
        if place is not None or job.status is None:
            job = await _show(turn, job, words)
    except TelegramError as exc:
        if is_unreachable(exc) and await _put_down(turn, job):
            raise
        # The job goes on: its worker sends the message anew.
        logger.warning("cannot show a new job", extra={"job_id": job.id, "why": exc})
    try:
        await turn.services.queue.put(job)
    except QueueError as exc:
        logger.warning("a job waits for Redis", extra={"job_id": job.id, "why": exc.detail})
        await turn.say(error_text(exc.code, job.language), reply_to=job.reply_to)
    return job


async def _put_down(turn: Turn, job: Job) -> bool:
    """End a job that could not be shown to anybody; what was paid for waits instead."""
    if job.charge_id is not None:
        return False
    db, now = turn.services.db, turn.services.clock()
    if await jobs.cancel(db, job.id, user_id=job.user_id, now=now) is None:
        return False
    await jobs.mark_told(db, job.id)
    logger.info("nothing is made for a closed chat", extra={"job_id": job.id})
    return True


def fit_order(tiers: Tiers, order: Order, *, language: str) -> Order:
    """The order as the free tier makes it. Raises: as :func:`fit_options`."""
    return dataclasses.replace(order, options=fit_options(tiers, order.options, language=language))


def fit_options(tiers: Tiers, options: ArtOptions, *, language: str) -> ArtOptions:
    """The options as the free tier takes them.

    Raises: SizeLimitError, StepsLimitError, FramesLimitError, SecondsLimitError, LooksLimitError.
    """
    fitting = fit_free(tiers, options)
    if not isinstance(fitting, OverLimit):
        return fitting
    prices = ", ".join(price_words(tier, language, by=fitting.option) for tier in tiers.paid)
    if fitting.option == "frames":
        raise FramesLimitError(free_frames=fitting.limit, prices=prices)
    if fitting.option == "seconds":
        raise SecondsLimitError(free_s=fitting.limit, prices=prices)
    if fitting.option == "snapshots":
        raise LooksLimitError(free_looks=fitting.limit, prices=prices)
    if fitting.option == "size":
        raise SizeLimitError(free_px=fitting.limit, prices=prices)
    raise StepsLimitError(free_steps=fitting.limit, prices=prices)


def price_words(tier: Tier, language: str, *, by: str = "size") -> str:
    """A paid tier's size, or a film's length there in ``frames`` or ``seconds``, or a painting's
    earlier looks (``snapshots``), and its price in a few words.
    """
    offered = text("prices.size", language, size=tier.size_px)
    if by == "frames":
        offered = text("prices.frames", language, frames=tier.zoom_frames)
    elif by == "seconds":
        offered = text("prices.seconds", language, seconds=tier.video_s)
    elif by == "snapshots":
        offered = text("prices.snapshots", language, looks=tier.looks)
    stars = text("prices.stars", language, stars=tier.least_stars)
    if tier.least_stars != tier.most_stars:
        range_ = {"least": tier.least_stars, "most": tier.most_stars}
        stars = text("prices.range", language, **range_)
    return text("prices.one", language, title=tier.title, offered=offered, stars=stars)


def is_same_wish(one: Order, other: Order) -> bool:
    """Whether two orders differ in nothing but the seed, where there is one."""
    return _without_seed(one) == _without_seed(other)


def _without_seed(order: Order) -> Order:
    return dataclasses.replace(order, options=changed(order.options, seed=0))


async def _was_paid(turn: Turn, order: Order) -> bool:
    """Whether this person paid for exactly this picture: its caption's command repeats it."""
    if not isinstance(fit_free(turn.services.tiers, order.options), OverLimit):
        return False
    command = repeat_command(order)
    paid = await job_lists.paid_of(turn.services.db, turn.person_id)
    return any(
        repeat_command(made_order(job.order, job.outcome.options)) == command
        for job in paid
        if job.outcome is not None
    )


async def _check_not_in_work(turn: Turn, order: Order) -> None:
    waiting = await job_lists.open_jobs_of(
        turn.services.db, chat_id=turn.chat.id, user_id=turn.person_id
    )
    if any(is_same_wish(job.order, order) for job in waiting):
        raise AlreadyAskedError


async def check_daily_limit(turn: Turn) -> None:
    """Raises: DailyLimitError: no free job is left to this person today."""
    services = turn.services
    free = services.tiers.free
    if free.jobs_per_day is None:
        return
    made = await job_lists.jobs_today(
        services.db, turn.person_id, tier=free.name, now=services.clock()
    )
    if made >= free.jobs_per_day:
        raise DailyLimitError(jobs=free.jobs_per_day)


def _check_regions(order: Order) -> None:
    """Raises: OptionError: more styles than a mask or a region has room for."""
    is_parted = order.mask is not None or option(order.options, "region") not in (None, "all")
    if is_parted and len(order.styles) > MOST_PARTED_STYLES:
        rule = "a part of the photo takes one style or two"
        raise OptionError(option="styles", value=len(order.styles), rule=rule)


async def check_at_once(
    turn: Turn, options: ArtOptions, *, styles: Sequence[StyleRef] = ()
) -> None:
    """Refuse what is to be painted at once where that cannot be.

    ``styles``: none while they are not chosen yet.
    Raises: WeightsError, UnknownNameError, OptionError.
    """
    if not option(options, "instant"):
        return
    # numpy loads only with the first such wish.
    from engine.weights.instant_networks import find_instant

    if isinstance(options, StyleOptions):
        refuse_what_needs_steps(options)
    folder, name = turn.services.settings.weights_dir, option(options, "network")
    if styles or name is not None:
        names = [one.name for one in styles]
        asked = isinstance(options, StyleOptions | VideoOptions) and as_learnt(options)
        await asyncio.to_thread(find_instant, folder, name, styles=names, as_learnt=asked)


async def _store(turn: Turn, new: NewJob) -> Job:
    services, now = turn.services, turn.services.clock()
    waiting = await job_lists.waiting_of(services.db, new.user_id)
    due = score(now, boost_s=services.tiers.free.boost_s, waiting=waiting)
    limit = services.tiers.free.jobs_per_day
    job, _ = await jobs.create(services.db, new, now=now, score=due, limit=limit)
    if job.request_key != new.request_key:
        raise AlreadyAskedError
    await people.remember(services.db, new.user_id, language=new.language, now=now)
    return job


async def _show(turn: Turn, job: Job, words: str) -> Job:
    keyboard = open_job_keyboard(job.id, job.language)
    if job.status is None:
        message = await turn.bot.send_message(
            job.chat_id,
            words,
            reply_markup=keyboard,
            message_thread_id=job.thread_id,
            reply_parameters=turn.reply(job.reply_to),
            # Sent twice, the first would stand for ever with a Cancel button that nobody knows of.
            rate_limit_args=_ONCE,
        )
        status = StatusMessage(message_id=message.message_id, has_media=False)
    else:
        status = job.status
        where: dict[str, Any] = {"chat_id": job.chat_id, "message_id": status.message_id}
        try:
            if status.has_media and _is_shown_while_waiting(job.order):
                await turn.bot.edit_message_media(
                    await _menu_picture(turn, job.order, words), reply_markup=keyboard, **where
                )
            elif status.has_media:
                await turn.bot.edit_message_caption(caption=words, reply_markup=keyboard, **where)
            else:
                await turn.bot.edit_message_text(words, reply_markup=keyboard, **where)
        except BadRequest as exc:
            if "not modified" in str(exc).lower():
                return job
            if not status.has_media:
                raise
            # A picture that came as a file cannot stand in a photo's place.
            await turn.bot.edit_message_caption(caption=words, reply_markup=keyboard, **where)
    await jobs.set_status_message(
        turn.services.db, job.id, message_id=status.message_id, has_media=status.has_media
    )
    return dataclasses.replace(job, status=status)


def _is_shown_while_waiting(order: Order) -> bool:
    """A film to be dreamt cannot stand in its menu's place: that is a photo."""
    return bool(order.styles) or order.photo is None or not order.photo.is_film


async def _menu_picture(turn: Turn, order: Order, words: str) -> InputMediaPhoto:
    """What a menu's picture gives way to while its job waits: the style chosen, or the photo."""
    if order.styles:
        style = order.styles[0]
        if style.picture is not None:
            return InputMediaPhoto(style.picture.file_id, caption=words)
        # Of a path only its address would be sent, for a server on this very machine.
        folder = turn.services.settings.weights_dir
        file = await asyncio.to_thread(style_file, style.name, folder)
        return InputMediaPhoto(file, caption=words)
    if order.photo is None:
        raise LookupError("a menu's order without a picture")
    return InputMediaPhoto(order.photo.file_id, caption=words)
