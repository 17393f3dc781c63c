"""The menus: what to do with a photo, which kind of dream, which style."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.captions import styles_title
from bot.dream_menu import (
    awaits_guide,
    chosen_words,
    guide_of,
    options_of,
    strength_of,
    with_guide,
)
from bot.jobs import PictureRef, StatusMessage, StyleRef
from bot.keyboards import (
    Choice,
    dream_menu_keyboard,
    prompt_keyboard,
    style_menu_keyboard,
)
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind
from bot.turn import Turn
from engine.catalogue import HOUSE_STYLES, PRESETS
from engine.house.shelf import menu_path, presets_path

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
        user_id=turn.user.id,
        kind=kind,
        photo=photo,
        choices=choices,
        now=turn.services.clock(),
    )
    return draft


async def send_prompt(
    turn: Turn, photo: PictureRef, *, moves: bool, is_album: bool, request_key: str
) -> None:
    """Ask what to do with a photo; once, however often this turn is repeated."""
    draft = await open_draft(turn, DraftKind.PROMPT, photo, request_key=request_key)
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


async def send_dream_menu(
    turn: Turn, photo: PictureRef | None, *, choices: dict[str, Any] | None = None
) -> None:
    """All kinds of dream in one picture; without a photo it waits for one.

    ``choices``: those of bot.dream_menu, as said.
    """
    await put_away_waiting(turn, DraftKind.DREAM)
    draft = await open_draft(turn, DraftKind.DREAM, photo, choices=choices)
    if draft.message_id is None:
        await _show_dream_menu(turn, draft)


async def bring_menu_back(turn: Turn, older: Draft, guide: PictureRef) -> None:
    """The dream menu once more, below the guide picture that came for it."""
    choices = {**with_guide(older.choices, guide), "older": older.id}
    draft = await open_draft(turn, DraftKind.DREAM, older.photo, choices=choices)
    if draft.message_id is None:
        await _show_dream_menu(turn, draft)
    # Read again: in a turn that is taken up again, "older" is the new one.
    first = await drafts.get(turn.services.db, draft.choices["older"])
    if first is not None:
        await put_away(turn, first)


async def _show_dream_menu(turn: Turn, draft: Draft) -> None:
    words, buttons = dream_menu_words(turn, draft), dream_menu_buttons(turn, draft)
    await show_sheet(turn, draft, presets_path(), words=words, buttons=buttons)


async def show_sheet(
    turn: Turn, draft: Draft, sheet: Path, *, words: str, buttons: InlineKeyboardMarkup
) -> None:
    """Send a menu that is a picture of its choices, and note its message."""
    message = await turn.bot.send_photo(
        turn.chat.id,
        sheet,
        caption=words,
        reply_markup=buttons,
        reply_parameters=turn.reply(draft.photo.message_id if draft.photo else None),
    )
    await drafts.set_message(
        turn.services.db, draft.id, message_id=message.message_id, has_media=True
    )


async def send_style_menu(
    turn: Turn, photo: PictureRef | None, *, choices: dict[str, Any] | None = None
) -> None:
    """All house styles in one picture; it also takes the person's next picture.

    ``choices``: ``styles`` that are chosen already, ``options`` that were said.
    """
    await put_away_waiting(turn, DraftKind.STYLE)
    draft = await open_draft(turn, DraftKind.STYLE, photo, choices=choices)
    if draft.message_id is not None:
        return
    await show_style_menu(turn, draft)


async def show_style_menu(turn: Turn, draft: Draft) -> None:
    """Send the picture menu of a draft that has no message yet."""
    words, buttons = style_menu_words(turn, draft), style_menu_buttons(turn, draft)
    await show_sheet(turn, draft, menu_path(), words=words, buttons=buttons)


def dream_menu_words(turn: Turn, draft: Draft) -> str:
    """What to do next, and what is chosen so far."""
    if awaits_guide(draft.choices):
        key = "menu.dream_send_guide" if turn.is_private else "menu.dream_reply_guide"
        ask = turn.text(key)
    else:
        ask = turn.text("menu.dream" if draft.photo else "menu.dream_send_photo")
    return f"{ask}\n\n{chosen_words(draft.choices, turn.language)}"


def dream_menu_buttons(turn: Turn, draft: Draft) -> InlineKeyboardMarkup:
    options = options_of(draft.choices)
    return dream_menu_keyboard(
        draft.id,
        turn.language,
        presets=[Choice(name=one.name, title=one.title) for one in PRESETS.values()],
        chosen=options.get("preset"),
        strength=strength_of(draft.choices),
        depth=options.get("depth"),
        has_guide=guide_of(draft.choices) is not None,
        has_photo=draft.photo is not None,
    )


def style_menu_words(turn: Turn, draft: Draft) -> str:
    if draft.photo is None:
        chosen = chosen_styles(draft)
        if chosen:
            title = styles_title(chosen, turn.language)
            return turn.text("menu.style_then_photo", style=title)
        return turn.text("menu.style_send_photo")
    return turn.text("menu.style" if turn.is_private else "menu.style_reply")


def chosen_styles(draft: Draft) -> tuple[StyleRef, ...]:
    return tuple(StyleRef.from_json(style) for style in draft.choices.get("styles", ()))


def style_menu_buttons(turn: Turn, draft: Draft) -> InlineKeyboardMarkup:
    return style_menu_keyboard(
        draft.id,
        turn.language,
        styles=[Choice(name=one.name, title=one.title) for one in HOUSE_STYLES.values()],
    )


def as_status(menu: Draft) -> StatusMessage | None:
    """The menu's message, to be turned into the job's."""
    if menu.message_id is None:
        return None
    return StatusMessage(message_id=menu.message_id, has_media=menu.has_media)


async def waiting_menu(turn: Turn, kind: DraftKind) -> Draft | None:
    """The latest menu of this kind that still takes this person's next picture."""
    return await drafts.latest_open(
        turn.services.db,
        chat_id=turn.chat.id,
        user_id=turn.user.id,
        kind=kind,
        since=turn.services.clock() - MENU_WAITS,
    )


async def put_away_waiting(turn: Turn, kind: DraftKind) -> int:
    """Put away an older menu of this kind, so that one at most waits. Returns: how many."""
    older = await waiting_menu(turn, kind)
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
