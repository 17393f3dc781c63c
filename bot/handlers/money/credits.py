"""Pay with credits: one press under an offer, and the picture is made."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.chat.offers import Chosen, chosen_size, count_said, is_had, offer_of, till
from bot.chat.ordering import put_in_line
from bot.domain.payments import Charge
from bot.errors import USED_UP
from bot.money.crediting import buy_with_credits
from bot.storage import payments
from bot.storage.jobs import jobs
from bot.storage.jobs.orders import placed


async def pay(context: ChatContext) -> None:
    """Take the price that stands on the button, once, and make the picture.

    Raises: NotEnoughError: they were spent since the button was shown.
    """
    chosen = await chosen_size(context)
    if chosen is None:
        return
    db = context.services.db
    # Of this very press, which Telegram may tell of again.
    charge_id = f"credits:{context.query.id}"
    charge = await payments.get_charge(db, charge_id) or await _spend(context, chosen, charge_id)
    job = await jobs.get(db, charge.job_id) if charge is not None and charge.job_id else None
    if job is not None:
        await put_in_line(context, await placed(db, job))


async def _spend(context: ChatContext, chosen: Chosen, charge_id: str) -> Charge | None:
    """None when the person was told why nothing is taken."""
    if count_said(context.press.arguments[-1]) != chosen.price:
        await context.answer(context.text("pay.refused.wrong_amount"), alert=True)
        return None
    if await is_had(context, chosen):
        return None
    offer = await offer_of(context, chosen)
    if offer is None:
        return None
    try:
        receipt = await buy_with_credits(
            till(context), offer, chosen.tier, charge_id=charge_id, language=context.language
        )
    except USED_UP:
        await context.answer(context.text("pay.refused.used_up"), alert=True)
        return None
    if receipt is None:
        # Paid at this very moment in Stars, or of another version of ours.
        await context.answer(context.text("pay.refused.expired"), alert=True)
        return None
    await context.answer(context.text("pay.paid_credits", credits=chosen.price))
    return receipt.charge
