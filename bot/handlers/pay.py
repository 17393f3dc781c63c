"""Make it bigger: the offer, the invoice, the check before the charge, and the charge."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping

from telegram import LabeledPrice
from telegram.error import BadRequest

from bot.errors import StorageError
from bot.jobs import Art, Job, JobState, NewJob
from bot.keyboards import PaidSize, offer_keyboard
from bot.ordering import put_in_line
from bot.owned import own_job
from bot.payments import CURRENCY, Offer, check_payment, offer_id_of, sign_payload
from bot.queue import score
from bot.storage import deleted, job_lists, jobs, payments
from bot.tiers import Tier, Tiers, bigger_order, price_stars
from bot.turn import Turn
from engine.errors import OptionError

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
    stars = price_stars(tier, steps)
    db, now = turn.services.db, turn.services.clock()
    offer, _ = await payments.create_offer(
        db,
        request_key=f"o{job.id}:{tier.name}:{steps}:{stars}",
        user_id=turn.user.id,
        chat_id=turn.chat.id,
        parent_job_id=job.id,
        tier=tier.name,
        steps=steps,
        stars=stars,
        now=now,
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
    payment = turn.message.successful_payment
    if payment is None:
        return
    services, now = turn.services, turn.services.clock()
    charge_id = payment.telegram_payment_charge_id
    # Before anything can go wrong: by this line Stars can be given back by hand.
    logger.info("a payment came in", extra={"charge_id": charge_id, "stars": payment.total_amount})
    offer = await payments.get_offer(services.db, offer_id_of(payment.invoice_payload))
    refusal = check_payment(
        offer,
        payload=payment.invoice_payload,
        secret=services.payment_key,
        user_id=turn.user.id,
        currency=payment.currency,
        total_amount=payment.total_amount,
        is_paid=False,
    )
    tier = services.tiers.get(offer.tier) if offer else None
    new = None
    if refusal is None and offer is not None and tier is not None:
        new = await _bigger_job(turn, offer, tier, charge_id=charge_id)
    waiting = await job_lists.waiting_of(services.db, turn.user.id)
    receipt = await payments.record_charge(
        services.db,
        charge_id=charge_id,
        offer_id=offer.id if offer else None,
        user_id=turn.user.id,
        stars=payment.total_amount,
        job=new,
        now=now,
        score=score(now, boost_s=tier.boost_s if tier else 0, waiting=waiting),
    )
    if receipt.job is not None:
        await put_in_line(turn, receipt.job)
    elif receipt.is_new:
        key = "pay.paid_twice" if new is not None else "pay.comes_back"
        await turn.say(turn.text(key, stars=payment.total_amount))


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
    )
    await payments.set_offer_message(turn.services.db, offer.id, message_id=message.message_id)


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
    if turn.services.tiers.get(offer.tier) is None:
        return "expired"
    return "gone" if await deleted.is_deleted(db, offer.parent_job_id) else None


async def _bigger_job(turn: Turn, offer: Offer, tier: Tier, *, charge_id: str) -> NewJob | None:
    """What was bought; None when it cannot be made any more, so that the Stars go back."""
    try:
        parent = await jobs.get(turn.services.db, offer.parent_job_id)
        order = bigger_order(parent, tier=tier, steps=offer.steps) if parent else None
    except OptionError as exc:
        # Options of another version of ours.
        logger.error("cannot enlarge", extra={"job_id": offer.parent_job_id, "why": exc.detail})
        return None
    if parent is None or order is None:
        return None
    return NewJob(
        request_key=f"p{charge_id}",
        chat_id=offer.chat_id,
        user_id=offer.user_id,
        language=turn.language,
        order=order,
        tier=tier.name,
        reply_to=parent.status.message_id if parent.status else None,
        charge_id=charge_id,
        parent_id=parent.id,
    )
