"""The buttons of a group's settings: pressed by its administrators alone."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.chat.ownership import is_administrator
from bot.menus.groups.group_menu import (
    DAY,
    DONE,
    LANGUAGES,
    MAIN,
    PAGE,
    chosen_by,
    page_keyboard,
    page_words,
)
from bot.storage.groups import group_settings

# So often a menu is shown anew where others press in it meanwhile; whoever pressed last shows it.
_MOST_LOOKS = 3


async def pressed(context: ChatContext) -> None:
    """Show a page, or choose. Whoever is no administrator any more changes nothing."""
    setting, value = context.press.subject, context.press.argument
    chosen = chosen_by(setting, value)
    is_page = setting == PAGE and value in (MAIN, LANGUAGES, DAY, DONE)
    if context.is_private or (chosen is None and not is_page):
        await context.answer(context.text("answer.old"), alert=True)
        return
    if not await is_administrator(context):
        await context.answer(context.text("group.administrators"), alert=True)
        return
    if chosen is not None:
        await group_settings.choose(context.services.db, context.chat.id, **chosen)
        context.services.languages.forget()
        await context.read_languages()
    await context.answer()
    if value == DONE and is_page:
        await context.delete_pressed()
    else:
        await _show(context, value if is_page else MAIN)


async def _show(context: ChatContext, page: str) -> None:
    shown = None
    for _ in range(_MOST_LOOKS):
        settings = await group_settings.settings_of(context.services.db, context.chat.id)
        if settings == shown:
            return
        await context.edit_pressed(
            await page_words(context, settings, page),
            page_keyboard(settings, context.language, page),
        )
        shown = settings
