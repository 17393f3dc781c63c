"""What /video asks for, and of which film: in an album it may stand under a photo beside it.

The parts of an album come one by one in any order. What was said under a photo waits for the film,
unless that came before; of an album that brings none bot.delivery.outboxes.filmless_albums tells
the person.
"""

from __future__ import annotations

from typing import Any

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.film_intake import film_answered, film_in, film_meant, film_of_album, take_film
from bot.chat.limits import check_at_once
from bot.chat.ordering import order_free
from bot.chat.photo_intake import Incoming, note, styles_meant, take_style
from bot.commands.parser import Words, build_options
from bot.domain.orders import Art, PictureRef, StyleRef
from bot.errors import NotAFilmError
from bot.menus.albums import album_of, open_album
from bot.menus.film_menu import film_effect, film_order, send_film_menu
from bot.menus.menu_messages import open_draft, put_away
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind

# Of such an album's choices: the request that has taken its film.
_TAKEN_BY = "taken_by"


async def ask_of_film(context: ChatContext, words: Words) -> None:
    """Make of the film that is meant what the words say; where they say nothing, show the menu.

    Raises: BadInputError: a word, the film or a limit.
    """
    film, drawn = await film_to_paint(context, words) or (None, None)
    is_beside = False
    try:
        film = film or await film_meant(context, film_id=words.photo_id)
    except NotAFilmError:
        if _film_album_key(context) is None:
            raise
        is_beside = True
    # Said now rather than after the film or the choice.
    styles = await _styles_that_fit(context, words, drawn=drawn)
    if is_beside:
        film = await _film_beside(context)
    if film is not None:
        await _make(context, words, film, styles=styles, is_beside=is_beside)
    elif not is_beside:
        await context.say(context.text("say.reply_to_film"))


async def film_to_paint(context: ChatContext, words: Words) -> tuple[PictureRef, Incoming] | None:
    """A film, and the picture that answers it to be its style; None: there is none, or the words
    say already what is to be made: of the picture.

    Raises: BadInputError: the film is not fit to work on, or words that do not go together.
    """
    if words.styles or film_effect(words.options, ()) == "dream":
        return None
    return await film_answered(context)


async def use_in_film_album(context: ChatContext, incoming: Incoming) -> bool:
    """Whether this belongs to an album under a photo of which /video was said, and is dealt with.

    Raises: BadInputError: its film does not do, or what was said of it.
    """
    album = await _film_album(context)
    if album is None:
        return False
    film = incoming if incoming.is_film else await film_in(context, context.message)
    if film is None and await album_of(context) is not None:
        return False
    if film is None or not await _takes_film(context, album):
        # As of any album, one film is worked on.
        await note(context, film or incoming)
        return True
    taken, _ = await take_film(context, film)
    words = await words_said(context, Art.VIDEO, album.choices["words"])
    styles = await _styles_that_fit(context, words)
    await _make(context, words, taken, styles=styles, is_beside=True)
    return True


async def _styles_that_fit(
    context: ChatContext, words: Words, *, drawn: Incoming | None = None
) -> tuple[StyleRef, ...]:
    """The styles that are said, or the one that is ``drawn``.

    Raises: BadInputError: they or other words do not go.
    """
    styles = await styles_meant(context, words.styles)
    if drawn is not None:
        styles = (await take_style(context, drawn),)
    film_effect(words.options, styles)
    options = build_options(Art.VIDEO, words, seed=context.services.draw_seed())
    await check_at_once(context, options, styles=styles)
    return styles


async def _make(
    context: ChatContext,
    words: Words,
    film: PictureRef,
    *,
    styles: tuple[StyleRef, ...],
    is_beside: bool,
) -> None:
    """``is_beside``: the film and the words came in two messages of one album."""
    if not is_beside:
        album = await _film_album(context)
        if album is not None:
            await _takes_film(context, album)
    effect = film_effect(words.options, styles)
    if effect is None:
        await send_film_menu(context, film, options=words.options)
        return
    if not is_beside:
        await open_album(context, kind=DraftKind.FILM, photo=film)
    order = await film_order(
        context,
        film,
        effect=effect,
        options=words.options,
        styles=styles,
        is_exact=words.photo_id is not None,
    )
    await order_free(
        context, order, reply_to=context.message.message_id if words.photo_id else None
    )


def _film_album_key(context: ChatContext) -> str | None:
    """Not that of bot.menus.albums: what the album's first picture began goes on as it did."""
    album_id = context.message.media_group_id
    return None if album_id is None else f"f{context.chat.id}:{album_id}"


async def _film_album(context: ChatContext) -> Draft | None:
    """What /video under a photo of the same album has begun."""
    key = _film_album_key(context)
    draft = await drafts.find_request(context.services.db, key) if key else None
    return draft if draft is not None and draft.user_id == context.person_id else None


async def _film_beside(context: ChatContext) -> PictureRef | None:
    """The film that came before in the same album; None: it is waited for, or taken already."""
    choices: dict[str, Any] = {
        "words": context.command.rest,
        "language": context.language,
        "asked_in": context.message.message_id,
        "thread_id": context.thread_id,
    }
    film = await film_of_album(context)
    album = await open_draft(
        context, DraftKind.FILM_ALBUM, None, choices=choices, request_key=_film_album_key(context)
    )
    if film is None or not await _takes_film(context, album):
        return None
    question = await album_of(context)
    if question is not None and question.photo is not None and question.photo.id == film.id:
        # It was asked what to do with the film; this answers it.
        await put_away(context, question)
    return film


async def _takes_film(context: ChatContext, album: Draft) -> bool:
    """Whether the album's film is for this turn, also when it is repeated; then for no other."""
    taken_by = album.choices.get(_TAKEN_BY)
    if taken_by is None:
        choices = {**album.choices, _TAKEN_BY: context.request_key}
        await drafts.change(context.services.db, album.id, choices=choices)
        await drafts.close(context.services.db, album.id)
    return taken_by in (None, context.request_key)
