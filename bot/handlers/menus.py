"""Presses under the prompt, the dream menu and the style menu."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from telegram.error import BadRequest

from bot.drafting import dream_order, style_order
from bot.menus import (
    STRENGTHS,
    USUAL_STRENGTH,
    as_status,
    dream_menu_buttons,
    dream_menu_words,
    put_away,
    send_dream_menu,
    send_style_menu,
    style_menu_buttons,
    style_menu_words,
)
from bot.ordering import order_free
from bot.owned import own_draft
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind
from bot.turn import Turn
from engine.catalogue import find_preset, find_style


async def dream(turn: Turn) -> None:
    """Dream the photo: from the prompt with the defaults, from the menu as chosen there."""
    draft = await own_draft(turn)
    if draft is None:
        return
    if draft.photo is None:
        await turn.answer(turn.text("menu.dream_send_photo"), alert=True)
        return
    order = dream_order(turn, draft, photo=draft.photo)
    is_menu = draft.kind is DraftKind.DREAM
    await order_free(
        turn,
        order,
        draft_id=draft.id,
        status=as_status(draft) if is_menu else None,
        is_press=True,
    )
    if is_menu:
        await drafts.close(turn.services.db, draft.id)


async def style(turn: Turn) -> None:
    """The style menu for the prompt's photo."""
    draft = await own_draft(turn)
    if draft is not None:
        await turn.answer()
        await send_style_menu(turn, draft.photo)


async def more(turn: Turn) -> None:
    """The dream menu for the prompt's photo."""
    draft = await own_draft(turn)
    if draft is not None:
        await turn.answer()
        await send_dream_menu(turn, draft.photo)


async def preset(turn: Turn) -> None:
    """Choose a kind of dream; the one that is chosen already is given up again."""
    draft = await own_draft(turn)
    if draft is None:
        return
    name = find_preset(_argument(turn)).name
    choices = dict(draft.choices)
    choices["options"] = {
        key: value for key, value in choices.get("options", {}).items() if key != "preset"
    }
    if choices.pop("preset", None) != name:
        choices["preset"] = name
    await turn.answer()
    await _redraw_dream_menu(turn, draft, choices)


async def strength(turn: Turn) -> None:
    """Choose how strong; at either end of the scale we say so."""
    draft = await own_draft(turn)
    if draft is None:
        return
    now = draft.choices.get("strength", USUAL_STRENGTH)
    wanted = _index(_argument(turn))
    if wanted == now:
        ends = {0: "answer.weakest", len(STRENGTHS) - 1: "answer.strongest"}
        key = ends.get(now)
        await turn.answer(turn.text(key) if key else None)
        return
    await turn.answer()
    await _redraw_dream_menu(turn, draft, {**draft.choices, "strength": wanted})


async def pick(turn: Turn) -> None:
    """Paint in a house style; without a photo yet, remember it and ask for the photo."""
    draft = await own_draft(turn)
    if draft is None:
        return
    name = find_style(_argument(turn)).name
    if draft.photo is not None:
        order = style_order(turn, draft, name=name)
        await order_free(turn, order, draft_id=draft.id, status=as_status(draft), is_press=True)
        await drafts.close(turn.services.db, draft.id)
        return
    await turn.answer()
    chosen = [{"name": name, "picture": None, "weight": 1.0}]
    changed = await drafts.change(
        turn.services.db, draft.id, choices={**draft.choices, "styles": chosen}
    )
    if changed is not None and changed.message_id is not None:
        await _quietly(
            turn.bot.edit_message_caption(
                turn.chat.id,
                changed.message_id,
                caption=style_menu_words(turn, changed),
                reply_markup=style_menu_buttons(turn, changed),
            )
        )


async def close(turn: Turn) -> None:
    """Put a menu away."""
    draft = await own_draft(turn)
    if draft is not None:
        await turn.answer()
        await put_away(turn, draft)


async def _redraw_dream_menu(turn: Turn, draft: Draft, choices: dict[str, Any]) -> None:
    changed = await drafts.change(turn.services.db, draft.id, choices=choices)
    if changed is None or changed.message_id is None:
        return
    await _quietly(
        turn.bot.edit_message_text(
            dream_menu_words(turn, changed),
            chat_id=turn.chat.id,
            message_id=changed.message_id,
            reply_markup=dream_menu_buttons(turn, changed),
        )
    )


async def _quietly(edit: Awaitable[object]) -> None:
    """An edit that changes nothing, or whose message is gone, is no trouble."""
    try:
        await edit
    except BadRequest:
        return


def _argument(turn: Turn) -> str:
    return turn.press.arguments[0] if turn.press.arguments else ""


def _index(argument: str) -> int:
    known = argument.isascii() and argument.isdecimal()
    return min(int(argument[:3]), len(STRENGTHS) - 1) if known else USUAL_STRENGTH
