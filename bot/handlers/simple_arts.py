"""/draw: a thing from nothing; no photo is needed."""

from __future__ import annotations

from bot.chat.command_words import words_said
from bot.chat.context import Turn
from bot.chat.limits import fit_options
from bot.chat.ordering import order_free
from bot.chat.photo_intake import photo_meant
from bot.commands.parser import build_options
from bot.domain.orders import Art, Order, option
from bot.menus.albums import open_album
from bot.storage.drafts import DraftKind


async def draw(turn: Turn) -> None:
    """Draw what is named; without a name, say which there are."""
    words = await words_said(turn, Art.DRAW)
    options = build_options(Art.DRAW, words, seed=turn.services.draw_seed())
    if not option(options, "classes"):
        await turn.say(turn.text("say.draw_what"))
        return
    order = Order(art=Art.DRAW, options=options, photo=None)
    await order_free(turn, order, reply_to=turn.message.message_id)


async def explain(turn: Turn) -> None:
    """Where the network saw what it saw."""
    await order_said(turn, Art.EXPLAIN)


async def what(turn: Turn) -> None:
    """Name what is in the photo."""
    await order_said(turn, Art.WHAT)


async def zoom(turn: Turn) -> None:
    """Film the way into the photo's dream."""
    await order_said(turn, Art.ZOOM)


async def order_said(turn: Turn, art: Art) -> None:
    """Make ``art`` of the photo that the command means; without one, say how to ask.

    Raises: BadInputError: a word, the photo or a limit.
    """
    words = await words_said(turn, art)
    photo = await photo_meant(turn, photo_id=words.photo_id)
    options = build_options(art, words, seed=turn.services.draw_seed())
    if photo is None:
        # Said now rather than after the photo.
        fit_options(turn.services.tiers, options, language=turn.language)
        await turn.say(turn.text("say.reply_to_photo", command=f"/{art.value}"))
        return
    await open_album(turn, kind=DraftKind.DREAM, photo=photo)
    await order_free(
        turn,
        Order(art=art, options=options, photo=photo),
        reply_to=turn.message.message_id if words.photo_id else None,
    )
