"""/delete_me: what is lost, a question, and then all that we keep of a person is gone."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from datetime import timedelta

from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.community.sweeping import OF_STYLES, OF_WORKS, sweep_now
from bot.delivery.content import MessageContent
from bot.delivery.outboxes.erasing import Erasing
from bot.delivery.sending import edit
from bot.domain.jobs import JobState, StatusMessage
from bot.errors import QueueError
from bot.menus.privacy_keyboards import ALL, delete_me_keyboard, is_still_asked
from bot.storage import people
from bot.storage.database import new_id
from bot.storage.people import Forgotten
from bot.storage.privacy import losses
from bot.storage.privacy.losses import Losses
from bot.transport.rate_limiter import Pace


async def delete_me(context: ChatContext) -> None:
    """Say what is lost, and ask."""
    if not context.is_private:
        await context.say(context.text("delete_me.in_private"))
        return
    services, now = context.services, context.services.clock()
    since = now - timedelta(hours=services.settings.result_keep_h)
    lost = await losses.look(services.db, context.user.id, results_since=since, now=now)
    keyboard = delete_me_keyboard(context.language, question=new_id(), now=now)
    await context.say("\n".join(_lines(context, lost)), keyboard=keyboard)


async def asked(context: ChatContext) -> None:
    """As /delete_me."""
    if context.press.subject != ALL:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await context.answer()
    await delete_me(context)


def _lines(context: ChatContext, lost: Losses) -> Iterator[str]:
    yield context.text("delete_me.ask")
    yield ""
    if lost.credits:
        yield context.text("delete_me.credits", credits=lost.credits)
    if lost.subscription is not None:
        date = lost.subscription.expires_at.date()
        title = lost.subscription.plan.title
        yield context.text("delete_me.subscription", title=title, date=date)
    if lost.waiting:
        yield context.text("delete_me.waiting", jobs=lost.waiting)
    if lost.results:
        yield context.text("delete_me.results", results=lost.results)
    yield context.text("delete_me.rest")
    yield ""
    if lost.prints:
        yield context.text("delete_me.prints", prints=lost.prints)
    yield context.text("delete_me.stays")
    yield context.text("delete_me.chat")


async def forget(context: ChatContext) -> None:
    """The button Delete; harmless when repeated."""
    services, now = context.services, context.services.clock()
    if not (context.is_private and is_still_asked(context.press, now=now)):
        await context.answer(context.text("delete_me.old"), alert=True)
        return
    await context.answer()
    gone = await people.forget_person(
        services.db, context.user.id, now=now, key=context.press.subject[:12]
    )
    services.languages.forget()
    if gone is not None:
        await _let_go(context, gone)
    await _tell(context, "delete_me.done")


async def keep(context: ChatContext) -> None:
    """The button Keep."""
    if context.press.arguments:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await context.answer()
    await _tell(context, "delete_me.kept")


async def _let_go(context: ChatContext, gone: Forgotten) -> None:
    """What is not in SQL. Cut off here, the outbox deletes the files, and a worker that takes one
    of these jobs finds that there is none.
    """
    services = context.services
    with contextlib.suppress(QueueError):
        await services.queue.remove(gone.open_jobs)
    await Erasing(db=services.db, results=services.results, clock=services.clock).look()
    await sweep_now(OF_WORKS, services.db, services.feed, now=services.clock())
    await sweep_now(OF_STYLES, services.db, services.styles, now=services.clock())
    for job in gone.open_jobs:
        closed = dataclasses.replace(job, state=JobState.CANCELLED)
        await services.notifier.tell_closed(closed)


async def _tell(context: ChatContext, key: str) -> None:
    """In the question's place, so that nobody answers it again."""
    words, pressed = context.text(key), context.query.message
    if pressed is not None:
        question = StatusMessage(message_id=pressed.message_id, has_media=False)
        with contextlib.suppress(BadRequest):
            await edit(context.bot, context.chat.id, question, MessageContent(words=words), Pace())
            return
    await context.say(words)
