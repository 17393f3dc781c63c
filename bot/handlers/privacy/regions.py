"""Before a door that is closed to somebody: one plain answer, and a list to wait on."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.delivery.outboxes.region_news import regions_of
from bot.menus.privacy_keyboards import ALL, waiting_keyboard
from bot.storage.operators import region_waits
from bot.transport.said import command_of


async def is_closed(context: ChatContext) -> bool:
    """Whether this turn is for nobody here; the person is told so, and nothing is stored of them.

    Operators always pass. Of an album its first picture alone is answered, and of a group only
    what was meant for us.
    """
    if _is_open(context):
        return False
    words, message = context.text("regions.closed"), context.update.message
    if message is None:
        await context.tell(words)
    elif not context.is_private:
        if command_of(message) is not None:
            await context.say(words)
    elif message.media_group_id is None or context.services.albums.take(message.media_group_id):
        await context.say(words, keyboard=waiting_keyboard(context.language))
    return True


def _is_open(context: ChatContext) -> bool:
    settings, user = context.services.settings, context.user
    if user.id in settings.operators:
        return True
    return regions_of(settings).is_open(user.language_code, context.person_id, context.chat.id)


async def tell_me(context: ChatContext) -> None:
    """The button under that answer."""
    if context.press.subject != ALL:
        await context.answer(context.text("answer.old"), alert=True)
        return
    if _is_open(context):
        await context.answer(context.text("regions.is_open"), alert=True)
        return
    user, services = context.user, context.services
    language = (user.language_code or "").lower()
    await region_waits.add(services.db, user.id, language=language, now=services.clock())
    await context.answer(context.text("regions.noted"), alert=True)
