"""Show it, under a result; taking it back; /mine."""

from __future__ import annotations

import asyncio
import contextlib

from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.chat.ownership import own_result
from bot.commands.values import whole_number
from bot.community import removing
from bot.community.choosing import MOST_DIGITS
from bot.community.removing import TakenBack
from bot.community.showing import Inputs, show
from bot.community.signatures import signature_of
from bot.community.sweeping import OF_WORKS, sweep_now
from bot.delivery.results import result_files
from bot.domain.community.works import Work, can_show, is_film, own_inputs
from bot.domain.jobs import Job
from bot.menus.community.feed_keyboards import (
    INPUTS,
    SIGNED,
    ask_keyboard,
    shown_keyboard,
)
from bot.menus.community.feed_messages import page_of, send_next_of_mine
from bot.storage.community import works
from bot.storage.community.works import Refusal
from bot.storage.delights.streaks import FEWEST_DAYS, days_in_a_row


async def ask(context: ChatContext) -> None:
    """The button under a result, and the one that signs it: nothing is shown yet."""
    job = await _showable(context)
    if job is None:
        return
    shown = await works.of_job(context.services.db, job.id)
    if shown is not None:
        await context.answer()
        await _tell_shown(context, shown)
        return
    inputs = None
    if any(own_inputs(job.order)):
        inputs = "feed.button_with_photo" if job.order.photo else "feed.button_with_style"
    name = _signature(context, job)
    keyboard = ask_keyboard(
        job.id,
        context.language,
        only="films.button_show" if is_film(job.order) else "feed.button_only_result",
        inputs=inputs,
        name=name,
        is_signed=context.press.argument == SIGNED,
    )
    await context.answer()
    message = context.query.message
    if context.press.arguments and message is not None:
        with contextlib.suppress(BadRequest):  # it says so already
            await context.bot.edit_message_reply_markup(
                context.chat.id, message.message_id, reply_markup=keyboard
            )
        return
    words = context.text("feed.ask" if inputs else "feed.ask_plain")
    if is_film(job.order):
        words = context.text("films.ask")
    elif name is None and context.person_id > 0:
        words += f"\n\n{context.text('feed.unsigned')}"
    below = job.status.message_id if job.status else None
    await context.say(words, keyboard=keyboard, reply_to=below)


async def show_it(context: ChatContext) -> None:
    """Copies are kept from here on.

    Raises: PictureGoneError, BadInputError: what it was made of is not to be had; ResultsAwayError,
        FilmTooLargeToShowError.
    """
    job = await _showable(context)
    if job is None:
        return
    services = context.services
    result = await asyncio.to_thread(result_files.read, services.results, job.id)
    if result is None:
        await context.answer(context.text("answer.full_gone"), alert=True)
        return
    await context.answer(context.text("answer.working"))
    what, signed = [*context.press.arguments, "", ""][:2]
    has_own = what == INPUTS and any(own_inputs(job.order))
    shown = await show(
        services.db,
        services.feed,
        job,
        result,
        inputs=await _inputs(context, job) if has_own else None,
        signature=_signature(context, job) if signed == SIGNED else None,
        now=services.clock(),
    )
    if isinstance(shown, Refusal):
        await sweep_now(OF_WORKS, services.db, services.feed, now=services.clock())
        earlier = await works.of_job(services.db, job.id)
        if shown is not Refusal.SHOWN or earlier is None:
            await context.say(context.text(f"feed.refused.{shown}"))
            return
        shown = earlier
    await _tell_shown(context, shown)


async def take_back(context: ChatContext) -> None:
    """At any time, by whoever showed it."""
    services = context.services
    taken = await removing.take_back(
        services.db,
        services.feed,
        context.press.subject,
        user_id=context.person_id,
        now=services.clock(),
    )
    await context.answer(context.text(taken), alert=True)
    if taken is TakenBack.DONE:
        await _put_away(context)


async def mine(context: ChatContext) -> None:
    """The command: what this person shows, and, below, on how many days they had pictures made."""
    await send_next_of_mine(context, before=None)
    services = context.services
    days = await days_in_a_row(services.db, context.person_id, now=services.clock())
    if days >= FEWEST_DAYS:
        await context.say(context.text("streak.days", days=days))


async def next_of_mine(context: ChatContext) -> None:
    before = whole_number(context.press.subject, most_digits=MOST_DIGITS)
    if context.press.arguments or before is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await context.answer()
    await send_next_of_mine(context, before=before)


async def _showable(context: ChatContext) -> Job | None:
    """The pressed job, if it can be shown; the person was told why not."""
    finished = await own_result(context)
    if finished is None:
        return None
    job, _ = finished
    if not can_show(job.order):
        await context.answer(context.text("answer.old"), alert=True)
        return None
    return job


async def _inputs(context: ChatContext, job: Job) -> Inputs:
    """Copies of what it was made of, as far as that is theirs."""
    photo, style = own_inputs(job.order)
    copies = []
    for picture, key in ((photo, "names.photo"), (style, "names.style")):
        copy = None
        if picture is not None:
            copy = await context.services.picture_checker.copy(
                context.bot,
                picture.file_id,
                name=context.text(key),
                user_id=context.user.id,
            )
        copies.append(copy)
    return Inputs(photo=copies[0], style=copies[1])


def _signature(context: ChatContext, job: Job) -> str | None:
    """A person's first name, as far as it can be drawn; of a chat, and in a film, there is none."""
    if context.person_id < 0 or is_film(job.order):
        return None
    return signature_of(context.user.first_name)


async def _tell_shown(context: ChatContext, work: Work) -> None:
    """In the place of the question, where there was one."""
    page = page_of(context, work)
    words = context.text("feed.shown")
    if page is not None:
        words = context.text("feed.shown_at", link=page)
    keyboard = shown_keyboard(work.id, context.language, page=page)
    message = context.query.message
    if context.press.arguments and message is not None:
        with contextlib.suppress(BadRequest):  # it says so already
            await context.bot.edit_message_text(
                words,
                chat_id=context.chat.id,
                message_id=message.message_id,
                reply_markup=keyboard,
            )
        return
    await context.say(words, keyboard=keyboard, reply_to=message.message_id if message else None)


async def _put_away(context: ChatContext) -> None:
    """The message whose button it was shows it no more, nor offers to take it back."""
    message = context.query.message
    if message is not None:
        with contextlib.suppress(BadRequest):
            await context.bot.delete_message(context.chat.id, message.message_id)
