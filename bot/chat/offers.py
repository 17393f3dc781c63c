"""What is offered of a result: whose it is, what of it is sold, and how it is paid."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.chat.earlier_results import bought
from bot.chat.full_size import send_full_size
from bot.chat.limits import check_allowance_of
from bot.chat.ownership import own_job
from bot.commands.values import whole_number
from bot.delivery.job_keyboards import PaidSize, offer_keyboard, paid_sizes
from bot.delivery.words.captions import reduced_words
from bot.delivery.words.style_words import flaw_lines
from bot.domain.jobs import Job, JobState
from bot.domain.orders import Art
from bot.domain.payments import Offer, fingerprint
from bot.domain.tiers import Tier, allowing, fit_free, price_stars, steps_asked, to_sold
from bot.money.crediting import Till
from bot.storage import payments
from bot.storage.credits import balance
from bot.storage.jobs import deleted
from bot.transport.whispers import is_whisper
from engine.errors import BadInputError

_OFFERS: Mapping[Art, str] = {
    Art.DREAM: "pay.offer_dream",
    Art.DRAW: "pay.offer_draw",
    Art.ZOOM: "pay.offer_zoom",
    Art.VIDEO: "pay.offer_video",
}
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
    """The result that the press is about; None when the person was told why there is none.

    What has a preview may be bought whatever becomes of that.
    """
    job = await own_job(context)
    if job is None:
        return None
    is_there = job.state is JobState.DONE or job.order.is_preview
    if not is_there or job.charge_id is not None:
        await context.answer(context.text("answer.not_ready"), alert=True)
        return None
    if await deleted.is_deleted(context.services.db, job.id):
        await context.answer(context.text("pay.refused.gone"), alert=True)
        return None
    return job


async def show_offer(context: ChatContext, job: Job) -> None:
    """The paid sizes of a result or of a preview with their prices, once: an older offer goes."""
    offered, art = _offered(context, job), job.order.art
    sizes = paid_sizes(offered, chosen=steps_asked(offered, job.order))
    credits = await balance.credits_of(context.services.db, context.user.id)
    lengths = ", ".join(f"{tier.title} {_length(context, tier, art)}" for tier in offered)
    words = [context.text(_OFFERS.get(art, "pay.offer"), lengths=lengths)]
    if job.order.is_preview:
        is_made = job.state is not JobState.CANCELLED
        words.append(context.text("pay.preview" if is_made else "pay.no_preview"))
    if any(size.stars <= credits for size in sizes):
        words.append(context.text("pay.or_credits", credits=credits))
    offer = await context.say_alone(
        "\n\n".join([" ".join(words), *flaw_lines(job.order.styles, context.language)]),
        keyboard=_buttons(context, job, sizes, credits),
        reply_to=job.status.message_id if job.status else None,
    )
    if is_whisper(offer):
        return
    older = await deleted.set_offer_message(
        context.services.db, job.id, message_id=offer.message_id
    )
    if older is not None:
        with contextlib.suppress(BadRequest):
            await context.bot.delete_message(context.chat.id, older)


async def offer_buttons(
    context: ChatContext, job: Job, *, chosen: Mapping[str, int]
) -> InlineKeyboardMarkup:
    """The paid sizes of :func:`show_offer`; ``chosen``: the buyer's steps by tier."""
    credits = await balance.credits_of(context.services.db, context.user.id)
    return _buttons(context, job, paid_sizes(_offered(context, job), chosen=chosen), credits)


def _buttons(
    context: ChatContext, job: Job, sizes: Sequence[PaidSize], credits: int
) -> InlineKeyboardMarkup:
    free = None
    if job.order.is_preview:
        fitted = fit_free(context.services.tiers.now, job.order.as_asked.options)
        free = reduced_words(fitted, context.language)
    return offer_keyboard(job.id, context.language, sizes=sizes, credits=credits, free=free)


def _offered(context: ChatContext, job: Job) -> tuple[Tier, ...]:
    """The paid tiers; of those that give what was asked of this job, where some do, only these."""
    tiers = context.services.tiers.now
    return allowing(tiers, job.order.options, job.order.reduced)


def _length(context: ChatContext, tier: Tier, art: Art) -> str:
    """How long a film may be in this tier."""
    if art is Art.VIDEO:
        return context.text("prices.seconds", seconds=tier.video_s)
    return context.text("prices.frames", frames=tier.zoom_frames)


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
    return whole_number(words, most_digits=MOST_DIGITS)


def pressed_in_group(context: ChatContext) -> int | None:
    """The message whose button was pressed, in a group, where others talk in between."""
    message = context.query.message
    if context.is_private or message is None or is_whisper(message):
        return None
    return message.message_id


def _pressed_size(context: ChatContext) -> tuple[Tier, int] | None:
    """The tier and steps of a press; None when we do not sell that."""
    name, steps, *_ = (*context.press.arguments, "", "")
    tier, count = context.services.tiers.now.get(name), count_said(steps)
    if tier is None or tier.is_free or count is None:
        return None
    return (tier, count) if tier.least_steps <= count <= tier.most_steps else None
