"""Pictures and films that come in: which part of a message is one, and which a command means."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import Literal

from telegram import Document, Message, PhotoSize

from bot.chat.context import ChatContext, speaker_id
from bot.commands.parser import StyleWord
from bot.domain.community.saved_styles import SavedStyle, chosen, number_at
from bot.domain.orders import Art, PictureRef, StyleRef
from bot.errors import (
    FilmNotColouredError,
    FilmNotPhotoError,
    NotAPictureError,
    PictureGoneError,
    StyleGoneError,
)
from bot.storage import photos
from bot.storage.community import saved_styles
from bot.storage.photos import NewPicture
from bot.transport.files.picture_check import PictureFacts
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.errors import (
    BadInputError,
    StrokesOfFilmError,
    UnsupportedPictureError,
    near_matches,
)
from engine.media.formats import PICTURE_SUFFIXES, UNREAD_SUFFIXES
from engine.media.pictures import MAX_BYTES
from engine.texts.phrase import Phrase
from engine.weights.own_styles import own_style_names

# What opens, and what is a picture that does not: its sender is told what it is.
_SUFFIXES = PICTURE_SUFFIXES | UNREAD_SUFFIXES.keys()
_FILM_SUFFIXES = frozenset({".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi"})
_GIF = "image/gif"
# What a picture is for.
PictureUse = Literal["photo", "style", "guide", "reference", "mask", "film"]
_NAMES: Mapping[PictureUse, str] = {
    "photo": "names.photo",
    "style": "names.style",
    "guide": "names.guide",
    "reference": "names.reference",
    "mask": "names.mask",
    "film": "names.film",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A picture or film as Telegram offers it. ``duration_s``: of a film, where it is told."""

    file_id: str
    file_unique_id: str
    message_id: int
    sender_id: int
    size_bytes: int | None = None
    media_group_id: str | None = None
    is_film: bool = False
    file_name: str | None = None
    duration_s: float | None = None


def picture_of(message: Message) -> Incoming | None:
    """The picture that a message carries, as a photo or as a file; a GIF file is one."""
    if message.animation:
        # An animation is a document as well, for older bots.
        return None
    file = message.document
    if message.photo:
        picture: PhotoSize | Document = message.photo[-1]
    elif file and _is_picture_file(file.mime_type, file.file_name):
        picture = file
    else:
        return None
    return Incoming(
        file_id=picture.file_id,
        file_unique_id=picture.file_unique_id,
        message_id=message.message_id,
        sender_id=speaker_id(message),
        size_bytes=picture.file_size,
        media_group_id=message.media_group_id,
        file_name=file.file_name if file else None,
    )


def film_of(message: Message) -> Incoming | None:
    """The film that a message carries: a video, a round one, an animation, or a file."""
    film = message.video or message.video_note or message.animation
    file = message.document
    carried = film or (file if file and _is_film_file(file.mime_type, file.file_name) else None)
    if carried is None:
        return None
    duration: float | timedelta | None = film.duration if film else None
    if isinstance(duration, timedelta):
        duration = duration.total_seconds()
    return Incoming(
        file_id=carried.file_id,
        file_unique_id=carried.file_unique_id,
        message_id=message.message_id,
        sender_id=speaker_id(message),
        size_bytes=carried.file_size,
        media_group_id=message.media_group_id,
        is_film=True,
        duration_s=duration or None,
    )


def is_gif(message: Message) -> bool:
    """Whether it carries a GIF as a file, which may move or not."""
    file = message.document
    if file is None or message.animation:
        return False
    return file.mime_type == _GIF or PurePath(file.file_name or "").suffix.lower() == ".gif"


def _is_film_file(mime_type: str | None, file_name: str | None) -> bool:
    if mime_type and mime_type.startswith("video/"):
        return True
    return PurePath(file_name or "").suffix.lower() in _FILM_SUFFIXES


def _is_picture_file(mime_type: str | None, file_name: str | None) -> bool:
    """By what it calls itself; what it is comes out when it is opened."""
    if mime_type and mime_type.startswith("image/"):  # a camera's raw files and drawings too
        return True
    return PurePath(file_name or "").suffix.lower() in _SUFFIXES


async def take(
    context: ChatContext, incoming: Incoming, *, use: PictureUse = "photo"
) -> PictureRef:
    """Our name for a picture that is fit to work on. Raises: as :func:`check`."""
    await check(context, incoming, use=use)
    return await note(context, incoming, is_second=use != "photo")


async def take_style(context: ChatContext, incoming: Incoming) -> StyleRef:
    """A picture that comes to be a style. Raises: as :func:`check`."""
    return await own_style(context, await take(context, incoming, use="style"))


async def check(
    context: ChatContext, incoming: Incoming, *, use: PictureUse = "photo"
) -> PictureFacts:
    """What there is to know of a picture that is fit to work on.

    Raises: BadInputError: it is not fit; in plain words.
    """
    _refuse_unread(incoming, name=called(context, use))
    return await context.services.picture_checker.check(
        context.bot,
        incoming.file_id,
        name=called(context, use),
        user_id=context.user.id,
        size_bytes=incoming.size_bytes,
    )


def _refuse_unread(incoming: Incoming, *, name: str) -> None:
    """Raises: UnsupportedPictureError: a camera's raw file and its like, too large to look into:
    to shrink it would not help.
    """
    kind = UNREAD_SUFFIXES.get(PurePath(incoming.file_name or "").suffix.lower())
    if kind is not None and (incoming.size_bytes or 0) > MAX_BYTES:
        raise UnsupportedPictureError(name=name, format=kind)


async def note(context: ChatContext, incoming: Incoming, *, is_second: bool = False) -> PictureRef:
    """Name a picture or film unopened; ``is_second``: it is nobody's last photo."""
    picture = as_new(context, incoming, is_second=is_second)
    return await photos.remember(context.services.db, picture, now=context.services.clock())


def as_new(context: ChatContext, incoming: Incoming, *, is_second: bool = False) -> NewPicture:
    """What is stored of a picture or film."""
    return NewPicture(
        chat_id=context.chat.id,
        user_id=incoming.sender_id,
        message_id=incoming.message_id,
        file_id=incoming.file_id,
        media_group_id=incoming.media_group_id,
        is_style=is_second,
        is_film=incoming.is_film,
        file_unique_id=incoming.file_unique_id,
    )


async def photo_meant(context: ChatContext, *, photo_id: str | None) -> PictureRef | None:
    """The photo that a command means: its own, else the one replied to, else ``photo=``, else
    this person's last one here; None when there is none.

    Raises: BadInputError: it is not fit to work on; PictureGoneError: no such photo;
        NotAPictureError: the command came with something else.
    """
    message = context.message
    for source in (message, message.reply_to_message):
        incoming = picture_of(source) if source else None
        if incoming is not None:
            return await take(context, incoming)
        if source is not None and film_of(source) is not None:
            raise _not_for_films(context)
        if message.effective_attachment is not None:
            raise NotAPictureError
    if photo_id is not None:
        photo = await named(context, photo_id)
        if photo is None:
            raise PictureGoneError(f"photo={photo_id}")
        if photo.is_film:
            raise _not_for_films(context)
    else:
        if message.reply_to_message and not context.is_private:
            return None
        photo = await photos.last(
            context.services.db, chat_id=context.chat.id, user_id=context.person_id
        )
    if photo is not None:
        await context.services.picture_checker.check(
            context.bot, photo.file_id, name=context.text("names.photo"), user_id=context.user.id
        )
    return photo


async def picture_meant(
    context: ChatContext, picture_id: str | None, *, use: PictureUse
) -> PictureRef | None:
    """The picture of ``guide=``, ``reference=`` or ``mask=``.

    Raises: BadInputError: it does not exist, or is not fit.
    """
    if picture_id is None:
        return None
    picture = await named(context, picture_id)
    if picture is None or picture.is_film:
        raise PictureGoneError(f"{use}={picture_id}")
    await context.services.picture_checker.check(
        context.bot, picture.file_id, name=called(context, use), user_id=context.user.id
    )
    return picture


async def styles_meant(context: ChatContext, words: tuple[StyleWord, ...]) -> tuple[StyleRef, ...]:
    """The styles that a command names. Raises: BadInputError: one of them does not exist."""
    return tuple([await _style(context, word) for word in words])


async def _style(context: ChatContext, word: StyleWord) -> StyleRef:
    if not word.is_own:
        return StyleRef(name=word.name, weight=word.weight)
    picture = await named(context, word.name)
    if picture is None or picture.is_film:
        own = await asyncio.to_thread(own_style_names, context.services.settings.weights_dir)
        raise near_matches(Phrase("kinds.style"), word.name, [*HOUSE_STYLES, *own])
    ref = await own_style(context, picture, weight=word.weight)
    style = await _saved_at(context, picture)
    return ref if style is None else chosen(ref, style)


async def own_style(context: ChatContext, picture: PictureRef, *, weight: float = 1.0) -> StyleRef:
    """A person's picture as a style, with its flaw if it has one. Raises: as :func:`check`."""
    facts = await context.services.picture_checker.check(
        context.bot, picture.file_id, name=called(context, "style"), user_id=context.user.id
    )
    return StyleRef(name=picture.id, picture=picture, weight=weight, flaw=facts.style_flaw)


async def facts_of(context: ChatContext, picture: PictureRef) -> PictureFacts:
    """What there is to know of a photo that was taken. Raises: as :func:`check`."""
    return await context.services.picture_checker.check(
        context.bot, picture.file_id, name=called(context, "photo"), user_id=context.user.id
    )


def _not_for_films(context: ChatContext) -> BadInputError:
    if context.command.name == Art.COLORIZE.value:
        return FilmNotColouredError()
    if context.command.name == Art.PAINT:
        return StrokesOfFilmError(command="/video")
    return FilmNotPhotoError(command=f"/{context.command.name}")


def called(context: ChatContext, use: PictureUse) -> str:
    """What a picture is called when it does not do."""
    return context.text(_NAMES[use])


async def named(context: ChatContext, photo_id: str) -> PictureRef | None:
    """The picture or film of that name that this person may use.

    Raises: StyleGoneError: it is a saved style that they may use no more.
    """
    picture = await photos.find(
        context.services.db, photo_id, user_id=context.person_id, chat_id=context.chat.id
    )
    if picture is not None:
        await _saved_at(context, picture)
    return picture


async def _saved_at(context: ChatContext, picture: PictureRef) -> SavedStyle | None:
    """The saved style that this is a copy of, if it is one. Raises: as :func:`named`."""
    number = number_at(picture.message_id)
    if number is None:
        return None
    style = await saved_styles.usable_at(context.services.db, number, user_id=context.person_id)
    if style is None:
        raise StyleGoneError(picture.id)
    return style
