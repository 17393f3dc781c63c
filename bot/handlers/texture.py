"""/texture: a seamless texture in the manner of a picture or of house styles."""

from __future__ import annotations

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.limits import fit_options
from bot.chat.ordering import order_free
from bot.chat.ownership import own_draft
from bot.chat.photo_intake import photo_meant, styles_meant
from bot.commands.parser import build_options
from bot.domain.orders import Art, Order, PictureRef, StyleRef
from bot.menus.albums import open_album
from bot.storage.drafts import DraftKind
from engine.options.style import TextureOptions


async def texture(context: ChatContext) -> None:
    """Weave what is named, else the picture that the command means."""
    words = await words_said(context, Art.TEXTURE)
    styles = await styles_meant(context, words.styles)
    photo = None if styles else await photo_meant(context, photo_id=None)
    options = build_options(Art.TEXTURE, words, seed=context.services.draw_seed())
    if photo is not None:
        await open_album(context, kind=DraftKind.DREAM, photo=photo)
        styles = (_own(photo),)
    if not styles:
        # Said now rather than after the picture.
        fit_options(context.services.tiers.now, options, language=context.language)
        await context.say(context.text("say.texture_what"))
        return
    order = Order(art=Art.TEXTURE, options=options, photo=None, styles=styles)
    reply_to = photo.message_id if photo and context.is_private else context.message.message_id
    await order_free(context, order, reply_to=reply_to)


async def of_photo(context: ChatContext) -> None:
    """Texture, under the prompt: of the photo that it is about."""
    draft = await own_draft(context)
    if draft is None or draft.photo is None:
        return
    options = TextureOptions(seed=context.services.draw_seed())
    order = Order(art=Art.TEXTURE, options=options, photo=None, styles=(_own(draft.photo),))
    await order_free(
        context, order, draft_id=draft.id, reply_to=draft.photo.message_id, is_press=True
    )


def _own(photo: PictureRef) -> StyleRef:
    return StyleRef(name=photo.id, picture=photo)
