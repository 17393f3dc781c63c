"""Presses under the prompt and the dream menu, and on the dials that both menus have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from bot.chat.context import ChatContext
from bot.chat.ownership import own_draft
from bot.menus.draft_choices import next_strength, with_strength
from bot.menus.draft_orders import dream_order, order_from
from bot.menus.dream_menu import guide_pressed, next_depth, with_depth, with_network, with_preset
from bot.menus.menu_messages import change_menu, put_away, send_menu
from bot.menus.style_menu import next_scale, with_scale
from bot.menus.trained_choices import check_network
from bot.storage.drafts import DraftKind
from engine.catalogue.presets import find_preset

_Notch = TypeVar("_Notch")


async def dream(context: ChatContext) -> None:
    """Dream the photo: from the prompt with the defaults, from the menu as chosen there."""
    draft = await own_draft(context, DraftKind.PROMPT, DraftKind.DREAM)
    if draft is None:
        return
    if draft.photo is None:
        await context.answer(context.text("menu.dream_send_photo"), alert=True)
        return
    order = await dream_order(context, draft, photo=draft.photo)
    await order_from(context, draft, order, is_press=True)


async def style(context: ChatContext) -> None:
    """The style menu for the prompt's photo."""
    draft = await own_draft(context, DraftKind.PROMPT)
    if draft is not None:
        await context.answer()
        await send_menu(context, DraftKind.STYLE, draft.photo)


async def more(context: ChatContext) -> None:
    """The dream menu for the prompt's photo."""
    draft = await own_draft(context, DraftKind.PROMPT)
    if draft is not None:
        await context.answer()
        await send_menu(context, DraftKind.DREAM, draft.photo)


async def preset(context: ChatContext) -> None:
    """Choose a kind of dream; the one that is chosen already is given up again."""
    draft = await own_draft(context, DraftKind.DREAM)
    if draft is not None:
        name = find_preset(context.press.argument).name
        await context.answer()
        await change_menu(context, draft, choices=with_preset(draft.choices, name))


async def network(context: ChatContext) -> None:
    """Dream with a network trained here; the one that is chosen already is given up again."""
    draft = await own_draft(context, DraftKind.DREAM)
    if draft is not None:
        name = await check_network(context, context.press.argument)
        await context.answer()
        await change_menu(context, draft, choices=with_network(draft.choices, name))


async def strength(context: ChatContext) -> None:
    """Choose how strong; at either end of the scale we say so."""
    await _turn_dial(
        context,
        next_strength,
        with_strength,
        ends=("answer.weakest", "answer.strongest"),
        kinds=(DraftKind.DREAM, DraftKind.STYLE),
    )


async def depth(context: ChatContext) -> None:
    """Choose how deep in the network the dream begins; at either end we say so."""
    await _turn_dial(
        context,
        next_depth,
        with_depth,
        ends=("answer.shallowest", "answer.deepest"),
        kinds=(DraftKind.DREAM,),
    )


async def scale(context: ChatContext) -> None:
    """Choose how large the strokes are; at either end we say so."""
    await _turn_dial(
        context,
        next_scale,
        with_scale,
        ends=("answer.finest", "answer.coarsest"),
        kinds=(DraftKind.STYLE,),
    )


async def guide(context: ChatContext) -> None:
    """Let the person's next picture lead the dream, or go on without one."""
    draft = await own_draft(context, DraftKind.DREAM)
    if draft is not None:
        await context.answer()
        await change_menu(context, draft, choices=guide_pressed(draft.choices))


async def close(context: ChatContext) -> None:
    """Put a menu away."""
    draft = await own_draft(context)
    if draft is not None:
        await context.answer()
        await put_away(context, draft)


async def _turn_dial(
    context: ChatContext,
    next_notch: Callable[..., _Notch | None],
    with_notch: Callable[[dict[str, Any], _Notch | None], dict[str, Any]],
    *,
    ends: tuple[str, str],
    kinds: tuple[DraftKind, ...],
) -> None:
    """One notch less or more, or back to the usual.

    Args:
        ends: what is said at either end.
        kinds: of the menus that have this dial.
    """
    draft = await own_draft(context, *kinds)
    if draft is None:
        return
    wanted = None
    if context.press.argument != "usual":
        is_more = context.press.argument == "more"
        wanted = next_notch(draft.choices, is_more=is_more)
        if wanted is None:
            await context.answer(context.text(ends[is_more]))
            return
    await context.answer()
    await change_menu(context, draft, choices=with_notch(draft.choices, wanted))
