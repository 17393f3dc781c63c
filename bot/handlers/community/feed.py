"""/feed, the buttons under a work, and the links to it that the web pages have."""

from __future__ import annotations

import contextlib

from telegram.error import BadRequest, TelegramError

from bot.chat.context import ChatContext
from bot.commands.values import whole_number
from bot.community import removing
from bot.community.choosing import MOST_DIGITS, Place
from bot.domain.community.works import LinkVerb, Work, read_start
from bot.menus.community.feed_messages import keyboard_of, send_next, send_work
from bot.menus.community.making import make_like
from bot.storage import people
from bot.storage.community import opinions, works
from bot.texts.catalogue import known_language, text


async def feed(context: ChatContext) -> None:
    """The command: the newest, and from there one after another."""
    await send_next(context, None)


async def next_(context: ChatContext) -> None:
    place = _place(context.press.subject, context.press.argument)
    if place is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await context.answer()
    await send_next(context, place)


async def like(context: ChatContext) -> None:
    """Once for each person, however often and from wherever it is pressed."""
    place = _place(*_last_two(context))
    if place is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    if not await _like(context, context.press.subject):
        await send_next(context, place, is_gone=True)
        return
    work = await works.get(context.services.db, context.press.subject)
    message = context.query.message
    if work is not None and message is not None:
        with contextlib.suppress(BadRequest):  # it says so already
            await context.bot.edit_message_reply_markup(
                context.chat.id,
                message.message_id,
                reply_markup=keyboard_of(context, work, place),
            )


async def report(context: ChatContext) -> None:
    """It should not be here: whoever says so sees the next one."""
    place = _place(*_last_two(context))
    if place is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await context.answer(await _report(context, context.press.subject), alert=True)
    await send_next(context, place, is_gone=True)


async def like_this(context: ChatContext) -> None:
    work = await _shown(context, context.press.subject)
    if work is None:
        await context.answer(context.text("feed.gone"), alert=True)
        return
    await make_like(context, work)


async def open_link(context: ChatContext) -> bool:
    """Whether /start came by a link to a work."""
    link = read_start(context.command.rest.strip())
    if link is None or not context.is_private:
        return False
    verb, work_id = link
    work = await _shown(context, work_id)
    if verb is LinkVerb.TAKE_BACK:
        await _take_back(context, work_id)
    elif work is None:
        await context.say(context.text("feed.gone"))
    elif verb is LinkVerb.LIKE:
        await _like(context, work_id)
    elif verb is LinkVerb.REPORT:
        await context.say(await _report(context, work_id))
    elif verb is LinkVerb.MAKE:
        await make_like(context, work)
    elif not await send_work(context, work, Place(before=work.number, step=0)):
        await context.say(context.text("feed.gone"))
    return True


async def _shown(context: ChatContext, work_id: str) -> Work | None:
    work = await works.get(context.services.db, work_id)
    return None if work is None or work.is_hidden else work


async def _like(context: ChatContext, work_id: str) -> bool:
    """False: it is shown no more. The person is told either way."""
    services = context.services
    liked = await opinions.like(services.db, work_id, user_id=context.user.id, now=services.clock())
    key = "feed.gone"
    if liked is not None:
        key = "feed.liked" if liked.is_new else "feed.liked_before"
    if context.update.callback_query is not None:
        await context.answer(context.text(key))
    else:
        await context.say(context.text(key))
    return liked is not None


async def _report(context: ChatContext, work_id: str) -> str:
    """What to tell. Where it is hidden by this, operators hear of it."""
    services = context.services
    is_hidden = await opinions.report(
        services.db,
        work_id,
        user_id=context.user.id,
        hide_after=services.settings.feed_reports,
        now=services.clock(),
    )
    if is_hidden is None:
        return context.text("feed.gone")
    if is_hidden:
        await _tell_operators(context)
    return context.text("feed.reported")


async def _tell_operators(context: ChatContext) -> None:
    for operator_id in context.services.settings.operators:
        language = known_language(await people.language_of(context.services.db, operator_id))
        with contextlib.suppress(TelegramError):  # the queue tells it too
            await context.bot.send_message(operator_id, text("feed.hidden", language))


async def _take_back(context: ChatContext, work_id: str) -> None:
    services = context.services
    taken = await removing.take_back(
        services.db, services.feed, work_id, user_id=context.person_id, now=services.clock()
    )
    await context.say(context.text(taken))


def _last_two(context: ChatContext) -> tuple[str, str]:
    number, step = [*context.press.arguments, "", ""][:2]
    return number, step


def _place(number: str, step: str) -> Place | None:
    """As a press has it, which may be made up."""
    before, steps = (whole_number(each, most_digits=MOST_DIGITS) for each in (number, step))
    return None if before is None or steps is None else Place(before=before, step=steps)
