"""/today: the theme of the day, the same for everybody, of a photo at once or of the next one."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.chat.ordering import order_free
from bot.chat.photo_intake import photo_meant, picture_of
from bot.chat.usual_options import options_meant
from bot.domain.delights.themes import Theme
from bot.domain.orders import Art, Order
from bot.menus.delights.theme_words import said_word, theme_title
from bot.menus.menu_messages import send_menu
from bot.storage.delights.theme_polls import theme_of
from bot.storage.drafts import DraftKind


async def today(context: ChatContext) -> None:
    """Of the picture that it came with or that it answers; else a menu that takes the next one.

    Raises: BadInputError: the picture, or a limit.
    """
    theme = await theme_of(context.services.db, context.services.clock().date())
    message = context.message
    if any(each is not None and picture_of(each) for each in (message, message.reply_to_message)):
        await _dream(context, theme)
        return
    key = "today.theme" if context.is_private else "today.theme_in_group"
    await context.say(context.text(key, theme=theme_title(theme, context.language)))
    if context.is_private:
        await send_menu(context, DraftKind.DREAM, None, choices={"options": _said(context, theme)})


async def _dream(context: ChatContext, theme: Theme) -> None:
    photo = await photo_meant(context, photo_id=None)
    options = await options_meant(context, Art.DREAM, _said(context, theme))
    if photo is not None:
        await order_free(context, Order(art=Art.DREAM, options=options, photo=photo))


def _said(context: ChatContext, theme: Theme) -> dict[str, object]:
    return {"preset": theme.preset, "classes": (said_word(theme, context.language),)}
