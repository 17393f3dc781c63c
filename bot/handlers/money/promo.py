"""/promo CODE: credits for a code, where there are codes at all."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.chat.links import speaks_for_themselves
from bot.domain.money.products import promo_code
from bot.storage.credits.promo import PromoRefusal, redeem


async def promo(context: ChatContext) -> None:
    """Once per person, as often as the code says."""
    if not context.services.tiers.now.products.has_promo:
        await context.say(context.text("promo.off"))
        return
    if not context.command.rest.strip():
        await context.say(context.text("promo.usage"))
        return
    if not await speaks_for_themselves(context):
        return
    code = promo_code(context.command.rest)
    given: int | PromoRefusal = PromoRefusal.UNKNOWN
    if code is not None:
        db, now = context.services.db, context.services.clock()
        given = await redeem(db, code, user_id=context.user.id, now=now)
    if isinstance(given, PromoRefusal):
        await context.say(context.text(f"promo.refused.{given}"))
    else:
        await context.say(context.text("promo.given", credits=given))
