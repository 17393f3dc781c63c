"""Pictures that come without a command, and everything else that is no picture."""

from __future__ import annotations

import dataclasses

from bot.chat.context import Turn
from bot.chat.film_intake import film_in, take_film
from bot.chat.ordering import order_free
from bot.chat.photo_intake import Incoming, as_new, check, note, picture_of, take
from bot.commands.parser import MAX_STYLES
from bot.domain.orders import StyleRef
from bot.errors import NotAPictureError
from bot.menus.albums import album_key, album_of, go_on_with_album, other_in_album
from bot.menus.draft_choices import awaits, with_picture
from bot.menus.draft_orders import dream_order, style_order
from bot.menus.film_asking import use_in_film_album
from bot.menus.film_menu import menu_order, send_film_prompt
from bot.menus.menu_messages import (
    as_status,
    bring_menu_back,
    can_paint,
    change_menu,
    send_prompt,
    waiting_menus,
)
from bot.menus.picture_role import Arrival, Role, role_of
from bot.menus.style_menu import chosen_styles, mixes, with_page, with_styles
from bot.storage import drafts
from bot.storage.drafts import Draft
from engine.errors import OptionError


async def picture(turn: Turn) -> None:
    """A picture goes to the album or the menu that waits for it, else we ask what to do."""
    incoming = picture_of(turn.message)
    if incoming is None:
        return
    if await use_in_film_album(turn, incoming):
        return
    album = await album_of(turn)
    if album is not None:
        await go_on_with_album(turn, album, incoming)
        return
    match role_of(await waiting_menus(turn), _arrival(turn)):
        case (Role.GUIDE, Draft() as menu):
            guide = await take(turn, incoming, use="guide")
            await bring_menu_back(turn, menu, with_picture(menu.choices, "guide", guide))
        case (Role.STYLE_OF_FILM, Draft() as menu):
            await _paint_film(turn, menu, incoming)
        case (Role.FOR_STYLE_MENU, Draft() as menu):
            await _use_in_style_menu(turn, menu, incoming)
        case (Role.FOR_DREAM_MENU, Draft() as menu):
            await _use_in_dream_menu(turn, menu, incoming)
        case (Role.TALK, _):
            # Nobody asked for anything yet, but a command after it means this one.
            await note(turn, incoming)
        case _:
            await _ask(turn, incoming)


def _arrival(turn: Turn) -> Arrival:
    replied = turn.message.reply_to_message
    return Arrival(
        request_key=turn.request_key,
        is_private=turn.is_private,
        replied_to=replied.message_id if replied else None,
    )


async def _ask(turn: Turn, incoming: Incoming) -> None:
    """What shall become of it? A GIF that moves is a film."""
    key = album_key(turn)
    is_album, request_key = key is not None, key or turn.request_key
    film = await film_in(turn, turn.message)
    if film is not None:
        ref, seconds = await take_film(turn, film)
        await send_film_prompt(
            turn, ref, seconds=seconds, is_album=is_album, request_key=request_key
        )
        return
    moves, photo = await check(turn, incoming), as_new(turn, incoming)
    await send_prompt(turn, photo, moves=moves, is_album=is_album, request_key=request_key)


async def _paint_film(turn: Turn, menu: Draft, incoming: Incoming) -> None:
    """The menu's film, painted like this picture."""
    own = await take(turn, incoming, use="style")
    order = menu_order(turn, menu, effect="style", picture=own)
    await order_free(turn, order, draft_id=menu.id, status=as_status(menu))
    await drafts.close(turn.services.db, menu.id)


async def no_picture(turn: Turn) -> None:
    """A sticker, a voice: in a private chat we say what we take."""
    await other_in_album(turn)
    if turn.is_private:
        raise NotAPictureError


async def _use_in_style_menu(turn: Turn, menu: Draft, incoming: Incoming) -> None:
    """The picture is the mask that the menu waits for, or else its photo, or else a style."""
    if menu.request_key == turn.request_key:  # it has brought the menu back before
        await bring_menu_back(turn, menu, menu.choices)
    elif awaits(menu.choices, "mask"):
        await _use_as_mask(turn, menu, incoming)
    elif menu.photo is None:
        photo = await take(turn, incoming)
        if chosen_styles(menu.choices):
            await _paint(turn, dataclasses.replace(menu, photo=photo))
        else:
            await change_menu(turn, menu, photo=photo)
    else:
        await _use_as_style(turn, menu, incoming)


async def _use_as_mask(turn: Turn, menu: Draft, incoming: Incoming) -> None:
    mask = await take(turn, incoming, use="mask")
    choices = with_page(with_picture(menu.choices, "mask", mask), "styles")
    if can_paint(menu) and not mixes(choices):
        await _paint(turn, dataclasses.replace(menu, choices=choices))
        return
    await bring_menu_back(turn, menu, choices)


async def _use_as_style(turn: Turn, menu: Draft, incoming: Incoming) -> None:
    own = await take(turn, incoming, use="style")
    style = StyleRef(name=own.id, picture=own)
    if not mixes(menu.choices):
        await _paint(turn, dataclasses.replace(menu, choices=with_styles(menu.choices, [style])))
        return
    styles = chosen_styles(menu.choices)
    if len(styles) >= MAX_STYLES:
        rule = f"at most {MAX_STYLES} styles at once"
        raise OptionError(option="style", value=own.id, rule=rule)
    await bring_menu_back(turn, menu, with_styles(menu.choices, [*styles, style]))


async def _paint(turn: Turn, menu: Draft) -> None:
    """Paint as the menu says, in its message."""
    order = style_order(turn, menu)
    await order_free(turn, order, draft_id=menu.id, status=as_status(menu))
    await drafts.close(turn.services.db, menu.id)


async def _use_in_dream_menu(turn: Turn, menu: Draft, incoming: Incoming) -> None:
    photo = await take(turn, incoming)
    order = dream_order(turn, menu, photo=photo)
    await order_free(turn, order, draft_id=menu.id, status=as_status(menu))
    await drafts.close(turn.services.db, menu.id)
