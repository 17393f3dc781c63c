"""Pictures that come without a command, and everything else that is no picture."""

from __future__ import annotations

import dataclasses

from bot.chat.context import ChatContext
from bot.chat.film_intake import film_in, take_film
from bot.chat.photo_intake import Incoming, as_new, check, note, picture_of, take, take_style
from bot.commands.parser import MAX_STYLES
from bot.errors import NotAPictureError
from bot.menus.albums import album_key, album_of, go_on_with_album, other_in_album
from bot.menus.draft_choices import awaits, with_picture
from bot.menus.draft_orders import dream_order, order_from, style_order
from bot.menus.film_menu import menu_order, send_film_prompt
from bot.menus.menu_messages import (
    bring_menu_back,
    can_paint,
    change_menu,
    send_prompt,
    waiting_menus,
)
from bot.menus.picture_role import Arrival, Role, role_of
from bot.menus.style_menu import chosen_styles, mixes, with_page, with_styles
from bot.menus.video_command import use_in_film_album
from bot.storage.drafts import Draft
from engine.errors import OptionError
from engine.texts.phrase import Phrase


async def picture(context: ChatContext) -> None:
    """A picture goes to the album or the menu that waits for it, else we ask what to do."""
    incoming = picture_of(context.message)
    if incoming is None:
        return
    if await use_in_film_album(context, incoming):
        return
    album = await album_of(context)
    if album is not None:
        await go_on_with_album(context, album, incoming)
        return
    match role_of(await waiting_menus(context), _arrival(context)):
        case (Role.GUIDE, Draft() as menu):
            guide = await take(context, incoming, use="guide")
            await bring_menu_back(context, menu, with_picture(menu.choices, "guide", guide))
        case (Role.STYLE_OF_FILM, Draft() as menu):
            await _paint_film(context, menu, incoming)
        case (Role.FOR_STYLE_MENU, Draft() as menu):
            await _use_in_style_menu(context, menu, incoming)
        case (Role.FOR_DREAM_MENU, Draft() as menu):
            await _use_in_dream_menu(context, menu, incoming)
        case (Role.TALK, _):
            # Nobody asked for anything yet, but a command after it means this one.
            await note(context, incoming)
        case _:
            await _ask(context, incoming)


def _arrival(context: ChatContext) -> Arrival:
    replied = context.message.reply_to_message
    return Arrival(
        request_key=context.request_key,
        is_private=context.is_private,
        replied_to=replied.message_id if replied else None,
    )


async def _ask(context: ChatContext, incoming: Incoming) -> None:
    """What shall become of it? A GIF that moves is a film."""
    key = album_key(context)
    is_album, request_key = key is not None, key or context.request_key
    film = await film_in(context, context.message)
    if film is not None:
        ref, seconds = await take_film(context, film)
        await send_film_prompt(
            context, ref, seconds=seconds, is_album=is_album, request_key=request_key
        )
        return
    facts, photo = await check(context, incoming), as_new(context, incoming)
    await send_prompt(context, photo, facts=facts, is_album=is_album, request_key=request_key)


async def _paint_film(context: ChatContext, menu: Draft, incoming: Incoming) -> None:
    """The menu's film, painted like this picture."""
    style = await take_style(context, incoming)
    order = await menu_order(context, menu, effect="style", style=style)
    await order_from(context, menu, order)


async def no_picture(context: ChatContext) -> None:
    """A sticker, a voice: in a private chat we say what we take."""
    await other_in_album(context)
    if context.is_private:
        raise NotAPictureError


async def _use_in_style_menu(context: ChatContext, menu: Draft, incoming: Incoming) -> None:
    """The picture is the mask that the menu waits for, or else its photo, or else a style."""
    if menu.request_key == context.request_key:  # it has brought the menu back before
        await bring_menu_back(context, menu, menu.choices)
    elif awaits(menu.choices, "mask"):
        await _use_as_mask(context, menu, incoming)
    elif menu.photo is None:
        photo = await take(context, incoming)
        if chosen_styles(menu.choices):
            await _paint(context, dataclasses.replace(menu, photo=photo))
        else:
            await change_menu(context, menu, photo=photo)
    else:
        await _use_as_style(context, menu, incoming)


async def _use_as_mask(context: ChatContext, menu: Draft, incoming: Incoming) -> None:
    mask = await take(context, incoming, use="mask")
    choices = with_page(with_picture(menu.choices, "mask", mask), "styles")
    if can_paint(menu) and not mixes(choices):
        await _paint(context, dataclasses.replace(menu, choices=choices))
        return
    await bring_menu_back(context, menu, choices)


async def _use_as_style(context: ChatContext, menu: Draft, incoming: Incoming) -> None:
    style = await take_style(context, incoming)
    if not mixes(menu.choices):
        await _paint(context, dataclasses.replace(menu, choices=with_styles(menu.choices, [style])))
        return
    styles = chosen_styles(menu.choices)
    if len(styles) >= MAX_STYLES:
        rule = Phrase("rules.at_most_styles", most=MAX_STYLES)
        raise OptionError(option="style", value=style.name, rule=rule)
    await bring_menu_back(context, menu, with_styles(menu.choices, [*styles, style]))


async def _paint(context: ChatContext, menu: Draft) -> None:
    """Paint as the menu says, in its message."""
    await order_from(context, menu, await style_order(context, menu))


async def _use_in_dream_menu(context: ChatContext, menu: Draft, incoming: Incoming) -> None:
    photo = await take(context, incoming)
    await order_from(context, menu, await dream_order(context, menu, photo=photo))
