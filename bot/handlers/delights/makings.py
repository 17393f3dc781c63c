"""How a result came to be, as a film and as a round video."""

from __future__ import annotations

import asyncio

from telegram import InlineKeyboardMarkup

from bot.chat.context import ChatContext
from bot.chat.ownership import own_result
from bot.delivery.job_keyboards import making_keyboard
from bot.delivery.results import result_files


async def making(context: ChatContext) -> None:
    """A short film of how the result came to be."""
    await _send(context, is_round=False)


async def round_(context: ChatContext) -> None:
    """The middle of that film as a video note."""
    await _send(context, is_round=True)


async def _send(context: ChatContext, *, is_round: bool) -> None:
    finished = await own_result(context)
    if finished is None:
        return
    job, _ = finished
    film = await asyncio.to_thread(result_files.read_making, context.services.results, job.id)
    if film is None:
        await context.answer(context.text("answer.making_gone"), alert=True)
        return
    await context.answer(context.text("answer.sending"))
    shown = await asyncio.to_thread(result_files.making_as_shown, job, film, is_round=is_round)
    keyboard: InlineKeyboardMarkup | None = None
    if not is_round:
        keyboard = making_keyboard(job.id, context.language)
    words = context.text("caption.making")
    await context.services.notifier.send_film(job, shown, words=words, keyboard=keyboard)
