"""Presses under the prompt, the dream menu and the style menu."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram.error import BadRequest

from bot.drafting import dream_order, style_order
from bot.dream_menu import (
    guide_pressed,
    next_depth,
    next_strength,
    with_depth,
    with_preset,
    with_strength,
)
from bot.menus import (
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

_Notch = TypeVar("_Notch")


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
    if draft is not None:
        name = find_preset(_argument(turn)).name
        await turn.answer()
        await _redraw_dream_menu(turn, draft, with_preset(draft.choices, name))


async def strength(turn: Turn) -> None:
    """Choose how strong; at either end of the scale we say so."""
    await _turn_dial(
        turn, next_strength, with_strength, ends=("answer.weakest", "answer.strongest")
    )


async def depth(turn: Turn) -> None:
    """Choose how deep in the network the dream begins; at either end we say so."""
    await _turn_dial(turn, next_depth, with_depth, ends=("answer.shallowest", "answer.deepest"))


async def guide(turn: Turn) -> None:
    """Let the person's next picture lead the dream, or go on without one."""
    draft = await own_draft(turn)
    if draft is not None:
        await turn.answer()
        await _redraw_dream_menu(turn, draft, guide_pressed(draft.choices))


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


async def _turn_dial(
    turn: Turn,
    next_notch: Callable[..., _Notch | None],
    with_notch: Callable[[dict[str, Any], _Notch | None], dict[str, Any]],
    *,
    ends: tuple[str, str],
) -> None:
    """One notch less or more, or back to the usual; ``ends``: what is said at either end."""
    draft = await own_draft(turn)
    if draft is None:
        return
    wanted = None
    if _argument(turn) != "usual":
        is_more = _argument(turn) == "more"
        wanted = next_notch(draft.choices, is_more=is_more)
        if wanted is None:
            await turn.answer(turn.text(ends[is_more]))
            return
    await turn.answer()
    await _redraw_dream_menu(turn, draft, with_notch(draft.choices, wanted))


async def _redraw_dream_menu(turn: Turn, draft: Draft, choices: dict[str, Any]) -> None:
    changed = await drafts.change(turn.services.db, draft.id, choices=choices)
    if changed is None or changed.message_id is None:
        return
    await _quietly(
        turn.bot.edit_message_caption(
            turn.chat.id,
            changed.message_id,
            caption=dream_menu_words(turn, changed),
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
