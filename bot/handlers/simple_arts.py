"""/draw, /explain, /what, /zoom and /paint: arts that are ordered by their words alone."""

from __future__ import annotations

import dataclasses

from bot.chat.command_words import words_said
from bot.chat.context import ChatContext
from bot.chat.film_intake import means_film
from bot.chat.ordering import order_free
from bot.chat.ownership import own_draft
from bot.chat.photo_intake import photo_meant, styles_meant
from bot.chat.usual_options import options_meant
from bot.domain.orders import Art, Order, option
from bot.menus.albums import open_album
from bot.menus.dream_keyboards import hands_keyboard
from bot.storage.drafts import Draft, DraftKind
from engine.errors import StrokesOfFilmError


async def draw(context: ChatContext) -> None:
    """Draw what is named; without a name, say which there are."""
    words = await words_said(context, Art.DRAW)
    is_exact = "seed" in words.options  # no photo tells the command under a drawing from others
    options = await options_meant(context, Art.DRAW, words.options, is_exact=is_exact)
    if not option(options, "classes"):
        await context.say(context.text("say.draw_what"))
        return
    order = Order(art=Art.DRAW, options=options, photo=None, variations=words.variations)
    await order_free(context, order, reply_to=context.message.message_id)


async def explain(context: ChatContext) -> None:
    """Where the network saw what it saw."""
    await order_said(context, Art.EXPLAIN)


async def what(context: ChatContext) -> None:
    """Name what is in the photo."""
    await order_said(context, Art.WHAT)


async def zoom(context: ChatContext) -> None:
    """Film the way into the photo's dream."""
    await order_said(context, Art.ZOOM)


async def paint(context: ChatContext) -> None:
    """Paint the photo with brush strokes.

    Raises: StrokesOfFilmError: a film is meant; as :func:`order_said`.
    """
    words = await words_said(context, Art.PAINT)
    if await means_film(context, photo_id=words.photo_id):
        raise StrokesOfFilmError(command="/video")
    await order_said(context, Art.PAINT)


async def paint_of_photo(context: ChatContext) -> None:
    """Paint, under the dream menu: which hands there are, then of its photo with the one chosen."""
    draft = await own_draft(context)
    if draft is None or draft.photo is None:
        return
    hand = context.press.argument
    if not hand:
        await context.answer()
        await _show_hands(context, draft)
        return
    options = await options_meant(context, Art.PAINT, {"hand": hand})
    await order_free(
        context,
        Order(art=Art.PAINT, options=options, photo=draft.photo),
        draft_id=draft.id,
        reply_to=draft.photo.message_id,
        is_press=True,
    )


async def _show_hands(context: ChatContext, draft: Draft) -> None:
    """Ask for the hand in the draft's menu, with a button for each."""
    if draft.message_id is not None:
        await context.bot.edit_message_caption(
            context.chat.id,
            draft.message_id,
            caption=context.text("menu.hands"),
            reply_markup=hands_keyboard(draft.id, context.language),
        )


async def order_said(context: ChatContext, art: Art) -> None:
    """Make ``art`` of the photo that the command means, in the colours of the styles that it
    names; without a photo, say how to ask.

    Raises: BadInputError: a word, the photo or a limit.
    """
    words = await words_said(context, art)
    styles = await styles_meant(context, words.styles)
    photo = await photo_meant(context, photo_id=words.photo_id)
    is_exact = words.photo_id is not None
    options = await options_meant(context, art, words.options, is_exact=is_exact)
    if photo is None:
        await context.say(context.text("say.reply_to_photo", command=f"/{art.value}"))
        return
    if option(options, "then") is None:
        # Of their colours alone nothing is a poor style.
        styles = tuple(dataclasses.replace(style, flaw=None) for style in styles)
    await open_album(context, kind=DraftKind.DREAM, photo=photo)
    await order_free(
        context,
        Order(art=art, options=options, photo=photo, styles=styles),
        reply_to=context.message.message_id if words.photo_id else None,
    )
