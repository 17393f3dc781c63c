"""The menus: what to do with a photo, which kind of dream, which style."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.chat.context import Turn
from bot.delivery.captions import style_title, styles_title
from bot.domain.jobs import StatusMessage
from bot.domain.orders import PictureRef
from bot.menus import dream_menu, style_menu
from bot.menus.draft_choices import awaits, chosen_picture, options_of, strength_of
from bot.menus.dream_keyboards import Choice, dream_menu_keyboard, prompt_keyboard
from bot.menus.style_keyboards import Dials, StyleChoice, style_dials_keyboard, style_menu_keyboard
from bot.menus.style_menu import chosen_styles
from bot.menus.trained import networks_shown, styles_shown
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind
from bot.storage.photos import NewPicture
from engine.catalogue.house_styles import HOUSE_STYLES, menu_path, presets_path
from engine.catalogue.presets import PRESETS

# A menu takes the person's next picture for this long; later a photo is just a photo.
MENU_WAITS = timedelta(minutes=30)


async def open_draft(
    turn: Turn,
    kind: DraftKind,
    photo: PictureRef | None,
    *,
    choices: dict[str, Any] | None = None,
    request_key: str | None = None,
) -> Draft:
    """What is chosen in this turn's menu; the same draft when the turn is repeated."""
    draft, _ = await drafts.create(
        turn.services.db,
        request_key=request_key or turn.request_key,
        chat_id=turn.chat.id,
        user_id=turn.person_id,
        kind=kind,
        photo=photo,
        choices=choices,
        now=turn.services.clock(),
    )
    return draft


async def send_prompt(
    turn: Turn, photo: NewPicture, *, moves: bool, is_album: bool, request_key: str
) -> None:
    """Ask what to do with a photo; once, however often this turn is repeated."""
    draft = await drafts.open_prompt(
        turn.services.db, photo, request_key=request_key, now=turn.services.clock()
    )
    if draft.message_id is not None:
        return
    words = turn.text("prompt.ask_album" if is_album else "prompt.ask")
    if moves:
        words = turn.text("prompt.moving", ask=words)
    keyboard = prompt_keyboard(draft.id, turn.language)
    message = await turn.say(words, keyboard=keyboard, reply_to=photo.message_id)
    await drafts.set_message(
        turn.services.db, draft.id, message_id=message.message_id, has_media=False
    )


async def send_menu(
    turn: Turn, kind: DraftKind, photo: PictureRef | None, *, choices: dict[str, Any] | None = None
) -> None:
    """All kinds of dream, or all house styles, in one picture; without a photo it waits for one.

    ``choices``: those of bot.menus.dream_menu or bot.menus.style_menu, as said.
    """
    await put_away_waiting(turn, kind)
    draft = await open_draft(turn, kind, photo, choices=choices)
    if draft.message_id is None:
        await show_menu(turn, draft)


async def bring_menu_back(turn: Turn, older: Draft, choices: dict[str, Any]) -> None:
    """The menu once more, below the picture that came for it; ``choices`` know of the picture."""
    draft = await open_draft(turn, older.kind, older.photo, choices={**choices, "older": older.id})
    if draft.message_id is None:
        await show_menu(turn, draft)
    # Read again: in a turn that is taken up again, "older" is the new one.
    first = await drafts.get(turn.services.db, draft.choices["older"])
    if first is not None:
        await put_away(turn, first)


async def show_menu(turn: Turn, draft: Draft) -> None:
    """Send the picture menu of a draft that has no message yet."""
    sheet = menu_path() if draft.kind is DraftKind.STYLE else presets_path()
    message = await turn.bot.send_photo(
        turn.chat.id,
        sheet,
        caption=menu_words(turn, draft),
        reply_markup=await menu_buttons(turn, draft),
        message_thread_id=turn.thread_id,
        reply_parameters=turn.reply(draft.photo.message_id if draft.photo else None),
    )
    await drafts.set_message(
        turn.services.db, draft.id, message_id=message.message_id, has_media=True
    )


async def change_menu(
    turn: Turn,
    draft: Draft,
    *,
    choices: dict[str, Any] | None = None,
    photo: PictureRef | None = None,
) -> None:
    """Note what was chosen, or the photo that came, and show it in the menu's message."""
    changed = await drafts.change(turn.services.db, draft.id, choices=choices, photo=photo)
    if changed is None or changed.message_id is None:
        return
    try:
        await turn.bot.edit_message_caption(
            turn.chat.id,
            changed.message_id,
            caption=menu_words(turn, changed),
            reply_markup=await menu_buttons(turn, changed),
        )
    except BadRequest:
        # It says so already, or is gone.
        return


def menu_words(turn: Turn, draft: Draft) -> str:
    """What to do next, and what is chosen so far."""
    language = turn.language
    if draft.kind is DraftKind.STYLE:
        ask = _style_ask(turn, draft)
        titles = styles_title(chosen_styles(draft.choices), language)
        chosen = style_menu.chosen_words(draft.choices, language, styles=titles)
    else:
        ask = _dream_ask(turn, draft)
        chosen = dream_menu.chosen_words(draft.choices, language)
    return f"{ask}\n\n{chosen}" if chosen else ask


async def menu_buttons(turn: Turn, draft: Draft) -> InlineKeyboardMarkup:
    """The buttons of the menu as it stands."""
    if draft.kind is not DraftKind.STYLE:
        return _dream_buttons(turn, draft, networks=await networks_shown(turn))
    if style_menu.shows_dials(draft.choices):
        return _style_dials(turn, draft)
    return _style_buttons(turn, draft, trained=await styles_shown(turn))


def _dream_ask(turn: Turn, draft: Draft) -> str:
    if awaits(draft.choices, "guide"):
        return turn.text("menu.dream_send_guide" if turn.is_private else "menu.dream_reply_guide")
    return turn.text("menu.dream" if draft.photo else "menu.dream_send_photo")


def _dream_buttons(turn: Turn, draft: Draft, *, networks: Sequence[Choice]) -> InlineKeyboardMarkup:
    options = options_of(draft.choices)
    return dream_menu_keyboard(
        draft.id,
        turn.language,
        presets=[Choice(name=one.name, title=one.title) for one in PRESETS.values()],
        chosen=options.get("preset"),
        networks=networks,
        network=options.get("network"),
        strength=strength_of(draft.choices),
        depth=options.get("depth"),
        has_guide=chosen_picture(draft.choices, "guide") is not None,
        has_photo=draft.photo is not None,
    )


def _style_ask(turn: Turn, draft: Draft) -> str:
    choices, chosen = draft.choices, chosen_styles(draft.choices)
    if awaits(choices, "mask"):
        return turn.text("menu.send_mask" if turn.is_private else "menu.reply_mask")
    if style_menu.shows_dials(choices):
        return turn.text("menu.dials_paint" if chosen and draft.photo else "menu.dials")
    if style_menu.mixes(choices):
        return turn.text("menu.mix" if draft.photo else "menu.mix_then_photo")
    if draft.photo is None:
        if chosen:
            return turn.text("menu.style_then_photo", style=styles_title(chosen, turn.language))
        return turn.text("menu.style_send_photo")
    if chosen:
        return turn.text("menu.style_paint")
    return turn.text("menu.style" if turn.is_private else "menu.style_reply")


def _style_buttons(turn: Turn, draft: Draft, *, trained: Sequence[str]) -> InlineKeyboardMarkup:
    chosen = {one.name: one for one in chosen_styles(draft.choices)}
    known = {one.name: one.title for one in HOUSE_STYLES.values()}
    own = {name: style_title(one, turn.language) for name, one in chosen.items()}
    return style_menu_keyboard(
        draft.id,
        turn.language,
        styles=[
            StyleChoice(name=name, title=title, share=chosen[name].weight if name in chosen else 0)
            for name, title in {**known, **{name: name for name in trained}, **own}.items()
        ],
        mixes=style_menu.mixes(draft.choices),
        can_paint=can_paint(draft),
    )


def _style_dials(turn: Turn, draft: Draft) -> InlineKeyboardMarkup:
    choices = draft.choices
    dials = Dials(
        strength=strength_of(choices),
        scale=style_menu.scale_of(choices),
        colours=style_menu.colours_of(choices),
        keeps_faces=style_menu.keeps_faces(choices),
        has_mask=chosen_picture(choices, "mask") is not None or awaits(choices, "mask"),
    )
    return style_dials_keyboard(draft.id, turn.language, dials=dials, can_paint=can_paint(draft))


def can_paint(draft: Draft) -> bool:
    """Whether nothing is missing to a painting."""
    return draft.photo is not None and bool(chosen_styles(draft.choices))


def as_status(menu: Draft) -> StatusMessage | None:
    """The menu's message, to be turned into the job's."""
    if menu.message_id is None:
        return None
    return StatusMessage(message_id=menu.message_id, has_media=menu.has_media)


async def waiting_menus(turn: Turn) -> dict[DraftKind, Draft]:
    """The latest menu of each kind that still takes this person's next picture."""
    return await drafts.waiting(
        turn.services.db,
        chat_id=turn.chat.id,
        user_id=turn.person_id,
        since=turn.services.clock() - MENU_WAITS,
    )


async def put_away_waiting(turn: Turn, kind: DraftKind) -> int:
    """Put away an older menu of this kind, so that one at most waits. Returns: how many."""
    older = (await waiting_menus(turn)).get(kind)
    if older is None or older.request_key == turn.request_key:
        return 0
    await put_away(turn, older)
    return 1


async def put_away(turn: Turn, draft: Draft) -> None:
    """Close a menu and remove its message."""
    if not await drafts.close(turn.services.db, draft.id) or draft.message_id is None:
        return
    try:
        await turn.bot.delete_message(turn.chat.id, draft.message_id)
    except BadRequest:
        # Too old or gone already; its buttons no longer do anything.
        return
