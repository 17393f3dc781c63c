"""/explain: what in a photo moved the network, and the five things it saw there."""

from __future__ import annotations

from bot.asking import order_said
from bot.chat.context import Turn
from bot.domain.jobs import Art


async def explain(turn: Turn) -> None:
    """Where the network saw what it saw."""
    await order_said(turn, Art.EXPLAIN)
