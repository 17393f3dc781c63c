"""What a guest asks for, and the order that it makes of the photo that it answers."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message

from bot.chat.command_words import words_said
from bot.chat.elsewhere.contexts import GuestContext
from bot.chat.photo_intake import Incoming, check, film_of, own_style, picture_of, styles_meant
from bot.chat.usual_options import options_meant
from bot.commands.command import Command
from bot.domain.orders import Art, Order, PictureRef, StyleRef, option
from bot.errors import OwnColoursError
from bot.storage import photos
from bot.storage.photos import NewPicture
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.options.arts import ArtOptions

# A film of theirs could not be shown before it is made; a sticker goes into a pack of one's own.
# Both are for a chat of one's own.
ARTS = frozenset(Art) - {Art.VIDEO, Art.STICKER}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestWish:
    """``incoming``: the picture that it is about; None: it begins with none."""

    art: Art
    options: ArtOptions
    styles: tuple[StyleRef, ...]
    incoming: Incoming | None


async def read_wish(context: GuestContext, command: Command) -> GuestWish | None:
    """What is asked for; None: something is missing, and the person was told what.

    Raises: BadInputError: a word that means nothing, in plain words.
    """
    art = Art(command.name)
    words = await words_said(context, art, command.rest)
    styles = await styles_meant(context, words.styles)
    options = await options_meant(context, art, words.options)
    incoming = None
    if art.needs_photo or (art is Art.TEXTURE and not styles):
        incoming = _picture(context)
        if incoming is None:
            await context.tell(context.text(_missing(context), bot=f"@{context.bot.username}"))
            return None
    if art is Art.STYLE and not styles:
        named = ", ".join(HOUSE_STYLES)
        bot = f"@{context.bot.username}"
        await context.tell(context.text("guest.which_style", bot=bot, styles=named))
        return None
    if art is Art.DRAW and not option(options, "classes"):
        await context.tell(context.text("say.draw_what"))
        return None
    return GuestWish(art=art, options=options, styles=styles, incoming=incoming)


async def order_of(context: GuestContext, wish: GuestWish) -> Order:
    """The order, once its picture was looked at. Raises: BadInputError: that is not fit."""
    photo, styles = None, wish.styles
    if wish.incoming is not None:
        facts = await check(context, wish.incoming)
        if wish.art is Art.COLORIZE and facts.has_colours and not option(wish.options, "recolour"):
            raise OwnColoursError
        photo = await _note(context, wish.incoming)
    if wish.art is Art.TEXTURE:
        styles, photo = styles or (await own_style(context, _needed(photo)),), None
    return Order(art=wish.art, options=wish.options, photo=photo, styles=styles)


def photo_id(context: GuestContext, wish: GuestWish) -> str | None:
    """Telegram's name of the photo that the answer can show; None: there is none to be shown."""
    if wish.incoming is None:
        return None
    sent_as_photos = [source.photo for source in _sources(context) if source.photo]
    ids = {size.file_id for sizes in sent_as_photos for size in sizes}
    return wish.incoming.file_id if wish.incoming.file_id in ids else None


def _sources(context: GuestContext) -> list[Message]:
    message = context.message
    return [each for each in (message, message.reply_to_message) if each is not None]


def _picture(context: GuestContext) -> Incoming | None:
    return next(filter(None, map(picture_of, _sources(context))), None)


def _missing(context: GuestContext) -> str:
    is_film = any(film_of(source) is not None for source in _sources(context))
    return "guest.no_film" if is_film else "guest.no_photo"


async def _note(context: GuestContext, incoming: Incoming) -> PictureRef:
    """It is this person's now, and of the message that it stood in nothing is kept."""
    picture = NewPicture(
        chat_id=context.person_id,
        user_id=context.person_id,
        # No message of their own chat has it.
        message_id=-context.update.update_id,
        file_id=incoming.file_id,
        file_unique_id=incoming.file_unique_id,
        # It is not what they sent last.
        is_style=True,
    )
    return await photos.remember(context.services.db, picture, now=context.services.clock())


def _needed(photo: PictureRef | None) -> PictureRef:
    if photo is None:
        raise LookupError("a texture of nothing")
    return photo
