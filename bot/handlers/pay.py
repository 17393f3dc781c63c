"""Make it bigger: the offer, the invoice, the check before the charge, and the charge."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping

from telegram import LabeledPrice
from telegram.error import BadRequest

from bot.chat.context import Turn
from bot.chat.ordering import put_in_line
from bot.chat.ownership import own_job
from bot.delivery.job_keyboards import PaidSize, offer_keyboard
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
from bot.domain.tiers import Tier, Tiers, is_still_sold, price_stars, to_sold
from bot.errors import StorageError
from bot.money.crediting import Till, credit
from bot.storage import payments
from bot.storage.jobs import deleted, job_lists
from bot.storage.jobs.orders import InLine

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


async def bigger(turn: Turn) -> None:
    """Show the paid sizes with their prices."""
    job = await _own_free_result(turn)
    if job is None:
        return
    await turn.answer()
    tiers = turn.services.tiers
    sizes = paid_sizes(tiers, chosen={})
    lengths = ", ".join(f"{tier.title} {_length(turn, tier, job.order.art)}" for tier in tiers.paid)
    offer = await turn.say(
        turn.text(_OFFERS.get(job.order.art, "pay.offer"), lengths=lengths),
        keyboard=offer_keyboard(job.id, turn.language, sizes=sizes),
        reply_to=job.status.message_id if job.status else None,
    )
    older = await deleted.set_offer_message(turn.services.db, job.id, message_id=offer.message_id)
    if older is not None:
        with contextlib.suppress(BadRequest):
            await turn.bot.delete_message(turn.chat.id, older)


def _length(turn: Turn, tier: Tier, art: Art) -> str:
    """How long a film may be in this tier."""
    if art is Art.VIDEO:
        return turn.text("prices.seconds", seconds=tier.video_s)
    return turn.text("prices.frames", frames=tier.zoom_frames)


async def choose_steps(turn: Turn) -> None:
    """- and + of a size whose steps the buyer chooses; the price follows."""
    job = await _own_free_result(turn)
    if job is None:
        return
    picked = _pressed_price(turn)
    message = turn.query.message
    if picked is None or message is None:
        await turn.answer(turn.text("answer.old"), alert=True)
        return
    tier, steps = picked
    sizes = paid_sizes(turn.services.tiers, chosen={tier.name: steps})
    await turn.answer()
    try:
        await turn.bot.edit_message_reply_markup(
            turn.chat.id,
            message.message_id,
            reply_markup=offer_keyboard(job.id, turn.language, sizes=sizes),
        )
    except BadRequest:
        # The least or the most already stands there, or the offer is gone.
        return


async def buy(turn: Turn) -> None:
    """Send the invoice; one at a time for the same picture at the same price."""
    job = await _own_free_result(turn)
    if job is None:
        return
    picked = _pressed_price(turn)
    if picked is None:
        await turn.answer(turn.text("answer.old"), alert=True)
        return
    tier, steps = picked
    stars, sold = price_stars(tier, steps), to_sold(tier)
    db, now = turn.services.db, turn.services.clock()
    offer, _ = await payments.create_offer(
        db,
        request_key=f"o{job.id}:{tier.name}:{steps}:{stars}:{fingerprint(sold)}",
        user_id=turn.user.id,
        chat_id=turn.chat.id,
        parent_job_id=job.id,
        tier=tier.name,
        steps=steps,
        stars=stars,
        now=now,
        sold=sold,
    )
    if await payments.is_paid(db, offer.id):
        await turn.answer(turn.text("pay.already_paid"), alert=True)
        return
    await turn.answer()
    await _send_invoice(turn, offer, tier, job.order.art)


async def pre_checkout(turn: Turn) -> None:
    """The last word before Telegram takes the Stars; it waits 10 s for it."""
    query = turn.update.pre_checkout_query
    if query is None:
        return
    try:
        refusal = await _refusal(
            turn,
            payload=query.invoice_payload,
            currency=query.currency,
            total_amount=query.total_amount,
        )
    except StorageError as exc:
        # Answered is done with: it must not be taken up again.
        logger.warning("cannot look up an offer", extra={**turn.log_facts(), "why": exc})
        await query.answer(ok=False, error_message=turn.text("pay.refused.later"))
        return
    if refusal is None:
        await query.answer(ok=True)
    else:
        await query.answer(ok=False, error_message=turn.text(f"pay.refused.{refusal}"))


async def paid(turn: Turn) -> None:
    """Stars came in: credit them once and make the picture, or give them back."""
    told = turn.message.successful_payment
    if told is None:
        return
    payment = StarPayment(
        charge_id=told.telegram_payment_charge_id,
        payload=told.invoice_payload,
        user_id=turn.user.id,
        stars=told.total_amount,
        currency=told.currency,
    )
    # Before anything can go wrong: by this line Stars can be given back by hand.
    facts = {"charge_id": payment.charge_id, "stars": payment.stars}
    logger.info("a payment came in", extra=facts)
    credited = await credit(_till(turn), payment, language=turn.language)
    if credited.receipt.job is not None:
        job = credited.receipt.job
        place = await job_lists.place(turn.services.db, job.id)
        await put_in_line(turn, InLine(job=job, place=place))
    elif credited.receipt.is_new:
        key = "pay.paid_twice" if credited.is_second else "pay.comes_back"
        await turn.say(turn.text(key, stars=payment.stars))


async def refunded(turn: Turn) -> None:
    """Stars went back, by us or by somebody else's hand: nothing is made for them any more."""
    told = turn.message.refunded_payment
    if told is None:
        return
    charge_id = told.telegram_payment_charge_id
    is_news = await payments.book_refund(
        turn.services.db,
        charge_id=charge_id,
        user_id=turn.chat.id,
        stars=told.total_amount,
        now=turn.services.clock(),
    )
    logger.info("a refund was told of", extra={"charge_id": charge_id, "is_news": is_news})


def _till(turn: Turn) -> Till:
    services = turn.services
    return Till(
        db=services.db,
        tiers=services.tiers,
        payment_key=services.payment_key,
        clock=services.clock,
    )


def paid_sizes(tiers: Tiers, *, chosen: Mapping[str, int]) -> list[PaidSize]:
    """One line a paid tier; ``chosen`` holds the steps that the buyer chose by tier."""
    sizes = []
    for tier in tiers.paid:
        offered = tier.steps_offered
        steps = chosen.get(tier.name, offered[0])
        has_choice = len(offered) > 1
        sizes.append(
            PaidSize(
                tier=tier.name,
                title=tier.title,
                size_px=tier.size_px,
                steps=steps,
                stars=price_stars(tier, steps),
                fewer_steps=max((s for s in offered if s < steps), default=steps)
                if has_choice
                else None,
                more_steps=min((s for s in offered if s > steps), default=steps)
                if has_choice
                else None,
            )
        )
    return sizes


async def _own_free_result(turn: Turn) -> Job | None:
    job = await own_job(turn)
    if job is None:
        return None
    if job.state is not JobState.DONE or job.charge_id is not None:
        await turn.answer(turn.text("answer.not_ready"), alert=True)
        return None
    if await deleted.is_deleted(turn.services.db, job.id):
        await turn.answer(turn.text("pay.refused.gone"), alert=True)
        return None
    return job


def _pressed_price(turn: Turn) -> tuple[Tier, int] | None:
    """The tier and steps of a press; None when we do not sell that."""
    if len(turn.press.arguments) != 2:
        return None
    name, steps = turn.press.arguments
    tier = turn.services.tiers.get(name)
    if tier is None or tier.is_free or not _is_count(steps):
        return None
    count = int(steps)
    return (tier, count) if tier.least_steps <= count <= tier.most_steps else None


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


async def _send_invoice(turn: Turn, offer: Offer, tier: Tier, art: Art) -> None:
    if offer.message_id is not None:
        try:
            await turn.bot.delete_message(turn.chat.id, offer.message_id)
        except BadRequest:
            logger.debug("the older invoice is gone already")
    is_film = art in (Art.ZOOM, Art.VIDEO)
    label = turn.text("pay.label_zoom" if is_film else "pay.label", size=tier.size_px)
    message = await turn.bot.send_invoice(
        turn.chat.id,
        title=turn.text("pay.title_zoom" if is_film else "pay.title"),
        description=turn.text(
            _DESCRIPTIONS.get(art, "pay.description"),
            size=tier.size_px,
            steps=offer.steps,
            frames=tier.zoom_frames,
            seconds=tier.video_s,
        ),
        payload=sign_payload(offer, secret=turn.services.payment_key),
        currency=CURRENCY,
        prices=[LabeledPrice(label, offer.stars)],
        provider_token="",
        message_thread_id=turn.thread_id,
        reply_parameters=turn.reply(_pressed_in_group(turn)),
    )
    await payments.set_offer_message(turn.services.db, offer.id, message_id=message.message_id)


def _pressed_in_group(turn: Turn) -> int | None:
    """The message whose button was pressed, in a group, where others talk in between."""
    message = turn.query.message
    return None if turn.is_private or message is None else message.message_id


async def _refusal(turn: Turn, *, payload: str, currency: str, total_amount: int) -> str | None:
    """Why this invoice cannot be paid now, as a key under pay.refused."""
    db = turn.services.db
    offer = await payments.get_offer(db, offer_id_of(payload))
    refusal = check_payment(
        offer,
        payload=payload,
        secret=turn.services.payment_key,
        user_id=turn.user.id,
        currency=currency,
        total_amount=total_amount,
        is_paid=offer is not None and await payments.is_paid(db, offer.id),
    )
    if refusal is not None or offer is None:
        return refusal.value if refusal else "expired"
    if offer.sold is None or not is_still_sold(
        turn.services.tiers, name=offer.tier, steps=offer.steps, stars=offer.stars
    ):
        return "expired"
    return "gone" if await deleted.is_deleted(db, offer.parent_job_id) else None
