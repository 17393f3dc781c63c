"""/style, as a caption, as a reply to a photo, or after one."""

from __future__ import annotations

import dataclasses
from typing import Any

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.limits import check_at_once
from bot.chat.ordering import order_free
from bot.chat.photo_intake import photo_meant, picture_meant, picture_of, styles_meant
from bot.chat.usual_options import options_meant
from bot.commands.parser import Words
from bot.domain.orders import Art, Order
from bot.menus.albums import (
    album_of,
    begun_by_answer,
    for_each,
    open_album,
    order_album_style,
    use_album_mask,
)
from bot.menus.draft_choices import (
    awaiting,
    awaits,
    chosen_picture,
    with_picture,
    with_variations,
)
from bot.menus.menu_messages import send_menu
from bot.storage.drafts import DraftKind


async def style(context: ChatContext) -> None:
    """Paint at once in the styles said; else show the menu, or wait for the album's second.

    A ``mask`` that is not named is the album's second picture, or the next one that comes. A
    picture that answers another is its second, as in an album.
    """
    words = await words_said(context, Art.STYLE)
    choices = await _choices(context, words)
    styles = await styles_meant(context, words.styles)
    choices["styles"] = [dataclasses.asdict(style_ref) for style_ref in styles]
    incoming = picture_of(context.message)
    waits = awaits(choices, "mask")
    if incoming is not None and (waits or not styles):
        first = await album_of(context) or await begun_by_answer(
            context, DraftKind.STYLE, choices=choices
        )
        if first is not None:
            # The caption stood under the second picture.
            use_second = use_album_mask if waits else order_album_style
            await use_second(context, first, incoming, choices=choices)
            return
    photo = await photo_meant(context, photo_id=words.photo_id)
    if photo is None and not context.is_private:
        await context.say(context.text("say.reply_to_photo", command="/style"))
        return
    is_exact = words.photo_id is not None
    options = await options_meant(context, Art.STYLE, words.options, is_exact=is_exact)
    await check_at_once(context, options, styles=styles)
    if photo is not None:
        is_whole = bool(styles) and not waits and "mask" not in choices
        album_choices = {**choices, **for_each(context)} if is_whole else choices
        in_album = await open_album(
            context, kind=DraftKind.STYLE, photo=photo, choices=album_choices
        )
        if in_album and (waits or not styles):
            return
        if styles and not waits:
            order = Order(
                art=Art.STYLE,
                options=options,
                photo=photo,
                styles=styles,
                mask=chosen_picture(choices, "mask"),
                variations=words.variations,
            )
            reply_to = context.message.message_id if words.photo_id else None
            await order_free(context, order, reply_to=reply_to)
            return
    await send_menu(context, DraftKind.STYLE, photo, choices=choices)


async def _choices(context: ChatContext, words: Words) -> dict[str, Any]:
    """What a menu knows of the words, but for the styles. Raises: BadInputError: no such mask."""
    choices = with_variations({"options": dict(words.options)}, words.variations)
    if words.wants_mask and words.mask_id is None:
        return awaiting(choices, "mask")
    mask = await picture_meant(context, words.mask_id, use="mask")
    return with_picture(choices, "mask", mask)
