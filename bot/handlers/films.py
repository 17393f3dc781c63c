"""Films: those that come without a command, /video, and the presses under a film."""

from __future__ import annotations

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.film_intake import film_pointed_at, means_film, take_film
from bot.chat.ownership import own_draft
from bot.chat.photo_intake import film_of, note
from bot.domain.orders import Art, StyleRef
from bot.errors import FilmNotPhotoError
from bot.menus.albums import album_key, album_of, is_for_each, other_in_album
from bot.menus.draft_orders import order_from
from bot.menus.film_menu import menu_order, send_film_menu, send_film_prompt
from bot.menus.video_command import ask_of_film, film_to_paint, use_in_film_album
from engine.catalogue.house_styles import find_style
from engine.errors import BadInputError, UnknownNameError


async def film(context: ChatContext) -> None:
    """A film without a command: in a private chat we ask what to do with it."""
    incoming = film_of(context.message)
    if incoming is None:
        return
    if await use_in_film_album(context, incoming):
        return
    album = await album_of(context)
    if album is not None:
        await note(context, incoming)
        await other_in_album(context)
        if is_for_each(album):
            await context.say(context.text("say.album_film"))
        return
    if not context.is_private:
        # Nobody asked for anything yet, but a command after it means this one.
        await note(context, incoming)
        return
    ref, seconds = await take_film(context, incoming)
    key = album_key(context)
    await send_film_prompt(
        context,
        ref,
        seconds=incoming.duration_s or seconds,
        is_album=key is not None,
        request_key=key or context.request_key,
    )


async def video(context: ChatContext) -> None:
    """Paint or dream a film as the words say; where they say neither, show the menu."""
    await ask_of_film(context, await words_said(context, Art.VIDEO))


async def instead(context: ChatContext, effect: str) -> bool:
    """/dream and /style on a film are /video dream and /video; False: this is about a photo."""
    is_pointed_at = await film_pointed_at(context) is not None
    rest = f"{effect} {context.command.rest}" if effect == "dream" else context.command.rest
    try:
        words = await words_said(context, Art.VIDEO, rest)
    except BadInputError as exc:
        if is_pointed_at:
            await _refuse_for_photos(context, effect, exc)
            raise
        # Nothing that one says of a film: it is about a photo.
        return False
    is_film = is_pointed_at or await film_to_paint(context, words) is not None
    if not is_film and not await means_film(context, photo_id=words.photo_id):
        return False
    await ask_of_film(context, words)
    return True


async def _refuse_for_photos(context: ChatContext, effect: str, why: BadInputError) -> None:
    """Raise FilmNotPhotoError where the words would mean something of a photo."""
    try:
        await words_said(context, Art(effect))
    except BadInputError:
        return
    if isinstance(why, UnknownNameError):
        raise FilmNotPhotoError(command=f"“{why.facts['name']}”") from why


async def dream(context: ChatContext) -> None:
    """Dream it."""
    draft = await own_draft(context)
    if draft is not None:
        await order_from(
            context, draft, await menu_order(context, draft, effect="dream"), is_press=True
        )


async def styles(context: ChatContext) -> None:
    """Paint it: the styles to choose from."""
    draft = await own_draft(context)
    if draft is not None and draft.photo is not None:
        await context.answer()
        await send_film_menu(context, draft.photo)


async def pick(context: ChatContext) -> None:
    """Paint it in this house style."""
    draft = await own_draft(context)
    if draft is not None:
        name = find_style(context.press.arguments[0] if context.press.arguments else "").name
        order = await menu_order(context, draft, effect="style", style=StyleRef(name=name))
        await order_from(context, draft, order, is_press=True)
