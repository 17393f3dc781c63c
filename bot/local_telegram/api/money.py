"""Invoices, shipping, checkouts, subscriptions and refunds."""

from __future__ import annotations

from bot.local_telegram.api.calls import Call
from bot.local_telegram.api.keyboards import inline_keyboard
from bot.local_telegram.api.sending import reply_target, topic
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import bad_request
from bot.local_telegram.money.charges import LARGEST_PAGE
from bot.local_telegram.money.invoices import NEEDS, SUBSCRIPTION_S
from bot.local_telegram.money.orders import check_options
from bot.local_telegram.receipts import show_purse, tell_of_refund
from bot.local_telegram.state.store import Json

LINK = "https://t.me/${id}"


async def send_invoice(backend: Backend, call: Call) -> Json:
    markup = inline_keyboard(call.json("reply_markup"))
    if markup is not None and not markup["inline_keyboard"][0][0].get("pay"):
        raise bad_request("REPLY_MARKUP_BUY_EMPTY")
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    topic_id, reply_to = topic(backend, call), reply_target(backend, call, chat_id)
    invoice = backend.payments.create_invoice(_terms(call))
    backend.speak_to(chat_id)
    shown = {
        "title": invoice["title"],
        "description": invoice["description"],
        "start_parameter": call.text("start_parameter") or "",
        "currency": invoice["currency"],
        "total_amount": invoice["amount"],
    }
    message = backend.messages.post(
        chat_id,
        sender=backend.bot,
        content={"invoice": shown},
        reply_to=reply_to,
        markup=markup,
        invoice_id=invoice["id"],
        topic_id=topic_id,
    )
    return backend.messages.as_bot_sees(message)


async def create_invoice_link(backend: Backend, call: Call) -> str:
    terms = _terms(call)
    if call.params.get("subscription_period"):
        terms["subscription_period"] = call.integer("subscription_period", SUBSCRIPTION_S)
    return LINK.format(id=backend.payments.create_invoice(terms)["id"])


async def answer_shipping_query(backend: Backend, call: Call) -> bool:
    answer: Json
    if call.flag("ok"):
        answer = {"options": check_options(call.json("shipping_options")), "error": None}
    else:
        answer = {"options": [], "error": call.need_text("error_message")}
    backend.shippings.answer(call.need_text("shipping_query_id"), answer)
    return True


async def answer_pre_checkout_query(backend: Backend, call: Call) -> bool:
    is_ok = call.flag("ok")
    error = None if is_ok else call.need_text("error_message")
    backend.checkouts.answer(call.need_text("pre_checkout_query_id"), {"ok": is_ok, "error": error})
    return True


async def refund_star_payment(backend: Backend, call: Call) -> bool:
    charge_id = call.need_text("telegram_payment_charge_id")
    with backend.store.together():
        charge = backend.payments.refund(charge_id, user_id=call.need_integer("user_id"))
        tell_of_refund(backend, charge)
    return True


async def edit_user_star_subscription(backend: Backend, call: Call) -> bool:
    call.need_text("is_canceled")
    subscription = backend.payments.subscriptions.edit_by_bot(
        call.need_text("telegram_payment_charge_id"),
        user_id=call.need_integer("user_id"),
        is_canceled=call.flag("is_canceled"),
    )
    show_purse(backend, subscription["user_id"])
    return True


async def get_star_transactions(backend: Backend, call: Call) -> Json:
    offset, limit = call.integer("offset"), call.integer("limit", LARGEST_PAGE)
    return {"transactions": backend.payments.charges.transactions(offset=offset, limit=limit)}


async def get_my_star_balance(backend: Backend, call: Call) -> Json:
    return {"amount": backend.payments.balance()}


def _terms(call: Call) -> Json:
    texts = ("title", "description", "payload", "currency", "provider_token", "photo_url")
    flags = ("is_flexible", *(f"need_{name}" for name in NEEDS))
    return {
        **{name: call.text(name) for name in texts},
        **{name: call.flag(name) for name in flags},
        "prices": call.json("prices"),
    }


METHODS = {
    "sendInvoice": send_invoice,
    "createInvoiceLink": create_invoice_link,
    "answerShippingQuery": answer_shipping_query,
    "answerPreCheckoutQuery": answer_pre_checkout_query,
    "refundStarPayment": refund_star_payment,
    "editUserStarSubscription": edit_user_star_subscription,
    "getStarTransactions": get_star_transactions,
    "getMyStarBalance": get_my_star_balance,
}
