"""What a person has already is given again at once, without a render and for nothing."""

from __future__ import annotations

import asyncio
import dataclasses
import logging

from telegram.error import TelegramError

from bot.chat.context import ChatContext
from bot.delivery.results import result_files
from bot.domain.jobs import Job, NewJob
from bot.domain.tiers import Tier, bigger_order
from bot.errors import NotStartedError, ResultsAwayError, StorageChatError
from bot.metrics import RESULT_CACHE_HITS, count_ended
from bot.storage.jobs import jobs
from engine.errors import RenderError

logger = logging.getLogger(__name__)

_LEFT_TO_WORKER = (ResultsAwayError, RenderError, NotStartedError, StorageChatError)


async def with_what_is_had(context: ChatContext, new: NewJob) -> NewJob:
    """``new``, answered by the result of an earlier job where there is one of just this."""
    if context.has_new_seed:
        return new
    # The command of a picture that was paid for asks for that one, in whichever tier it was sold.
    tiers = [tier.name for tier in context.services.tiers.now.all]
    cache = context.services.cache
    try:
        earlier = await cache.find(await cache.wishes(new.order, user_id=new.user_id, tiers=tiers))
    except ResultsAwayError as exc:
        logger.warning("no earlier results", extra={**context.log_facts(), "why": exc.detail})
        return new
    return new if earlier is None else dataclasses.replace(new, had=earlier.outcome)


async def hand_over(context: ChatContext, job: Job) -> Job:
    """Deliver a job that needs no render. Safe to repeat.

    What goes wrong is left to a worker, which takes the job up when nobody holds it any more.
    """
    services, outcome = context.services, job.outcome
    if not job.state.is_open or outcome is None:
        return job
    tiers = [tier.name for tier in services.tiers.now.all]
    wishes = await services.cache.wishes(job.order, user_id=job.user_id, tiers=tiers)
    try:
        await services.cache.answer(job, wishes)
        shown = None
        if not job.order.art.is_words:
            shown = await asyncio.to_thread(result_files.as_shown, services.results, job, outcome)
        job = await services.notifier.show_result(job, shown, outcome)
    except (*_LEFT_TO_WORKER, TelegramError) as exc:
        logger.warning("an earlier result waits", extra={"job_id": job.id, "why": repr(exc)})
        return job
    if await jobs.mark_done(services.db, job.id, attempt=None, now=services.clock()):
        count_ended(job.order.art, "delivered")
        RESULT_CACHE_HITS.labels(where="chat").inc()
        await services.cache.note(job, outcome, [wish for wish in wishes if wish.tier == job.tier])
    return job


async def bought(context: ChatContext, parent: Job, *, tier: Tier, steps: int) -> Job | None:
    """The job in which this person bought just this, if they may still have it."""
    cache = context.services.cache
    order = bigger_order(parent, tier=tier, steps=steps)
    try:
        job = await cache.find(await cache.wishes(order, user_id=parent.user_id, tiers=[tier.name]))
    except ResultsAwayError as exc:
        logger.warning("no earlier results", extra={**context.log_facts(), "why": exc.detail})
        return None
    return job if job is not None and await cache.is_bought(job) else None
