"""A pack of credits: its invoice; what is paid is credited as any payment is."""

from __future__ import annotations

from telegram import LabeledPrice

from bot.chat.context import ChatContext
from bot.chat.offers import count_said, pressed_in_group
from bot.domain.ledger import Product
from bot.domain.money.products import Pack
from bot.domain.payments import CURRENCY, sign_payload
from bot.storage import payments


async def buy(context: ChatContext) -> None:
    """Send the invoice of the pack that the button names, to whoever pressed."""
    pack = _pressed_pack(context)
    if pack is None:
        await context.answer(context.text("pay.refused.pack_expired"), alert=True)
        return
    await context.answer()
    services = context.services
    offer, _ = await payments.create_offer(
        services.db,
        request_key=f"pack:{context.request_key}",
        user_id=context.user.id,
        chat_id=context.chat.id,
        stars=pack.stars,
        now=services.clock(),
        sold=pack.to_sold(),
        product=Product.PACK,
    )
    message = await context.bot.send_invoice(
        context.chat.id,
        title=context.text("pay.title_pack", credits=pack.credits),
        description=context.text("pay.description_pack", credits=pack.credits),
        payload=sign_payload(offer, keys=services.payment_keys),
        currency=CURRENCY,
        prices=[LabeledPrice(context.text("pay.title_pack", credits=pack.credits), offer.stars)],
        provider_token="",
        message_thread_id=context.thread_id,
        reply_parameters=context.reply(pressed_in_group(context)),
    )
    await payments.set_offer_message(services.db, offer.id, message_id=message.message_id)


def _pressed_pack(context: ChatContext) -> Pack | None:
    """None: no such pack is sold."""
    credits, stars = count_said(context.press.subject), count_said(context.press.argument)
    if credits is None or stars is None:
        return None
    return context.services.tiers.now.products.pack(credits=credits, stars=stars)
