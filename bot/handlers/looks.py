"""Earlier looks of a painting: choose one, and the message shows it; nothing is sent anew."""

from __future__ import annotations

import asyncio

from bot.chat.context import Turn
from bot.chat.ownership import own_look
from bot.delivery import result_files
from bot.domain.jobs import FINISHED


async def choose(turn: Turn) -> None:
    """The looks to choose from, below the picture as it is."""
    await _show(turn, is_choosing=True, is_new=False)


async def show(turn: Turn) -> None:
    """This look in the picture's place."""
    await _show(turn, is_choosing=True, is_new=True)


async def keep(turn: Turn) -> None:
    """No more to choose from: the look that is shown stays, with the buttons of a result."""
    await _show(turn, is_choosing=False, is_new=False)


async def _show(turn: Turn, *, is_choosing: bool, is_new: bool) -> None:
    found = await own_look(turn)
    if found is None:
        return
    job, outcome, look = found
    folder = turn.services.settings.results_dir
    file = await asyncio.to_thread(result_files.look_path, folder, job.id, look)
    if file is None and is_new:
        key = "answer.full_gone" if look == FINISHED else "answer.looks_gone"
        await turn.answer(turn.text(key), alert=True)
        return
    await turn.answer()
    media = await asyncio.to_thread(result_files.as_photo, file) if file and is_new else None
    await turn.services.notifier.show_look(job, media, outcome, look=look, is_choosing=is_choosing)
