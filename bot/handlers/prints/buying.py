"""A print's invoice, the address, the check before the charge, and the payment.

Telegram asks for the ways to send it as soon as the address is told, and once more before it
charges; both wait 10 s. The money goes to the operator's provider: what is not to be made is given
back there by hand.
"""

from __future__ import annotations

import logging

from telegram import LabeledPrice, OrderInfo, ShippingAddress, ShippingOption

from bot.chat.context import ChatContext
from bot.chat.ordering import put_in_line
from bot.chat.ownership import own_job
from bot.chat.print_choices import chosen, is_sold
from bot.delivery.words.print_words import size_words
from bot.domain.prints.orders import (
    PrintOffer,
    PrintPayment,
    Refusal,
    check_country,
    check_price,
    check_print,
    print_offer_of,
    sign_print,
)
from bot.domain.prints.price_list import Country
from bot.errors import StorageError
from bot.money.booking import booking
from bot.money.printing import Press, take
from bot.storage import bans
from bot.storage.jobs import deleted
from bot.storage.jobs.orders import placed
from bot.storage.prints import offers, orders

logger = logging.getLogger(__name__)

# Of a list of countries that an operator may make as long as they like.
MAX_REFUSAL = 255


async def buy(context: ChatContext) -> None:
    """Send the invoice. Each press is one print more."""
    job = await own_job(context)
    choice = await chosen(context, job) if job is not None else None
    token = context.services.settings.print_provider_token
    if choice is None:
        return
    if token is None:
        await context.answer(context.text("print.not_sold"), alert=True)
        return
    services = context.services
    offer = await offers.create(
        services.db,
        request_key=context.request_key,
        user_id=context.user.id,
        chat_id=context.chat.id,
        parent_job_id=choice.job.id,
        spec=choice.spec,
        country=choice.country.code,
        currency=choice.country.currency,
        amount=choice.price,
        now=services.clock(),
    )
    await context.answer()
    if offer.message_id is not None:
        return
    size = size_words(choice.spec, context.language)
    facts = {"title": choice.spec.title, "size": size, "country": choice.country.title}
    message = await context.bot.send_invoice(
        context.chat.id,
        title=context.text("print_invoice.title", size=size),
        description=context.text("print_invoice.description", **facts),
        payload=sign_print(offer, key=services.payment_keys.own[0]),
        currency=offer.currency,
        prices=[LabeledPrice(context.text("print_invoice.label"), offer.amount)],
        provider_token=token.get_secret_value(),
        need_name=True,
        need_shipping_address=True,
        is_flexible=True,
        message_thread_id=context.thread_id,
    )
    await offers.set_message(services.db, offer.id, message_id=message.message_id)


async def shipping(context: ChatContext) -> None:
    """The ways to send it to that address, or why it cannot be sent there."""
    query = context.update.shipping_query
    if query is None:
        return
    try:
        country = await _country(context, query.invoice_payload, query.shipping_address)
    except StorageError as exc:
        logger.warning("cannot look up a print", extra={**context.log_facts(), "why": exc})
        await query.answer(ok=False, error_message=context.text("print_refused.later"))
        return
    if isinstance(country, str):
        await query.answer(ok=False, error_message=_refusal_words(context, country))
        return
    options = [
        ShippingOption(
            way.name,
            context.text("print_invoice.shipping", title=way.title, days=way.days),
            [LabeledPrice(way.title, way.price)],
        )
        for way in country.shipping
    ]
    await query.answer(ok=True, shipping_options=options)


async def pre_checkout(context: ChatContext) -> None:
    """The last word before the provider charges the card."""
    query = context.update.pre_checkout_query
    if query is None:
        return
    try:
        refusal = await _refusal(
            context,
            payload=query.invoice_payload,
            info=query.order_info,
            shipping_name=query.shipping_option_id,
            currency=query.currency,
            amount=query.total_amount,
        )
    except StorageError as exc:
        logger.warning("cannot look up a print", extra={**context.log_facts(), "why": exc})
        refusal = "later"
    if refusal is None:
        await query.answer(ok=True)
    else:
        await query.answer(ok=False, error_message=_refusal_words(context, refusal))


async def paid(context: ChatContext) -> None:
    """Money came in: an order, once, and its file in line. The person hears of it as of any state
    that an order comes to.
    """
    received = context.message.successful_payment
    if received is None:
        return
    info = received.order_info
    payment = PrintPayment(
        charge_id=received.telegram_payment_charge_id,
        provider_charge_id=received.provider_payment_charge_id,
        payload=received.invoice_payload,
        user_id=context.user.id,
        chat_id=context.chat.id,
        currency=received.currency,
        amount=received.total_amount,
        shipping=received.shipping_option_id,
        address=info.to_dict() if info else {},
        at=context.message.date,
    )
    # Before anything can go wrong: by this line the money can be given back by hand.
    facts = {"charge_id": payment.charge_id, "provider_id": payment.provider_charge_id}
    logger.info("a print was paid", extra=facts)
    services = context.services
    press = Press(
        db=services.db,
        estimates=services.queue.estimates,
        tiers=services.tiers,
        prints=services.prints,
        payment_keys=services.payment_keys,
        clock=services.clock,
    )
    with booking(payment.charge_id):
        receipt = await take(press, payment, language=context.language)
    if receipt.job is not None:
        await put_in_line(context, await placed(services.db, receipt.job))


async def _offer(context: ChatContext, payload: str) -> PrintOffer | str:
    """Raises: StorageError."""
    offer = await offers.get(context.services.db, print_offer_of(payload))
    refusal = check_print(
        offer,
        payload=payload,
        keys=context.services.payment_keys,
        user_id=context.user.id,
    )
    if refusal is not None or offer is None or not is_sold(context):
        return refusal or Refusal.EXPIRED
    if await bans.is_banned(context.services.db, context.user.id, offer.chat_id):
        return "banned"
    if await deleted.is_deleted(context.services.db, offer.parent_job_id):
        return "gone"
    if await orders.is_paid(context.services.db, offer.id):
        return Refusal.ALREADY_PAID
    return offer


async def _country(
    context: ChatContext, payload: str, address: ShippingAddress | None
) -> Country | str:
    """Raises: StorageError."""
    offer = await _offer(context, payload)
    if isinstance(offer, str):
        return offer
    code = address.country_code if address is not None else None
    return check_country(context.services.prints.now, offer, code)


async def _refusal(
    context: ChatContext,
    *,
    payload: str,
    info: OrderInfo | None,
    shipping_name: str | None,
    currency: str,
    amount: int,
) -> str | None:
    """Why it cannot be paid now, as a key under print_refused. Raises: StorageError."""
    offer = await _offer(context, payload)
    if isinstance(offer, str):
        return offer
    address = info.shipping_address if info is not None else None
    code = address.country_code if address is not None else None
    country = check_country(context.services.prints.now, offer, code)
    if isinstance(country, str):
        return country
    way = check_price(country, offer, shipping=shipping_name, currency=currency, amount=amount)
    return way if isinstance(way, str) else None


def _refusal_words(context: ChatContext, refusal: str) -> str:
    key = str(getattr(refusal, "value", refusal))
    countries = ", ".join(each.title for each in context.services.prints.now.countries)
    words = context.text(f"print_refused.{key}", countries=countries)
    return words[:MAX_REFUSAL]
