"""A result as a file, as it was rendered."""

from __future__ import annotations

import asyncio

from bot.chat.context import ChatContext
from bot.delivery.results import result_files
from bot.delivery.words.captions import result_caption
from bot.domain.jobs import FINISHED, Job, Outcome


async def send_full_size(
    context: ChatContext, job: Job, outcome: Outcome, *, words: str, snapshot: int = FINISHED
) -> None:
    """Send the picture or film, or a snapshot of it, or say why that cannot be.

    Args:
        words: what the press is answered when it is sent.
    """
    results = context.services.results
    file = await asyncio.to_thread(result_files.find, results, job.id, snapshot=snapshot)
    if file is None:
        await context.answer(context.text("answer.full_gone"), alert=True)
        return
    sizes = {"mb": file.size_bytes, "limit_mb": result_files.MAX_UPLOAD_BYTES}
    if sizes["mb"] > sizes["limit_mb"]:
        facts = {key: result_files.megabytes(n) for key, n in sizes.items()}
        await context.answer(context.text("answer.full_too_large", **facts), alert=True)
        return
    data = await asyncio.to_thread(results.read, file.name)
    if data is None:
        await context.answer(context.text("answer.full_gone"), alert=True)
        return
    await context.answer(words)
    name = result_files.given_name(job.order, file.kind, snapshot=snapshot)
    caption = result_caption(job, outcome, snapshot=snapshot)
    await context.services.notifier.send_file(job, data, name=name, caption=caption)
