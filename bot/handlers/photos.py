"""Pictures that come without a command, and everything else that is no picture."""

from __future__ import annotations

from bot.albums import album_key, album_of, go_on_with_album, other_in_album
from bot.drafting import dream_order, style_order
from bot.dream_menu import awaits_guide
from bot.errors import NotAPictureError
from bot.intake import Incoming, note, picture_of, take
from bot.menus import (
    as_status,
    bring_menu_back,
    chosen_styles,
    send_prompt,
    style_menu_buttons,
    style_menu_words,
    waiting_menu,
)
from bot.ordering import order_free
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind
from bot.turn import Turn


async def picture(turn: Turn) -> None:
    """A picture goes to the album or the menu that waits for it, else we ask what to do."""
    incoming = picture_of(turn.message)
    if incoming is None:
        return
    album = await album_of(turn)
    if album is not None:
        await go_on_with_album(turn, album, incoming)
        return
    menu = await waiting_menu(turn, DraftKind.DREAM)
    if menu is not None and _is_guide(turn, menu):
        guide, _ = await take(turn, incoming, use="guide")
        await bring_menu_back(turn, menu, guide)
        return
    menu = await waiting_menu(turn, DraftKind.STYLE)
    if menu is not None and _is_for(turn, menu):
        await _use_in_style_menu(turn, menu, incoming)
        return
    if not turn.is_private:
        # Nobody asked for anything yet, but a command after it means this one.
        await note(turn, incoming)
        return
    menu = await waiting_menu(turn, DraftKind.DREAM)
    if menu is not None and menu.photo is None:
        await _use_in_dream_menu(turn, menu, incoming)
        return
    photo, moves = await take(turn, incoming)
    key = album_key(turn)
    await send_prompt(
        turn,
        photo,
        moves=moves,
        is_album=key is not None,
        request_key=key or turn.request_key,
    )


async def no_picture(turn: Turn) -> None:
    """A film, a sticker, a voice: in a private chat we say what we take."""
    await other_in_album(turn)
    if turn.is_private:
        raise NotAPictureError


def _is_for(turn: Turn, menu: Draft) -> bool:
    """In a group only a reply to the menu is meant for it."""
    replied = turn.message.reply_to_message
    return turn.is_private or (replied is not None and replied.message_id == menu.message_id)


def _is_guide(turn: Turn, menu: Draft) -> bool:
    """Whether the dream menu waits for a guide, or this very picture has become it before."""
    if menu.request_key == turn.request_key:
        return True
    return awaits_guide(menu.choices) and _is_for(turn, menu)


async def _use_in_style_menu(turn: Turn, menu: Draft, incoming: Incoming) -> None:
    if menu.photo is not None:
        own, _ = await take(turn, incoming, use="style")
        order = style_order(turn, menu, picture=own)
    else:
        photo, _ = await take(turn, incoming)
        if not chosen_styles(menu):
            await _add_photo(turn, menu, incoming)
            return
        order = style_order(turn, menu, photo=photo)
    await order_free(turn, order, draft_id=menu.id, status=as_status(menu))
    await drafts.close(turn.services.db, menu.id)


async def _add_photo(turn: Turn, menu: Draft, incoming: Incoming) -> None:
    photo, _ = await take(turn, incoming)
    changed = await drafts.change(turn.services.db, menu.id, photo=photo)
    if changed is None or changed.message_id is None:
        return
    await turn.bot.edit_message_caption(
        turn.chat.id,
        changed.message_id,
        caption=style_menu_words(turn, changed),
        reply_markup=style_menu_buttons(turn, changed),
    )


async def _use_in_dream_menu(turn: Turn, menu: Draft, incoming: Incoming) -> None:
    photo, _ = await take(turn, incoming)
    order = dream_order(turn, menu, photo=photo)
    await order_free(turn, order, draft_id=menu.id, status=as_status(menu))
    await drafts.close(turn.services.db, menu.id)
