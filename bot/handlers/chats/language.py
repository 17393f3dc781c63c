"""/language: a person's own, or, in a group, the one that its administrators choose for it."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup

from bot.chat.context import ChatContext
from bot.chat.ownership import is_administrator
from bot.menus.language_keyboard import AS_TELEGRAM, language_keyboard
from bot.storage import people
from bot.storage.groups import group_settings
from bot.texts.catalogue import languages, text


async def language(context: ChatContext) -> None:
    """Show what there is, or choose at once: ``/language fr``, ``/language français``."""
    said = context.command.rest.strip()
    if said and (named := _named(said)) is not None:
        if await _may_choose(context):
            await _choose(context, named)
            await context.say_alone(_words(context, named))
        else:
            await context.say_alone(context.text("language.administrators"))
        return
    await context.say_alone(_question(context), keyboard=_keyboard(context))


async def pressed(context: ChatContext) -> None:
    """The menu goes on standing there, in the language that was chosen."""
    named = context.press.subject
    if named not in (*languages(), AS_TELEGRAM):
        await context.answer(context.text("answer.old"), alert=True)
        return
    if not await _may_choose(context):
        await context.answer(context.text("language.administrators"), alert=True)
        return
    await _choose(context, named)
    await context.answer(_words(context, named))
    await context.edit_pressed(_question(context), _keyboard(context))


async def _choose(context: ChatContext, named: str) -> None:
    services, chosen = context.services, None if named == AS_TELEGRAM else named
    if context.is_private:
        otherwise, now = context.telegrams_language, services.clock()
        await people.choose_language(
            services.db, context.user.id, chosen, otherwise=otherwise, now=now
        )
    else:
        await group_settings.choose(services.db, context.chat.id, language=chosen)
    services.languages.forget()
    await context.read_languages()


async def _may_choose(context: ChatContext) -> bool:
    """In a group its administrators, also those who speak as the group."""
    if context.is_private or context.is_anonymous_administrator:
        return True
    return await is_administrator(context)


def _question(context: ChatContext) -> str:
    return context.text("language.ask" if context.is_private else "language.ask_group")


def _words(context: ChatContext, named: str) -> str:
    if named == AS_TELEGRAM:
        return context.text("language.as_telegram" if context.is_private else "language.as_each")
    return context.text("language.chosen")


def _keyboard(context: ChatContext) -> InlineKeyboardMarkup:
    chosen = context.chosen.person if context.is_private else context.chosen.chat
    return language_keyboard(
        context.language, chosen=chosen or AS_TELEGRAM, is_private=context.is_private
    )


def _named(said: str) -> str | None:
    """The language of a code, or of its own name."""
    folded = said.casefold()
    for known in languages():
        if folded in (known, text("language.name", known).casefold()):
            return known
    return None
