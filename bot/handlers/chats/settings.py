"""/settings: how a group wants us, and what is meant where an order leaves options open."""

from __future__ import annotations

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.ownership import is_administrator
from bot.commands.parser import Words
from bot.domain.layers import over
from bot.domain.orders import Art
from bot.menus.groups.group_menu import (
    MAIN,
    group_words,
    page_keyboard,
    page_words,
    usual_words,
)
from bot.storage import chat_options
from bot.storage.groups import group_settings

_RESET = "reset"
# They belong to one order.
_NOT_USUAL = ("seed", "effect")


async def settings(context: ChatContext) -> None:
    """Show all of it, or change what is usual for one art: ``/settings dream octaves=5``."""
    name, _, rest = context.command.rest.strip().partition(" ")
    art = next((art for art in Art if art.value == name.lower().removeprefix("/")), None)
    if art is None or not rest.strip():
        await _show(context)
    elif not await _may_change(context):
        await context.say_alone(context.text("usual.administrators"))
    elif rest.strip().lower() == _RESET:
        await chat_options.put(context.services.db, context.chat.id, art.value, {})
        await context.say_alone(await usual_words(context))
    else:
        await _change(context, art, await words_said(context, art, rest))


async def _change(context: ChatContext, art: Art, words: Words) -> None:
    if _is_of_one_order(words):
        await context.say_alone(context.text("usual.not_these", command=f"/{art.value}"))
        return
    db, chat_id = context.services.db, context.chat.id
    before = await chat_options.of_art(db, chat_id, art.value)
    await chat_options.put(db, chat_id, art.value, over(before, words.options))
    await context.say_alone(await usual_words(context))


def _is_of_one_order(words: Words) -> bool:
    pictures = (words.photo_id, words.guide_id, words.mask_id, words.wants_guide, words.wants_mask)
    is_of_one = any((*pictures, *words.styles, words.variations > 1))
    return is_of_one or any(name in words.options for name in _NOT_USUAL)


async def _show(context: ChatContext) -> None:
    """All there is; with buttons for those who may change it."""
    if context.is_private:
        words = (await usual_words(context), context.text("group.private"))
        await context.say_alone("\n\n".join(words))
        return
    settings = await group_settings.settings_of(context.services.db, context.chat.id)
    if await _may_change(context):
        await context.say_alone(
            await page_words(context, settings, MAIN),
            keyboard=page_keyboard(settings, context.language, MAIN),
        )
        return
    told = group_words(settings, context.language, title=context.chat.title or "")
    await context.say_alone("\n\n".join((told, await usual_words(context))))


async def _may_change(context: ChatContext) -> bool:
    """In a group its administrators, also those who speak as the group."""
    if context.is_private or context.is_anonymous_administrator:
        return True
    return await is_administrator(context)
