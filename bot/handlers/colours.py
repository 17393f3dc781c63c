"""/colorize, as a caption, as a reply to a photo, or after one, and its buttons."""

from __future__ import annotations

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.ownership import own_draft
from bot.chat.photo_intake import photo_meant, picture_meant, picture_of, take
from bot.domain.orders import Art, PictureRef
from bot.menus.albums import album_of, answered_picture, for_each, open_album
from bot.menus.colours.colouring import colour, colour_album, colour_one_of, colour_pressed
from bot.storage.drafts import DraftKind


async def colorize(context: ChatContext) -> None:
    """Colour the photo that is meant. Of two, in one album or one in answer to the other, the one
    with fewer colours takes those of the other.
    """
    words = await words_said(context, Art.COLORIZE)
    named = await picture_meant(context, words.guide_id, use="reference")
    incoming, album = picture_of(context.message), await album_of(context)
    if named is None and album is not None and incoming is not None:
        # The caption stood under the second picture.
        await colour_album(context, album, incoming, said=words.options)
        return
    photo = await photo_meant(context, photo_id=words.photo_id)
    if photo is None:
        await context.say(context.text("say.reply_to_photo", command="/colorize"))
        return
    choices = {"options": dict(words.options)} if named is None else for_each(context)
    kind = DraftKind.COLOUR if named is None else DraftKind.DREAM
    if await open_album(context, kind=kind, photo=photo, choices=choices) and named is None:
        return
    answered = None if named else await _answered(context)
    if answered is not None:
        await colour_one_of(context, photo, answered, said=words.options)
        return
    await colour(
        context,
        photo,
        said=words.options,
        reference=named,
        is_exact=words.photo_id is not None,
        reply_to=context.message.message_id if words.photo_id else None,
    )


async def _answered(context: ChatContext) -> PictureRef | None:
    """The picture that the message answers with one of its own."""
    incoming = await answered_picture(context)
    return await take(context, incoming, use="reference") if incoming else None


async def pressed(context: ChatContext) -> None:
    """Colour, under a photo or its menu; or that its own colours may go."""
    draft = await own_draft(context, DraftKind.PROMPT, DraftKind.DREAM, DraftKind.COLOUR)
    if draft is not None:
        await colour_pressed(context, draft)
