"""Make it bigger: the offer, the invoice, the check before the charge, and the charge."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from telegram import LabeledPrice
from telegram.error import BadRequest

from bot.chat import plans
from bot.chat.context import ChatContext
from bot.chat.earlier_results import bought
from bot.chat.offers import (
    chosen_size,
    is_had,
    is_used_up,
    offer_buttons,
    offer_of,
    own_free_result,
    pressed_in_group,
    show_offer,
    till,
)
from bot.chat.ordering import order_free, put_in_line
from bot.delivery.words.captions import made_order
from bot.domain.ledger import Product
from bot.domain.money.products import credits_of
from bot.domain.orders import Art
from bot.domain.payments import (
    CURRENCY,
    Offer,
    StarPayment,
    check_payment,
    offer_id_of,
    sign_payload,
)
from bot.domain.tiers import Tier, is_still_sold
from bot.errors import StorageError
from bot.metrics import STARS
from bot.money.booking import booking
from bot.money.crediting import credit
from bot.storage import bans, payments
from bot.storage.jobs import deleted, jobs
from bot.storage.jobs.orders import placed
from bot.texts.catalogue import fact_text

logger = logging.getLogger(__name__)

# Telegram waits for 10 s, and a person with the finger on the button for less.
CHECKED_WITHIN_S = 0.8

_DESCRIPTIONS: Mapping[Art, str] = {
    Art.DRAW: "pay.description_draw",
    Art.ZOOM: "pay.description_zoom",
    Art.VIDEO: "pay.description_video",
}


async def bigger(context: ChatContext) -> None:
    """Show the paid sizes with their prices."""
    job = await own_free_result(context)
    if job is None:
        return
    await context.answer()
    await show_offer(context, job)


async def free(context: ChatContext) -> None:
    """The free size instead, under the offer of a paid one that has a small preview."""
    job = await own_free_result(context)
    if job is None:
        return
    if not job.order.is_preview:
        await context.answer(context.text("answer.old"), alert=True)
        return
    made = job.order if job.outcome is None else made_order(job.order, job.outcome.options)
    await order_free(context, made.as_asked, parent_id=job.id, is_press=True)


async def choose_steps(context: ChatContext) -> None:
    """- and + of a size whose steps the buyer chooses; the price follows."""
    chosen = await chosen_size(context)
    if chosen is None:
        return
    job = chosen.job
    keyboard = await offer_buttons(context, job, chosen={chosen.tier.name: chosen.steps})
    await context.answer()
    await context.edit_pressed(None, keyboard)


async def buy(context: ChatContext) -> None:
    """Send the invoice; one at a time for the same picture at the same price.

    What this person bought before is sent once more instead.
    """
    chosen = await chosen_size(context)
    if chosen is None or await is_had(context, chosen):
        return
    offer = await offer_of(context, chosen)
    if offer is None:
        return
    await context.answer()
    await _send_invoice(context, offer, chosen.tier, chosen.job.order.art)


async def pre_checkout(context: ChatContext) -> None:
    """The last word before Telegram takes the Stars; what cannot be looked up soon is refused."""
    query = context.update.pre_checkout_query
    if query is None:
        return
    try:
        async with asyncio.timeout(CHECKED_WITHIN_S):
            refusal = await _refusal(
                context,
                payload=query.invoice_payload,
                currency=query.currency,
                total_amount=query.total_amount,
            )
    except (StorageError, TimeoutError) as exc:
        # Answered is done with: it must not be taken up again.
        logger.warning("cannot look up an offer", extra={**context.log_facts(), "why": repr(exc)})
        await query.answer(ok=False, error_message=context.text("pay.refused.later"))
        return
    if refusal is None:
        await query.answer(ok=True)
    else:
        await query.answer(ok=False, error_message=context.text(f"pay.refused.{refusal}"))


async def paid(context: ChatContext) -> None:
    """Stars came in: credit them once and make or give what they buy, or give them back."""
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
        expires_at=received.subscription_expiration_date,
        is_first=bool(received.is_first_recurring),
    )
    # Before anything can go wrong: by this line Stars can be given back by hand.
    facts = {"charge_id": payment.charge_id, "stars": payment.stars}
    logger.info("a payment came in", extra=facts)
    with booking(payment.charge_id):
        credited = await credit(till(context), payment, language=context.language)
    if credited.receipt.job is not None:
        await put_in_line(context, await placed(context.services.db, credited.receipt.job))
    elif credited.words is not None:
        await context.say(fact_text(credited.words, context.language))


async def refunded(context: ChatContext) -> None:
    """Stars went back, by us or by somebody else's hand: nothing is made for them any more."""
    given_back = context.message.refunded_payment
    if given_back is None:
        return
    charge_id = given_back.telegram_payment_charge_id
    with booking(charge_id):
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
        payload=sign_payload(offer, keys=context.services.payment_keys),
        currency=CURRENCY,
        prices=[LabeledPrice(label, offer.stars)],
        provider_token="",
        message_thread_id=context.thread_id,
        reply_parameters=context.reply(pressed_in_group(context)),
    )
    await payments.set_offer_message(context.services.db, offer.id, message_id=message.message_id)


def _is_pack_sold(context: ChatContext, offer: Offer) -> bool:
    products = context.services.tiers.now.products
    return products.pack(credits=credits_of(offer.sold) or 0, stars=offer.stars) is not None


async def _refusal(
    context: ChatContext, *, payload: str, currency: str, total_amount: int
) -> str | None:
    """Why this invoice cannot be paid now, as a key under pay.refused."""
    db = context.services.db
    offer = await payments.get_offer(db, offer_id_of(payload))
    refusal = check_payment(
        offer,
        payload=payload,
        keys=context.services.payment_keys,
        user_id=context.user.id,
        currency=currency,
        total_amount=total_amount,
        at=context.services.clock(),
        is_paid=offer is not None and await payments.is_paid(db, offer.id),
        is_banned=await bans.is_banned(
            db, context.user.id, offer.chat_id if offer else context.user.id
        ),
    )
    if refusal is not None or offer is None:
        return refusal.value if refusal else "expired"
    if offer.product is Product.PACK:
        return None if _is_pack_sold(context, offer) else "pack_expired"
    if offer.product is Product.SUBSCRIPTION:
        return await plans.refusal(context, offer)
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
    return "used_up" if tier and await is_used_up(context, tier) else None
