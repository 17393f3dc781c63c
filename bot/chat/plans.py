"""Whether a subscription's invoice may be paid now, and how one is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.chat.context import ChatContext
from bot.domain.money.subscriptions import Subscription, plan_of
from bot.domain.payments import Offer
from bot.storage.subscriptions import months, running
from bot.texts.catalogue import text
from engine.texts.phrase import Fact


async def refusal(context: ChatContext, offer: Offer) -> str | None:
    """Why this invoice cannot be paid now, as a key under pay.refused; None: it may be."""
    db, now = context.services.db, context.services.clock()
    if plan_of(offer.sold) != context.services.tiers.now.products.subscription:
        return "plan_expired"
    subscription = await running.of(db, offer.user_id)
    if subscription is not None and subscription.is_running(now):
        return "subscribed"
    # By Telegram's rules its payer would have a second one of the same payload.
    return "plan_expired" if await months.is_begun(db, offer.id) else None


def plan_lines(subscription: Subscription, language: str, *, now: datetime) -> Iterator[str]:
    """What a person has, and when it goes on or ends."""
    plan, date = subscription.plan, subscription.expires_at.date()
    if not subscription.is_running(now):
        return
    if subscription.is_cancelled:
        yield text("plan.ends", language, title=plan.title, date=date)
    elif now >= subscription.expires_at:
        yield text("plan.is_due", language, title=plan.title, date=date, stars=plan.stars)
    else:
        facts: dict[str, Fact] = {"title": plan.title, "date": date, "stars": plan.stars}
        yield text("plan.renews", language, credits=plan.credits, **facts)
