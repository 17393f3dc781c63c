"""The monthly subscription: the link to it, stop and go on, and what Telegram tells of it."""

from __future__ import annotations

import logging

from telegram import LabeledPrice
from telegram.error import BadRequest

from bot.chat.context import ChatContext
from bot.chat.links import speaks_for_themselves
from bot.chat.plans import plan_lines
from bot.domain.ledger import Product
from bot.domain.money.subscriptions import PERIOD, Plan, PlanChange, Subscription
from bot.domain.payments import CURRENCY, offer_id_of, sign_payload
from bot.menus.money.plan_keyboards import (
    NEW,
    keyboard_of,
    plan_rows,
    stopped_keyboard,
    subscribe_keyboard,
)
from bot.storage import payments
from bot.storage.subscriptions import running
from engine.texts.phrase import Fact

logger = logging.getLogger(__name__)


async def subscribe(context: ChatContext) -> None:
    """What there is and a link to it, or what one has."""
    if not await speaks_for_themselves(context):
        return
    services = context.services
    now, plan = services.clock(), services.tiers.now.products.subscription
    subscription = await running.of(services.db, context.user.id)
    if subscription is not None and subscription.is_running(now):
        rows = plan_rows(context.language, plan=plan, subscription=subscription, now=now)
        lines = plan_lines(subscription, context.language, now=now)
        await context.say("\n".join(lines), keyboard=keyboard_of(rows))
    elif plan is None:
        await context.say(context.text("plan.none"))
    else:
        await _offer(context, plan)


async def pressed(context: ChatContext) -> None:
    """As /subscribe."""
    if context.press.subject != NEW:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await context.answer()
    await subscribe(context)


async def _offer(context: ChatContext, plan: Plan) -> None:
    services = context.services
    offer, _ = await payments.create_offer(
        services.db,
        request_key=f"plan:{context.request_key}",
        user_id=context.user.id,
        chat_id=context.chat.id,
        stars=plan.stars,
        now=services.clock(),
        sold=plan.to_sold(),
        product=Product.SUBSCRIPTION,
    )
    link = await context.bot.create_invoice_link(
        title=plan.title,
        description=context.text("plan.description", credits=plan.credits),
        payload=sign_payload(offer, keys=services.payment_keys),
        currency=CURRENCY,
        prices=[LabeledPrice(plan.title, plan.stars)],
        provider_token="",
        subscription_period=PERIOD,
    )
    words = context.text("plan.offer", title=plan.title, credits=plan.credits, stars=plan.stars)
    await context.say(words, keyboard=subscribe_keyboard(context.language, plan=plan, link=link))


async def stop(context: ChatContext) -> None:
    """No further month is paid; what was paid for lasts. Harmless when repeated."""
    subscription = await _own(context)
    if subscription is None or not await _edit(context, subscription, is_cancelled=True):
        return
    await running.note_cancelled(
        context.services.db,
        subscription.user_id,
        offer_id=subscription.offer_id,
        is_cancelled=True,
    )
    await context.answer()
    await context.say(
        context.text("plan.stopped", **_facts(subscription)),
        keyboard=stopped_keyboard(context.language, subscription),
    )


async def go_on(context: ChatContext) -> None:
    """Allow further months; to wish for them is the person's own part, at Telegram."""
    subscription = await _own(context)
    if subscription is None or not await _edit(context, subscription, is_cancelled=False):
        return
    await context.answer()
    await context.say(context.text("plan.may_go_on", **_facts(subscription)))


async def changed(context: ChatContext) -> None:
    """Telegram tells that somebody stopped theirs, or wishes for it again."""
    told = context.update.api_kwargs.get("subscription")
    facts = told if isinstance(told, dict) else {}
    user, payload, state = facts.get("user"), facts.get("invoice_payload"), facts.get("state")
    user_id = user.get("id") if isinstance(user, dict) else None
    if not isinstance(user_id, int) or not isinstance(payload, str):
        logger.warning("a subscription that cannot be read", extra=context.log_facts())
        return
    logger.info("a subscription changed", extra={**context.log_facts(), "state": state})
    if state in (PlanChange.CANCELED, PlanChange.ACTIVE):
        await running.note_cancelled(
            context.services.db,
            user_id,
            offer_id=offer_id_of(payload),
            is_cancelled=state == PlanChange.CANCELED,
        )


async def _own(context: ChatContext) -> Subscription | None:
    """The one that the button is about; None when the person was told why there is none."""
    subscription = await running.of(context.services.db, context.user.id)
    now, offer_id = context.services.clock(), context.press.subject
    is_it = subscription is not None and subscription.offer_id == offer_id
    if is_it and subscription is not None and subscription.is_running(now):
        return subscription
    await context.answer(context.text("plan.not_this"), alert=True)
    return None


async def _edit(context: ChatContext, subscription: Subscription, *, is_cancelled: bool) -> bool:
    """Whether Telegram did it; else the person is told where they can."""
    if subscription.charge_id is not None:
        try:
            await context.bot.edit_user_star_subscription(
                subscription.user_id, subscription.charge_id, is_canceled=is_cancelled
            )
        except BadRequest as exc:
            logger.error("a subscription stays as it is", extra={"why": exc})
        else:
            return True
    await context.answer(context.text("plan.at_telegram"), alert=True)
    return False


def _facts(subscription: Subscription) -> dict[str, Fact]:
    date = subscription.expires_at.date()
    return {"title": subscription.plan.title, "date": date}
