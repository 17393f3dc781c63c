"""/draw: a thing from nothing; no photo is needed."""

from __future__ import annotations

from bot.chat.command_words import words_said
from bot.chat.context import Turn
from bot.chat.ordering import order_free
from bot.commands.parser import build_options
from bot.domain.jobs import Art, Order, option


async def draw(turn: Turn) -> None:
    """Draw what is named; without a name, say which there are."""
    words = await words_said(turn, Art.DRAW)
    options = build_options(Art.DRAW, words, seed=turn.services.draw_seed())
    if not option(options, "classes"):
        await turn.say(turn.text("say.draw_what"))
        return
    order = Order(art=Art.DRAW, options=options, photo=None)
    await order_free(turn, order, reply_to=turn.message.message_id)
