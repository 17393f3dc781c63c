"""/texture: a seamless texture in the manner of a picture or of house styles."""

from __future__ import annotations

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.ordering import order_free
from bot.chat.ownership import own_draft
from bot.chat.photo_intake import own_style, photo_meant, styles_meant
from bot.chat.usual_options import options_meant
from bot.domain.orders import Art, Order
from bot.menus.albums import open_album
from bot.storage.drafts import DraftKind


async def texture(context: ChatContext) -> None:
    """Weave what is named, else the picture that the command means."""
    words = await words_said(context, Art.TEXTURE)
    styles = await styles_meant(context, words.styles)
    photo = None if styles else await photo_meant(context, photo_id=None)
    is_exact = "seed" in words.options  # no photo tells the command under a texture from others
    options = await options_meant(context, Art.TEXTURE, words.options, is_exact=is_exact)
    if photo is not None:
        await open_album(context, kind=DraftKind.DREAM, photo=photo)
        styles = (await own_style(context, photo),)
    if not styles:
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
    options = await options_meant(context, Art.TEXTURE, {})
    style = await own_style(context, draft.photo)
    order = Order(art=Art.TEXTURE, options=options, photo=None, styles=(style,))
    await order_free(
        context, order, draft_id=draft.id, reply_to=draft.photo.message_id, is_press=True
    )
