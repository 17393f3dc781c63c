"""Films: those that come without a command, /video, and the presses under a film."""

from __future__ import annotations

from bot.chat.command_words import words_said
from bot.chat.context import Turn
from bot.chat.film_intake import film_pointed_at, newest_is_film, take_film
from bot.chat.ordering import order_free
from bot.chat.ownership import own_draft
from bot.chat.photo_intake import film_of, note
from bot.domain.orders import Art, Order
from bot.errors import FilmNotPhotoError
from bot.menus.albums import album_key, album_of, is_for_each, other_in_album
from bot.menus.film_asking import ask_of_film, use_in_film_album
from bot.menus.film_menu import menu_order, send_film_menu, send_film_prompt
from bot.menus.menu_messages import as_status
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind
from engine.catalogue.house_styles import find_style
from engine.errors import BadInputError, UnknownNameError


async def film(turn: Turn) -> None:
    """A film without a command: in a private chat we ask what to do with it."""
    incoming = film_of(turn.message)
    if incoming is None:
        return
    if await use_in_film_album(turn, incoming):
        return
    album = await album_of(turn)
    if album is not None:
        await note(turn, incoming)
        await other_in_album(turn)
        if is_for_each(album):
            await turn.say(turn.text("say.album_film"))
        return
    if not turn.is_private:
        # Nobody asked for anything yet, but a command after it means this one.
        await note(turn, incoming)
        return
    ref, seconds = await take_film(turn, incoming)
    key = album_key(turn)
    await send_film_prompt(
        turn,
        ref,
        seconds=incoming.duration_s or seconds,
        is_album=key is not None,
        request_key=key or turn.request_key,
    )


async def video(turn: Turn) -> None:
    """Paint or dream a film as the words say; where they say neither, show the menu."""
    await ask_of_film(turn, await words_said(turn, Art.VIDEO))


async def instead(turn: Turn, effect: str) -> bool:
    """/dream and /style on a film are /video dream and /video; False: this is about a photo."""
    is_pointed_at = await film_pointed_at(turn) is not None
    if not is_pointed_at and not await newest_is_film(turn):
        return False
    said = f"{effect} {turn.command.rest}" if effect == "dream" else turn.command.rest
    try:
        words = await words_said(turn, Art.VIDEO, said)
    except BadInputError as exc:
        if is_pointed_at:
            await _refuse_for_photos(turn, effect, exc)
            raise
        # Nothing that one says of a film: it means the photo before it.
        return False
    await ask_of_film(turn, words)
    return True


async def _refuse_for_photos(turn: Turn, effect: str, why: BadInputError) -> None:
    """Raise FilmNotPhotoError where the words would mean something of a photo."""
    try:
        await words_said(turn, Art(effect))
    except BadInputError:
        return
    if isinstance(why, UnknownNameError):
        raise FilmNotPhotoError(command=f"“{why.facts['name']}”") from why


async def dream(turn: Turn) -> None:
    """Dream it."""
    draft = await own_draft(turn)
    if draft is not None:
        await _order(turn, draft, menu_order(turn, draft, effect="dream"))


async def styles(turn: Turn) -> None:
    """Paint it: the styles to choose from."""
    draft = await own_draft(turn)
    if draft is not None and draft.photo is not None:
        await turn.answer()
        await send_film_menu(turn, draft.photo)


async def pick(turn: Turn) -> None:
    """Paint it in this house style."""
    draft = await own_draft(turn)
    if draft is not None:
        name = find_style(turn.press.arguments[0] if turn.press.arguments else "").name
        await _order(turn, draft, menu_order(turn, draft, effect="style", name=name))


async def _order(turn: Turn, draft: Draft, order: Order) -> None:
    """Order from the prompt, which stays, or from the menu, which becomes the job's message."""
    is_menu = draft.kind is DraftKind.FILM
    await order_free(
        turn,
        order,
        draft_id=draft.id,
        status=as_status(draft) if is_menu else None,
        is_press=True,
    )
    if is_menu:
        await drafts.close(turn.services.db, draft.id)
