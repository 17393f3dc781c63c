"""How a group wants us: told to everybody, and changed by its administrators with buttons."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chat.context import ChatContext
from bot.commands.writer import write_options
from bot.domain.groups.group_settings import DAILY_LIMITS, GroupSettings
from bot.domain.live import plain_name
from bot.domain.orders import Art
from bot.storage import chat_options
from bot.texts.catalogue import languages, text
from bot.transport.callback_data import Verb, button, in_rows, press_data

# What a press names, and what it may choose there; "none" is no choice.
ON, OFF, NONE = "on", "off", "none"
PAGE, MAIN, LANGUAGES, DAY, DONE = "page", "main", "languages", "day", "done"
LANGUAGE, ASK, SPOILER, QUIET = "language", "ask", "spoiler", "quiet"


def chosen_by(setting: str, value: str) -> dict[str, str | bool | int | None] | None:
    """The change that a press asks for, by the fields of GroupSettings; None: it is none of ours.

    It says what shall be, not "the other one": pressed twice it changes nothing more.
    """
    flags = {ASK: "only_administrators", SPOILER: "has_spoiler", QUIET: "is_quiet"}
    if setting in flags and value in (ON, OFF):
        return {flags[setting]: value == ON}
    if setting == LANGUAGE and value in (*languages(), NONE):
        return {"language": None if value == NONE else value}
    if setting == DAY and value in (*map(str, DAILY_LIMITS), NONE):
        return {"pictures_per_day": None if value == NONE else int(value)}
    return None


async def usual_words(context: ChatContext) -> str:
    """What is usual in this chat where an order leaves something open."""
    usual = await chat_options.of_chat(context.services.db, context.chat.id)
    lines = [f"/{art} {write_options(Art(art), options)}" for art, options in usual.items()]
    return context.text("usual.these" if lines else "usual.none", options="\n".join(lines))


def group_words(settings: GroupSettings, language: str, *, title: str) -> str:
    """Each setting in a plain sentence."""

    def either(key: str, is_on: bool, on: str = "on", off: str = "off") -> str:
        return text(f"group.{key}_{on if is_on else off}", language)

    spoken = text("group.language_each", language)
    if settings.language is not None:
        spoken = text("group.language_one", settings.language)
    most = settings.pictures_per_day
    lines = [
        text("group.title", language, title=plain_name(title)),
        spoken,
        either("ask", settings.only_administrators, "administrators", "all"),
        either("spoiler", settings.has_spoiler),
        either("quiet", settings.is_quiet),
        text("group.day_most", language, pictures=most)
        if most is not None
        else text("group.day_any", language),
    ]
    return "\n".join(lines)


async def page_words(context: ChatContext, settings: GroupSettings, page: str) -> str:
    """What stands above the buttons of a page."""
    if page == LANGUAGES:
        return context.text("language.ask_group")
    if page == DAY:
        return context.text("group.ask_day")
    told = group_words(settings, context.language, title=context.chat.title or "")
    return "\n\n".join((told, context.text("group.press"), await usual_words(context)))


def page_keyboard(settings: GroupSettings, language: str, page: str) -> InlineKeyboardMarkup:
    """The buttons of a page; whatever is none is the first one."""
    if page == LANGUAGES:
        return _choices(
            LANGUAGE,
            [(each, text("language.name", each)) for each in languages()],
            (NONE, text("language.each", language)),
            chosen=settings.language or NONE,
            language=language,
        )
    if page == DAY:
        return _choices(
            DAY,
            [(str(most), str(most)) for most in DAILY_LIMITS],
            (NONE, text("buttons.group_no_limit", language)),
            chosen=str(settings.pictures_per_day or NONE),
            language=language,
        )
    return _main_keyboard(settings, language)


def _main_keyboard(settings: GroupSettings, language: str) -> InlineKeyboardMarkup:
    spoken = text("buttons.group_language_each", language)
    if settings.language is not None:
        name = text("language.name", settings.language)
        spoken = text("buttons.group_language", language, language=name)
    a_day = text("buttons.group_day_any", language)
    if settings.pictures_per_day is not None:
        a_day = text("buttons.group_day", language, pictures=settings.pictures_per_day)
    alone = settings.only_administrators
    asking = "buttons.group_ask_administrators" if alone else "buttons.group_ask_all"
    rows = (
        InlineKeyboardButton(spoken, callback_data=press_data(Verb.GROUP, PAGE, LANGUAGES)),
        button(asking, language, _other(ASK, is_on=alone)),
        _flag(SPOILER, language, is_on=settings.has_spoiler),
        _flag(QUIET, language, is_on=settings.is_quiet),
        InlineKeyboardButton(a_day, callback_data=press_data(Verb.GROUP, PAGE, DAY)),
        button("buttons.group_done", language, press_data(Verb.GROUP, PAGE, DONE)),
    )
    return InlineKeyboardMarkup([[one] for one in rows])


def _flag(setting: str, language: str, *, is_on: bool) -> InlineKeyboardButton:
    key = f"buttons.group_{setting}_{ON if is_on else OFF}"
    return button(key, language, _other(setting, is_on=is_on))


def _other(setting: str, *, is_on: bool) -> str:
    return press_data(Verb.GROUP, setting, OFF if is_on else ON)


def _choices(
    setting: str,
    several: list[tuple[str, str]],
    last: tuple[str, str],
    *,
    chosen: str,
    language: str,
) -> InlineKeyboardMarkup:
    def one(value: str, title: str) -> InlineKeyboardButton:
        if value == chosen:
            title = text("buttons.chosen", language, title=title)
        return InlineKeyboardButton(title, callback_data=press_data(Verb.GROUP, setting, value))

    return InlineKeyboardMarkup(
        [
            *in_rows((one(*choice) for choice in several), width=2),
            [one(*last)],
            [button("buttons.back", language, press_data(Verb.GROUP, PAGE, MAIN))],
        ]
    )
