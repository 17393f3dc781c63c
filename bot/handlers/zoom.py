"""/zoom: a film that dreams its way into a photo."""

from __future__ import annotations

from bot.asking import order_said
from bot.chat.context import Turn
from bot.domain.jobs import Art


async def zoom(turn: Turn) -> None:
    """Film the way into the photo's dream."""
    await order_said(turn, Art.ZOOM)
