"""Our name below a photo of a chat that we are not in: answered at once, and ordered like any."""

from __future__ import annotations

import logging

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.chat import limits
from bot.chat.context import ChatContext
from bot.chat.elsewhere.contexts import GuestContext
from bot.chat.elsewhere.guest_orders import ARTS, order_of, photo_id, read_wish
from bot.chat.ordering import order_as_guest, put_in_line
from bot.delivery.guests import start_link
from bot.delivery.telegram_errors import is_unreachable
from bot.errors import NotStartedError
from bot.storage.guests import answers
from bot.storage.jobs import jobs
from bot.storage.jobs.orders import placed
from bot.transport.callback_data import Verb
from bot.transport.said import guest_command, is_named

logger = logging.getLogger(__name__)


def is_meant(context: GuestContext) -> bool:
    """Whether it is for us: it has our name, or answers us in words that we know.

    What somebody chose from our own offer asks for nothing.
    """
    message = context.message
    if message.via_bot is not None and message.via_bot.id == context.bot.id:
        return False
    return is_named(message) or guest_command(message) is not None


async def guest(context: GuestContext) -> None:
    """Answer, order and put in line. Once, however often it is handled.

    Raises: BadInputError: a word, the photo or a limit.
    """
    services = context.services
    job = await jobs.find_request(services.db, context.request_key)
    if job is not None:
        await put_in_line(context, await placed(services.db, job))
        return
    context.place = await answers.find(services.db, context.request_key)
    if context.message.sender_chat is not None:
        await context.tell(context.text("guest.anonymous"))
        return
    command = guest_command(context.message)
    if command is None or command.name not in {art.value for art in ARTS}:
        await context.tell(context.text("guest.how", bot=f"@{context.bot.username}"))
        return
    wish = await read_wish(context, command)
    if wish is None:
        return
    await limits.check_allowance_of(context, services.tiers.now.free)
    await _need_place(context)
    if await context.begin(photo_id(context, wish)) and context.place is not None:
        order = await order_of(context, wish)
        await order_as_guest(context, order, guest=context.place)


async def _need_place(context: GuestContext) -> None:
    """Raises: NotStartedError: the result could be uploaded nowhere."""
    if context.services.settings.storage_chat is not None:
        return
    try:
        # Nobody hears it, and it is refused where we may not write.
        await context.bot.send_chat_action(context.user.id, ChatAction.UPLOAD_PHOTO)
    except TelegramError as exc:
        if is_unreachable(exc):
            raise NotStartedError(str(exc), link=start_link(context.bot.username)) from exc
        logger.info("cannot tell whether we may write", extra={**context.log_facts(), "why": exc})


async def pressed(context: ChatContext) -> None:
    """Cancel, below an inline message: the only button there that asks for anything."""
    services = context.services
    job = None
    if context.press.verb is Verb.CANCEL:
        job = await jobs.get(services.db, context.press.subject)
    if job is None or job.guest is None or job.guest.inline_id != context.query.inline_message_id:
        await context.answer(context.text("answer.old"), alert=True)
        return
    if job.user_id != context.user.id:
        await context.answer(context.text("answer.not_yours"), alert=True)
        return
    now = services.clock()
    cancelled = await jobs.cancel(services.db, job.id, user_id=job.user_id, now=now)
    if cancelled is None:
        await context.answer(context.text("answer.too_late"), alert=True)
        return
    await context.answer(context.text("answer.cancelled"))
    await services.notifier.tell_closed(cancelled)
