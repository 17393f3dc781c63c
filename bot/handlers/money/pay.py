"""Make it bigger: the offer, the invoice, the check before the charge, and the charge."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping

from telegram import LabeledPrice
from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.chat.earlier_results import bought
from bot.chat.full_size import send_full_size
from bot.chat.limits import check_allowance_of
from bot.chat.ordering import put_in_line
from bot.chat.ownership import own_job
from bot.delivery.job_keyboards import offer_keyboard, paid_sizes
from bot.delivery.words.style_words import flaw_lines
from bot.domain.jobs import Job, JobState
from bot.domain.orders import Art
from bot.domain.payments import (
    CURRENCY,
    Offer,
    StarPayment,
    check_payment,
    fingerprint,
    offer_id_of,
    sign_payload,
)
from bot.domain.tiers import Tier, allowing, is_still_sold, price_stars, steps_asked, to_sold
from bot.errors import StorageError
from bot.metrics import STARS
from bot.money.crediting import Till, credit
from bot.storage import payments
from bot.storage.jobs import deleted, jobs
from bot.storage.jobs.orders import placed
from engine.errors import BadInputError

logger = logging.getLogger(__name__)

MOST_DIGITS = 6  # of steps

_OFFERS: Mapping[Art, str] = {
    Art.DREAM: "pay.offer_dream",
    Art.DRAW: "pay.offer_draw",
    Art.ZOOM: "pay.offer_zoom",
    Art.VIDEO: "pay.offer_video",
}
_DESCRIPTIONS: Mapping[Art, str] = {
    Art.DRAW: "pay.description_draw",
    Art.ZOOM: "pay.description_zoom",
    Art.VIDEO: "pay.description_video",
}


async def bigger(context: ChatContext) -> None:
    """Show the paid sizes with their prices."""
    job = await _own_free_result(context)
    if job is None:
        return
    await context.answer()
    offered = _offered(context, job)
    sizes = paid_sizes(offered, chosen=steps_asked(offered, job.order))
    lengths = ", ".join(f"{tier.title} {_length(context, tier, job.order.art)}" for tier in offered)
    words = context.text(_OFFERS.get(job.order.art, "pay.offer"), lengths=lengths)
    offer = await context.say(
        "\n\n".join([words, *flaw_lines(job.order.styles, context.language)]),
        keyboard=offer_keyboard(job.id, context.language, sizes=sizes),
        reply_to=job.status.message_id if job.status else None,
    )
    older = await deleted.set_offer_message(
        context.services.db, job.id, message_id=offer.message_id
    )
    if older is not None:
        with contextlib.suppress(BadRequest):
            await context.bot.delete_message(context.chat.id, older)


def _offered(context: ChatContext, job: Job) -> tuple[Tier, ...]:
    """The paid tiers; of those that give what was asked of this job, where some do, only these."""
    tiers = context.services.tiers.now
    return allowing(tiers, job.order.options, job.order.reduced)


def _length(context: ChatContext, tier: Tier, art: Art) -> str:
    """How long a film may be in this tier."""
    if art is Art.VIDEO:
        return context.text("prices.seconds", seconds=tier.video_s)
    return context.text("prices.frames", frames=tier.zoom_frames)


async def choose_steps(context: ChatContext) -> None:
    """- and + of a size whose steps the buyer chooses; the price follows."""
    job = await _own_free_result(context)
    if job is None:
        return
    picked = _pressed_price(context)
    message = context.query.message
    if picked is None or message is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    tier, steps = picked
    sizes = paid_sizes(_offered(context, job), chosen={tier.name: steps})
    await context.answer()
    try:
        await context.bot.edit_message_reply_markup(
            context.chat.id,
            message.message_id,
            reply_markup=offer_keyboard(job.id, context.language, sizes=sizes),
        )
    except BadRequest:
        # The least or the most already stands there, or the offer is gone.
        return


async def buy(context: ChatContext) -> None:
    """Send the invoice; one at a time for the same picture at the same price.

    What this person bought before is sent once more instead.
    """
    job = await _own_free_result(context)
    if job is None:
        return
    picked = _pressed_price(context)
    if picked is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    tier, steps = picked
    had = await bought(context, job, tier=tier, steps=steps)
    if had is not None and had.outcome is not None:
        await send_full_size(context, had, had.outcome, words=context.text("pay.had"))
        return
    stars, sold = price_stars(tier, steps), to_sold(tier)
    db, now = context.services.db, context.services.clock()
    offer, _ = await payments.create_offer(
        db,
        request_key=f"o{job.id}:{tier.name}:{steps}:{stars}:{fingerprint(sold)}",
        user_id=context.user.id,
        chat_id=context.chat.id,
        parent_job_id=job.id,
        tier=tier.name,
        steps=steps,
        stars=stars,
        now=now,
        sold=sold,
    )
    if await payments.is_paid(db, offer.id):
        await context.answer(context.text("pay.already_paid"), alert=True)
        return
    await context.answer()
    await _send_invoice(context, offer, tier, job.order.art)


async def pre_checkout(context: ChatContext) -> None:
    """The last word before Telegram takes the Stars; it waits 10 s for it."""
    query = context.update.pre_checkout_query
    if query is None:
        return
    try:
        refusal = await _refusal(
            context,
            payload=query.invoice_payload,
            currency=query.currency,
            total_amount=query.total_amount,
        )
    except StorageError as exc:
        # Answered is done with: it must not be taken up again.
        logger.warning("cannot look up an offer", extra={**context.log_facts(), "why": exc})
        await query.answer(ok=False, error_message=context.text("pay.refused.later"))
        return
    if refusal is None:
        await query.answer(ok=True)
    else:
        await query.answer(ok=False, error_message=context.text(f"pay.refused.{refusal}"))


async def paid(context: ChatContext) -> None:
    """Stars came in: credit them once and make the picture, or give them back."""
    received = context.message.successful_payment
    if received is None:
        return
    payment = StarPayment(
        charge_id=received.telegram_payment_charge_id,
        payload=received.invoice_payload,
        user_id=context.user.id,
        stars=received.total_amount,
        at=context.message.date,
        currency=received.currency,
    )
    # Before anything can go wrong: by this line Stars can be given back by hand.
    facts = {"charge_id": payment.charge_id, "stars": payment.stars}
    logger.info("a payment came in", extra=facts)
    credited = await credit(_till(context), payment, language=context.language)
    if credited.receipt.job is not None:
        await put_in_line(context, await placed(context.services.db, credited.receipt.job))
    elif credited.receipt.is_new:
        key = "pay.paid_twice" if credited.is_second else "pay.comes_back"
        await context.say(context.text(key, stars=payment.stars))


async def refunded(context: ChatContext) -> None:
    """Stars went back, by us or by somebody else's hand: nothing is made for them any more."""
    given_back = context.message.refunded_payment
    if given_back is None:
        return
    charge_id = given_back.telegram_payment_charge_id
    is_news = await payments.book_refund(
        context.services.db,
        charge_id=charge_id,
        user_id=context.chat.id,
        stars=given_back.total_amount,
        now=context.services.clock(),
    )
    if is_news:
        STARS.labels(kind="refunded").inc(given_back.total_amount)
    logger.info("a refund was told of", extra={"charge_id": charge_id, "is_news": is_news})


def _till(context: ChatContext) -> Till:
    services = context.services
    return Till(
        db=services.db,
        estimates=services.queue.estimates,
        tiers=services.tiers,
        payment_key=services.payment_key,
        clock=services.clock,
    )


async def _own_free_result(context: ChatContext) -> Job | None:
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


def _pressed_price(context: ChatContext) -> tuple[Tier, int] | None:
    """The tier and steps of a press; None when we do not sell that."""
    if len(context.press.arguments) != 2:
        return None
    name, steps = context.press.arguments
    tier = context.services.tiers.now.get(name)
    if tier is None or tier.is_free or not _is_count(steps):
        return None
    count = int(steps)
    return (tier, count) if tier.least_steps <= count <= tier.most_steps else None


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


async def _send_invoice(context: ChatContext, offer: Offer, tier: Tier, art: Art) -> None:
    if offer.message_id is not None:
        try:
            await context.bot.delete_message(context.chat.id, offer.message_id)
        except BadRequest:
            logger.debug("the older invoice is gone already")
    is_film = art in (Art.ZOOM, Art.VIDEO)
    label = context.text("pay.label_zoom" if is_film else "pay.label", size=tier.size_px)
    message = await context.bot.send_invoice(
        context.chat.id,
        title=context.text("pay.title_zoom" if is_film else "pay.title"),
        description=context.text(
            _DESCRIPTIONS.get(art, "pay.description"),
            size=tier.size_px,
            steps=offer.steps,
            frames=tier.zoom_frames,
            seconds=tier.video_s,
        ),
        payload=sign_payload(offer, secret=context.services.payment_key),
        currency=CURRENCY,
        prices=[LabeledPrice(label, offer.stars)],
        provider_token="",
        message_thread_id=context.thread_id,
        reply_parameters=context.reply(_pressed_in_group(context)),
    )
    await payments.set_offer_message(context.services.db, offer.id, message_id=message.message_id)


def _pressed_in_group(context: ChatContext) -> int | None:
    """The message whose button was pressed, in a group, where others talk in between."""
    message = context.query.message
    return None if context.is_private or message is None else message.message_id


async def _refusal(
    context: ChatContext, *, payload: str, currency: str, total_amount: int
) -> str | None:
    """Why this invoice cannot be paid now, as a key under pay.refused."""
    db = context.services.db
    offer = await payments.get_offer(db, offer_id_of(payload))
    refusal = check_payment(
        offer,
        payload=payload,
        secret=context.services.payment_key,
        user_id=context.user.id,
        currency=currency,
        total_amount=total_amount,
        is_paid=offer is not None and await payments.is_paid(db, offer.id),
    )
    if refusal is not None or offer is None:
        return refusal.value if refusal else "expired"
    if offer.sold is None or not is_still_sold(
        context.services.tiers.now, name=offer.tier, steps=offer.steps, stars=offer.stars
    ):
        return "expired"
    if await deleted.is_deleted(db, offer.parent_job_id):
        return "gone"
    tier = context.services.tiers.now.get(offer.tier)
    parent = await jobs.get(db, offer.parent_job_id)
    if tier and parent and await bought(context, parent, tier=tier, steps=offer.steps):
        return "already_paid"
    return "used_up" if tier and await _is_used_up(context, tier) else None


async def _is_used_up(context: ChatContext, tier: Tier) -> bool:
    """Asked while it costs nothing: once Stars have come in, what they were for is made."""
    try:
        await check_allowance_of(context, tier)
    except BadInputError:
        return True
    return False
