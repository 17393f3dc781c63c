"""What an operator does with money from the chat: refunds, credits given, costs beside earnings."""

from __future__ import annotations

from bot.domain.ledger import CreditSource, Currency, Transfer, issued, purse
from bot.domain.payments import ChargeState
from bot.operations.admin_words import Asked
from bot.operations.desk import Desk
from bot.operations.status import cost_lines, earned_lines
from bot.storage import costs, payments
from bot.storage.ledger import posting
from bot.storage.money import earnings
from bot.storage.operators import actions, overview

DEAREST_PEOPLE = 10


async def refund(desk: Desk, asked: Asked) -> str:
    """Give a charge back, whatever it paid for; what that came to."""
    async with desk.db.write() as session:
        await actions.note_within(session, desk.action("refund", charge_id=asked.words))
        given = await payments.give_back_within(session, asked.words, now=desk.now)
    if given is None:
        return desk.text("admin.no_charge", charge_id=asked.words)
    charge, is_news = given
    if charge.currency is Currency.CREDITS:
        key = "admin.refunded_credits" if is_news else "admin.had_credits_back"
        return desk.text(key, credits=charge.stars, user_id=charge.user_id)
    is_back = charge.state is ChargeState.REFUNDED
    key = "admin.refunded" if is_back else "admin.refund_due"
    return desk.text(key, stars=charge.stars, user_id=charge.user_id)


async def credit(desk: Desk, asked: Asked) -> str:
    """Give a person credits, once for this command; they are told of it in a moment."""
    own = purse(asked.user_id, Currency.CREDITS)
    given = Transfer(
        id=f"operator:{desk.request_key}",
        source=issued(CreditSource.OPERATOR),
        target=own,
        amount=asked.count,
        event_at=desk.now,
        user_id=asked.user_id,
        note=asked.words,
    )
    facts = {"user_id": asked.user_id, "credits": asked.count, "reason": asked.words}
    action = desk.action(actions.CREDIT, **facts, **{actions.IS_TOLD: False})
    async with desk.db.write() as session:
        if await actions.note_within(session, action):
            await posting.post(session, given, now=desk.now)
        balance = await posting.balance(session, own)
    return desk.text("admin.credited", user_id=asked.user_id, credits=asked.count, balance=balance)


async def look_at_costs(desk: Desk, asked: Asked) -> str:
    """Today's seconds beside what they earned, and the dearest people."""
    await actions.note(desk.db, desk.action("costs"))
    arts = await costs.by_art(desk.db, now=desk.now)
    people = await costs.by_person(desk.db, now=desk.now, limit=DEAREST_PEOPLE)
    stars = await overview.stars(desk.db, now=desk.now)
    earned = await earnings.today(desk.db, now=desk.now)
    by_person = await overview.stars_by_person(desk.db, now=desk.now, limit=DEAREST_PEOPLE)
    lines = [
        *cost_lines(arts, desk.language),
        desk.text("overview.stars", came=stars.came, went=stars.went),
        *earned_lines(earned, arts, desk.settings, desk.language),
    ]
    for cost in people:
        seconds = f"{cost.seconds:.1f}"
        lines.append(
            desk.text("admin.cost", user_id=cost.user_id, seconds=seconds, renders=cost.renders)
        )
    lines += [
        desk.text("admin.stars", user_id=user_id, stars=count)
        for user_id, count in by_person.items()
    ]
    return "\n".join(lines)
