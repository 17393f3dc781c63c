"""The menus: what to do with a photo, which kind of dream, which style."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.delivery.words.captions import style_title, styles_title
from bot.delivery.words.style_words import flaw_lines
from bot.domain.jobs import StatusMessage
from bot.domain.orders import PictureRef
from bot.menus import dream_menu, style_menu
from bot.menus.community.saved_choices import saved_shown
from bot.menus.draft_choices import awaits, chosen_picture, options_of, strength_of
from bot.menus.dream_keyboards import Choice, dream_menu_keyboard, prompt_keyboard
from bot.menus.style_keyboards import Dials, StyleChoice, style_dials_keyboard, style_menu_keyboard
from bot.menus.style_menu import chosen_styles
from bot.menus.trained_choices import networks_shown, styles_shown
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind
from bot.storage.photos import NewPicture
from bot.texts.catalogue import fact_text
from bot.texts.names import style_name
from bot.transport.files.picture_check import PictureFacts
from engine.catalogue.house_styles import HOUSE_STYLES, menu_path, presets_path
from engine.catalogue.presets import PRESETS

# A menu takes the person's next picture for this long; later a photo is just a photo.
MENU_WAITS = timedelta(minutes=30)


async def open_draft(
    context: ChatContext,
    kind: DraftKind,
    photo: PictureRef | None,
    *,
    choices: dict[str, Any] | None = None,
    request_key: str | None = None,
) -> Draft:
    """What is chosen in this turn's menu; the same draft when the turn is repeated."""
    draft, _ = await drafts.create(
        context.services.db,
        request_key=request_key or context.request_key,
        chat_id=context.chat.id,
        user_id=context.person_id,
        kind=kind,
        photo=photo,
        choices=choices,
        now=context.services.clock(),
    )
    return draft


async def send_prompt(
    context: ChatContext,
    photo: NewPicture,
    *,
    facts: PictureFacts,
    is_album: bool,
    request_key: str,
) -> None:
    """Ask what to do with a photo; once, however often this turn is repeated."""
    draft = await drafts.open_prompt(
        context.services.db, photo, request_key=request_key, now=context.services.clock()
    )
    if draft.message_id is not None:
        return
    words = context.text("prompt.ask_album" if is_album else "prompt.ask")
    if facts.moves:
        words = context.text("prompt.moving", ask=words)
    keyboard = prompt_keyboard(
        draft.id, context.language, is_grey=facts.is_grey, can_save=context.is_private
    )
    message = await context.say(words, keyboard=keyboard, reply_to=photo.message_id)
    await drafts.set_message(
        context.services.db, draft.id, message_id=message.message_id, has_media=False
    )


async def send_menu(
    context: ChatContext,
    kind: DraftKind,
    photo: PictureRef | None,
    *,
    choices: dict[str, Any] | None = None,
) -> None:
    """All kinds of dream, or all house styles, in one picture; without a photo it waits for one.

    ``choices``: those of bot.menus.dream_menu or bot.menus.style_menu, as said.
    """
    await put_away_waiting(context, kind)
    draft = await open_draft(context, kind, photo, choices=choices)
    if draft.message_id is None:
        await show_menu(context, draft)


async def bring_menu_back(context: ChatContext, older: Draft, choices: dict[str, Any]) -> None:
    """The menu once more, below the picture that came for it; ``choices`` know of the picture."""
    draft = await open_draft(
        context, older.kind, older.photo, choices={**choices, "older": older.id}
    )
    if draft.message_id is None:
        await show_menu(context, draft)
    # Read again: in a turn that is taken up again, "older" is the new one.
    first = await drafts.get(context.services.db, draft.choices["older"])
    if first is not None:
        await put_away(context, first)


async def show_menu(context: ChatContext, draft: Draft) -> None:
    """Send the picture menu of a draft that has no message yet."""
    sheet = menu_path() if draft.kind is DraftKind.STYLE else presets_path()
    message = await context.bot.send_photo(
        context.chat.id,
        sheet,
        caption=menu_words(context, draft),
        reply_markup=await menu_buttons(context, draft),
        message_thread_id=context.thread_id,
        reply_parameters=context.reply(draft.photo.message_id if draft.photo else None),
    )
    await drafts.set_message(
        context.services.db, draft.id, message_id=message.message_id, has_media=True
    )


async def change_menu(
    context: ChatContext,
    draft: Draft,
    *,
    choices: dict[str, Any] | None = None,
    photo: PictureRef | None = None,
) -> None:
    """Note what was chosen, or the photo that came, and show it in the menu's message."""
    changed = await drafts.change(context.services.db, draft.id, choices=choices, photo=photo)
    if changed is None or changed.message_id is None:
        return
    try:
        await context.bot.edit_message_caption(
            context.chat.id,
            changed.message_id,
            caption=menu_words(context, changed),
            reply_markup=await menu_buttons(context, changed),
        )
    except BadRequest:
        # It says so already, or is gone.
        return


def menu_words(context: ChatContext, draft: Draft) -> str:
    """What to do next, and what is chosen so far."""
    language = context.language
    if draft.kind is DraftKind.STYLE:
        ask = _style_ask(context, draft)
        titles = fact_text(styles_title(chosen_styles(draft.choices)), language)
        chosen = style_menu.chosen_words(draft.choices, language, styles=titles)
        flaws = flaw_lines(chosen_styles(draft.choices), language)
    else:
        ask = _dream_ask(context, draft)
        chosen, flaws = dream_menu.chosen_words(draft.choices, language), []
    return "\n\n".join(filter(None, (ask, chosen, *flaws)))


async def menu_buttons(context: ChatContext, draft: Draft) -> InlineKeyboardMarkup:
    """The buttons of the menu as it stands."""
    if draft.kind is not DraftKind.STYLE:
        return _dream_buttons(context, draft, networks=await networks_shown(context))
    if style_menu.shows_dials(draft.choices):
        return _style_dials(context, draft)
    chosen = chosen_styles(draft.choices)
    others = [*await styles_shown(context), *await saved_shown(context, chosen=chosen)]
    return _style_buttons(context, draft, others=others)


def _dream_ask(context: ChatContext, draft: Draft) -> str:
    if awaits(draft.choices, "guide"):
        return context.text(
            "menu.dream_send_guide" if context.is_private else "menu.dream_reply_guide"
        )
    return context.text("menu.dream" if draft.photo else "menu.dream_send_photo")


def _dream_buttons(
    context: ChatContext, draft: Draft, *, networks: Sequence[Choice]
) -> InlineKeyboardMarkup:
    options = options_of(draft.choices)
    return dream_menu_keyboard(
        draft.id,
        context.language,
        presets=[Choice(name=name, title=context.text(f"dreams.{name}")) for name in PRESETS],
        chosen=options.get("preset"),
        networks=networks,
        network=options.get("network"),
        strength=strength_of(draft.choices),
        depth=options.get("depth"),
        has_guide=chosen_picture(draft.choices, "guide") is not None,
        has_photo=draft.photo is not None,
    )


def _style_ask(context: ChatContext, draft: Draft) -> str:
    choices, chosen = draft.choices, chosen_styles(draft.choices)
    if awaits(choices, "mask"):
        return context.text("menu.send_mask" if context.is_private else "menu.reply_mask")
    if style_menu.shows_dials(choices):
        return context.text("menu.dials_paint" if chosen and draft.photo else "menu.dials")
    if style_menu.mixes(choices):
        return context.text("menu.mix" if draft.photo else "menu.mix_then_photo")
    if draft.photo is None:
        if chosen:
            return context.text("menu.style_then_photo", style=styles_title(chosen))
        return context.text("menu.style_send_photo")
    if chosen:
        return context.text("menu.style_paint")
    return context.text("menu.style" if context.is_private else "menu.style_reply")


def _style_buttons(
    context: ChatContext, draft: Draft, *, others: Sequence[Choice]
) -> InlineKeyboardMarkup:
    """``others``: besides the house's."""
    chosen = {style.name: style for style in chosen_styles(draft.choices)}
    names = {name: style_name(name) for name in HOUSE_STYLES}
    names |= {other.name: other.title for other in others}
    names |= {name: style_title(style) for name, style in chosen.items()}
    return style_menu_keyboard(
        draft.id,
        context.language,
        styles=[
            StyleChoice(
                name=name,
                title=fact_text(title, context.language),
                share=chosen[name].weight if name in chosen else 0,
            )
            for name, title in names.items()
        ],
        mixes=style_menu.mixes(draft.choices),
        can_paint=can_paint(draft),
    )


def _style_dials(context: ChatContext, draft: Draft) -> InlineKeyboardMarkup:
    choices = draft.choices
    dials = Dials(
        strength=strength_of(choices),
        scale=style_menu.scale_of(choices),
        colours=style_menu.colours_of(choices),
        keeps_faces=style_menu.keeps_faces(choices),
        has_mask=chosen_picture(choices, "mask") is not None or awaits(choices, "mask"),
    )
    return style_dials_keyboard(draft.id, context.language, dials=dials, can_paint=can_paint(draft))


def can_paint(draft: Draft) -> bool:
    """Whether nothing is missing to a painting."""
    return draft.photo is not None and bool(chosen_styles(draft.choices))


def as_status(menu: Draft) -> StatusMessage | None:
    """The menu's message, to be turned into the job's."""
    if menu.message_id is None:
        return None
    return StatusMessage(message_id=menu.message_id, has_media=menu.has_media)


async def waiting_menus(context: ChatContext) -> dict[DraftKind, Draft]:
    """The latest menu of each kind that still takes this person's next picture."""
    return await drafts.waiting(
        context.services.db,
        chat_id=context.chat.id,
        user_id=context.person_id,
        since=context.services.clock() - MENU_WAITS,
    )


async def put_away_waiting(context: ChatContext, *kinds: DraftKind) -> int:
    """Put away older menus of these kinds, so that one of each at most waits. Returns: how many."""
    waiting = await waiting_menus(context)
    older = [waiting[kind] for kind in kinds if kind in waiting]
    to_close = [draft for draft in older if draft.request_key != context.request_key]
    for draft in to_close:
        await put_away(context, draft)
    return len(to_close)


async def put_away(context: ChatContext, draft: Draft) -> None:
    """Close a menu and remove its message."""
    if not await drafts.close(context.services.db, draft.id) or draft.message_id is None:
        return
    try:
        await context.bot.delete_message(context.chat.id, draft.message_id)
    except BadRequest:
        # Too old or gone already; its buttons no longer do anything.
        return
