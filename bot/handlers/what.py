"""/what: the five things that the network sees in a photo, in words."""

from __future__ import annotations

from bot.asking import order_said
from bot.chat.context import Turn
from bot.domain.jobs import Art


async def what(turn: Turn) -> None:
    """Name what is in the photo."""
    await order_said(turn, Art.WHAT)
