"""Films that come in: whether a GIF is one, and which film a command means."""

from __future__ import annotations

import dataclasses

from telegram import Message

from bot.chat.context import Turn
from bot.chat.photo_intake import Incoming, called, film_of, is_gif, named, note, picture_of
from bot.domain.orders import PictureRef
from bot.errors import NotAFilmError, PictureGoneError
from bot.storage import photos


async def film_in(turn: Turn, message: Message | None) -> Incoming | None:
    """As :func:`film_of`; a GIF file is a film too if it moves.

    Raises: BadInputError: a GIF that does not open.
    """
    if message is None:
        return None
    gif = picture_of(message) if is_gif(message) else None
    if gif is None:
        return film_of(message)
    moves = await turn.services.gate.check(
        turn.bot,
        gif.file_id,
        name=called(turn, "film"),
        user_id=turn.user.id,
        size_bytes=gif.size_bytes,
    )
    return dataclasses.replace(gif, is_film=True) if moves else None


async def take_film(turn: Turn, incoming: Incoming) -> tuple[PictureRef, float]:
    """(our name for a film that is fit to work on, how long it is in s).

    Raises: BadInputError: it is not; in plain words.
    """
    seconds = await turn.services.gate.check_film(
        turn.bot,
        incoming.file_id,
        name=called(turn, "film"),
        user_id=turn.user.id,
        size_bytes=incoming.size_bytes,
    )
    return await note(turn, incoming), seconds


async def film_meant(turn: Turn, *, film_id: str | None) -> PictureRef | None:
    """The film that a command means: its own, else the one replied to, else ``photo=``, else
    this person's last one here; None when there is none.

    Raises: BadInputError: it is not fit to work on; PictureGoneError: no such film;
        NotAFilmError: something else is meant.
    """
    pointed_at = await film_pointed_at(turn)
    if pointed_at is not None:
        return pointed_at
    if _carries_something(turn):
        raise NotAFilmError
    if film_id is not None:
        film = await named(turn, film_id)
        if film is None:
            raise PictureGoneError(f"photo={film_id}")
        if not film.is_film:
            raise NotAFilmError
    else:
        if turn.message.reply_to_message and not turn.is_private:
            return None
        film = await photos.last(
            turn.services.db, chat_id=turn.chat.id, user_id=turn.person_id, is_film=True
        )
    if film is not None:
        await _check(turn, film)
    return film


async def film_of_album(turn: Turn) -> PictureRef | None:
    """The first film of the message's album, of those parts that have come.

    Raises: BadInputError: it is not fit to work on.
    """
    parts = await photos.album(
        turn.services.db,
        chat_id=turn.chat.id,
        media_group_id=turn.message.media_group_id or "",
    )
    film = next((one for one in parts if one.is_film), None)
    if film is not None:
        await _check(turn, film)
    return film


async def film_pointed_at(turn: Turn) -> PictureRef | None:
    """The film that the message itself carries, or else replies to. Raises: BadInputError."""
    message = turn.message
    incoming = await film_in(turn, message)
    if incoming is None and message.effective_attachment is None:
        incoming = await film_in(turn, message.reply_to_message)
    return (await take_film(turn, incoming))[0] if incoming else None


async def newest_is_film(turn: Turn) -> bool:
    """Whether this person's last photo or film here, which nothing else is nearer than, is a
    film.
    """
    if _carries_something(turn) or (turn.message.reply_to_message and not turn.is_private):
        return False
    last = await photos.last(
        turn.services.db, chat_id=turn.chat.id, user_id=turn.person_id, is_film=None
    )
    return last is not None and last.is_film


def _carries_something(turn: Turn) -> bool:
    """Whether the message or the one it replies to is more than words."""
    replied = turn.message.reply_to_message
    return turn.message.effective_attachment is not None or (
        replied is not None and bool(picture_of(replied) or film_of(replied))
    )


async def _check(turn: Turn, film: PictureRef) -> None:
    """Raises: BadInputError: a film that came before is not fit to work on."""
    await turn.services.gate.check_film(
        turn.bot, film.file_id, name=called(turn, "film"), user_id=turn.user.id
    )
