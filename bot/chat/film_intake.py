"""Films that come in: whether a GIF is one, and which film a command means."""

from __future__ import annotations

import dataclasses

from telegram import Message

from bot.chat.context import ChatContext
from bot.chat.photo_intake import Incoming, called, film_of, is_gif, named, note, picture_of
from bot.domain.orders import PictureRef
from bot.errors import NotAFilmError, PictureGoneError
from bot.storage import photos


async def film_in(context: ChatContext, message: Message | None) -> Incoming | None:
    """As :func:`film_of`; a GIF file is a film too if it moves.

    Raises: BadInputError: a GIF that does not open.
    """
    if message is None:
        return None
    gif = picture_of(message) if is_gif(message) else None
    if gif is None:
        return film_of(message)
    facts = await context.services.picture_checker.check(
        context.bot,
        gif.file_id,
        name=called(context, "film"),
        user_id=context.user.id,
        size_bytes=gif.size_bytes,
    )
    return dataclasses.replace(gif, is_film=True) if facts.moves else None


async def take_film(context: ChatContext, incoming: Incoming) -> tuple[PictureRef, float]:
    """(our name for a film that is fit to work on, how long it is in s).

    Raises: BadInputError: it is not; in plain words.
    """
    seconds = await context.services.picture_checker.check_film(
        context.bot,
        incoming.file_id,
        name=called(context, "film"),
        user_id=context.user.id,
        size_bytes=incoming.size_bytes,
    )
    return await note(context, incoming), seconds


async def film_meant(context: ChatContext, *, film_id: str | None) -> PictureRef | None:
    """The film that a command means: its own, else the one replied to, else ``photo=``, else
    this person's last one here; None when there is none.

    Raises: BadInputError: it is not fit to work on; PictureGoneError: no such film;
        NotAFilmError: something else is meant.
    """
    pointed_at = await film_pointed_at(context)
    if pointed_at is not None:
        return pointed_at
    if _carries_something(context):
        raise NotAFilmError
    if film_id is not None:
        film = await named(context, film_id)
        if film is None:
            raise PictureGoneError(f"photo={film_id}")
        if not film.is_film:
            raise NotAFilmError
    else:
        if context.message.reply_to_message and not context.is_private:
            return None
        film = await photos.last(
            context.services.db, chat_id=context.chat.id, user_id=context.person_id, is_film=True
        )
    if film is not None:
        await _check(context, film)
    return film


async def film_of_album(context: ChatContext) -> PictureRef | None:
    """The first film of the message's album, of those parts that have come.

    Raises: BadInputError: it is not fit to work on.
    """
    parts = await photos.album(
        context.services.db,
        chat_id=context.chat.id,
        media_group_id=context.message.media_group_id or "",
    )
    film = next((part for part in parts if part.is_film), None)
    if film is not None:
        await _check(context, film)
    return film


async def film_pointed_at(context: ChatContext) -> PictureRef | None:
    """The film that the message itself carries, or else replies to. Raises: BadInputError."""
    message = context.message
    incoming = await film_in(context, message)
    if incoming is None and message.effective_attachment is None:
        incoming = await film_in(context, message.reply_to_message)
    return (await take_film(context, incoming))[0] if incoming else None


async def film_answered(context: ChatContext) -> tuple[PictureRef, Incoming] | None:
    """(a film, the picture that answers it); None: none does so.

    Raises: BadInputError: the film is not fit to work on.
    """
    message, replied = context.message, context.message.reply_to_message
    picture = picture_of(message)
    # Of an album its own parts belong together; a GIF that moves is a film itself.
    if replied is None or picture is None or message.media_group_id is not None:
        return None
    incoming = None if await film_in(context, message) else await film_in(context, replied)
    return ((await take_film(context, incoming))[0], picture) if incoming else None


async def means_film(context: ChatContext, *, photo_id: str | None) -> bool:
    """Whether a command that points at no film is about one: that of ``photo=``, else this person's
    last photo or film here, which nothing else is nearer than.

    Raises: StyleGoneError: ``photo=`` is a saved style that they may use no more.
    """
    if _carries_something(context):
        return False
    if photo_id is not None:
        meant = await named(context, photo_id)
    elif context.message.reply_to_message and not context.is_private:
        return False
    else:
        meant = await photos.last(
            context.services.db, chat_id=context.chat.id, user_id=context.person_id, is_film=None
        )
    return meant is not None and meant.is_film


def _carries_something(context: ChatContext) -> bool:
    """Whether the message or the one it replies to is more than words."""
    replied = context.message.reply_to_message
    return context.message.effective_attachment is not None or (
        replied is not None and bool(picture_of(replied) or film_of(replied))
    )


async def _check(context: ChatContext, film: PictureRef) -> None:
    """Raises: BadInputError: a film that came before is not fit to work on."""
    await context.services.picture_checker.check_film(
        context.bot, film.file_id, name=called(context, "film"), user_id=context.user.id
    )
