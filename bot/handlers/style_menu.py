"""Presses under the style menu: a style, a mix of several, and what the dials page offers."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from bot.chat.context import ChatContext
from bot.chat.ownership import own_draft
from bot.commands.parser import MAX_STYLES
from bot.menus.community.saved_choices import chosen_style
from bot.menus.draft_choices import Choices, awaiting, with_picture
from bot.menus.draft_orders import order_from, style_order
from bot.menus.menu_messages import can_paint, change_menu
from bot.menus.style_menu import (
    chosen_styles,
    paints_a_part,
    share_pressed,
    with_colours,
    with_faces,
    with_mixing,
    with_page,
    with_share,
    with_styles,
)
from bot.storage.drafts import Draft, DraftKind
from engine.options.bounds import MAX_PARTED_STYLES


async def pick(context: ChatContext) -> None:
    """Paint in a house style, or have a share of it in the mix; without a photo, remember it."""
    draft = await own_draft(context, DraftKind.STYLE)
    if draft is None:
        return
    name, *share = context.press.arguments or ("",)
    if share:
        await _mix_in(context, draft, name, share_pressed(share[0]))
        return
    choices = with_styles(draft.choices, [await chosen_style(context, name)])
    if draft.photo is not None:
        await _paint(context, dataclasses.replace(draft, choices=choices))
        return
    await context.answer()
    await change_menu(context, draft, choices=choices)


async def paint(context: ChatContext) -> None:
    """Paint in the styles that are chosen."""
    draft = await own_draft(context, DraftKind.STYLE)
    if draft is None:
        return
    if not can_paint(draft):
        await context.answer(context.text("menu.style_send_photo"), alert=True)
        return
    await _paint(context, draft)


async def mix(context: ChatContext) -> None:
    """From now on a press adds a style; or the mix is given up."""
    await _change(context, lambda draft: with_mixing(draft.choices, is_on=_is_on(context)))


async def page(context: ChatContext) -> None:
    """Show the dials, or the styles again."""
    await _change(context, lambda draft: with_page(draft.choices, context.press.argument))


async def colours(context: ChatContext) -> None:
    """Choose whose colours the painting has."""
    await _change(context, lambda draft: with_colours(draft.choices, context.press.argument))


async def faces(context: ChatContext) -> None:
    """Keep faces likenesses, or not."""
    await _change(context, lambda draft: with_faces(draft.choices, are_kept=_is_on(context)))


async def mask(context: ChatContext) -> None:
    """Let the person's next picture say where to paint, or paint everywhere."""

    def change(draft: Draft) -> dict[str, Any]:
        if _is_on(context):
            return awaiting(draft.choices, "mask")
        return with_picture(draft.choices, "mask", None)

    await _change(context, change)


async def _change(context: ChatContext, change: Callable[[Draft], dict[str, Any]]) -> None:
    draft = await own_draft(context, DraftKind.STYLE)
    if draft is not None:
        choices = change(draft)
        if await _is_too_many_for_a_part(context, choices):
            return
        await context.answer()
        await change_menu(context, draft, choices=choices)


async def _is_too_many_for_a_part(context: ChatContext, choices: Choices) -> bool:
    """More styles than a part of the photo takes: said when they are chosen, not when painting."""
    if not paints_a_part(choices) or len(chosen_styles(choices)) <= MAX_PARTED_STYLES:
        return False
    words = context.text("answer.most_parted_styles", most=MAX_PARTED_STYLES)
    await context.answer(words, alert=True)
    return True


async def _mix_in(context: ChatContext, draft: Draft, name: str, share: float) -> None:
    before, chosen = draft.choices, chosen_styles(draft.choices)
    if all(style.name != name for style in chosen):
        style = await chosen_style(context, name)
        name = style.name
        if all(other.name != name for other in chosen):
            before = with_styles(before, [*chosen, style])
    choices = with_share(before, name, share)
    if len(chosen_styles(choices)) > MAX_STYLES:
        await context.answer(context.text("answer.most_styles", most=MAX_STYLES), alert=True)
        return
    if await _is_too_many_for_a_part(context, choices):
        return
    await context.answer()
    await change_menu(context, draft, choices=choices)


async def _paint(context: ChatContext, draft: Draft) -> None:
    await order_from(context, draft, await style_order(context, draft), is_press=True)


def _is_on(context: ChatContext) -> bool:
    return context.press.argument == "on"
