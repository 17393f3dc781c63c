"""/dream, as a caption, as a reply to a photo, or after one."""

from __future__ import annotations

import dataclasses

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.ordering import order_free
from bot.chat.photo_intake import photo_meant, picture_meant, picture_of
from bot.chat.usual_options import options_meant
from bot.domain.orders import Art, Order
from bot.menus.albums import album_of, begun_by_answer, for_each, open_album, order_album_guide
from bot.menus.draft_choices import with_variations
from bot.menus.menu_messages import send_menu
from bot.storage.drafts import DraftKind


async def dream(context: ChatContext) -> None:
    """Start at once with the words said; without a photo show the menu, or ask for one.

    A ``guide`` that is not named is the album's second picture, or the next one that comes, or
    the one that came in answer to another.
    """
    words = await words_said(context, Art.DREAM)
    choices = with_variations({"options": dict(words.options)}, words.variations)
    incoming = picture_of(context.message)
    if words.wants_guide and incoming is not None:
        first = await album_of(context) or await begun_by_answer(
            context, DraftKind.DREAM, choices=choices
        )
        if first is not None:
            # The caption stood under the second picture.
            await order_album_guide(context, first, incoming, choices=choices)
            return
    photo = await photo_meant(context, photo_id=words.photo_id)
    if photo is None and not context.is_private:
        await context.say(context.text("say.reply_to_photo", command="/dream"))
        return
    guide = await picture_meant(context, words.guide_id, use="guide")
    is_exact = words.photo_id is not None
    options = await options_meant(context, Art.DREAM, words.options, is_exact=is_exact)
    if photo is not None and (guide is not None or not words.wants_guide):
        await open_album(context, kind=DraftKind.DREAM, photo=photo, choices=for_each(context))
        order = Order(
            art=Art.DREAM,
            options=options,
            photo=photo,
            guide=guide,
            variations=words.variations,
        )
        await order_free(
            context, order, reply_to=context.message.message_id if words.photo_id else None
        )
        return
    if guide is not None:
        choices["guide"] = dataclasses.asdict(guide)
    elif words.wants_guide:
        choices["awaits_guide"] = True
    if photo is not None and await open_album(
        context, kind=DraftKind.DREAM, photo=photo, choices=choices
    ):
        return
    await send_menu(context, DraftKind.DREAM, photo, choices=choices)
