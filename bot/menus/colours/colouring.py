"""Colours for a photo: which of two pictures gets them, and what is asked before its own go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import InlineKeyboardMarkup

from bot.chat.context import ChatContext
from bot.chat.ordering import order_free
from bot.chat.photo_intake import Incoming, facts_of, take
from bot.chat.usual_options import options_meant
from bot.domain.orders import Art, Order, PictureRef, option
from bot.menus.draft_choices import chosen_picture, options_of, with_picture
from bot.menus.draft_orders import order_from
from bot.menus.menu_messages import open_draft
from bot.storage import drafts
from bot.storage.drafts import Draft, DraftKind
from bot.transport.callback_data import Verb, button, press_data
from engine.errors import BadInputError
from engine.media.colour_state import State

# How much of its colours a picture has left.
_LEFT: Mapping[State, int] = {"grey": 0, "tinted": 0, "faded": 1, "coloured": 2}


async def colour(
    context: ChatContext,
    photo: PictureRef,
    *,
    said: Mapping[str, Any],
    reference: PictureRef | None = None,
    is_exact: bool = False,
    draft: Draft | None = None,
    reply_to: int | None = None,
    is_press: bool = False,
) -> None:
    """Order the photo's colours; of one that has its own it is asked first whether they go.

    Args:
        reference: the picture whose colours are taken.
        draft: what it is ordered from.
    Raises: as options_meant, order_free.
    """
    options = await options_meant(context, Art.COLORIZE, said, is_exact=is_exact)
    if (await facts_of(context, photo)).has_colours and not option(options, "recolour"):
        await _ask(context, photo, said=said, reference=reference)
        return
    order = Order(art=Art.COLORIZE, options=options, photo=photo, guide=reference)
    if draft is not None:
        await order_from(context, draft, order, is_press=is_press)
        return
    await order_free(context, order, reply_to=reply_to, is_press=is_press)


async def colour_one_of(
    context: ChatContext, first: PictureRef, second: PictureRef, *, said: Mapping[str, Any]
) -> None:
    """Of two pictures the one with fewer colours, from the other; of two alike the first."""
    left, others = [_LEFT[(await facts_of(context, each)).colours] for each in (first, second)]
    if others < left:
        first, second = second, first
    if left == others == 0:
        await context.say(context.text("colours.both_grey"))
        await colour(context, first, said=said)
        return
    await colour(context, first, said=said, reference=second)


async def colour_album(
    context: ChatContext, album: Draft, incoming: Incoming, *, said: Mapping[str, Any] | None = None
) -> None:
    """An album's first picture from this one, or this one from that.

    ``said``: options said now; else those that the album began with.
    """
    if album.photo is None:
        raise LookupError("an album without its first picture")
    said = options_of(album.choices) if said is None else said
    try:
        second = await take(context, incoming, use="reference")
    except BadInputError:
        # The first is good.
        await colour_alone(context, album)
        raise
    await colour_one_of(context, album.photo, second, said=said)
    await drafts.close(context.services.db, album.id)


async def colour_alone(context: ChatContext, album: Draft) -> None:
    """An album's first picture by itself: no second is to come."""
    if album.photo is None or album.kind is not DraftKind.COLOUR:
        return
    await colour(context, album.photo, said=options_of(album.choices))
    await drafts.close(context.services.db, album.id)


async def colour_pressed(context: ChatContext, draft: Draft) -> None:
    """The photo of a menu; or of our question, whose answer is that its colours go."""
    if draft.photo is None:
        return
    if draft.kind is not DraftKind.COLOUR:
        await colour(context, draft.photo, said={}, draft=draft, is_press=True)
        return
    await colour(
        context,
        draft.photo,
        said={**options_of(draft.choices), "recolour": True},
        reference=chosen_picture(draft.choices, "reference"),
        draft=draft,
        is_press=True,
    )


async def _ask(
    context: ChatContext,
    photo: PictureRef,
    *,
    said: Mapping[str, Any],
    reference: PictureRef | None,
) -> None:
    """Whether the photo's own colours may go; once, however often this turn is repeated."""
    choices = with_picture({"options": dict(said)}, "reference", reference)
    draft = await open_draft(context, DraftKind.COLOUR, photo, choices=choices)
    if context.update.callback_query is not None:
        await context.answer()
    if draft.message_id is not None:
        return
    anew = button("buttons.colour_anew", context.language, press_data(Verb.COLOUR, draft.id))
    close = button("buttons.never_mind", context.language, press_data(Verb.CLOSE, draft.id))
    message = await context.say(
        context.text("colours.ask" if reference is None else "colours.ask_pair"),
        keyboard=InlineKeyboardMarkup([[anew, close]]),
        reply_to=photo.message_id,
    )
    await drafts.set_message(
        context.services.db, draft.id, message_id=message.message_id, has_media=False
    )
