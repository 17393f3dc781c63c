"""Again, Stronger, Weaker, Dream it, Full size and Delete under a result; its snapshots, and how
it came to be; several beginnings to choose from.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from typing import Any

from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.chat.full_size import send_full_size
from bot.chat.ordering import order_free
from bot.chat.ownership import own_job, own_result, own_snapshot
from bot.chat.usual_options import options_meant
from bot.community.sweeping import OF_WORKS, sweep_now
from bot.delivery.results import result_files
from bot.delivery.words.captions import made_order
from bot.domain.jobs import FINISHED, Job, Outcome
from bot.domain.orders import VARIATIONS, Art, Order, changed, option
from bot.storage.jobs.deleted import mark_deleted
from engine.options.arts import ArtOptions
from engine.options.bounds import MAX_STRENGTH, MIN_STRENGTH
from engine.options.style import StyleOptions, TextureOptions
from engine.options.video import VideoOptions

STRENGTH_STEP = 1.5


async def again(context: ChatContext) -> None:
    """The same with a new seed."""
    finished = await own_result(context)
    if finished is not None:
        job, outcome = finished
        seed = context.new_seed()
        await _order_like(context, job, outcome, seed=seed)


async def vary(context: ChatContext) -> None:
    """The beginnings of several more, each with a new seed, to choose from."""
    finished = await own_result(context)
    if finished is None:
        return
    job, outcome = finished
    if not job.order.can_vary:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await _order_like(context, job, outcome, variations=VARIATIONS, seed=context.new_seed())


async def make_whole(context: ChatContext) -> None:
    """The one of several beginnings that was chosen."""
    finished = await own_result(context)
    if finished is None:
        return
    job, outcome = finished
    begun = {str(number): number for number in outcome.variations}
    number = begun.get(context.press.argument)
    if number is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    order = made_order(job.order, outcome.options).each()[number - 1]
    await order_free(context, order, parent_id=job.id, is_press=True)


async def stronger(context: ChatContext) -> None:
    """The same seed, stronger."""
    await _change_strength(context, STRENGTH_STEP)


async def weaker(context: ChatContext) -> None:
    """The same seed, weaker."""
    await _change_strength(context, 1 / STRENGTH_STEP)


async def dream_it(context: ChatContext) -> None:
    """The usual dream of the photo that was told of in words."""
    finished = await own_result(context)
    if finished is not None:
        job, _ = finished
        options = await options_meant(context, Art.DREAM, {})
        order = Order(art=Art.DREAM, options=options, photo=job.order.photo)
        await order_free(context, order, parent_id=job.id, is_press=True)


async def full_size(context: ChatContext) -> None:
    """The picture or film, or a snapshot of it, as a file as it was rendered."""
    pressed = await own_snapshot(context)
    if pressed is None:
        return
    job, outcome, snapshot = pressed
    words = context.text("answer.sending")
    await send_full_size(context, job, outcome, snapshot=snapshot, words=words)


async def delete(context: ChatContext) -> None:
    """Remove the message, what we keep and show of the picture, and what is offered of it."""
    job = await own_job(context)
    if job is None:
        return
    if job.state.is_open:
        await context.answer(context.text("answer.not_ready"), alert=True)
        return
    await asyncio.to_thread(result_files.drop, context.services.results, job.id)
    await context.answer(context.text("answer.deleted"))
    gone = await mark_deleted(context.services.db, job.id)
    await sweep_now(
        OF_WORKS, context.services.db, context.services.feed, now=context.services.clock()
    )
    if context.query.message is not None:
        gone.append(context.query.message.message_id)
    for message_id in gone:
        # Telegram lets us delete for two days only, and nothing twice.
        with contextlib.suppress(BadRequest):
            await context.bot.delete_message(context.chat.id, message_id)


async def _change_strength(context: ChatContext, factor: float) -> None:
    finished = await own_result(context)
    if finished is None:
        return
    job, outcome = finished
    # As it was really made: a preset has a strength of its own.
    now = option(made_order(job.order, outcome.options).options, "strength")
    if now is None:
        await context.answer()
        return
    wanted = float(f"{min(max(now * factor, MIN_STRENGTH), MAX_STRENGTH):.3g}")
    if wanted == now:
        key = "answer.strongest" if factor > 1 else "answer.weakest"
        await context.answer(context.text(key), alert=True)
        return
    await _order_like(context, job, outcome, strength=wanted)


async def _order_like(
    context: ChatContext, job: Job, outcome: Outcome, *, variations: int = 1, **changes: Any
) -> None:
    """Order the job's picture with something changed; a paid one as far as that is free."""
    made = made_order(job.order, outcome.options)
    if variations > 1:
        made = made.as_asked  # of a preview: the whole ones are to be as large as is free
    options = changed(made.options, **changes)
    if job.charge_id is not None:
        options = without_sold_ceiling(options)
    order: Order = dataclasses.replace(made, options=options, variations=variations)
    await order_free(context, order, parent_id=job.id, is_press=True)


def without_sold_ceiling(options: ArtOptions) -> ArtOptions:
    """A paid result's options without the ceiling of steps that was sold with it.

    A painting takes all of its steps; everywhere else they only bound what a result needs.
    """
    if isinstance(options, StyleOptions | TextureOptions | VideoOptions):
        return options
    return changed(options, steps=None)


async def choose_snapshot(context: ChatContext) -> None:
    """The snapshots to choose from, below the picture as it is."""
    await _show_snapshot(context, is_choosing=True, is_new=False)


async def show_snapshot(context: ChatContext) -> None:
    """This snapshot in the picture's place."""
    await _show_snapshot(context, is_choosing=True, is_new=True)


async def keep_snapshot(context: ChatContext) -> None:
    """No more to choose from: the snapshot that is shown stays, with the buttons of a result."""
    await _show_snapshot(context, is_choosing=False, is_new=False)


async def _show_snapshot(context: ChatContext, *, is_choosing: bool, is_new: bool) -> None:
    pressed = await own_snapshot(context)
    if pressed is None:
        return
    job, outcome, snapshot = pressed
    data = await asyncio.to_thread(
        result_files.read, context.services.results, job.id, snapshot=snapshot
    )
    if data is None and is_new:
        key = "answer.full_gone" if snapshot == FINISHED else "answer.looks_gone"
        await context.answer(context.text(key), alert=True)
        return
    await context.answer()
    media = await asyncio.to_thread(result_files.as_photo, data) if data and is_new else None
    await context.services.notifier.show_snapshot(
        job, media, outcome, snapshot=snapshot, is_choosing=is_choosing
    )
