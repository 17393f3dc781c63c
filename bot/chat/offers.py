"""What is offered of a result: whose it is, what of it is sold, and how it is paid."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.context import ChatContext
from bot.chat.earlier_results import bought
from bot.chat.full_size import send_full_size
from bot.chat.limits import check_allowance_of
from bot.chat.ownership import own_job
from bot.domain.jobs import Job, JobState
from bot.domain.payments import Offer, fingerprint
from bot.domain.tiers import Tier, price_stars, to_sold
from bot.money.crediting import Till
from bot.storage import payments
from bot.storage.jobs import deleted
from engine.errors import BadInputError

MOST_DIGITS = 6  # of steps, credits and Stars


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The paid size of a result that a button names."""

    job: Job
    tier: Tier
    steps: int

    @property
    def price(self) -> int:
        """In Stars, or in as many credits."""
        return price_stars(self.tier, self.steps)


def till(context: ChatContext) -> Till:
    services = context.services
    return Till(
        db=services.db,
        estimates=services.queue.estimates,
        tiers=services.tiers,
        payment_keys=services.payment_keys,
        clock=services.clock,
    )


async def own_free_result(context: ChatContext) -> Job | None:
    """The result that the press is about; None when the person was told why there is none."""
    job = await own_job(context)
    if job is None:
        return None
    if job.state is not JobState.DONE or job.charge_id is not None:
        await context.answer(context.text("answer.not_ready"), alert=True)
        return None
    if await deleted.is_deleted(context.services.db, job.id):
        await context.answer(context.text("pay.refused.gone"), alert=True)
        return None
    return job


async def chosen_size(context: ChatContext) -> Chosen | None:
    """What the press chooses: job, tier, steps. None when the person was told why nothing."""
    job = await own_free_result(context)
    if job is None:
        return None
    picked = _pressed_size(context)
    if picked is None:
        await context.answer(context.text("answer.old"), alert=True)
        return None
    tier, steps = picked
    return Chosen(job=job, tier=tier, steps=steps)


async def is_had(context: ChatContext, chosen: Chosen) -> bool:
    """Whether this person bought just this before; then it was sent once more."""
    had = await bought(context, chosen.job, tier=chosen.tier, steps=chosen.steps)
    if had is None or had.outcome is None:
        return False
    await send_full_size(context, had, had.outcome, words=context.text("pay.had"))
    return True


async def offer_of(context: ChatContext, chosen: Chosen) -> Offer | None:
    """The one offer of this size at this price, whichever way it is paid.

    None when the person was told that it is paid.
    """
    tier, sold, db = chosen.tier, to_sold(chosen.tier), context.services.db
    name = f"{tier.name}:{chosen.steps}:{chosen.price}:{fingerprint(sold)}"
    offer, _ = await payments.create_offer(
        db,
        request_key=f"o{chosen.job.id}:{name}",
        user_id=context.user.id,
        chat_id=context.chat.id,
        parent_job_id=chosen.job.id,
        tier=tier.name,
        steps=chosen.steps,
        stars=chosen.price,
        now=context.services.clock(),
        sold=sold,
    )
    if await payments.is_paid(db, offer.id):
        await context.answer(context.text("pay.already_paid"), alert=True)
        return None
    return offer


async def is_used_up(context: ChatContext, tier: Tier) -> bool:
    """Asked while it costs nothing: once Stars have come in, what they were for is made."""
    try:
        await check_allowance_of(context, tier)
    except BadInputError:
        return True
    return False


def count_said(words: str) -> int | None:
    """A whole number as buttons and people write it; None where it is none."""
    is_count = words.isascii() and words.isdecimal() and len(words) <= MOST_DIGITS
    return int(words) if is_count else None


def pressed_in_group(context: ChatContext) -> int | None:
    """The message whose button was pressed, in a group, where others talk in between."""
    message = context.query.message
    return None if context.is_private or message is None else message.message_id


def _pressed_size(context: ChatContext) -> tuple[Tier, int] | None:
    """The tier and steps of a press; None when we do not sell that."""
    name, steps, *_ = (*context.press.arguments, "", "")
    tier, count = context.services.tiers.now.get(name), count_said(steps)
    if tier is None or tier.is_free or count is None:
        return None
    return (tier, count) if tier.least_steps <= count <= tier.most_steps else None
