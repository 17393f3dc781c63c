"""How a group wants us: told to everybody, and changed by its administrators with buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A setting that is on or off; keys of its sentences and buttons, the one for off first."""

    field: str
    told: tuple[str, str]
    buttons: tuple[str, str]


FLAGS: Mapping[str, Flag] = {
    ASK: Flag(
        field="only_administrators",
        told=("group.ask_all", "group.ask_administrators"),
        buttons=("buttons.group_ask_all", "buttons.group_ask_administrators"),
    ),
    SPOILER: Flag(
        field="has_spoiler",
        told=("group.spoiler_off", "group.spoiler_on"),
        buttons=("buttons.group_spoiler_off", "buttons.group_spoiler_on"),
    ),
    QUIET: Flag(
        field="is_quiet",
        told=("group.quiet_off", "group.quiet_on"),
        buttons=("buttons.group_quiet_off", "buttons.group_quiet_on"),
    ),
}


def chosen_by(setting: str, value: str) -> dict[str, str | bool | int | None] | None:
    """The change that a press asks for, by the fields of GroupSettings; None: it is none of ours.

    It says what shall be, not "the other one": pressed twice it changes nothing more.
    """
    if setting in FLAGS and value in (ON, OFF):
        return {FLAGS[setting].field: value == ON}
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
    most = settings.pictures_per_day
    lines = [
        text("group.title", language, title=plain_name(title)),
        text("group.language_one", settings.language)
        if settings.language is not None
        else text("group.language_each", language),
        *(text(flag.told[getattr(settings, flag.field)], language) for flag in FLAGS.values()),
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
    rows = (
        InlineKeyboardButton(spoken, callback_data=press_data(Verb.GROUP, PAGE, LANGUAGES)),
        *(_flag_button(settings, setting, language) for setting in FLAGS),
        InlineKeyboardButton(a_day, callback_data=press_data(Verb.GROUP, PAGE, DAY)),
        button("buttons.group_done", language, press_data(Verb.GROUP, PAGE, DONE)),
    )
    return InlineKeyboardMarkup([[one] for one in rows])


def _flag_button(settings: GroupSettings, setting: str, language: str) -> InlineKeyboardButton:
    flag, is_on = FLAGS[setting], bool(getattr(settings, FLAGS[setting].field))
    other = OFF if is_on else ON
    return button(flag.buttons[is_on], language, press_data(Verb.GROUP, setting, other))


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
