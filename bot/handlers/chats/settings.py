"""/settings: what is meant in this chat where an order leaves options open."""

from __future__ import annotations

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.ownership import is_administrator
from bot.commands.parser import Words
from bot.commands.writer import write_options
from bot.domain.layers import over
from bot.domain.orders import Art
from bot.storage import chat_options

_RESET = "reset"
# They belong to one order.
_NOT_USUAL = ("seed", "effect")


async def settings(context: ChatContext) -> None:
    """Show what is usual here, or change it for one art: ``/settings dream octaves=5``."""
    name, _, rest = context.command.rest.strip().partition(" ")
    art = next((art for art in Art if art.value == name.lower().removeprefix("/")), None)
    if art is None or not rest.strip():
        await _show(context)
    elif not await _may_change(context):
        await context.say(context.text("usual.administrators"))
    elif rest.strip().lower() == _RESET:
        await chat_options.put(context.services.db, context.chat.id, art.value, {})
        await _show(context)
    else:
        await _change(context, art, await words_said(context, art, rest))


async def _change(context: ChatContext, art: Art, words: Words) -> None:
    if _is_of_one_order(words):
        await context.say(context.text("usual.not_these", command=f"/{art.value}"))
        return
    db, chat_id = context.services.db, context.chat.id
    before = await chat_options.of_art(db, chat_id, art.value)
    await chat_options.put(db, chat_id, art.value, over(before, words.options))
    await _show(context)


def _is_of_one_order(words: Words) -> bool:
    pictures = (words.photo_id, words.guide_id, words.mask_id, words.wants_guide, words.wants_mask)
    is_of_one = any((*pictures, *words.styles, words.variations > 1))
    return is_of_one or any(name in words.options for name in _NOT_USUAL)


async def _show(context: ChatContext) -> None:
    usual = await chat_options.of_chat(context.services.db, context.chat.id)
    lines = [f"/{art} {write_options(Art(art), options)}" for art, options in usual.items()]
    key = "usual.these" if lines else "usual.none"
    await context.say(context.text(key, options="\n".join(lines)))


async def _may_change(context: ChatContext) -> bool:
    """In a group its administrators, also those who speak as the group."""
    if context.is_private or context.is_anonymous_administrator:
        return True
    return await is_administrator(context)
